"""State-machine tasks of the review slice."""

from typing import Any

from review import ages, decisions, expiry, opening
from review.queue import list_key
from shared import machine
from shared.case_store import load_submission
from shared.errors import Raced
from shared.notice_mail import send_email
from shared.tables import Submission
from shared.telemetry import logger, task
from shared.tenant import Tenant
from shared.transaction import Transaction, until_settled


@task
@machine.step
def open_review(event: dict[str, Any]) -> None:
    """Put the revision into the queue and keep the token until a reviewer decides."""
    tenant, revision = Tenant.parse(event["tenant"]), int(event["revision"])
    check = event.get("check") or {}
    submission = load_submission(tenant, event["submission_id"])
    changes = [
        Submission.list_key.set(list_key(tenant, "pending")),
        Submission.list_at.set(submission.submitted_at),
        *opening.changes(check),
    ]
    also = opening.note(check)
    until_settled(lambda: machine.keep_wait(tenant, event, "OpenReview", revision, changes, also))


@task
@machine.step
def record_decision(event: dict[str, Any]) -> dict[str, str]:
    """`{status}` after the approval of a matched face; the decision itself is in decisions.py."""
    tenant, revision = Tenant.parse(event["tenant"]), int(event["revision"])
    head = decisions.approve_matched(
        tenant, event["submission_id"], revision, int(event["attempt"])
    )
    return {"status": head.status}


@task
@machine.step
def notify_customer(event: dict[str, Any]) -> None:
    """The machine has heard of the decision; e-mail the customer about it."""
    tenant, revision = Tenant.parse(event["tenant"]), int(event["revision"])
    head = load_submission(tenant, event["submission_id"])
    if head.revision == revision and head.due:
        _clear_due(head)
    send_email(tenant, head.customer_id, head.decision_events[revision - 1])


@task
@machine.step
def expire_submission(event: dict[str, Any]) -> None:
    """Nobody resubmitted while the machine waited; expiry.py looks whether that is still so."""
    tenant, revision = Tenant.parse(event["tenant"]), int(event["revision"])
    expiry.expire(tenant, event["submission_id"], revision)


@task
def watch_ages(_event: dict[str, Any]) -> dict[str, int]:
    """`{reminded, expired, failed, digests}`: customers told, and mails to staff."""
    return ages.watch()


def _clear_due(head: Submission) -> None:
    tx = Transaction()
    tx.update(head, machine.not_due())
    try:
        tx.commit()
    except Raced:
        # A newer change carries its own mark, and its own step of the machine clears it.
        logger.info("changed meanwhile", extra={"submission_id": head.submission_id})
