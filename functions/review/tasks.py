"""State-machine tasks of the review slice."""

from typing import Any

from aws_lambda_powertools.metrics import MetricUnit

from review import ages, decisions, expiry, opening
from review.queue import list_key
from shared import machine
from shared.case_store import load_submission
from shared.notice_mail import send_due, send_email
from shared.tables import Submission
from shared.telemetry import logger, metrics, task
from shared.tenant import Tenant
from shared.transaction import until_settled


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
    """The machine has heard of the decision; e-mail the customer about it.

    Before the e-mail, which has a mark of its own (shared/notice_mail.py): where nothing follows
    it, nothing is due.
    """
    tenant, revision = Tenant.parse(event["tenant"]), int(event["revision"])
    head = load_submission(tenant, event["submission_id"])
    if not head.sms_notices:
        machine.rest(tenant, head.submission_id, revision)
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


@task
def send_notices(_event: dict[str, Any]) -> dict[str, int]:
    """`{sent, failed}`: e-mails of notices that no step has sent; who failed is tried for a day."""
    done = send_due()
    metrics.add_metric(name="NoticesGivenUp", unit=MetricUnit.Count, value=done["given_up"])
    failed = done["failed"] + done["given_up"]
    if failed:
        logger.error("some e-mails could not be sent", extra={"failed": failed})
    return {"sent": done["sent"], "failed": failed}
