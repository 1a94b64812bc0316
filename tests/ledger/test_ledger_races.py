"""Two at once, in the one order that hurts: the second acts between the first's look and write."""

from collections.abc import Callable

import pytest
from botocore.awsrequest import AWSPreparedRequest

from billing import ledger
from billing.tables import Entry
from shared.errors import ApiError
from tests.ledger.accounts import (
    PRICE,
    a_quote,
    an_account,
    an_event,
    available,
    books_must_balance,
    held,
    topped_up,
)
from tests.ledger.faults import Fault, Faults, Send


def meanwhile(other: Callable[[], object]) -> Fault:
    """Before the write is sent, the other one does its whole work."""

    def interrupt(_request: AWSPreparedRequest, _send: Send) -> None:
        other()

    return interrupt


def capture(event_id: str) -> Entry:
    return ledger.capture(event_id, "biz-1", "matched")


@pytest.mark.parametrize(
    ("first", "second", "spent"),
    [
        (ledger.release, ledger.release, 0),
        (ledger.release, capture, PRICE),
        (capture, ledger.release, PRICE),
        (capture, capture, PRICE),
    ],
)
def test_a_hold_ends_once(
    first: Callable[[str], Entry], second: Callable[[str], Entry], spent: int
) -> None:
    account, event_id = an_account(3 * PRICE), an_event()
    held(account, event_id)
    held(account, an_event())

    with Faults(meanwhile(lambda: second(event_id))):
        first(event_id)

    left = ledger.balance(account)
    assert (left.available, left.held, left.spent) == (2 * PRICE - spent, PRICE, spent)
    books_must_balance(account)


def test_two_deliveries_of_one_hold_are_one_hold() -> None:
    account, event_id = an_account(3 * PRICE), an_event()

    with Faults(meanwhile(lambda: held(account, event_id))):
        entry = held(account, event_id)

    assert entry.state == "HELD"
    assert ledger.balance(account).held == PRICE


def test_two_holds_of_the_last_money_are_one_hold_and_one_decline() -> None:
    account = an_account(PRICE)

    with Faults(meanwhile(lambda: held(account, an_event()))):
        second = held(account, an_event())

    assert second.state == "DECLINED"
    assert available(account) == 0


def test_a_delivery_that_met_an_empty_account_agrees_with_one_that_came_after_the_top_up() -> None:
    account, event_id = an_account(), an_event()

    def topped_up_and_delivered() -> None:
        ledger.adjust(account, f"adj-{account}", PRICE, "more", "ann", "bob")
        held(account, event_id)

    # The first write finds too little, the second would keep the decline.
    with Faults(meanwhile(topped_up_and_delivered), nth=2):
        entry = held(account, event_id)

    assert entry.state == "HELD"
    assert ledger.balance(account).held == PRICE


@pytest.mark.parametrize("slots", [1, 3])
def test_money_that_comes_back_in_time_is_used(slots: int) -> None:
    account, event_id = an_account(PRICE, slots), an_event()
    first = an_event()
    held(account, first)

    with Faults(meanwhile(lambda: ledger.release(first)), nth=slots):
        entry = held(account, event_id)

    assert entry.state in ("HELD", "DECLINED")
    assert ledger.balance(account).held == (PRICE if entry.state == "HELD" else 0)
    books_must_balance(account)


def test_one_request_sent_twice_tops_up_once() -> None:
    account = an_account()
    ledger.deposit(account, f"tx-{account}", 9_000_000, "operator")
    quote = a_quote(account)

    with Faults(meanwhile(lambda: topped_up(account, "req-1", quote))):
        topped_up(account, "req-1", quote)

    assert available(account) == quote.units
    assert ledger.usdt_account(account).spent == quote.usdt_micro


def test_a_charge_reversed_by_two_people_comes_back_once() -> None:
    account, event_id = an_account(PRICE), an_event()
    held(account, event_id)
    capture(event_id)

    with (
        Faults(meanwhile(lambda: ledger.reverse(event_id, "olga", "why"))),
        pytest.raises(ApiError, match="already_reversed"),
    ):
        ledger.reverse(event_id, "oleg", "why")

    assert available(account) == PRICE
