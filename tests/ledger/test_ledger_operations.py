"""What a charge promises: held, then spent or given back, once, one client at a time."""

from datetime import UTC, datetime

import pytest

from billing import ledger
from billing.tables import Entry
from shared.errors import EventReused, LedgerBroken
from tests.ledger.accounts import (
    FAR,
    PRICE,
    a_charge,
    an_account,
    an_event,
    available,
    books_must_balance,
    held,
)


def test_a_charge_is_held_and_then_spent() -> None:
    account, event_id = an_account(3 * PRICE), an_event()

    held(account, event_id)
    between = ledger.balance(account)
    charged = ledger.capture(event_id, "biz-1", "mismatch")
    after = ledger.balance(account)

    assert (between.available, between.held, between.spent) == (2 * PRICE, PRICE, 0)
    assert (after.available, after.held, after.spent) == (2 * PRICE, 0, PRICE)
    assert (charged.state, charged.provider_ref, charged.outcome) == (
        "CAPTURED",
        "biz-1",
        "mismatch",
    )
    books_must_balance(account)


def test_a_release_gives_everything_back() -> None:
    account, event_id = an_account(PRICE), an_event()
    held(account, event_id)

    released = ledger.release(event_id)

    assert released.state == "RELEASED"
    assert (ledger.balance(account).available, ledger.balance(account).held) == (PRICE, 0)
    books_must_balance(account)


def test_an_answer_is_the_same_when_a_message_arrives_again() -> None:
    account, event_id = an_account(3 * PRICE), an_event()

    holds = [held(account, event_id).state for _ in range(2)]
    captures = [ledger.capture(event_id, "biz-1", "matched").state for _ in range(2)]
    released = ledger.release(event_id)

    assert holds == ["HELD", "HELD"]
    assert captures == ["CAPTURED", "CAPTURED"]
    assert released.state == "CAPTURED"
    assert held(account, event_id).state == "CAPTURED"
    assert ledger.balance(account).spent == PRICE


def test_what_was_declined_stays_declined_after_a_top_up() -> None:
    account, event_id = an_account(PRICE - 1), an_event()

    first = held(account, event_id)
    ledger.adjust(account, f"adj-{account}", 9 * PRICE, "more", "ann", "bob")
    again = held(account, event_id)
    new_attempt = held(account, an_event())

    assert (first.state, again.state, new_attempt.state) == ("DECLINED", "DECLINED", "HELD")
    assert again.settled_at == first.settled_at


def test_the_last_unit_can_be_spent_and_not_one_more() -> None:
    account = an_account(2 * PRICE)

    states = [held(account, an_event()).state for _ in range(3)]

    assert states == ["HELD", "HELD", "DECLINED"]
    assert available(account) == 0


def test_nobody_is_charged_from_an_account_that_was_never_opened() -> None:
    account = "co_nobody#live"

    declined = held(account, an_event())

    assert declined.state == "DECLINED"
    assert ledger.balance(account).spent == 0


def test_the_price_that_the_first_message_met_stands() -> None:
    account, event_id = an_account(3 * PRICE), an_event()
    held(account, event_id)

    again = held(account, event_id, PRICE + 5)

    assert again.units == PRICE
    assert ledger.balance(account).held == PRICE


@pytest.mark.parametrize("other", [{"submission_id": "sub_2"}, {"attempt": 2}, {"service": "sms"}])
def test_one_id_cannot_stand_for_two_facts(other: dict[str, object]) -> None:
    account, event_id = an_account(3 * PRICE), an_event()
    held(account, event_id)

    with pytest.raises(EventReused):
        held(account, event_id, **other)

    assert ledger.balance(account).held == PRICE


def test_a_charge_has_one_result() -> None:
    account = an_account(3 * PRICE)
    charge = a_charge(account)

    with pytest.raises(EventReused):
        ledger.capture(charge.event_id, "another-biz", "matched")

    assert ledger.balance(account).spent == PRICE


def test_a_result_for_which_nothing_was_held_is_not_overlooked() -> None:
    account, event_id = an_account(), an_event()
    held(account, event_id)

    with pytest.raises(LedgerBroken):
        ledger.capture(event_id, "biz-1", "matched")
    with pytest.raises(LedgerBroken):
        ledger.capture("faceid:never:1", "biz-1", "matched")


def test_a_result_after_the_release_is_charged_as_an_entry_of_its_own() -> None:
    account, event_id = an_account(PRICE), an_event()
    held(account, event_id)
    released = ledger.release(event_id)

    late = [ledger.capture(event_id, "biz-1", "matched") for _ in range(2)]

    assert [each.state for each in late] == ["CAPTURED_LATE"] * 2
    assert late[1].event_id == f"late:{event_id}"
    assert ledger.balance(account).spent == PRICE
    unchanged = ledger.find(event_id)
    assert unchanged
    assert unchanged.serialize() == released.serialize()
    books_must_balance(account)


def test_a_late_result_that_cannot_be_paid_is_counted_and_changes_no_balance() -> None:
    account, event_id = an_account(PRICE), an_event()
    held(account, event_id)
    ledger.release(event_id)
    a_charge(account)

    late = ledger.late_result(event_id, "biz-1", "matched")
    ledger.adjust(account, f"adj-{account}", PRICE, "more", "ann", "bob")
    again = ledger.late_result(event_id, "biz-1", "matched")

    assert (late.state, again.state) == ("UNCOLLECTED", "UNCOLLECTED")
    assert ledger.balance(account).spent == PRICE
    books_must_balance(account)


def test_an_open_hold_is_listed_until_it_ends_and_then_in_the_statement() -> None:
    account, event_id = an_account(PRICE), an_event()
    month = f"{account}#{datetime.now(UTC):%Y%m}"

    opened = held(account, event_id)
    open_then = [each.event_id for each in Entry.by_open.query(opened.open_key)]
    before = [each.event_id for each in Entry.by_statement.query(month)]
    ledger.capture(event_id, "biz-1", "matched")
    open_now = [each.event_id for each in Entry.by_open.query(opened.open_key)]
    after = [each.event_id for each in Entry.by_statement.query(month)]

    assert event_id in open_then
    assert event_id not in open_now
    assert event_id not in before
    assert event_id in after


def test_a_hold_can_be_kept_longer_but_not_once_it_has_ended() -> None:
    account, event_id = an_account(PRICE), an_event()
    held(account, event_id, until=datetime(2026, 1, 1, tzinfo=UTC))

    kept = ledger.extend(event_id, FAR)
    ledger.release(event_id)
    ended = ledger.extend(event_id, FAR)

    assert (kept.state, kept.open_until) == ("HELD", FAR)
    assert (ended.state, ended.open_until) == ("RELEASED", None)
