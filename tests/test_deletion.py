"""A customer is deleted for good: nobody finds them, nothing personal is left, every step is."""

from functools import partial

import pytest

from deletion.obstacles import Check, obstacles
from local.world import World
from local.world.template import template
from tests.automatic_helpers import an_exchange
from tests.bank_helpers import sent, verified
from tests.deletion_helpers import (
    deleted,
    erased,
    history_of,
    left_of,
    niran,
    personal,
    time_passes,
    versions_of,
)
from tests.duplicate_helpers import alerts, confirmed, merged, opened, resolved, tried
from tests.lending_helpers import borrow, repay
from tests.refusal_helpers import call_must_be_refused
from tests.webhook_helpers import a_receiver, an_endpoint, log_of
from tests.world_helpers import (
    Company,
    Person,
    a_company,
    a_customer,
    approval,
    approved,
    asked_to_correct,
    rejected,
    submitted,
)


def test_nothing_personal_is_left_and_every_step_is(world: World, company: Company) -> None:
    versioned = {"Status": "Enabled"}
    bucket = template().name("MediaBucket")
    world.client("s3").put_bucket_versioning(Bucket=bucket, VersioningConfiguration=versioned)
    person = niran(company)
    before = history_of(company, person)
    assert set(left_of(world, person)[0]) == set(personal(person))

    asked = deleted(company, person)

    assert (asked.status, asked.json["status"]) == (200, "deleting")
    call_must_be_refused(world, lambda: deleted(company, person), 200, "")
    path = f"/v1/customers/{person.customer_id}"
    for gone in ("", "/requirements", "/notifications", "/links", "/loans", "/bank-account"):
        assert company.get(f"{path}{gone}").code == "not_found", gone
    listed = company.get("/v1/customers", query={"external_id": "user-of-niran"})
    assert listed.json["customers"] == []
    assert erased(world) == {"finished": 1, "failed": 0}
    assert left_of(world, person) == ([], {"CUSTOMER", "EVENT"})
    assert versions_of(world, person) == []
    after = history_of(company, person)
    ended = [(each["type"], each["details"]) for each in after[len(before) :]]
    assert ended == [("customer.deleted", {"reason": "customer_asked"}), ("customer.erased", {})]
    steps = ("sequence", "type", "at", "actor")
    assert [[each[name] for name in steps] for each in after[: len(before)]] == [
        [each[name] for name in steps] for each in before
    ]
    assert alerts(company) == []
    again = deleted(company, person, by=company.admin).json
    assert (again["status"], again["deleted_at"]) == ("deleted", asked.json["deleted_at"])
    time_passes(world)
    assert erased(world) == {"finished": 1, "failed": 0}
    assert erased(world) == {"finished": 0, "failed": 0}


def test_messages_that_name_the_customer_go_and_the_company_hears_of_the_deletion(
    world: World, company: Company
) -> None:
    with a_receiver() as receiver:
        an_endpoint(company, receiver, "*")
        person, other = a_customer(company, external_id="user-of-niran"), a_customer(company)
        world.settle()
        sent = {each["customer_id"]: each["delivery_id"] for each in log_of(company)}
        again = f"/v1/webhook-deliveries/{sent[person.customer_id]}/replay"
        assert company.post(again).json["replay_of"] == sent[person.customer_id]
        world.settle()
        named = [each for each in log_of(company) if each["customer_id"] == person.customer_id]
        assert len(named) == 2

        deleted(company, person)
        erased(world)

        assert left_of(world, person)[0] == []
        left = {(each["customer_id"], each["type"]) for each in log_of(company)}
        assert left == {
            (other.customer_id, "customer.created"),
            (person.customer_id, "customer.deleted"),
        }
        assert receiver.received[-1].event["type"] == "customer.deleted"


def test_a_deletion_is_refused_while_money_is_open(world: World, company: Company) -> None:
    person = a_customer(company)
    submission_id = submitted(company, person)
    approved(company, submission_id)
    sent(company, person)
    verified(company, person)
    loan = borrow(company, person).json
    other = a_company(world, "Another Lender")

    refused = call_must_be_refused(
        world, lambda: deleted(company, person), 409, "deletion_not_possible"
    )
    assert refused.error["reasons"] == ["open_loans"]
    call_must_be_refused(world, lambda: deleted(other, person), 404, "not_found")
    call_must_be_refused(
        world, lambda: deleted(company, person, company.reviewer), 403, "forbidden"
    )
    path = f"/v1/customers/{person.customer_id}"
    for query in ({}, {"reason": "He is called Niran."}):
        call_must_be_refused(
            world,
            partial(world.api.delete, path, company.token, query=query),
            400,
            "invalid_request",
        )
    repay(company, person, loan["loan_id"])
    assert deleted(company, person).status == 200


def test_a_running_face_check_is_waited_for_and_paid(world: World, company: Company) -> None:
    exchange = an_exchange(company, liveness_attempts=1)
    submission_id = exchange.submit()
    person = Person(f"cus_{submission_id[4:30]}", "CN", {}, "")
    refused = call_must_be_refused(
        world, lambda: deleted(exchange.company, person), 409, "deletion_not_possible"
    )
    assert refused.error["reasons"] == ["live_check_running"]

    exchange.show_face(submission_id)
    assert deleted(exchange.company, person).status == 200
    erased(world)

    assert exchange.balance()[1] == 0
    assert exchange.balance()[2] > 0
    assert set(world.run("Reconcile", {"full": True}).values()) == {0}


@pytest.mark.parametrize("step", ["in review", "asked to correct", "rejected"])
def test_the_machine_ends_and_only_a_rejected_customer_keeps_the_number(
    world: World, company: Company, step: str
) -> None:
    person = a_customer(company)
    submission_id = submitted(company, person)
    if step == "asked to correct":
        asked_to_correct(company, submission_id, "selfie")
    if step == "rejected":
        rejected(company, submission_id, "document_forged", "No.")
    body = approval(company, submission_id)

    deleted(company, person, by=company.admin)
    decision = company.review(f"/tasks/{submission_id}/approve", body)
    erased(world)

    assert decision.code == "not_found"
    assert {each.status for each in world.executions} == {"SUCCEEDED"}
    again = a_customer(company)
    number = {"document_number": person.fields["document_number"]}
    held = step == "rejected"
    assert tried(company, again, number).code == ("identity_already_used" if held else "")
    for alert in alerts(company):  # of the held number: two people may let it go
        sides = opened(company, alert["alert_id"])["sides"]
        assert [each["deleted_at"] is None for each in sides] == [False, True]
        assert merged(company, alert["alert_id"], again).code == "merge_not_possible"
        resolved(company, alert["alert_id"], "false_alarm")
        assert confirmed(company, alert["alert_id"], company.admin).status == 200
        assert tried(company, again, number).status == 201


@pytest.mark.parametrize(
    ("open_loans", "checks", "found"),
    [
        (0, [], []),
        (1, [], ["open_loans"]),
        (0, [Check(None, None, None)], ["live_check_running"]),
        (0, [Check("review", None, "LIVENESS")], ["live_check_running"]),
        (0, [Check("review", None, None)], []),
        (0, [Check("review", False, None), Check("matched", True, "LIVENESS")], []),
        (
            5,
            [Check("again", True, None), Check(None, None, None)],
            ["open_loans", "live_check_running"],
        ),
    ],
)
def test_what_holds_a_deletion_up(open_loans: int, checks: list[Check], found: list[str]) -> None:
    assert obstacles(open_loans, checks) == found
