"""The fee of a live face check: reserved before it begins, and settled after it."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from billing import fees, ledger
from billing.tables import Price
from tests.ledger.accounts import PRICE, available, books_must_balance
from tests.ledger.attempts import Attempt, only_price, set_price


@pytest.fixture(autouse=True)
def priced() -> None:
    only_price()


def test_a_fee_is_reserved_once_however_often_the_machine_asks() -> None:
    attempt = Attempt()

    answers = [attempt.reserve() for _ in range(2)]

    assert answers == [{"attempt": 1, "next": 1, "reserved": True, "reason": ""}] * 2
    assert ledger.balance(attempt.account).held == PRICE


def test_too_little_balance_is_an_answer_that_stays() -> None:
    attempt = Attempt(PRICE - 1)

    first = attempt.reserve()
    ledger.adjust(attempt.account, f"adj-{attempt.account}", PRICE, "more", "ann", "bob")
    again = attempt.reserve()

    assert first == again
    assert (first["reserved"], first["reason"]) == (False, "insufficient_balance")


def test_the_newest_price_that_is_valid_now_is_charged() -> None:
    set_price(PRICE + 7, datetime.now(UTC) - timedelta(minutes=1))
    set_price(PRICE + 9, datetime.now(UTC) + timedelta(days=1))
    attempt = Attempt()

    attempt.reserve()

    assert ledger.balance(attempt.account).held == PRICE + 7


def test_a_new_price_between_two_deliveries_changes_nothing() -> None:
    attempt = Attempt()
    first = attempt.reserve()
    set_price(PRICE + 7, datetime.now(UTC) - timedelta(minutes=1))

    assert attempt.reserve() == first
    assert ledger.balance(attempt.account).held == PRICE


def test_without_a_price_there_is_no_automatic_check() -> None:
    Price.get("PRICE#faceid", "2026-01-01T00:00:00.000Z").delete()
    attempt = Attempt()

    answer = attempt.reserve()

    assert (answer["reserved"], answer["reason"]) == (False, "service_not_priced")
    assert available(attempt.account) == 2 * PRICE


@pytest.mark.parametrize(
    ("known", "state", "fee"),
    [
        ({"billed": True, "reason": "mismatch"}, "CAPTURED", ("CAPTURED", PRICE)),
        ({"billed": True}, "CAPTURED", ("CAPTURED", PRICE)),
        ({"billed": False}, "RELEASED", ("RELEASED", 0)),
        ({}, "HELD", (None, None)),
    ],
)
def test_what_the_provider_bills_is_charged(
    known: dict[str, Any], state: str, fee: tuple[str | None, int | None]
) -> None:
    attempt = Attempt()
    attempt.reserve()
    attempt.check(**known)

    states = [attempt.settle() for _ in range(2)]

    assert states == [state, state]
    assert attempt.fee == fee
    books_must_balance(attempt.account)


def test_a_release_that_is_told_late_does_not_hide_the_charge() -> None:
    attempt = Attempt()
    attempt.reserve()
    ledger.release(attempt.event_id)
    check = attempt.check(billed=True)
    attempt.settle()

    fees.note_fee(check, attempt.event_id, "RELEASED", PRICE)

    assert attempt.fee == ("CAPTURED_LATE", PRICE)
