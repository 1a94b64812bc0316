"""Top-ups as staff see them: USDT went, CNY came, and neither comes back."""

from datetime import datetime
from typing import NoReturn

from billing import ledger
from billing.amounts import cny, left_over, rate_text, usdt
from billing.tables import Entry
from shared.case_answers import Amount
from shared.errors import ApiError
from shared.http import Answer
from shared.money import to_units

PREFIX = "top_"


class TopUpAnswer(Answer):
    """`received` = `paid` times `rate`, rounded down; `rounded_off` is what that left, in CNY.

    `available` is the service account's balance at the moment of this answer.
    """

    top_up_id: str
    quote_id: str
    paid: Amount
    received: Amount
    rate: str
    rounded_off: str
    made_by: str
    made_at: datetime
    available: Amount


def top_up(account: str, request_id: str, quote_id: str, amount: str, actor: str) -> TopUpAnswer:
    """The same request again is answered as it was, and moves nothing."""
    entry = ledger.top_up(account, request_id, quote_id, to_units(amount, "USDT"), actor)
    return _answer(account, entry)


def show_top_up(account: str, top_up_id: str) -> TopUpAnswer:
    return _answer(account, _load(account, top_up_id))


def refuse_refund(account: str, top_up_id: str) -> NoReturn:
    """Whoever asks is told so by a code of its own; an unknown top-up is 404."""
    _load(account, top_up_id)
    raise ApiError("top_up_not_refundable")


def _load(account: str, top_up_id: str) -> Entry:
    entry = ledger.find(f"topup:{account}:{top_up_id.removeprefix(PREFIX)}")
    if entry is None:
        raise ApiError("not_found")
    return entry


def _answer(account: str, entry: Entry) -> TopUpAnswer:
    num, den = entry.rate_num or 0, entry.rate_den or 1
    request_id = entry.event_id.removeprefix(f"topup:{account}:")
    return TopUpAnswer(
        top_up_id=PREFIX + request_id,
        quote_id=entry.quote_id,
        paid=usdt(entry.usdt_micro or 0),
        received=cny(entry.units),
        rate=rate_text(num, den),
        rounded_off=left_over(entry.remainder or 0, den),
        made_by=entry.actor,
        made_at=entry.settled_at,
        available=cny(ledger.balance(account).available),
    )
