"""A rejected tier opened again, so that its customer can send a new submission themself."""

from datetime import datetime

from shared.caller import Caller
from shared.case_store import load_active_customer, record, submissions_of
from shared.clock import now
from shared.errors import ApiError
from shared.hands import require_other_hands
from shared.http import Answer
from shared.own_case import require_another_person
from shared.tables import Submission
from shared.transaction import Transaction, until_settled


class ReopenedTier(Answer):
    """`submission_id` is the one that was rejected, and stays so."""

    customer_id: str
    tier: int
    submission_id: str
    reopened_by: str
    reopened_at: datetime


def reopen(caller: Caller, customer_id: str, tier: int, reason: str) -> ReopenedTier:
    """For one new submission; who opened it first is answered to whoever comes later."""
    return until_settled(lambda: _reopen(caller, customer_id, tier, reason))


def _reopen(caller: Caller, customer_id: str, tier: int, reason: str) -> ReopenedTier:
    customer = load_active_customer(caller.tenant, customer_id)
    require_another_person(caller, customer)
    newest = [head for head in submissions_of(customer) if head.tier == tier][-1:]
    if not newest or newest[0].status != "rejected":
        raise ApiError("not_rejected")
    [head] = newest
    if head.reopened_at:
        return _answer(head)
    require_other_hands(caller, head)
    head.reopened_at, head.reopened_by = now(), caller.actor_name or caller.actor
    tx = Transaction()
    record(
        tx,
        customer,
        caller,
        "tier.reopened",
        submission_id=head.submission_id,
        revision=head.revision,
        facts={"tier": tier},
        personal={"reason": reason},
    )
    changes = [
        Submission.reopened_at.set(head.reopened_at),
        Submission.reopened_by.set(head.reopened_by),
    ]
    tx.update(head, changes)
    tx.commit()
    return _answer(head)


def _answer(head: Submission) -> ReopenedTier:
    return ReopenedTier(
        customer_id=head.customer_id,
        tier=head.tier,
        submission_id=head.submission_id,
        reopened_by=head.reopened_by,
        reopened_at=head.reopened_at,
    )
