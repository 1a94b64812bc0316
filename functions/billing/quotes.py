"""Rates and quotes: how much CNY an amount of USDT brings, promised for five minutes."""

from datetime import datetime, timedelta

from billing.amounts import cny, rate_text, ratio, units_per_micro, usdt
from billing.prices import begin_at
from billing.tables import Quote, Rate
from shared import ids
from shared.case_answers import Amount
from shared.clock import now, rfc3339
from shared.errors import ApiError, KycError
from shared.http import Answer
from shared.money import to_units
from shared.reply import Once
from shared.transaction import Transaction

VALID = timedelta(minutes=5)
RATE_PK = "RATE#USDT"
RATE_ROWS = 100


class QuoteAnswer(Answer):
    """`rate` is CNY for one USDT; `receives` is rounded down to 0.0001 CNY."""

    quote_id: str
    pays: Amount
    receives: Amount
    rate: str
    expires_at: datetime


class RateAnswer(Answer):
    """CNY for one USDT, from `valid_from` until the next rate's."""

    cny_per_usdt: str
    valid_from: datetime
    set_by: str
    set_at: datetime


class RateThere(KycError):
    """There is a rate from that moment on already."""


def make_quote(account: str, amount: str, once: Once) -> QuoteAnswer:
    """Nothing is reserved: the top-up finds out whether there is enough USDT."""
    rate = _rate_at(now())
    if rate is None:
        raise ApiError("rate_unavailable")
    micro = to_units(amount, "USDT")
    num, den = units_per_micro(rate.num, rate.den)
    units = micro * num // den
    if units == 0:
        raise ApiError("amount_too_small")
    quote_id = ids.new_id("quo")
    quote = Quote(f"QUOTE#{quote_id}", "Q", quote_id=quote_id, account=account)
    quote.usdt_micro, quote.units, quote.num, quote.den = micro, units, num, den
    quote.expires_at = now() + VALID
    answer = _shown(quote)
    tx = Transaction()
    once.keep(tx, answer)
    tx.create(quote)
    tx.commit()
    return answer


def list_rates() -> list[RateAnswer]:
    """The newest ones, those to come included."""
    found = Rate.query(RATE_PK, scan_index_forward=False, limit=RATE_ROWS, consistent_read=True)
    return [_rate_shown(row) for row in found]


def set_rate(cny_per_usdt: str, valid_from: datetime | None, by: str, once: Once) -> RateAnswer:
    begins = begin_at(valid_from)
    rate = Rate(RATE_PK, rfc3339(begins), valid_from=begins, set_by=by, set_at=now())
    rate.num, rate.den = ratio(cny_per_usdt)
    answer = _rate_shown(rate)
    tx = Transaction()
    once.keep(tx, answer)
    tx.create(rate, RateThere)
    try:
        tx.commit()
    except RateThere:
        there = Rate.get(rate.pk, rate.sk, consistent_read=True)
        if (there.num, there.den) != (rate.num, rate.den):
            raise ApiError("rate_exists") from None
        return _rate_shown(there)
    return answer


def _rate_at(at: datetime) -> Rate | None:
    rows = Rate.query(
        RATE_PK, Rate.sk <= rfc3339(at), scan_index_forward=False, limit=1, consistent_read=True
    )
    return next(iter(rows), None)


def _shown(quote: Quote) -> QuoteAnswer:
    return QuoteAnswer(
        quote_id=quote.quote_id,
        pays=usdt(quote.usdt_micro),
        receives=cny(quote.units),
        rate=rate_text(quote.num, quote.den),
        expires_at=quote.expires_at,
    )


def _rate_shown(row: Rate) -> RateAnswer:
    return RateAnswer(
        cny_per_usdt=rate_text(*units_per_micro(row.num, row.den)),
        valid_from=row.valid_from,
        set_by=row.set_by,
        set_at=row.set_at,
    )
