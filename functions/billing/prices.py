"""What a service costs, from when on: rows that are added and never changed."""

from datetime import datetime, timedelta
from typing import Literal, get_args

from billing.amounts import cny
from billing.ledger import balance
from billing.tables import Price
from shared.case_answers import Amount
from shared.clock import now, rfc3339
from shared.errors import ApiError, FieldError, KycError
from shared.http import Answer
from shared.money import to_units
from shared.reply import Once
from shared.transaction import Transaction

Service = Literal["faceid", "sms"]
Offer = Literal["active", "suspended", "not_offered"]

SERVICES: tuple[Service, ...] = get_args(Service)
NAMES: dict[Service, str] = {"faceid": "Live face check", "sms": "Text message"}
HISTORY_ROWS = 50
FURTHEST = timedelta(days=5 * 365)


class PriceAnswer(Answer):
    """One unit's price from `valid_from` until the next row's."""

    price: Amount
    valid_from: datetime


class SetPrice(PriceAnswer):
    """A row as operators see it."""

    service: Service
    set_by: str
    set_at: datetime


class ServiceAnswer(Answer):
    """`suspended`: less is available than one unit costs; `not_offered`: it has no price yet."""

    service: Service
    name: str
    status: Offer
    price: Amount | None
    valid_from: datetime | None
    next_price: PriceAnswer | None
    history: list[PriceAnswer]


class ServicePriced(KycError):
    """There is a price from that moment on already."""


def services(account: str) -> list[ServiceAnswer]:
    available = balance(account).available
    return [_service(service, available) for service in SERVICES]


def _service(service: Service, available: int) -> ServiceAnswer:
    at = now()
    rows = _rows(service)
    past = [row for row in rows if row.valid_from <= at]
    future = [row for row in rows if row.valid_from > at]
    current = past[0] if past else None
    status: Offer = "not_offered"
    if current:
        status = "active" if available >= current.units else "suspended"
    return ServiceAnswer(
        service=service,
        name=NAMES[service],
        status=status,
        price=cny(current.units) if current else None,
        valid_from=current.valid_from if current else None,
        next_price=_shown(future[-1]) if future else None,
        history=[_shown(row) for row in past],
    )


def _rows(service: Service) -> list[Price]:
    """Newest first."""
    found = Price.query(
        f"PRICE#{service}", scan_index_forward=False, limit=HISTORY_ROWS, consistent_read=True
    )
    return list(found)


def list_prices() -> list[SetPrice]:
    return [_set_price(row) for service in SERVICES for row in _rows(service)]


def set_price(
    service: Service, price: str, valid_from: datetime | None, by: str, once: Once
) -> SetPrice:
    """A row is a promise: nothing before it changes, and it cannot be changed itself."""
    begins = begin_at(valid_from)
    row = Price(f"PRICE#{service}", rfc3339(begins), service=service, valid_from=begins)
    row.units, row.set_by, row.set_at = to_units(price, "CNY"), by, now()
    answer = _set_price(row)
    tx = Transaction()
    once.keep(tx, answer)
    tx.create(row, ServicePriced)
    try:
        tx.commit()
    except ServicePriced:
        there = Price.get(row.pk, row.sk, consistent_read=True)
        if there.units != row.units:
            raise ApiError("price_exists") from None
        return _set_price(there)
    return answer


def begin_at(asked: datetime | None) -> datetime:
    """Now, or a moment to come, in whole milliseconds, as the row's key has it."""
    at = now()
    if asked is not None and asked < at:
        raise ApiError("valid_from_past")
    if asked is not None and asked > at + FURTHEST:
        wrong = FieldError("valid_from", "too_far", "That is more than five years from now.")
        raise ApiError("invalid_fields", [wrong])
    begins = asked or at
    return begins - timedelta(microseconds=begins.microsecond % 1000)


def _shown(row: Price) -> PriceAnswer:
    return PriceAnswer(price=cny(row.units), valid_from=row.valid_from)


def _set_price(row: Price) -> SetPrice:
    return SetPrice(
        service=row.service,
        price=cny(row.units),
        valid_from=row.valid_from,
        set_by=row.set_by,
        set_at=row.set_at,
    )
