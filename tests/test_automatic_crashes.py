"""A function dies after any call it makes took effect, which is before the next one is made.

Each row lets one function of the automatic way die once after its first call, its second, and so
on until it has no more. Then the machine tries again and the schedules run. The person always shows
the right face, so: approved or with a reviewer, the fee charged once or not at all, nothing left
held, and our books the provider's bill.
"""

from contextlib import nullcontext

import pytest

from local.world.functions import Crash
from tests.automatic_helpers import Exchange, a_mainlander, an_exchange
from tests.world_checks import a_checked_world
from tests.world_helpers import a_company, backdate, evidence

# What a function of these waits for or is due at; long ago, so that nobody waits in a test.
TIMES = ("lease_until", "due_at")


@pytest.mark.parametrize(
    "function",
    ["ReserveFee", "StartLiveness", "LivenessApi", "SettleFee", "RecordDecision", "OpenReview"],
)
def test_a_death_at_any_call_ends_with_the_right_charge_and_no_stuck_case(function: str) -> None:
    nth, died = 1, True
    while died:
        # Each in its own world: what earlier ones left would have to be looked through each time.
        with a_checked_world() as world:
            died = died_at(an_exchange(a_company(world)), function, nth)
        nth += 1

    assert nth > 3


def died_at(exchange: Exchange, function: str, nth: int) -> bool:
    """One case in which that call is the function's last; False when there is no such call."""
    outcome = "mismatch" if function == "OpenReview" else "pass"
    crash = Crash(function, nth, after=True)
    # Of the API's function, the callback is meant.
    with nullcontext() if function == "LivenessApi" else crash:
        submission_id = sent(exchange)
        until_at_rest(exchange)
    page = exchange.page_of(submission_id)
    with crash:
        if page.status == 200:
            exchange.press(page.json["url"], outcome)
        until_at_rest(exchange)
    run_schedules(exchange)
    case_must_be_well(exchange, submission_id, f"{function}, call {nth}")
    return crash.happened


def case_must_be_well(exchange: Exchange, submission_id: str, about: str) -> None:
    status = exchange.submission(submission_id)["status"]
    in_review = exchange.company.review(f"/tasks/{submission_id}/claim", {}).status == 200
    assert status == "approved" or in_review, about
    assert exchange.balance()[1] == 0, about
    exchange.books_must_agree_with_the_bill()


def sent(exchange: Exchange) -> str:
    person = a_mainlander(exchange.company)
    body = evidence(exchange.company, person)
    answer = exchange.company.post(f"/v1/customers/{person.customer_id}/submissions", body)
    assert answer.status == 201, answer.text
    return str(answer.json["submission_id"])


def until_at_rest(exchange: Exchange) -> None:
    """Leases of the dead run out at once."""
    exchange.world.settle(lambda: backdate(exchange.world, "lease_until"))


def run_schedules(exchange: Exchange) -> None:
    for _ in range(2):
        for name in TIMES:
            backdate(exchange.world, name)
        backdate_holds(exchange)
        for schedule in ("ResumeStalled", "PollLiveness", "SweepHolds"):
            exchange.world.run(schedule)
        until_at_rest(exchange)


def backdate_holds(exchange: Exchange) -> None:
    backdate(exchange.world, "open_until", table="LedgerTable")
