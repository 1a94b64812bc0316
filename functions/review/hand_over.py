"""Giving a task to a named colleague, and taking one over: claims that change hands."""

from datetime import datetime, timedelta
from typing import Any

from pynamodb.expressions.update import Action

from review import colleagues
from review.claims import CLAIM_LIFE, require_open, require_unclaimed
from review.queue import Task, claim_of, task_of
from shared.caller import Caller
from shared.case_store import load_customer, load_submission, record
from shared.clock import now
from shared.own_case import require_another_person
from shared.tables import Submission
from shared.transaction import Transaction, until_settled

# A colleague may be asleep; once they claim it themselves, it is a claim like any other.
HAND_OVER_LIFE = timedelta(hours=24)


def hand_over(caller: Caller, submission_id: str, to: str, note: str | None) -> Task:
    """Claim it for them; the same again is answered alike."""
    return until_settled(lambda: _hand_over(caller, submission_id, to, note))


def _hand_over(caller: Caller, submission_id: str, to: str, note: str | None) -> Task:
    head = load_submission(caller.tenant, submission_id)
    customer = load_customer(caller.tenant, head.customer_id)
    require_another_person(caller, customer)
    require_open(head)
    held = claim_of(head)
    if held and (held.by, head.handed_over_by) == (to, caller.actor):
        return task_of(head)
    require_unclaimed(head, caller)
    colleague = colleagues.colleague_of(caller, to)
    them = Caller(frozenset(colleague.roles), to, colleague.name, email=colleague.email or "")
    require_another_person(them, customer)
    told = {"to_name": colleague.name} | ({"note": note} if note else {})
    changes = _claimed_for(head, them, now() + HAND_OVER_LIFE)
    head.handed_over_by = caller.actor
    head.handed_over_by_name = caller.actor_name or caller.actor
    changes.append(Submission.handed_over_by.set(head.handed_over_by))
    changes.append(Submission.handed_over_by_name.set(head.handed_over_by_name))
    _write(caller, head, "task.handed_over", changes, facts={"to": to}, personal=told)
    return task_of(head)


def take_over(caller: Caller, submission_id: str) -> Task:
    """Claim it whoever holds it; from nobody, or again, it is a claim like any other."""
    return until_settled(lambda: _take_over(caller, submission_id))


def _take_over(caller: Caller, submission_id: str) -> Task:
    head = load_submission(caller.tenant, submission_id)
    require_another_person(caller, load_customer(caller.tenant, head.customer_id))
    require_open(head)
    held = claim_of(head)
    if held and held.by == caller.actor:
        return task_of(head)
    head.handed_over_by = head.handed_over_by_name = None
    changes = _claimed_for(head, caller, now() + CLAIM_LIFE)
    changes += [Submission.handed_over_by.remove(), Submission.handed_over_by_name.remove()]
    taken_from = held.by if held else None
    _write(caller, head, "task.taken_over", changes, facts={"from": taken_from})
    return task_of(head)


def _claimed_for(head: Submission, who: Caller, until: datetime) -> list[Action]:
    head.claimed_by, head.claimed_by_name = who.actor, who.actor_name
    head.claim_expires_at = until
    return [
        Submission.claimed_by.set(head.claimed_by),
        Submission.claimed_by_name.set(head.claimed_by_name),
        Submission.claim_expires_at.set(until),
    ]


def _write(
    caller: Caller, head: Submission, event_type: str, changes: list[Action], **parts: Any
) -> None:
    tx = Transaction()
    record(
        tx,
        load_customer(caller.tenant, head.customer_id),
        caller,
        event_type,
        submission_id=head.submission_id,
        revision=head.revision,
        **parts,
    )
    tx.update(head, changes)
    tx.commit()
