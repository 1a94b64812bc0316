"""Conflicts, throttles, lost replies, and a process that dies before or after any write."""

from collections.abc import Callable
from contextlib import suppress

import pytest
from pynamodb.exceptions import TransactWriteError

from billing import ledger
from billing.tables import Entry, Quote
from tests.ledger.accounts import (
    PRICE,
    a_quote,
    an_account,
    an_event,
    books_must_balance,
    held,
    topped_up,
)
from tests.ledger.faults import (
    Died,
    Fault,
    Faults,
    died_after,
    died_before,
    error_after_effect,
    lost_reply,
    reasons,
    refused,
)

NONE, FAILED = "None", "ConditionalCheckFailed"
CONFLICT, THROTTLED = "TransactionConflict", "ThrottlingError"
EXCEEDED = "ProvisionedThroughputExceeded"


def holding(slots: int) -> Callable[[], Entry]:
    """With several slots no single one has enough, so the money is brought together first."""
    account, event_id = an_account(PRICE + 2, slots), an_event()
    return lambda: held(account, event_id)


def declining() -> Callable[[], Entry]:
    account, event_id = an_account(PRICE - 1, 2), an_event()
    return lambda: held(account, event_id)


def capturing() -> Callable[[], Entry]:
    event_id = a_held_event()
    return lambda: ledger.capture(event_id, "biz-1", "matched")


def releasing() -> Callable[[], Entry]:
    event_id = a_held_event()
    return lambda: ledger.release(event_id)


def charging_late() -> Callable[[], Entry]:
    event_id = a_held_event()
    ledger.release(event_id)
    return lambda: ledger.late_result(event_id, "biz-1", "matched")


def topping_up() -> Callable[[], Entry]:
    account = an_account()
    ledger.deposit(account, f"tx-{account}", 9_000_000, "operator")
    quote: Quote = a_quote(account)
    return lambda: topped_up(account, "req-1", quote)


def depositing() -> Callable[[], Entry]:
    account = an_account()
    return lambda: ledger.deposit(account, f"tx-{account}", 5, "operator")


def reversing() -> Callable[[], Entry]:
    event_id = a_held_event()
    ledger.capture(event_id, "biz-1", "matched")
    return lambda: ledger.reverse(event_id, "olga", "wrong person")


def adjusting() -> Callable[[], Entry]:
    account = an_account(PRICE, 3)
    return lambda: ledger.adjust(account, f"adj-{account}", 1 - PRICE, "error", "ann", "bob")


def a_held_event() -> str:
    event_id = an_event()
    held(an_account(PRICE), event_id)
    return event_id


OPERATIONS: dict[str, Callable[[], Callable[[], Entry]]] = {
    "hold": lambda: holding(1),
    "hold from several slots": lambda: holding(3),
    "decline": declining,
    "capture": capturing,
    "release": releasing,
    "late result": charging_late,
    "top-up": topping_up,
    "deposit": depositing,
    "reversal": reversing,
    "adjustment": adjusting,
}


def figures(entry: Entry) -> tuple[object, ...]:
    """What an operation answered, and what the account has after it."""
    usdt = ledger.usdt_account(entry.account)
    return entry.state, entry.units, ledger.balance(entry.account), usdt.avail, usdt.spent


@pytest.mark.parametrize("name", OPERATIONS)
@pytest.mark.parametrize("death", [died_before, died_after])
def test_whoever_dies_at_any_write_leaves_work_that_can_be_finished(
    name: str, death: Fault
) -> None:
    with Faults() as undisturbed:
        operation = OPERATIONS[name]()
        before = undisturbed.writes
        expected = figures(operation())
    writes = undisturbed.writes - before

    for nth in range(1, writes + 1):
        operation = OPERATIONS[name]()
        with Faults(death, nth), suppress(Died):
            operation()
            # A random id can need fewer writes than the first one did.
            assert name in ("hold from several slots", "adjustment", "decline")
        entry = operation()

        assert figures(entry) == expected, f"died at write {nth}"
        books_must_balance(entry.account, f"died at write {nth}")
        assert figures(operation()) == expected


@pytest.mark.parametrize("name", OPERATIONS)
@pytest.mark.parametrize("fault", [lost_reply, error_after_effect])
@pytest.mark.parametrize("times", [1, 100])
def test_a_lost_reply_is_no_second_effect(name: str, fault: Fault, times: int) -> None:
    expected = figures(OPERATIONS[name]()())
    operation = OPERATIONS[name]()

    with Faults(fault, times=times), suppress(TransactWriteError):
        operation()
    entry = operation()

    assert figures(entry) == expected
    books_must_balance(entry.account)


@pytest.mark.parametrize("name", OPERATIONS)
@pytest.mark.parametrize(
    "fault",
    [
        reasons(CONFLICT, NONE, NONE, NONE),
        reasons(NONE, CONFLICT, NONE, NONE),
        reasons(NONE, THROTTLED, NONE, NONE),
        reasons(EXCEEDED, NONE, NONE, NONE),
        reasons(CONFLICT, FAILED, NONE, NONE),
        refused("ThrottlingException"),
    ],
    ids=["conflict", "conflict later", "throttle", "throughput", "mixed", "turned away"],
)
def test_a_conflict_or_a_throttle_is_never_an_answer(name: str, fault: Fault) -> None:
    expected = figures(OPERATIONS[name]()())
    operation = OPERATIONS[name]()

    with Faults(fault, times=2):
        entry = operation()

    assert figures(entry) == expected
    books_must_balance(entry.account)


def test_a_delivery_that_meets_its_own_entry_is_answered_by_it_whatever_else_failed() -> None:
    account, event_id = an_account(PRICE), an_event()
    held(account, event_id)

    with Faults(reasons(FAILED, CONFLICT)):
        conflicting = held(account, event_id)
    with Faults(reasons(FAILED, FAILED)):
        short = held(account, event_id)

    assert (conflicting.state, short.state) == ("HELD", "HELD")


@pytest.mark.parametrize(
    ("name", "items"),
    [
        ("hold", [2]),
        ("capture", [2]),
        ("release", [2]),
        ("late result", [3]),
        ("top-up", [4]),
        ("deposit", [2]),
        ("reversal", [3]),
    ],
)
def test_an_operation_is_one_transaction_of_few_items(name: str, items: list[int]) -> None:
    operation = OPERATIONS[name]()

    with Faults() as seen:
        entry = operation()

    assert seen.items == items
    assert len(str(entry.serialize())) < 2_000
