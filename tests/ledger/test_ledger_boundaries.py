"""One step beside the limit: the last second, the last unit, the moment in between."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from botocore.awsrequest import AWSPreparedRequest

from billing import ledger, seals
from billing.fees import price_at
from billing.statement import settled
from billing.tables import Entry
from liveness import checks
from liveness.provider import Finding
from shared.errors import ApiError, Raced
from shared.liveness_check import LivenessCheck
from tests.ledger.accounts import (
    PRICE,
    a_charge,
    a_quote,
    an_account,
    an_event,
    available,
    books_must_balance,
    held,
    topped_up,
)
from tests.ledger.attempts import Attempt, only_price, set_price
from tests.ledger.faults import Fault, Faults, Send

LONG_AGO = datetime(2026, 1, 1, tzinfo=UTC)


def meanwhile(other: Callable[[], object]) -> Fault:
    """Before the write is sent, the other one does its whole work."""

    def interrupt(_request: AWSPreparedRequest, _send: Send) -> None:
        other()

    return interrupt


def a_minute_ago() -> datetime:
    return datetime.now(UTC) - timedelta(minutes=1)


# ── prices ────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("late", [False, True], ids=["in time", "late"])
def test_a_check_costs_what_it_cost_when_its_fee_was_held(late: bool) -> None:
    only_price()
    attempt = Attempt()
    attempt.reserve()
    if late:
        ledger.release(attempt.event_id)
    set_price(PRICE + 7, a_minute_ago())
    attempt.check(billed=True)

    attempt.settle()

    assert ledger.balance(attempt.account).spent == PRICE
    books_must_balance(attempt.account)


def test_a_price_is_valid_from_its_very_moment() -> None:
    begins = datetime(2026, 6, 1, tzinfo=UTC)
    only_price()
    set_price(PRICE + 7, begins)

    found = [price_at("faceid", begins + timedelta(microseconds=each)) for each in (-1, 0, 1)]

    assert [each.units for each in found if each] == [PRICE, PRICE + 7, PRICE + 7]


# ── slots ─────────────────────────────────────────────────────────────────────────────────────


def test_money_that_is_exactly_enough_over_all_slots_is_enough() -> None:
    account = an_account(PRICE, slots=3)

    entry = held(account, an_event())

    assert entry.state == "HELD"
    assert available(account) == 0
    books_must_balance(account)


def test_one_unit_too_little_over_all_slots_is_too_little() -> None:
    account = an_account(PRICE - 1, slots=3)

    assert held(account, an_event()).state == "DECLINED"
    assert available(account) == PRICE - 1


def test_money_in_a_slot_that_was_added_meanwhile_counts() -> None:
    account = an_account()

    def grow() -> None:
        ledger.set_slots(account, 2)
        ledger.adjust(account, f"adj-{account}", PRICE, "more", "ann", "bob")
        if ledger.balance(account).available and slot_units(account, 0):
            ledger.move(account, 0, 1, PRICE, "aside")

    with Faults(meanwhile(grow)):
        entry = held(account, an_event())

    assert entry.state == "HELD"
    assert available(account) == 0
    books_must_balance(account)


def slot_units(account: str, number: int) -> int:
    from billing.slots import read_slots  # noqa: PLC0415  one slot by its number

    return read_slots(account, 2)[number].avail


# ── days ──────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("at", "newest"),
    [
        ("2026-11-28T00:00:00", "2026-11-26"),
        ("2026-11-28T00:00:01", "2026-11-26"),
        ("2026-11-28T00:14:59.999999", "2026-11-26"),
        ("2026-11-28T00:15:00", "2026-11-27"),
        ("2026-11-28T23:59:59", "2026-11-27"),
        ("2026-12-01T00:15:00", "2026-11-30"),
    ],
)
def test_a_day_is_sealed_when_a_late_writer_has_had_its_time(at: str, newest: str) -> None:
    assert seals.last_closable(datetime.fromisoformat(at).replace(tzinfo=UTC)).isoformat() == newest


def settled_at(account: str, at: str) -> Entry:
    """A charge that was settled at that moment."""
    entry = a_charge(account)
    month = at[:7].replace("-", "")
    entry.statement_key, entry.statement_at = f"{account}#{month}", f"{at}#{entry.event_id}"
    entry.save()
    return entry


@pytest.mark.parametrize(
    ("at", "day"),
    [
        ("2026-10-01T00:00:00.000Z", date(2026, 10, 1)),
        ("2026-10-01T23:59:59.000Z", date(2026, 10, 1)),
        ("2026-10-01T23:59:59.999Z", date(2026, 10, 1)),
        ("2026-10-31T23:59:59.999Z", date(2026, 10, 31)),
    ],
)
def test_every_moment_of_a_day_is_in_it_and_in_no_other(at: str, day: date) -> None:
    account = an_account(PRICE)
    entry = settled_at(account, at)

    def on(first: date, last: date) -> list[str]:
        return [each.event_id for each in settled(account, first, last)]

    one_day = timedelta(days=1)
    assert on(day, day) == [entry.event_id]
    assert on(day - one_day, day) == on(day, day + one_day) == [entry.event_id]
    assert on(day - one_day, day - one_day) == on(day + one_day, day + one_day) == []


# ── quotes ────────────────────────────────────────────────────────────────────────────────────


def test_a_quote_that_expires_before_the_write_is_expired() -> None:
    account = an_account()
    ledger.deposit(account, f"tx-{account}", 5_000_000, "operator")
    quote = a_quote(account)

    def expire() -> None:
        quote.expires_at = a_minute_ago()
        quote.save()

    with Faults(meanwhile(expire)), pytest.raises(ApiError, match="quote_expired"):
        topped_up(account, "req-1", quote)

    assert (available(account), ledger.usdt_account(account).spent) == (0, 0)


@pytest.mark.parametrize("micro", [999_999, 1_000_001])
def test_a_top_up_takes_the_quotes_very_amount(micro: int) -> None:
    account = an_account()
    ledger.deposit(account, f"tx-{account}", 5_000_000, "operator")
    quote = a_quote(account)

    with pytest.raises(ApiError, match="amount_differs"):
        topped_up(account, "req-1", quote, usdt_micro=micro)


def test_the_last_usdt_buys_and_one_micro_less_does_not() -> None:
    account = an_account()
    ledger.deposit(account, f"tx-{account}", 999_999, "operator")
    quote = a_quote(account)
    with pytest.raises(ApiError, match="insufficient_usdt"):
        topped_up(account, "req-1", quote)

    ledger.deposit(account, f"tx2-{account}", 1, "operator")

    assert topped_up(account, "req-1", quote).state == "DONE"
    assert ledger.usdt_account(account).avail == 0


# ── late results ──────────────────────────────────────────────────────────────────────────────


def test_of_two_late_answers_the_first_stands() -> None:
    check = Attempt().check(status="closed", verdict="failed")
    checks.came_late(check, "matched", Finding("finished", True, "matched"), [])

    unpaid = Finding("finished", False, "source_unavailable")
    with pytest.raises(Raced):
        checks.came_late(check, "source_unavailable", unpaid, [])

    assert kept(check).billed is True


@pytest.mark.parametrize(
    "known",
    [{"status": "open"}, {"status": "requested"}, {"verdict": "matched", "billed": True}],
    ids=["open", "requested", "finished"],
)
def test_only_a_check_that_ended_without_a_result_can_have_a_late_answer(
    known: dict[str, Any],
) -> None:
    check = Attempt().check(**known)

    with pytest.raises(Raced):
        checks.came_late(check, "matched", Finding("finished", True, "matched"), [])

    assert kept(check).late is None


def kept(check: LivenessCheck) -> LivenessCheck:
    return LivenessCheck.get(check.pk, check.sk, consistent_read=True)
