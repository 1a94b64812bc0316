"""A deletion begins with one transaction, after which nobody finds the customer any more.

It takes the next number of the history, as every change of a case does: whoever read the customer
before is too late, and whoever reads after finds nobody. `erasing.py` does the rest.
"""

from datetime import datetime
from typing import Literal

from pynamodb.expressions.update import Action

from deletion.obstacles import Check, obstacles
from shared.caller import Caller
from shared.case_store import DELETED, external_pk, load_remains, record, submissions_of
from shared.clock import now
from shared.errors import ApiError
from shared.http import Answer, Query
from shared.liveness_check import LivenessCheck
from shared.own_case import require_another_person
from shared.tables import Customer, Guard, Submission
from shared.transaction import Transaction, until_settled

DUE = "DELETION"
# What one transaction holds besides the event, the customer and the external_id. The newest ones:
# older submissions are decided, and nothing more happens to them.
MOST_HEADS = 90
# Of the customer's row; ids, kind, country, tier and the numbers of the history stay.
PERSONAL = (
    Customer.external_id,
    Customer.language,
    Customer.email,
    Customer.phone,
    Customer.phone_verified,
    Customer.phone_verified_at,
    Customer.name,
    Customer.list_key,
    Customer.list_at,
)
OF_A_HEAD = (
    Submission.customer_name,
    Submission.list_key,
    Submission.list_at,
    Submission.due,
    Submission.due_at,
)

Why = Literal["customer_asked", "retention_ended", "made_by_mistake", "other"]


class DeletionQuery(Query):
    """`reason` stays in the history for ever, so it is a code and no words about anybody."""

    reason: Why


class DeletionAnswer(Answer):
    """`deleting` until everything is erased, which takes a minute or two."""

    customer_id: str
    status: Literal["deleting", "deleted"]
    deleted_at: datetime
    erased_at: datetime | None


def delete(caller: Caller, customer_id: str, reason: Why) -> DeletionAnswer:
    """409 `deletion_not_possible`; nothing happens to one who is deleted already."""
    customer = until_settled(lambda: _delete(caller, customer_id, reason))
    return DeletionAnswer(
        customer_id=customer_id,
        status="deleted" if customer.erased_at else "deleting",
        deleted_at=customer.deleted_at,
        erased_at=customer.erased_at,
    )


def _delete(caller: Caller, customer_id: str, reason: Why) -> Customer:
    customer = load_remains(caller.tenant, customer_id)
    if customer.deleted_at:
        return customer
    require_another_person(caller, customer)
    heads = submissions_of(customer)
    if found := obstacles(customer.open_loans_units, _checks(customer)):
        raise ApiError("deletion_not_possible", details={"reasons": found})
    tx = Transaction()
    tx.delete(Guard(external_pk(caller.tenant, customer.external_id), "GUARD"))
    customer.deleted_at = now()
    changes: list[Action] = [
        Customer.deleted_at.set(customer.deleted_at),
        Customer.due.set(DUE),
        Customer.due_at.set(customer.deleted_at),
        *(each.remove() for each in PERSONAL),
    ]
    record(tx, customer, caller, "customer.deleted", changes, facts={"reason": reason})
    _mark_heads(tx, heads)
    tx.commit()
    return customer


def _mark_heads(tx: Transaction, heads: list[Submission]) -> None:
    """Who was ever rejected keeps holding their document's number; others give it back."""
    keeps_number = any(each.status == "rejected" for each in heads)
    gone = [each.remove() for each in OF_A_HEAD]
    if keeps_number:
        gone.append(Submission.identity_guard.remove())
    for head in heads[-MOST_HEADS:]:
        tx.update(head, [Submission.status.set(DELETED), *gone])


def _checks(customer: Customer) -> list[Check]:
    begins = LivenessCheck.sk.startswith("LIVENESS#")
    found = LivenessCheck.query(customer.pk, begins, consistent_read=True)
    return [Check(each.verdict, each.billed, each.due) for each in found]
