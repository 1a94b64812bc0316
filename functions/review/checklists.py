"""The checklist of one submission, with what reviewers answered so far."""

from datetime import datetime

from shared.case_store import approved_fields, revision_event, submissions_of
from shared.checklist import ChecklistAnswer, Found, answers_in, misanswered, unfulfilled
from shared.errors import ApiError
from shared.http import Answer
from shared.languages import Texts
from shared.policy import ChecklistItem, policy
from shared.tables import Customer, Event, Submission, event_sk

SHOWN_DECISIONS = 20


class GivenAnswer(Answer):
    """With the decision on which revision, and by whom."""

    revision: int
    answer: Found
    note: str | None
    by: str
    at: datetime


class ChecklistLine(Answer):
    """`text` is to be found true; `answers` are those of the last 20 decisions, oldest first."""

    code: str
    required: bool
    text: Texts
    answers: list[GivenAnswer]


def lines_of(head: Submission, customer: Customer, sent: Event) -> list[ChecklistLine]:
    """What is to be answered of the revision that `sent` holds."""
    keys = [(head.pk, event_sk(each)) for each in head.decision_events[-SHOWN_DECISIONS:]]
    decided = sorted(Event.batch_get(keys), key=lambda each: each.sequence) if keys else []
    return [
        ChecklistLine(
            code=item.code,
            required=item.required,
            text=item.text,
            answers=[each for event in decided for each in _given(event, item.code)],
        )
        for item in items_of(head, customer, sent)
    ]


def require_answered(
    head: Submission, customer: Customer, given: list[ChecklistAnswer], *, approving: bool
) -> None:
    """422 for answers that cannot be, and for an approval that lacks some."""
    if not given and not approving:
        return
    items = items_of(head, customer, revision_event(head, head.revision))
    if wrong := misanswered(items, given):
        raise ApiError("invalid_fields", wrong)
    if approving and (lacking := unfulfilled(items, given)):
        raise ApiError("checklist_incomplete", lacking)


def items_of(head: Submission, customer: Customer, sent: Event) -> list[ChecklistItem]:
    """What an approval of that revision has to answer."""
    tier = policy(head.policy, head.policy_version).tier(head.tier)
    before = approved_fields(submissions_of(customer), head.tier) if head.tier > 1 else {}
    fields = before | (sent.personal or {}).get("fields", {})
    return tier.to_check(customer.kind, customer.country, fields)


def _given(event: Event, code: str) -> list[GivenAnswer]:
    return [
        GivenAnswer(
            revision=event.revision,
            answer=each.answer,
            note=each.note,
            by=event.actor_name or event.actor,
            at=event.at,
        )
        for each in answers_in(event.facts or {}, event.personal or {})
        if each.code == code
    ]
