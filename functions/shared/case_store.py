"""Reading a case, and the one way to write its history."""

from collections.abc import Iterator, Sequence
from typing import Any

from pynamodb.expressions.update import Action

from shared import ids
from shared.caller import Caller
from shared.clock import now
from shared.errors import ApiError
from shared.reasons import is_final
from shared.tables import (
    Customer,
    Event,
    Notification,
    Submission,
    customer_pk,
    event_sk,
    submission_sk,
)
from shared.tenant import Tenant
from shared.transaction import Transaction

# The status of a head whose customer was deleted, until it is erased.
DELETED = "deleted"


def load_customer(tenant: Tenant, customer_id: str) -> Customer:
    """404 for an unknown customer, a deleted one, and another company's alike."""
    customer = load_remains(tenant, customer_id)
    if customer.deleted_at:
        raise ApiError("not_found")
    return customer


def load_remains(tenant: Tenant, customer_id: str) -> Customer:
    """Of a deleted one too: ids, codes and the history's number (functions/deletion)."""
    try:
        return Customer.get(customer_pk(tenant, customer_id), "CUSTOMER", consistent_read=True)
    except Customer.DoesNotExist:
        raise ApiError("not_found") from None


def is_deleted(tenant: Tenant, customer_id: str) -> bool:
    """False for one who never was."""
    try:
        return load_remains(tenant, customer_id).deleted_at is not None
    except ApiError:
        return False


def unless_deleted(tx: Transaction, customer: Customer) -> None:
    """For what is written without an event: whoever deletes the customer meanwhile is first."""
    there = Customer.deleted_at.does_not_exist()
    tx.check(Customer, customer.pk, customer.sk, there, ApiError("not_found"))


def external_pk(tenant: Tenant, external_id: str) -> str:
    return f"{tenant}#EXTERNAL#{external_id}"


def load_active_customer(tenant: Tenant, customer_id: str) -> Customer:
    """409 `customer_merged` for one who turned out to be another customer: nothing more begins."""
    customer = load_customer(tenant, customer_id)
    require_active(customer)
    return customer


def require_active(customer: Customer) -> None:
    if customer.merged_into:
        raise ApiError("customer_merged", details={"merged_into": customer.merged_into})


def load_submission(tenant: Tenant, submission_id: str) -> Submission:
    customer_id = ids.customer_of(submission_id)
    try:
        pk, sk = customer_pk(tenant, customer_id), submission_sk(submission_id)
        head = Submission.get(pk, sk, consistent_read=True)
    except Submission.DoesNotExist:
        raise ApiError("not_found") from None
    if head.status == DELETED:
        raise ApiError("not_found")
    return head


def submissions_of(customer: Customer) -> list[Submission]:
    """Oldest first."""
    begins = Submission.sk.startswith("SUBMISSION#")
    return list(Submission.query(customer.pk, begins, consistent_read=True))


def may_be_sent_again(head: Submission) -> bool:
    """Rejected for its evidence, or opened again since: the customer may submit that tier anew."""
    opened = head.reopened_at is not None or not is_final(head.reason)
    return head.status == "rejected" and opened


def revision_event(head: Submission, revision: int) -> Event:
    """What the customer sent as that revision (1, 2, …)."""
    return Event.get(head.pk, event_sk(head.revision_events[revision - 1]))


def newest_revisions(heads: list[Submission]) -> dict[str, Event]:
    """The newest revision of each submission, by submission id, in one read."""
    keys = [(head.pk, event_sk(head.revision_events[-1])) for head in heads]
    return {each.submission_id: each for each in Event.batch_get(keys)} if keys else {}


def approved_fields(heads: list[Submission], below: int) -> dict[str, Any]:
    """What approved submissions for the tiers below that one declared."""
    lower = [head for head in heads if head.status == "approved" and head.tier < below]
    sent = newest_revisions(lower)
    told: dict[str, Any] = {}
    for submission_id in sorted(sent):
        told |= (sent[submission_id].personal or {}).get("fields", {})
    return told


def revisions_sent(customer: Customer) -> Iterator[Event]:
    """Every revision of every submission, oldest first."""
    sent = Event.type.is_in("submission.submitted", "submission.resubmitted")
    begins = Event.sk.startswith("EVENT#")
    return iter(Event.query(customer.pk, begins, filter_condition=sent, consistent_read=True))


def newest_event(customer: Customer, event_type: str) -> Event | None:
    found = Event.query(
        customer.pk,
        Event.sk.startswith("EVENT#"),
        filter_condition=Event.type == event_type,
        scan_index_forward=False,
        consistent_read=True,
    )
    return next(iter(found), None)


def record(
    tx: Transaction,
    customer: Customer,
    caller: Caller,
    event_type: str,
    actions: Sequence[Action] = (),
    **parts: Any,
) -> int:
    """Add an event and the change of the customer's row that it tells of; returns its number.

    The number is the lock: two writers that read the same customer write the same number, and
    only one of them can. So history has no gaps, and no change is made on an outdated reading.
    """
    number = customer.sequence + 1
    at = now()
    event = Event(customer.pk, event_sk(number), sequence=number, type=event_type, at=at, **parts)
    event.actor, event.actor_name = caller.actor, caller.actor_name
    tx.create(event)
    moved = [Customer.sequence.set(number), Customer.updated_at.set(at)]
    tx.update(customer, [*moved, *actions])
    return number


def history(customer: Customer, after: int, limit: int) -> list[Event]:
    """Events with numbers above `after`, oldest first."""
    later = Event.sk.between(event_sk(after + 1), event_sk(99_999_999))
    return list(Event.query(customer.pk, later, limit=limit))


def notifications(customer: Customer) -> Iterator[Notification]:
    """The newest hundred, newest first."""
    begins = Notification.sk.startswith("NOTIFICATION#")
    return iter(Notification.query(customer.pk, begins, scan_index_forward=False, limit=100))
