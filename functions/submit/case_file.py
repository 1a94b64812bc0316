"""What a customer or a company reads back: requirements, revisions, notifications."""

from datetime import datetime
from itertools import zip_longest
from typing import Any, Literal

from shared import paging
from shared.caller import Caller
from shared.case import Status
from shared.case_answers import Correction, Reason, sender_of
from shared.case_store import load_customer, load_submission
from shared.case_store import notifications as notifications_of
from shared.checklist import ChecklistAnswer, answers_in
from shared.http import Answer
from shared.paging import Page
from shared.tables import Event, Submission, Upload, event_sk


class Document(Answer):
    upload_id: str
    kind: str
    uploaded_by_staff: bool = False
    erased: bool = False


class Decision(Answer):
    """`checklist` is what the reviewer answered: for the company, and empty for a customer."""

    status: Status
    decided_at: datetime
    corrections: list[Correction]
    reason: Reason | None
    checklist: list[ChecklistAnswer]


class Revision(Answer):
    """One round: what was sent, and what was decided on it."""

    revision: int
    submitted_at: datetime
    submitted_by: str
    sent_by_staff: bool = False
    fields: dict[str, Any]
    documents: list[Document]
    decision: Decision | None


class Revisions(Answer):
    revisions: list[Revision]
    next_cursor: str | None


class NotificationAnswer(Answer):
    """`submission_id` and `revision` are null when it is about a bank account or a tier."""

    notification_id: str
    submission_id: str | None
    revision: int | None
    outcome: (
        Status
        | Literal[
            "bank_account_changed", "bank_account_verified", "bank_account_rejected", "tier_lowered"
        ]
    )
    language: str
    title: str
    text: str
    created_at: datetime
    emailed_at: datetime | None


class Notifications(Answer):
    notifications: list[NotificationAnswer]


def revisions(caller: Caller, submission_id: str, page: Page) -> Revisions:
    """Oldest first; a page is one read of the revisions and the decisions on them."""
    head = load_submission(caller.tenant, submission_id)
    first = paging.decode_number(page.cursor)
    last = min(first + page.limit, head.revision)
    sent, decided = head.revision_events[first:last], head.decision_events[first:last]
    keys = [(head.pk, event_sk(int(number))) for number in [*sent, *decided]]
    events = {each.sequence: each for each in Event.batch_get(keys)} if keys else {}
    private = "customer" not in caller.roles
    uploads = _uploads(head, [events[number] for number in sent])
    rounds = [
        _revision(events[number], uploads, _decision(events.get(at), private))
        for number, at in zip_longest(sent, decided)
    ]
    return Revisions(revisions=rounds, next_cursor=_more(last, head))


def _more(last: int, head: Submission) -> str | None:
    return str(last) if last < head.revision else None


def _uploads(head: Submission, sent: list[Event]) -> dict[str, Upload]:
    """The files of these revisions as they are now, by id."""
    named = {each["upload_id"] for event in sent for each in event.facts["documents"]}
    keys = [(head.pk, f"UPLOAD#{each}") for each in sorted(named)]
    return {each.upload_id: each for each in Upload.batch_get(keys)} if keys else {}


def _revision(sent: Event, uploads: dict[str, Upload], decision: Decision | None) -> Revision:
    return Revision(
        revision=sent.revision,
        submitted_at=sent.at,
        submitted_by=sent.actor,
        fields=(sent.personal or {}).get("fields", {}),
        sent_by_staff=sender_of(sent) is not None,
        documents=[_document(uploads[each["upload_id"]]) for each in sent.facts["documents"]],
        decision=decision,
    )


def _document(upload: Upload) -> Document:
    return Document(
        upload_id=upload.upload_id,
        kind=upload.kind,
        uploaded_by_staff=upload.by_staff is not None,
        erased=upload.erasure is not None,
    )


def _decision(event: Event | None, private: bool) -> Decision | None:
    if event is None:
        return None
    told = event.personal or {}
    return Decision(
        status=event.facts["status"],
        decided_at=event.at,
        corrections=[Correction(**each) for each in told.get("corrections", [])],
        reason=Reason(**told["reason"]) if told.get("reason") else None,
        checklist=list(answers_in(event.facts, told)) if private else [],
    )


def notifications(caller: Caller, customer_id: str) -> Notifications:
    """Newest first, the last hundred."""
    customer = load_customer(caller.tenant, customer_id)
    return Notifications(
        notifications=[
            NotificationAnswer(
                notification_id=each.notification_id,
                submission_id=each.submission_id,
                revision=each.revision,
                outcome=each.outcome,
                language=each.language,
                title=each.title,
                text=each.text,
                created_at=each.created_at,
                emailed_at=each.emailed_at,
            )
            for each in notifications_of(customer)
        ]
    )
