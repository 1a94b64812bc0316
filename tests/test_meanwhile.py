"""What changes while a case waits: a decision, a notice and a wait are about what is true then."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from botocore.awsrequest import AWSPreparedRequest

from local.world import World
from local.world.functions import Send, between
from shared import machine
from shared.case_store import load_customer, load_submission
from shared.clock import now
from shared.tables import Customer, Submission
from shared.tenant import Tenant
from shared.transaction import Transaction
from tests.automatic_helpers import Exchange, a_mainlander, an_exchange
from tests.bank_helpers import a_known_customer, decided, sent
from tests.lending_helpers import reasons
from tests.test_expiry import waiting_for
from tests.test_repair import unreachable
from tests.world_helpers import (
    Company,
    a_customer,
    approval,
    asked_to_correct,
    resubmitted,
    submitted,
)


@pytest.fixture
def exchange(company: Company) -> Exchange:
    return an_exchange(company)


@contextmanager
def counting(call: str) -> Iterator[Counter[str]]:
    """How often AWS was asked for that."""
    seen = Counter[str]()

    def answered(made: str, request: AWSPreparedRequest, send: Send) -> Any:
        seen[made] += made == call
        return send(request)

    with between(answered):
        yield seen


# ── a face that matched ───────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("tier", "held", "status"),
    [(1, 0, "approved"), (2, 1, "approved"), (2, 0, "pending"), (1, 2, "approved")],
)
def test_a_match_gives_no_tier_above_the_one_after_the_customers(
    exchange: Exchange, tier: int, held: int, status: str
) -> None:
    """The tier below was lowered, or another one approved, while the person did the check."""
    submission_id = exchange.submit()
    tenant = Tenant(exchange.company.company_id, "test")
    head = load_submission(tenant, submission_id)
    change(head, Submission.tier.set(tier))
    change(load_customer(tenant, head.customer_id), Customer.tier.set(held))

    exchange.show_face(submission_id)

    assert exchange.submission(submission_id)["status"] == status
    customer = exchange.company.get(f"/v1/customers/{head.customer_id}").json
    assert customer["tier"] == (max(tier, held) if status == "approved" else held)


def test_a_match_does_not_lift_what_a_person_froze(exchange: Exchange) -> None:
    person = a_mainlander(exchange.company)
    submission_id = exchange.submit_for(person)
    tenant = Tenant(exchange.company.company_id, "test")
    change(load_customer(tenant, person.customer_id), Customer.frozen_at.set(now()))

    exchange.show_face(submission_id)

    assert exchange.submission(submission_id)["status"] == "approved"
    assert "tier_lowered" in reasons(exchange.company, person, "disbursement")
    customer = exchange.company.get(f"/v1/customers/{person.customer_id}").json
    assert customer["frozen_at"]


def change(item: Any, *actions: Any) -> None:
    tx = Transaction()
    tx.update(item, list(actions))
    tx.commit()


# ── a notice ──────────────────────────────────────────────────────────────────────────────────


def test_two_deliveries_at_one_moment_send_one_mail(world: World, company: Company) -> None:
    person = a_known_customer(company)
    sent(company, person)
    decided(company, person, "verify")
    before = len(world.emails)
    runs: list[Any] = []

    def answered(made: str, request: AWSPreparedRequest, send: Send) -> Any:
        if made == "sesv2.SendEmail" and not runs:
            runs.append(None)
            runs.append(world.run("SendNotices"))
        return send(request)

    with between(answered):
        world.run("SendNotices")

    assert len(world.emails) == before + 1
    assert runs[1]["sent"] == 0


def test_a_mail_whose_sender_died_is_sent_when_the_lease_is_over(
    world: World, company: Company
) -> None:
    from shared.tables import Notification  # noqa: PLC0415  as the model is at that moment

    person = a_known_customer(company)
    sent(company, person)
    decided(company, person, "verify")
    before = len(world.emails)
    pk = load_customer(Tenant(company.company_id, "test"), person.customer_id).pk
    begins = Notification.sk.startswith("NOTIFICATION#")
    notice = list(Notification.query(pk, begins, consistent_read=True))[-1]

    change(notice, Notification.email_lease_until.set(now() + timedelta(minutes=1)))
    world.run("SendNotices")
    assert len(world.emails) == before
    change(
        notice,
        Notification.email_lease_until.set(now() - timedelta(seconds=1)),
        Notification.due_at.set(now() - timedelta(seconds=1)),
    )
    world.run("SendNotices")

    assert len(world.emails) == before + 1


# ── a wait of the machine ─────────────────────────────────────────────────────────────────────


def test_a_late_expiry_does_not_end_a_later_round(world: World, company: Company) -> None:
    submission_id, first_wait = waiting_for(company, a_customer(company))
    resubmitted(company, submission_id, fields={"full_name": "Somchai Rakdee"})
    asked_to_correct(company, submission_id, "full_name", revision=2)

    world.run("ExpireSubmission", first_wait)

    assert company.get(f"/v1/submissions/{submission_id}").json["status"] == "revision_requested"


def test_a_wait_whose_end_came_first_is_ended_at_once(world: World, company: Company) -> None:
    """The customer, or the reviewer, was faster than the machine with its question."""
    corrected, wait = waiting_for(company, a_customer(company))
    resubmitted(company, corrected, fields={"full_name": "Somchai Rakdee"})
    decided_already = submitted(company, a_customer(company))
    review_wait = world.executions[-1].input
    asked_to_correct(company, decided_already, "full_name")

    for state, asked in (("AwaitResubmission", wait), ("OpenReview", review_wait)):
        with counting("sfn.SendTaskSuccess") as seen:
            world.run(state, asked | {"task_token": "t" * 20})
        assert seen["sfn.SendTaskSuccess"] == 1, state


# ── what is due ───────────────────────────────────────────────────────────────────────────────


def test_the_schedule_that_looks_at_a_decision_leaves_nothing_due_once_it_is_mailed(
    world: World, company: Company
) -> None:
    """It writes its look between the last step's read and its write."""
    submission_id = submitted(company, a_customer(company))
    with unreachable(machine.sfn, "SendTaskSuccess"):
        company.review(f"/tasks/{submission_id}/approve", approval(company, submission_id))
    [execution] = world.executions
    tenant, looks = Tenant(company.company_id, "test"), 0

    def looked_at(call: str, request: AWSPreparedRequest, send: Send) -> Any:
        nonlocal looks
        if call == "dynamodb.TransactWriteItems" and not looks:
            looks += 1
            change(load_submission(tenant, submission_id), *machine.due())
        return send(request)

    with between(looked_at):
        world.run("NotifyCustomer", execution.input)

    assert looks == 1
    assert load_submission(tenant, submission_id).due is None
