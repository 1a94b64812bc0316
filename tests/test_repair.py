"""A process may die between two lines, and every message may arrive twice."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from botocore.exceptions import EndpointConnectionError

from local.world import World
from tests.refusal_helpers import nothing_must_change
from tests.world_helpers import (
    Company,
    a_customer,
    approval,
    approved,
    asked_to_correct,
    backdate,
    decided,
    evidence,
    resubmitted,
    submitted,
)


@contextmanager
def unreachable(client: Any, operation: str) -> Iterator[None]:
    """Every call of that operation fails before it leaves, as if the process had died there."""
    event = f"before-send.{client.meta.service_model.service_id.hyphenize()}.{operation}"

    def fail(**_: Any) -> None:
        raise EndpointConnectionError(endpoint_url="https://example.com")

    client.meta.events.register_first(event, fail)
    try:
        yield
    finally:
        client.meta.events.unregister(event, fail)


def machine() -> Any:
    from shared.machine import sfn  # noqa: PLC0415  after the world has set the environment

    return sfn


def a_minute_later(world: World) -> dict[str, int]:
    """The schedule comes by when what is due has been due for longer than a call takes."""
    backdate(world, "due_at")
    resumed: dict[str, int] = world.run("ResumeStalled")
    world.settle()
    return resumed


def test_a_submission_whose_execution_was_not_started_still_reaches_the_queue(
    world: World, company: Company
) -> None:
    person = a_customer(company)
    path, body = f"/v1/customers/{person.customer_id}/submissions", evidence(company, person)
    with unreachable(machine(), "StartExecution"):
        assert company.post(path, body).status == 201
    assert company.review("/tasks").json["tasks"] == []

    assert a_minute_later(world) == {"resumed": 1, "failed": 0}

    assert len(company.review("/tasks").json["tasks"]) == 1
    assert a_minute_later(world) == {"resumed": 0, "failed": 0}


def test_a_decision_that_the_machine_did_not_hear_of_is_told_again(
    world: World, company: Company
) -> None:
    submission_id = submitted(company, a_customer(company))
    body = approval(company, submission_id)
    with unreachable(machine(), "SendTaskSuccess"):
        answer = company.review(f"/tasks/{submission_id}/approve", body)
        assert answer.json["kyc_status"] == "approved"
    assert [each.status for each in world.executions] == ["RUNNING"]
    assert world.emails == []

    assert a_minute_later(world) == {"resumed": 1, "failed": 0}

    assert [each.status for each in world.executions] == ["SUCCEEDED"]
    assert len(world.emails) == 1
    assert a_minute_later(world) == {"resumed": 0, "failed": 0}


def test_a_resubmission_that_the_machine_did_not_hear_of_is_reviewed(
    world: World, company: Company
) -> None:
    submission_id = submitted(company, a_customer(company))
    asked_to_correct(company, submission_id, "full_name")
    body = {"fields": {"full_name": "Somchai Corrected"}}
    with unreachable(machine(), "SendTaskSuccess"):
        assert company.post(f"/v1/submissions/{submission_id}/resubmit", body).status == 200
    assert company.review("/tasks").json["tasks"] == []

    assert a_minute_later(world) == {"resumed": 1, "failed": 0}

    assert [each["revision"] for each in company.review("/tasks").json["tasks"]] == [2]
    approved(company, submission_id, revision=2)
    assert [each.status for each in world.executions] == ["SUCCEEDED", "SUCCEEDED"]


def test_one_that_cannot_be_moved_does_not_stop_the_others(world: World, company: Company) -> None:
    for _ in range(2):
        person = a_customer(company)
        with unreachable(machine(), "StartExecution"):
            path = f"/v1/customers/{person.customer_id}/submissions"
            company.post(path, evidence(company, person))
    failed_once: list[str] = []

    def fail_first(params: dict[str, Any], **_: Any) -> None:
        if not failed_once:
            failed_once.append(str(params))
            raise EndpointConnectionError(endpoint_url="https://example.com")

    machine().meta.events.register("before-call.sfn.StartExecution", fail_first)
    try:
        assert a_minute_later(world) == {"resumed": 1, "failed": 1}
    finally:
        machine().meta.events.unregister("before-call.sfn.StartExecution", fail_first)

    assert len(company.review("/tasks").json["tasks"]) == 1
    a_minute_later(world)
    assert len(company.review("/tasks").json["tasks"]) == 2


def test_a_lost_reply_to_a_decision_can_be_asked_for_again(world: World, company: Company) -> None:
    submission_id = submitted(company, a_customer(company))
    body = approval(company, submission_id)
    first = decided(company, submission_id, "approve", body)

    with nothing_must_change(world):
        again = company.review(f"/tasks/{submission_id}/approve", body)

    assert (again.status, again.json) == (200, first.json)


def test_every_task_may_be_delivered_twice(world: World, company: Company) -> None:
    submission_id = submitted(company, a_customer(company))
    asked_to_correct(company, submission_id, "full_name")
    resubmitted(company, submission_id, fields={"full_name": "Somchai Corrected"})
    approved(company, submission_id, revision=2)
    tasks = ("OpenReview", "AwaitResubmission", "NotifyCustomer", "StartNextRevision")

    with nothing_must_change(world):
        for execution in world.executions:
            for name in tasks:
                world.run(name, execution.input | {"task_token": "delivered twice"})

    assert len(world.executions) == 2
    assert len(world.emails) == 2


def test_an_email_that_was_refused_is_sent_by_the_next_try(world: World, company: Company) -> None:
    from shared.notice_mail import ses  # noqa: PLC0415  after the world has set the environment

    submission_id = submitted(company, a_customer(company))
    [execution], body = world.executions, approval(company, submission_id)
    with unreachable(machine(), "SendTaskSuccess"):
        company.review(f"/tasks/{submission_id}/approve", body)
    with unreachable(ses, "SendEmail"), pytest.raises(Exception, match="EmailNotSent"):
        world.run("NotifyCustomer", execution.input)
    assert world.emails == []

    world.run("NotifyCustomer", execution.input)
    world.run("NotifyCustomer", execution.input)

    assert len(world.emails) == 1
