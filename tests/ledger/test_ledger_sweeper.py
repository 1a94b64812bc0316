"""What no message settled, the schedule settles: by what the provider said, never by the clock."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from pynamodb.exceptions import UpdateError

from billing import ledger
from local.world.functions import invoke
from shared.liveness_check import LivenessCheck
from tests.ledger.accounts import PRICE, a_charge, books_must_balance
from tests.ledger.attempts import LONG_AGO, Attempt, late, only_price
from tests.ledger.faults import Died, Fault, Faults, died_after, died_before


@pytest.fixture(autouse=True)
def priced() -> None:
    only_price()


@pytest.mark.parametrize(
    ("known", "state"),
    [
        ({"billed": True}, "CAPTURED"),
        ({"billed": False}, "RELEASED"),
        ({"billed": None, "status": "closed"}, "HELD"),
        ({"billed": None, "status": "open"}, "HELD"),
        # No page, so nobody was compared; no check, so nobody was even asked.
        ({"billed": None, "biz_id": None, "status": "requested"}, "RELEASED"),
        (None, "RELEASED"),
    ],
)
def test_a_hold_whose_time_is_over_ends_as_the_provider_says(
    known: dict[str, Any] | None, state: str
) -> None:
    attempt = Attempt()
    attempt.held_until(LONG_AGO)
    if known is not None:
        attempt.check(**known)

    invoke("SweepHolds", {})

    assert attempt.state == state
    entry = ledger.find(attempt.event_id)
    assert entry
    assert entry.open_until is None or entry.open_until > datetime.now(UTC)
    books_must_balance(attempt.account)


def test_a_hold_whose_time_is_not_over_is_left_alone() -> None:
    attempt = Attempt()
    attempt.held_until(datetime.now(UTC) + timedelta(minutes=1))
    attempt.check(billed=False)

    invoke("SweepHolds", {})

    assert attempt.state == "HELD"


def test_who_uses_an_unknown_service_keeps_the_hold() -> None:
    attempt = Attempt()
    attempt.held_until(LONG_AGO, service="something")

    invoke("SweepHolds", {})

    assert attempt.state == "HELD"


def test_what_is_unknown_for_hours_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    fresh, old = Attempt(), Attempt()
    fresh.held_until(datetime.now(UTC) - timedelta(hours=5))
    old.held_until(datetime.now(UTC) - timedelta(hours=7))
    fresh.check(billed=None)
    old.check(billed=None)

    swept = invoke("SweepHolds", {})

    assert swept["unresolved"] >= 1
    assert '"HoldsUnresolved"' in capsys.readouterr().out
    assert (fresh.state, old.state) == ("HELD", "HELD")


@pytest.mark.parametrize("released", [True, False])
@pytest.mark.parametrize("billed", [True, False])
def test_a_late_result_is_settled_once(released: bool, billed: bool) -> None:
    attempt = Attempt()
    attempt.reserve()
    if released:
        ledger.release(attempt.event_id)
    check = late(attempt, billed=billed)

    for _ in range(2):
        invoke("SweepHolds", {})

    charged = "CAPTURED_LATE" if released else "CAPTURED"
    assert attempt.state == (charged if billed else "RELEASED")
    assert attempt.fee == ((charged, PRICE) if billed else ("RELEASED", 0))
    assert ledger.balance(attempt.account).spent == (PRICE if billed else 0)
    check.refresh(consistent_read=True)
    assert check.due is None


def test_a_late_fee_that_cannot_be_paid_is_noted_as_such() -> None:
    attempt = Attempt(PRICE)
    attempt.reserve()
    ledger.release(attempt.event_id)
    a_charge(attempt.account)
    late(attempt, billed=True)

    invoke("SweepHolds", {})

    assert attempt.fee == ("UNCOLLECTED", 0)
    books_must_balance(attempt.account)


def test_one_that_cannot_be_settled_does_not_stop_the_others() -> None:
    without_hold, sound = Attempt(), Attempt()
    broken = late(without_hold, billed=True)
    sound.reserve()
    late(sound, billed=True)

    swept = invoke("SweepHolds", {})

    broken.refresh(consistent_read=True)
    assert swept["failed"] == 1
    assert broken.due_at > datetime.now(UTC)
    assert sound.state == "CAPTURED"


def test_the_sweeper_and_the_machine_together_charge_once() -> None:
    attempts = [Attempt() for _ in range(8)]
    for attempt in attempts:
        attempt.held_until(LONG_AGO)
        attempt.check(billed=True)

    with ThreadPoolExecutor(20) as pool:
        sweeps = [pool.submit(invoke, "SweepHolds", {}) for _ in range(4)]
        states = list(pool.map(lambda attempt: attempt.settle(), attempts))
        failed = [each.result()["failed"] for each in sweeps]

    assert states == ["CAPTURED"] * len(attempts)
    assert failed == [0] * len(sweeps)
    for attempt in attempts:
        assert ledger.balance(attempt.account).spent == PRICE
        assert attempt.fee == ("CAPTURED", PRICE)
        books_must_balance(attempt.account)


@pytest.mark.parametrize("death", [died_before, died_after])
@pytest.mark.parametrize("nth", [1, 2, 3, 4])
def test_a_sweep_that_dies_is_finished_by_the_next(death: Fault, nth: int) -> None:
    overdue, came_late = Attempt(), Attempt()
    overdue.held_until(LONG_AGO)
    overdue.check(billed=True)
    came_late.reserve()
    ledger.release(came_late.event_id)
    check = late(came_late, billed=True)

    with Faults(death, nth), suppress(Died):
        invoke("SweepHolds", {})
    # Its turn comes again a quarter of an hour after the one that died.
    with suppress(UpdateError):
        check.update([LivenessCheck.due_at.set(LONG_AGO)], LivenessCheck.due.exists())
    invoke("SweepHolds", {})

    assert (overdue.state, came_late.state) == ("CAPTURED", "CAPTURED_LATE")
    for attempt in (overdue, came_late):
        assert ledger.balance(attempt.account).spent == PRICE
        assert attempt.fee == (attempt.state, PRICE)
        books_must_balance(attempt.account)
