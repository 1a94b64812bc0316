"""What was allowed when a case began and is not any more: it is asked at every later step."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest

from local.world import World
from local.world.functions import Died, Send, between
from shared.suspension import company_pk
from shared.tables import Company as CompanyRow
from tests.automatic_helpers import FUNDS, PRICE, Exchange, an_exchange
from tests.casework_helpers import days_pass
from tests.refusal_helpers import nothing_must_change
from tests.test_automatic_crashes import run_schedules
from tests.test_suspension import tell
from tests.texts_helpers import can_text, inbox, wants_texts
from tests.world_helpers import (
    Company,
    a_customer,
    approval,
    approved,
    asked_to_correct,
    decided,
    resubmitted,
    submitted,
)

WRITES = "dynamodb.TransactWriteItems"
ADDRESS = {"line1": "新街2号", "city": "北京", "postal_code": "100000", "country": "CN"}
Change = Callable[[Exchange], object]
LATER = {"company_suspended", "automatic_off", "four_eyes"}


def suspend(exchange: Exchange) -> None:
    tell(exchange.world, exchange.company, "suspend")


def resume(exchange: Exchange) -> None:
    tell(exchange.world, exchange.company, "resume")


def switch_off(exchange: Exchange) -> None:
    assert exchange.choose(automatic=False).status == 200


def only_one_attempt(exchange: Exchange) -> None:
    assert exchange.choose(liveness_attempts=1).status == 200


def two_people(exchange: Exchange) -> None:
    assert exchange.choose(four_eyes_tiers=[1]).status == 200


def no_texts(exchange: Exchange) -> None:
    assert exchange.choose(sms_notices=False).status == 200


def empty(exchange: Exchange) -> None:
    exchange.fund(-exchange.balance()[0], "taken back")


def in_review_because(exchange: Exchange, submission_id: str) -> str:
    """A person may take the case up, and reads why it came to them."""
    claimed = exchange.company.review(f"/tasks/{submission_id}/claim", {})
    assert claimed.status == 200, claimed.text
    return str(claimed.json["route_reason"])


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (suspend, "company_suspended"),
        (switch_off, "automatic_off"),
        (only_one_attempt, "attempts_used"),
        (two_people, "four_eyes"),
    ],
)
def test_no_second_attempt_is_paid_for_when_it_may_not_begin_any_more(
    company: Company, world: World, change: Change, reason: str
) -> None:
    exchange = an_exchange(company, liveness_attempts=3)
    submission_id = exchange.submit()
    url = exchange.page_of(submission_id).json["url"]

    change(exchange)
    exchange.press(url, "sr_error")
    world.settle()

    assert exchange.balance()[1:] == (0, 0)
    assert exchange.heard()["get_token"] == 1
    resume(exchange)
    assert in_review_because(exchange, submission_id) == reason
    decided(company, submission_id, "approve", approval(company, submission_id))


@pytest.mark.parametrize(
    ("change", "reason"), [(suspend, "company_suspended"), (two_people, "four_eyes")]
)
def test_a_matched_face_that_may_not_approve_any_more_waits_for_a_person_and_is_paid(
    company: Company, world: World, change: Change, reason: str
) -> None:
    exchange = an_exchange(company, liveness_attempts=1)
    submission_id = exchange.submit()
    url = exchange.page_of(submission_id).json["url"]

    change(exchange)
    exchange.press(url)
    world.settle()

    [execution] = world.executions
    assert execution.states[-2:] == ["RecordDecision", "OpenReview"]
    assert world.emails == []
    exchange.books_must_agree_with_the_bill()
    assert exchange.balance() == (FUNDS - PRICE, 0, PRICE)
    resume(exchange)
    assert in_review_because(exchange, submission_id) == reason
    assert exchange.case(submission_id)["liveness"][0]["verdict"] == "matched"


def test_what_runs_when_automatic_checks_are_switched_off_is_finished(company: Company) -> None:
    exchange = an_exchange(company, liveness_attempts=1)
    submission_id = exchange.submit()

    switch_off(exchange)
    exchange.show_face(submission_id)

    assert exchange.submission(submission_id)["status"] == "approved"
    exchange.books_must_agree_with_the_bill()


@contextmanager
def at_write(mark: str, act: Callable[[], object]) -> Iterator[None]:
    """Somebody does that at the last moment before the first write which holds the mark."""
    waiting = [act]

    def overtake(call: str, request: Any, send: Send) -> Any:
        if call == WRITES and mark.encode() in request.body and waiting:
            waiting.pop()()
        return send(request)

    with between(overtake):
        yield


@pytest.mark.parametrize("change", [suspend, switch_off, two_people])
def test_no_page_is_opened_for_a_fee_reserved_a_moment_before(
    company: Company, change: Change
) -> None:
    exchange = an_exchange(company, liveness_attempts=1)

    with at_write("liveness.started", lambda: change(exchange)):
        submission_id = exchange.submit()

    assert exchange.heard()["get_token"] == 0
    assert exchange.balance() == (FUNDS, 0, 0)
    resume(exchange)
    assert in_review_because(exchange, submission_id) in LATER


@pytest.mark.parametrize("mark", ["submission.submitted", "HELD"])
def test_who_suspends_while_a_fee_is_being_reserved_finds_nothing_held(
    company: Company, mark: str
) -> None:
    exchange = an_exchange(company, liveness_attempts=1)

    with at_write(mark, lambda: suspend(exchange)):
        submission_id = exchange.submit()

    assert exchange.balance() == (FUNDS, 0, 0)
    assert exchange.heard()["get_token"] == 0
    resume(exchange)
    assert in_review_because(exchange, submission_id) == "company_suspended"


def test_who_suspends_while_a_match_is_being_approved_is_first(company: Company) -> None:
    exchange = an_exchange(company, liveness_attempts=1)
    submission_id = exchange.submit()

    with at_write("submission.approved", lambda: suspend(exchange)):
        exchange.show_face(submission_id)

    resume(exchange)
    assert in_review_because(exchange, submission_id) == "company_suspended"


@pytest.mark.parametrize("tiers", [[], [1]])
def test_who_suspends_while_a_reviewer_decides_is_first(
    company: Company, world: World, tiers: list[int]
) -> None:
    exchange = Exchange(company)
    exchange.choose(four_eyes_tiers=tiers)
    submission_id = submitted(company, a_customer(company))
    body = approval(company, submission_id)
    mark = "submission.first_approved" if tiers else "submission.approved"

    with at_write(mark, lambda: suspend(exchange)):
        refused = company.review(f"/tasks/{submission_id}/approve", body)

    assert (refused.status, refused.code) == (403, "company_suspended")
    resume(exchange)
    assert exchange.submission(submission_id)["status"] == "pending"
    assert world.emails == []
    assert company.review(f"/tasks/{submission_id}/approve", body).status == 200


def test_a_fee_that_was_given_back_pays_for_nothing(company: Company, world: World) -> None:
    """Every try of the step dies once the fee is held: the fee goes back, and a person decides."""
    exchange = an_exchange(company, liveness_attempts=3)
    with dying_after_the_hold():
        submission_id = exchange.submit()
    assert exchange.case(submission_id)["task"]["route_reason"] == "automatic_check_failed"
    assert exchange.balance() == (FUNDS - PRICE, PRICE, 0)
    run_schedules(exchange)
    assert exchange.balance() == (FUNDS, 0, 0)
    empty(exchange)

    asked_to_correct(company, submission_id, "address")
    resubmitted(company, submission_id, fields={"address": ADDRESS})

    assert exchange.heard()["get_token"] == 0
    assert in_review_because(exchange, submission_id) == "insufficient_balance"
    exchange.fund(FUNDS, "again")
    event = {"tenant": exchange.account, "submission_id": submission_id, "attempt": 1}
    again = world.run("ReserveFee", event)
    assert (again["reserved"], again["reason"]) == (False, "attempt_ended")


@pytest.mark.parametrize("change", [suspend, no_texts])
def test_a_decision_is_not_texted_any_more(company: Company, world: World, change: Change) -> None:
    exchange = Exchange(company)
    can_text(company)
    wants_texts(company)
    submission_id = submitted(company, a_customer(company, phone="+66812345678"))
    before = exchange.balance()

    with at_write("notification.emailed", lambda: change(exchange)):
        approved(company, submission_id)

    assert inbox(world) == []
    assert exchange.balance() == before
    resume(exchange)
    assert exchange.submission(submission_id)["status"] == "approved"


def test_a_customer_who_cannot_answer_is_neither_reminded_nor_expired(
    company: Company, world: World
) -> None:
    exchange, person = Exchange(company), a_customer(company)
    submission_id = submitted(company, person)
    asked_to_correct(company, submission_id, "full_name")
    wait = world.executions[-1].input
    days_pass(world, submission_id, 4)
    suspend(exchange)
    with nothing_must_change(world):
        assert world.run("WatchAges")["reminded"] == 0
    days_pass(world, submission_id, 57)

    with nothing_must_change(world):
        world.run("WatchAges")
        world.run("ExpireSubmission", wait)
    resume(exchange)
    world.run("WatchAges")
    world.run("ExpireSubmission", wait)

    assert exchange.submission(submission_id)["status"] == "revision_requested"
    asked = {"mode": "test", "status": "revision_requested"}
    (task,) = world.api.get("/v1/review/tasks", company.reviewer, query=asked).json["tasks"]
    assert task["sla"]["state"] == "on_time"
    resumed_days_ago(company, 61)
    assert world.run("WatchAges")["expired"] == 1


def resumed_days_ago(company: Company, days: int) -> None:
    row = CompanyRow.get(company_pk(company.company_id), "COMPANY")
    row.resumed_at -= timedelta(days=days)
    row.save()


@contextmanager
def dying_after_the_hold() -> Iterator[None]:
    """Each try of the step ends where it has to do with the hold, which is written."""
    held: list[bool] = []

    def die(call: str, request: Any, send: Send) -> Any:
        answer = send(request)
        if call == WRITES and b"HELD" in request.body:
            held.append(True)
        if held and call.startswith("dynamodb.") and b"EVT#faceid:" in request.body:
            raise Died
        return answer

    with between(die):
        yield
