"""A customer who does not resubmit: after 60 days the submission expires, and can be resumed."""

from review import notices
from review.queue import list_key
from review.sla import PATIENCE, waits_since
from shared.caller import SYSTEM
from shared.case import move
from shared.case_store import load_customer, load_submission, record
from shared.clock import now
from shared.notice_mail import send_email
from shared.suspension import is_suspended, resumed_at, unless_suspended
from shared.tables import Customer, Submission
from shared.tenant import Tenant
from shared.transaction import Transaction, until_settled


def expire(tenant: Tenant, submission_id: str, revision: int) -> None:
    """Expire it if that revision still waits for its customer, and tell them; repeatable.

    Not while the company is suspended: the customer cannot answer.

    Whoever resubmits at the same moment is heard: one of the two writes finds the other's, and an
    expired submission can be resubmitted like one that waits.
    """
    head = until_settled(lambda: _expire(tenant, submission_id, revision))
    if head.revision == revision and head.status == "expired":
        send_email(tenant, head.customer_id, head.expired_event)


def _expire(tenant: Tenant, submission_id: str, revision: int) -> Submission:
    head = load_submission(tenant, submission_id)
    if head.revision != revision or head.status != "revision_requested":
        return head
    if is_suspended(tenant.company_id) or _has_time(tenant, head):
        return head
    customer = load_customer(tenant, head.customer_id)
    head.status = move(head.status, "expire")
    tx = Transaction()
    unless_suspended(tx, tenant)
    number = record(
        tx,
        customer,
        SYSTEM,
        "submission.expired",
        [Customer.kyc_status.set(head.status)],
        submission_id=submission_id,
        revision=revision,
        facts={"status": head.status, "tier": head.tier},
    )
    head.expired_event = number
    tx.create(notices.notice_of(customer, head, number, head.status))
    changes = [
        Submission.status.set(head.status),
        Submission.expired_event.set(number),
        Submission.list_key.set(list_key(tenant, head.status)),
        Submission.list_at.set(now()),
    ]
    tx.update(head, changes)
    tx.commit()
    return head


def _has_time(tenant: Tenant, head: Submission) -> bool:
    """The machine's wait knows nothing of a suspension; the daily look expires it later."""
    since = waits_since(head.decided_at, resumed_at(tenant.company_id))
    return since > head.decided_at and now() - since <= PATIENCE
