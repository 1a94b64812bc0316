"""Money that comes in, comes back or is corrected: twice the same is once, and never half."""

from datetime import UTC, datetime

import pytest

from billing import ledger
from shared.errors import ApiError, EventReused
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


def test_a_top_up_moves_both_currencies_at_the_quoted_rate() -> None:
    account = an_account()
    ledger.deposit(account, f"tx-{account}", 3_000_001, "operator")
    quote = a_quote(account, 2_000_001)

    done = topped_up(account, "req-1", quote)
    again = topped_up(account, "req-1", quote)

    assert done.units == again.units == quote.units == 144_690
    assert done.usdt_micro * done.rate_num == done.units * done.rate_den + done.remainder
    assert available(account) == quote.units
    assert ledger.usdt_account(account).avail == 1_000_000
    books_must_balance(account)


def test_a_repeated_top_up_is_answered_alike_whatever_the_quote_says_by_then() -> None:
    account = an_account()
    ledger.deposit(account, f"tx-{account}", 5_000_000, "operator")
    quote = a_quote(account)
    topped_up(account, "req-1", quote)
    quote.expires_at = datetime(2026, 1, 1, tzinfo=UTC)
    quote.used_by = f"topup:{account}:req-1"
    quote.save()

    again = topped_up(account, "req-1", quote)

    assert again.units == quote.units
    assert available(account) == quote.units


def test_a_top_up_is_refused_with_the_reason() -> None:
    account, other = an_account(), an_account()
    ledger.deposit(account, f"tx-{account}", 3_000_000, "operator")
    used, fresh, expired = a_quote(account), a_quote(account), a_quote(account, minutes=-1)
    topped_up(account, "req-1", used)
    dear, foreign = a_quote(account, 2_000_001), a_quote(other)
    attempts = {
        "quote_used": lambda: topped_up(account, "req-2", used),
        "quote_expired": lambda: topped_up(account, "req-2", expired),
        "quote_unknown": lambda: topped_up(account, "req-2", foreign),
        "amount_differs": lambda: topped_up(account, "req-2", fresh, usdt_micro=5),
        "insufficient_usdt": lambda: topped_up(account, "req-2", dear),
        "request_id_reused": lambda: topped_up(account, "req-1", fresh),
    }

    refused = {}
    for code, attempt in attempts.items():
        with pytest.raises(ApiError) as refusal:
            attempt()
        refused[code] = refusal.value.code

    assert refused == {code: code for code in attempts}
    assert available(account) == used.units
    assert ledger.usdt_account(account).avail == 2_000_000


def test_a_deposit_is_credited_once_under_its_reference() -> None:
    account, other = an_account(), an_account()
    reference = f"tx-{account}"

    for _ in range(2):
        ledger.deposit(account, reference, 7, "operator")
    with pytest.raises(EventReused):
        ledger.deposit(account, reference, 8, "operator")
    with pytest.raises(EventReused):
        ledger.deposit(other, reference, 7, "operator")

    assert ledger.usdt_account(account).avail == 7
    assert ledger.usdt_account(other).avail == 0


def test_a_charge_is_given_back_at_most_once() -> None:
    account = an_account(PRICE)
    charge = a_charge(account)

    back = [ledger.reverse(charge.event_id, "olga", "wrong person") for _ in range(2)]
    with pytest.raises(ApiError, match="already_reversed"):
        ledger.reverse(charge.event_id, "oleg", "me too")

    assert [each.units for each in back] == [PRICE, PRICE]
    assert available(account) == PRICE
    books_must_balance(account)


def test_only_charges_are_given_back() -> None:
    account, event_id = an_account(PRICE), an_event()
    held(account, event_id)
    ledger.release(event_id)
    ledger.deposit(account, f"tx-{account}", 1_000_000, "operator")
    topped = topped_up(account, "req-1", a_quote(account))

    for other in (event_id, topped.event_id):
        with pytest.raises(ApiError, match="not_reversible"):
            ledger.reverse(other, "olga", "no")

    assert ledger.balance(account).reversed == 0


def test_a_correction_by_hand_needs_two_people_and_what_is_available() -> None:
    account, taken = an_account(PRICE), f"adj-{an_event()}"

    with pytest.raises(ApiError, match="same_person"):
        ledger.adjust(account, taken, -5, "typing error", "ann", "ann")
    with pytest.raises(ApiError, match="insufficient_balance"):
        ledger.adjust(account, taken, -PRICE - 1, "typing error", "ann", "bob")
    for _ in range(2):
        ledger.adjust(account, f"{taken}-2", -5, "typing error", "ann", "bob")

    assert available(account) == PRICE - 5
    books_must_balance(account)


@pytest.mark.parametrize("units", [0, -1, True, 1.0, "5"])
def test_only_whole_positive_units_are_money(units: object) -> None:
    account = an_account(PRICE)

    with pytest.raises((ValueError, TypeError)):
        ledger.deposit(account, "tx", units, "operator")  # type: ignore[arg-type]

    assert ledger.usdt_account(account).avail == 0
