"""Accounts with money in them, charges of it, and what must be true of every account."""

from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any
from uuid import uuid4

from billing import ledger
from billing.slots import read_slots, slots_of
from billing.tables import Entry, Quote

PRICE = 12_000
FAR = datetime(2099, 1, 1, tzinfo=UTC)
_numbers = count(1)


def an_account(units: int = 0, slots: int = 1) -> str:
    """Opened, with that much available."""
    account = f"co_{uuid4().hex[:12]}#live"
    ledger.open_account(account)
    if slots > 1:
        ledger.set_slots(account, slots)
    if units:
        ledger.adjust(account, f"adj_{uuid4().hex}", units, "opening", "ann", "bob")
        ledger.spread(account, "opening")
    return account


def an_event() -> str:
    return f"faceid:sub_{uuid4().hex}:1"


def held(account: str, event_id: str, units: int = PRICE, **other: Any) -> Entry:
    facts = {"service": "faceid", "price_from": "2026-01-01", "submission_id": "sub_1"}
    asked: dict[str, Any] = facts | {"attempt": 1, "until": FAR} | other
    return ledger.hold(account, event_id, units=units, **asked)


def a_charge(account: str, units: int = PRICE) -> Entry:
    event_id = an_event()
    held(account, event_id, units)
    return ledger.capture(event_id, f"biz-{event_id}", "matched")


def a_quote(account: str, usdt_micro: int = 1_000_000, minutes: int = 5) -> Quote:
    """7.2345 CNY for one USDT."""
    quote_id = f"quo_{uuid4().hex}"
    quote = Quote(f"QUOTE#{quote_id}", "Q", quote_id=quote_id, account=account)
    quote.usdt_micro, quote.num, quote.den = usdt_micro, 72_345, 1_000_000
    quote.units = usdt_micro * quote.num // quote.den
    quote.expires_at = datetime.now(UTC) + timedelta(minutes=minutes)
    quote.save()
    return quote


def topped_up(account: str, request_id: str, quote: Quote, **other: Any) -> Entry:
    asked = {"quote_id": quote.quote_id, "usdt_micro": quote.usdt_micro, "actor": "carol"} | other
    return ledger.top_up(account, request_id, **asked)


def available(account: str) -> int:
    return ledger.balance(account).available


def books_must_balance(account: str, about: object = "") -> None:
    """Every slot by itself, the moves between them, USDT, and nothing below zero."""
    slots = read_slots(account, slots_of(account))
    for slot in slots:
        came = slot.topped + slot.adj + slot.rev + slot.mv - slot.spent
        assert came == slot.avail + slot.held, (slot.pk, about)
        assert min(slot.avail, slot.held, slot.spent) >= 0, (slot.pk, about)
    assert sum(slot.mv for slot in slots) == 0, about
    usdt = ledger.usdt_account(account)
    assert usdt.deposited == usdt.avail + usdt.spent, about
    assert usdt.avail >= 0, about
