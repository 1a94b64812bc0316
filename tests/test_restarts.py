"""However an execution ends too early, its submission goes on: in another one, by itself."""

from datetime import timedelta

import pytest

from local.world import World
from local.world.functions import Outage
from shared import machine
from tests.automatic_helpers import FUNDS, PRICE, Exchange, an_exchange
from tests.test_repair import unreachable
from tests.world_helpers import (
    Company,
    a_customer,
    approval,
    asked_to_correct,
    backdate,
    evidence,
)

NOTHING = {"resumed": 0, "failed": 0}
ONE = {"resumed": 1, "failed": 0}


@pytest.fixture
def exchange(company: Company) -> Exchange:
    return an_exchange(company)


def sent(company: Company) -> str:
    """A submission, and whatever becomes of its execution."""
    person = a_customer(company)
    path = f"/v1/customers/{person.customer_id}/submissions"
    answer = company.post(path, evidence(company, person))
    company.world.settle(may_fail=True)
    return str(answer.json["submission_id"])


def approved(company: Company, submission_id: str, revision: int = 1) -> None:
    body = approval(company, submission_id, revision)
    answer = company.review(f"/tasks/{submission_id}/approve", body)
    assert answer.json["kyc_status"] == "approved", answer.text
    company.world.settle(may_fail=True)


def repaired(world: World) -> dict[str, int]:
    backdate(world, "due_at")
    done: dict[str, int] = world.run("ResumeStalled")
    world.settle(may_fail=True)
    return done


def stopped(world: World) -> None:
    """The newest execution, by somebody's hand."""
    world.stop(world.executions[-1].name)
    assert world.executions[-1].status == "ABORTED"


def ends(world: World) -> list[tuple[str, str]]:
    """Of each execution, what follows the submission's id in its name, and its status."""
    return [(each.name.partition("-")[2], each.status) for each in world.executions]


def queue(company: Company) -> list[str]:
    return [each["submission_id"] for each in company.review("/tasks").json["tasks"]]


def test_a_review_that_could_not_be_opened_is_opened_by_another_execution(
    world: World, company: Company
) -> None:
    with Outage("OpenReview"):
        submission_id = sent(company)
    assert (ends(world), queue(company)) == ([("r1", "FAILED")], [])

    assert repaired(world) == ONE

    assert queue(company) == [submission_id]
    assert repaired(world) == NOTHING
    approved(company, submission_id)
    assert (ends(world), len(world.emails)) == ([("r1", "FAILED"), ("r1-2", "SUCCEEDED")], 1)
    assert repaired(world) == NOTHING


def test_a_decision_after_the_execution_was_stopped_is_told_once(
    world: World, company: Company
) -> None:
    submission_id = sent(company)
    stopped(world)

    approved(company, submission_id)
    assert world.emails == []

    assert [repaired(world) for _ in range(3)] == [ONE, NOTHING, NOTHING]
    assert ends(world) == [("r1", "ABORTED"), ("r1-2", "SUCCEEDED")]
    assert len(world.emails) == 1


def test_who_is_asked_for_a_correction_after_that_is_waited_for_again(
    world: World, company: Company
) -> None:
    submission_id = sent(company)
    stopped(world)
    correction = {"item": "full_name", "code": "unreadable", "comment": "?"}
    body = {"revision": 1, "corrections": [correction]}
    asked = company.review(f"/tasks/{submission_id}/request-revision", body)

    assert (asked.status, repaired(world), repaired(world)) == (200, ONE, NOTHING)

    assert world.executions[-1].states[-1] == "AwaitResubmission"
    fields = {"fields": {"full_name": "Somchai Rakdee"}}
    assert company.post(f"/v1/submissions/{submission_id}/resubmit", fields).status == 200
    world.settle(may_fail=True)
    approved(company, submission_id, revision=2)
    assert ends(world) == [("r1", "ABORTED"), ("r1-2", "SUCCEEDED"), ("r2", "SUCCEEDED")]
    assert (len(world.emails), repaired(world)) == (2, NOTHING)


def test_a_resubmission_is_reviewed_though_the_machine_stopped_waiting_for_it(
    world: World, company: Company
) -> None:
    submission_id = sent(company)
    asked_to_correct(company, submission_id, "full_name")
    stopped(world)

    fields = {"fields": {"full_name": "Somchai Rakdee"}}
    assert company.post(f"/v1/submissions/{submission_id}/resubmit", fields).status == 200
    world.settle(may_fail=True)

    assert queue(company) == [submission_id]
    approved(company, submission_id, revision=2)
    assert ends(world) == [("r1", "ABORTED"), ("r2", "SUCCEEDED")]
    assert (len(world.emails), repaired(world)) == (2, NOTHING)


@pytest.mark.parametrize("shown", ["before", "after"])
def test_a_face_check_that_was_begun_goes_on_and_is_paid_once(
    exchange: Exchange, world: World, shown: str
) -> None:
    """Its execution was stopped; the person is done before the repair comes, or after it."""
    submission_id = exchange.submit()
    page = exchange.page_of(submission_id).json["url"]
    stopped(world)

    if shown == "before":
        exchange.press(page, "pass")
    assert repaired(world) == ONE
    if shown == "after":
        assert exchange.page_of(submission_id).json["url"] == page
        exchange.press(page, "pass")
        world.settle(may_fail=True)

    assert exchange.submission(submission_id)["status"] == "approved"
    assert ends(world) == [("r1", "ABORTED"), ("r1-2", "SUCCEEDED")]
    assert (exchange.balance(), len(world.emails)) == ((FUNDS - PRICE, 0, PRICE), 1)
    exchange.books_must_agree_with_the_bill()
    assert repaired(world) == NOTHING


@pytest.mark.parametrize(
    ("outcome", "status", "charged"), [("mismatch", "pending", 1), ("sr_error", "pending", 0)]
)
def test_what_a_check_ended_with_is_not_forgotten_with_its_execution(
    exchange: Exchange, world: World, outcome: str, status: str, charged: int
) -> None:
    """Stopped right after the check: in doubt a reviewer is next, innocently the next attempt."""
    submission_id = exchange.submit()
    page = exchange.page_of(submission_id).json["url"]
    stopped(world)
    exchange.press(page, outcome)

    repaired(world)

    again = exchange.page_of(submission_id)
    waits_for = (again.status, queue(exchange.company))
    assert waits_for == ((409, [submission_id]) if charged else (200, []))
    assert exchange.submission(submission_id)["status"] == status
    assert exchange.balance()[2] == charged * PRICE
    exchange.books_must_agree_with_the_bill()


def test_nobody_waits_hours_for_a_stopped_machine_after_their_face_check(
    exchange: Exchange, world: World
) -> None:
    submission_id = exchange.submit()
    page = exchange.page_of(submission_id).json["url"]
    stopped(world)
    assert due_in(world) > timedelta(hours=2)

    exchange.press(page, "pass")

    assert due_in(world) <= timedelta()
    assert (repaired(world), exchange.submission(submission_id)["status"]) == (ONE, "approved")


def due_in(world: World) -> timedelta:
    from shared.clock import now  # noqa: PLC0415  after the world took the environment
    from shared.tables import Submission  # noqa: PLC0415

    [head] = Submission.by_due.query(machine.DUE)
    return timedelta(seconds=(head.due_at - now()).total_seconds())


def test_a_machine_that_is_at_work_is_left_alone(exchange: Exchange, world: World) -> None:
    submission_id = exchange.submit()

    assert [repaired(world) for _ in range(2)] == [NOTHING, NOTHING]

    exchange.show_face(submission_id)
    assert ends(world) == [("r1", "SUCCEEDED")]


@pytest.mark.parametrize("step", ["StartNextRevision", "AwaitResubmission", "NotifyCustomer"])
def test_a_customer_is_told_once_and_heard_whichever_step_fails(
    world: World, company: Company, step: str
) -> None:
    submission_id = sent(company)
    correction = {"item": "full_name", "code": "unreadable", "comment": "?"}
    body = {"revision": 1, "corrections": [correction]}
    fields = {"fields": {"full_name": "Somchai Rakdee"}}
    with Outage(step) as outage:
        company.review(f"/tasks/{submission_id}/request-revision", body)
        world.settle(may_fail=True)
        assert company.post(f"/v1/submissions/{submission_id}/resubmit", fields).status == 200
        world.settle(may_fail=True)
    assert outage.refused > 1

    repaired(world)
    world.run("SendNotices")
    approved(company, submission_id, revision=2)

    assert [each.to for each in world.emails] == [world.emails[0].to] * 2
    assert repaired(world) == NOTHING


def test_an_execution_that_was_refused_is_started_when_it_can_be(
    world: World, company: Company
) -> None:
    with unreachable(machine.sfn, "StartExecution"):
        submission_id = sent(company)
        assert repaired(world) == {"resumed": 0, "failed": 1}
    assert ends(world) == []

    assert repaired(world) == ONE

    assert (ends(world), queue(company)) == ([("r1", "RUNNING")], [submission_id])


def test_a_repair_that_died_between_the_number_and_the_start_is_made_up_for(
    world: World, company: Company
) -> None:
    with Outage("OpenReview"):
        submission_id = sent(company)
    with unreachable(machine.sfn, "StartExecution"):
        assert repaired(world) == {"resumed": 0, "failed": 1}

    assert repaired(world) == ONE

    assert ends(world) == [("r1", "FAILED"), ("r1-2", "RUNNING")]
    assert queue(company) == [submission_id]
