"""Customers who have not resubmitted: reminded three times, in the app and by e-mail."""

from datetime import datetime
from typing import Literal

from review import expiry, notices, sla
from review.queue import list_key
from shared.caller import SYSTEM
from shared.case_store import load_customer, load_submission, record
from shared.clock import now
from shared.errors import KycError
from shared.notice_mail import send_email
from shared.suspension import resumed_at
from shared.tables import Submission
from shared.telemetry import logger, place_of
from shared.tenant import Tenant
from shared.transaction import Transaction, until_settled

Done = Literal["reminded", "expired", "failed", "nothing"]


def remind_customers(tenant: Tenant) -> list[Done]:
    """What was done about each submission that has waited long enough for a first reminder."""
    key = list_key(tenant, "revision_requested")
    waiting = Submission.list_at <= now() - sla.REMINDERS[0]
    resumed = resumed_at(tenant.company_id)
    return [_look_at(tenant, each, resumed) for each in Submission.by_list.query(key, waiting)]


def _look_at(tenant: Tenant, listed: Submission, resumed: datetime | None) -> Done:
    """One that cannot be told must not keep others waiting; the next run tries again."""
    try:
        if now() - sla.waits_since(listed.list_at, resumed) > sla.PATIENCE:
            # The machine does this to the minute; here is what its own tries left over.
            expiry.expire(tenant, listed.submission_id, listed.revision)
            return "expired"
        return _remind(tenant, listed, resumed)
    except KycError as error:
        extra = {"submission_id": listed.submission_id, "reason": place_of(error)}
        logger.error("not reminded", extra=extra)
        return "failed"


def _remind(tenant: Tenant, listed: Submission, resumed: datetime | None) -> Done:
    head, is_new = until_settled(lambda: _write_reminder(tenant, listed.submission_id, resumed))
    if head.status == "revision_requested" and head.reminder_event:
        # Of an earlier run, too, that died before the e-mail.
        send_email(tenant, head.customer_id, head.reminder_event)
    return "reminded" if is_new else "nothing"


def _write_reminder(
    tenant: Tenant, submission_id: str, resumed: datetime | None
) -> tuple[Submission, bool]:
    """The notice and the mark that it was written, together: each reminder is written once."""
    head = load_submission(tenant, submission_id)
    if head.status != "revision_requested":
        return head, False
    waited = now() - sla.waits_since(head.decided_at, resumed)
    number = sla.reminder_due(waited, head.reminders)
    if number is None:
        return head, False
    customer = load_customer(tenant, head.customer_id)
    head.reminders = number
    tx = Transaction()
    head.reminder_event = record(
        tx,
        customer,
        SYSTEM,
        "customer.reminded",
        submission_id=submission_id,
        revision=head.revision,
        facts={"reminder": number},
    )
    days = sla.days_left(waited)
    tx.create(notices.notice_of(customer, head, head.reminder_event, "reminder", days=days))
    marks = [
        Submission.reminders.set(number),
        Submission.reminder_event.set(head.reminder_event),
    ]
    tx.update(head, marks)
    tx.commit()
    return head, True
