"""Who never resubmits: the submission expires, its customer hears of it, and can resume it."""

import json
from typing import Any

from local.client import wait_for
from local.world import World
from local.world.template import template
from review.sla import PATIENCE
from shared.transaction import connection
from tests.refusal_helpers import customer_token, nothing_must_change
from tests.world_helpers import (
    Company,
    Person,
    a_customer,
    approved,
    asked_to_correct,
    evidence,
    resubmitted,
    submitted,
)

WRITES = "before-send.dynamodb.TransactWriteItems"


def let_waits_end_soon(world: World, state: str = "AwaitResubmission") -> None:
    """The deployed machine, but the wait is a second and not months."""
    definition = json.loads(template().definition("Verification"))
    definition["States"][state]["TimeoutSeconds"] = 1
    client = world.client("stepfunctions")
    [machine] = client.list_state_machines()["stateMachines"]
    arn = machine["stateMachineArn"]
    client.update_state_machine(stateMachineArn=arn, definition=json.dumps(definition))


def waiting_for(company: Company, person: Person) -> tuple[str, dict[str, Any]]:
    """A submission whose customer was asked for another name, and its execution's input."""
    submission_id = submitted(company, person)
    asked_to_correct(company, submission_id, "full_name", "As on the card.")
    return submission_id, company.world.executions[-1].input


def status_of(company: Company, submission_id: str) -> str:
    return str(company.get(f"/v1/submissions/{submission_id}").json["status"])


def test_the_machine_waits_as_long_as_customers_are_told() -> None:
    states = json.loads(template().definition("Verification"))["States"]

    assert states["AwaitResubmission"]["TimeoutSeconds"] == PATIENCE.total_seconds()


def test_after_the_machine_has_waited_long_enough_the_submission_expires(
    world: World, company: Company
) -> None:
    let_waits_end_soon(world)
    person = a_customer(company, language="th")

    submission_id, _ = waiting_for(company, person)
    wait_for("the end of the wait", lambda: len(world.emails) == 2, 10)
    world.settle()

    [execution] = world.executions
    ended = ["AwaitResubmission", "ExpireSubmission", "NotResubmitted"]
    assert (execution.status, execution.states[-3:]) == ("SUCCEEDED", ended)
    path = f"/v1/customers/{person.customer_id}"
    title = "ข้อมูลการยืนยันตัวตนระดับ 1 ของคุณหมดอายุแล้ว"
    newest = company.get(f"{path}/notifications").json["notifications"][0]
    assert (newest["outcome"], newest["title"]) == ("expired", title)
    assert "As on the card." in newest["text"]
    assert (world.emails[-1].subject, world.emails[-1].text) == (title, newest["text"])
    assert company.get(path).json["kyc_status"] == status_of(company, submission_id) == "expired"


def test_an_expired_submission_is_explained_and_resumed_by_its_customer(
    world: World, company: Company
) -> None:
    person = a_customer(company)
    submission_id, wait = waiting_for(company, person)
    world.run("ExpireSubmission", wait)
    path = f"/v1/customers/{person.customer_id}"

    tier = company.get(f"{path}/requirements").json["tiers"][0]
    listed = world.api.get(
        "/v1/review/tasks", company.reviewer, query={"mode": "test", "status": "expired"}
    ).json
    summary = company.review("/tasks/summary").json
    anew = company.post(f"{path}/submissions", evidence(company, person))
    token = customer_token(company, person.customer_id)
    body = {"fields": {"full_name": "Somchai Rakdee"}}
    sent = world.api.post(f"/v1/submissions/{submission_id}/resubmit", body, token)
    world.settle()

    [asked] = [each for each in tier["items"] if each["comment"]]
    assert (tier["status"], asked["item"]) == ("expired", "full_name")
    assert asked["status"] == "correction_requested"
    assert [each["submission_id"] for each in listed["tasks"]] == [submission_id]
    assert (summary["expired"], summary["revision_requested"]["fresh"]) == (1, 0)
    assert (anew.status, anew.code) == (409, "submission_open")
    assert (sent.status, sent.json["status"], sent.json["revision"]) == (200, "pending", 2)
    assert approved(company, submission_id, revision=2).json["kyc_status"] == "approved"
    assert [each.status for each in world.executions] == ["SUCCEEDED", "SUCCEEDED"]
    history = company.get(f"{path}/history").json["events"]
    assert "submission.expired" in [each["type"] for each in history]


def test_expiring_twice_or_too_late_changes_nothing(world: World, company: Company) -> None:
    submission_id, wait = waiting_for(company, a_customer(company))
    world.run("ExpireSubmission", wait)

    with nothing_must_change(world):
        world.run("ExpireSubmission", wait)
    resubmitted(company, submission_id, fields={"full_name": "Somchai Rakdee"})
    with nothing_must_change(world):
        world.run("ExpireSubmission", wait)

    assert status_of(company, submission_id) == "pending"
    assert len(world.emails) == 2


def test_who_resubmits_while_it_expires_is_heard(world: World, company: Company) -> None:
    submission_id, wait = waiting_for(company, a_customer(company))
    events = connection().client.meta.events

    def be_overtaken(**_: Any) -> None:
        events.unregister(WRITES, be_overtaken)
        world.run("ExpireSubmission", wait)

    events.register_first(WRITES, be_overtaken)
    resubmitted(company, submission_id, fields={"full_name": "Somchai Rakdee"})

    assert status_of(company, submission_id) == "pending"
    [queued] = company.review("/tasks").json["tasks"]
    assert (queued["submission_id"], queued["revision"]) == (submission_id, 2)
    customer = company.get(f"/v1/customers/{queued['customer_id']}").json
    assert customer["kyc_status"] == "pending"


def test_who_resubmitted_a_moment_before_does_not_expire(world: World, company: Company) -> None:
    submission_id, wait = waiting_for(company, a_customer(company))
    events = connection().client.meta.events

    def be_overtaken(**_: Any) -> None:
        events.unregister(WRITES, be_overtaken)
        resubmitted(company, submission_id, fields={"full_name": "Somchai Rakdee"})

    events.register_first(WRITES, be_overtaken)
    world.run("ExpireSubmission", wait)

    assert status_of(company, submission_id) == "pending"
    assert len(world.emails) == 1
