"""Claims: who is working on a task, so that two people do not do the same work."""

from datetime import timedelta

from pynamodb.expressions.update import Action

from review.queue import Task, claim_of, task_of
from shared.caller import Caller
from shared.case_store import load_customer, load_submission
from shared.clock import now, rfc3339
from shared.errors import ApiError
from shared.machine import wait_name
from shared.own_case import require_another_person
from shared.tables import Submission
from shared.transaction import Transaction, until_settled

CLAIM_LIFE = timedelta(minutes=15)


def claim(caller: Caller, submission_id: str) -> Task:
    """Take the task, or hold on to it for another 15 minutes."""
    return until_settled(lambda: _claim(caller, submission_id))


def _claim(caller: Caller, submission_id: str) -> Task:
    head = load_submission(caller.tenant, submission_id)
    require_another_person(caller, load_customer(caller.tenant, head.customer_id))
    require_open(head)
    require_unclaimed(head, caller)
    actions: list[Action] = []
    if head.claimed_by != caller.actor:
        # It was handed to somebody else, who let it expire.
        head.handed_over_by = head.handed_over_by_name = None
        actions = [Submission.handed_over_by.remove(), Submission.handed_over_by_name.remove()]
    head.claimed_by, head.claimed_by_name = caller.actor, caller.actor_name
    head.claim_expires_at = now() + CLAIM_LIFE
    tx = Transaction()
    actions += [
        Submission.claimed_by.set(head.claimed_by),
        Submission.claimed_by_name.set(head.claimed_by_name),
        Submission.claim_expires_at.set(head.claim_expires_at),
    ]
    tx.update(head, actions)
    tx.commit()
    return task_of(head)


def release(caller: Caller, submission_id: str) -> Task:
    """Give the task back; releasing what one does not hold changes nothing."""
    return until_settled(lambda: _release(caller, submission_id))


def _release(caller: Caller, submission_id: str) -> Task:
    head = load_submission(caller.tenant, submission_id)
    if head.claimed_by == caller.actor:
        tx = Transaction()
        tx.update(head, no_claim())
        tx.commit()
        head.claimed_by = None
    return task_of(head)


def no_claim() -> list[Action]:
    return [
        Submission.claimed_by.remove(),
        Submission.claimed_by_name.remove(),
        Submission.claim_expires_at.remove(),
        Submission.handed_over_by.remove(),
        Submission.handed_over_by_name.remove(),
    ]


def require_unclaimed(head: Submission, caller: Caller) -> None:
    held = claim_of(head)
    if held and held.by != caller.actor:
        raise ApiError("claimed_by_other", details={"claim": held.model_dump(mode="json")})


def require_open(head: Submission) -> None:
    """409 with who decided and when; or, before the machine has opened the review, 409 to wait."""
    if head.status != "pending":
        decision = {
            "status": head.status,
            "decided_by": head.decided_by_name or head.decided_by,
            "decided_at": rfc3339(head.decided_at),
        }
        raise ApiError("already_decided", details={"decision": decision})
    if head.waiting_in != wait_name("OpenReview", head.revision):
        raise ApiError("not_ready_for_review")
