"""Closing a customer who turned out to be another one, and telling a second account no."""

from pynamodb.expressions.condition import size
from pynamodb.expressions.operand import Path
from pynamodb.expressions.update import Action

from duplicates.rules import GUARDED, Standing, obstacles, unrefused
from duplicates.sides import open_submission_of
from shared.bank_account import load_bank_account
from shared.case import OPEN
from shared.case_store import submissions_of
from shared.duplicate_alerts import DuplicateAlert, IdentityGuard
from shared.errors import ApiError
from shared.tables import Customer, Submission
from shared.tenant import Tenant
from shared.transaction import Transaction


def merge(tx: Transaction, keep: Customer, other: Customer) -> None:
    """Hand the closed customer's numbers on: who comes with one of them is the kept one."""
    heads = require_closable(keep, other)
    for pk in dict.fromkeys(each.identity_guard for each in heads if each.identity_guard):
        _hand_on(tx, pk, keep.customer_id, other.customer_id)


def require_closable(keep: Customer, other: Customer) -> list[Submission]:
    """409 while something of the customer to close is still to be decided or repaid."""
    for each in (keep, other):
        if each.deleted_at:
            gone = {"customer_id": each.customer_id, "reasons": ["customer_deleted"]}
            raise ApiError("merge_not_possible", details=gone)
        if each.merged_into:
            raise ApiError("customer_merged", details={"merged_into": each.merged_into})
    heads = submissions_of(other)
    account = load_bank_account(Tenant.parse(other.tenant), other.customer_id)
    standing = Standing(
        open_submission=open_submission_of(heads) is not None,
        open_loans_units=other.open_loans_units,
        bank_account=account.status if account else "not_provided",
    )
    if found := obstacles(standing):
        details = {"customer_id": other.customer_id, "reasons": found}
        waiting = {"submission_id": open_submission_of(heads)} if "open_submission" in found else {}
        raise ApiError("merge_not_possible", details=details | waiting)
    return heads


def closed_into(keep: Customer) -> list[Action]:
    """What closes a customer; the tier stays as a fact, and lends nothing any more."""
    return [Customer.merged_into.set(keep.customer_id), Customer.max_loan_units.set(0)]


def require_refused(other: Customer, alert: DuplicateAlert) -> None:
    """Who stays refused was refused: at the door with the number, or by a reviewer.

    409 `not_refused` with the `reasons`. Of a deleted customer there is nothing to refuse.
    """
    if alert.cause == GUARDED and other.customer_id in holders(alert.about):
        raise ApiError("number_held_by_other")
    if other.deleted_at:
        return
    heads = submissions_of(other)
    waiting = [each.submission_id for each in heads if each.status in OPEN]
    at_the_door = alert.cause == GUARDED and other.customer_id in (alert.personal or {})
    rejected = bool(heads) and heads[-1].status == "rejected"
    found = unrefused(has_open=bool(waiting), tier=other.tier, refused=at_the_door or rejected)
    if found:
        details = {"customer_id": other.customer_id, "reasons": found}
        raise ApiError(
            "not_refused", details=details | ({"submission_id": waiting[0]} if waiting else {})
        )


def holders(pk: str) -> set[str]:
    try:
        return set(IdentityGuard.get(pk, "GUARD", consistent_read=True).customer_ids or ())
    except IdentityGuard.DoesNotExist:
        return set()


def _hand_on(tx: Transaction, pk: str, keep_id: str, other_id: str) -> None:
    """As a whole set: DynamoDB does not add to and take from one in the same write."""
    before, held = holders(pk), IdentityGuard.customer_ids
    if other_id in before:
        after = before - {other_id} | {keep_id}
        count = size(Path("customer_ids"))  # type: ignore[no-untyped-call]
        unchanged = held.contains(other_id) & (count == len(before))
        tx.update(IdentityGuard(pk, "GUARD"), [held.set(after)], unchanged)
