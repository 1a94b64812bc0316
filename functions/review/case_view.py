"""One task opened: everything a reviewer needs to decide, in one answer."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from review.business_view import BusinessView, business_view
from review.checklists import ChecklistLine, lines_of
from review.notes import Note, notes_of
from review.queue import Task, task_of
from shared.caller import Caller
from shared.case_answers import (
    CheckAnswer,
    Correction,
    CustomerAnswer,
    Erasure,
    Reason,
    StaffMark,
    check_answer,
    customer_answer,
    sender_of,
)
from shared.case_store import load_customer, load_submission, revision_event
from shared.duplicate_alerts import AlertRow, alert_row, standing_alerts
from shared.http import Answer
from shared.liveness_check import LivenessCheck, checks_of
from shared.reading_aloud import ReadAloud
from shared.same_files import Likeness, likeness
from shared.tables import Submission, Upload
from shared.viewing import File, HandedOut, file_of, hand_out


class SameAs(Answer):
    """Another file of the revision: the very same one, or the same picture saved again."""

    kind: str
    likeness: Likeness


class DocumentView(Answer):
    """`url` opens the file for five minutes. One that was erased has none, and no facts.

    `read_aloud` is what the customer was asked to say in a video. `same_as` names the other kinds
    of the revision that seem to be this file too.
    """

    upload_id: str
    kind: str
    content_type: str
    size_bytes: int
    facts: dict[str, Any]
    url: str | None
    url_expires_at: datetime
    uploaded_by_staff: StaffMark | None = None
    erasure: Erasure | None = None
    read_aloud: ReadAloud | None = None
    same_as: list[SameAs]


class ImageView(Answer):
    name: str
    url: str
    url_expires_at: datetime


class CheckView(CheckAnswer):
    """A live face check as staff see it; each image opens for five minutes."""

    images: list[ImageView]


class CaseView(Answer):
    """A task with its customer and what the newest revision declares and shows.

    `liveness` are all live face checks of the submission, `notes` what colleagues left about it,
    both oldest first. `checklist` is what an approval has to answer, empty under a policy without.
    `duplicates` are the alerts that the customer may be another one too, which nobody has resolved,
    and those by which the customer stays refused (`refused_id`).
    `sent_by_staff`: this revision was sent by staff for the customer.
    `business` are the people of a business; null for an individual.
    """

    task: Task
    customer: CustomerAnswer
    business: BusinessView | None
    fields: dict[str, Any]
    documents: list[DocumentView]
    liveness: list[CheckView]
    checklist: list[ChecklistLine]
    duplicates: list[AlertRow]
    corrections: list[Correction]
    reason: Reason | None
    notes: list[Note]
    sent_by_staff: StaffMark | None = None


def open_case(caller: Caller, submission_id: str) -> CaseView:
    head = load_submission(caller.tenant, submission_id)
    customer = load_customer(caller.tenant, head.customer_id)
    sent = revision_event(head, head.revision)
    named = sent.facts["documents"]
    found = uploads_of(head, named)
    uploads = [found[each["upload_id"]] for each in named if each["upload_id"] in found]
    checks = checks_of(caller.tenant, submission_id)
    files = [*map(file_of, uploads), *(image for each in checks for image in _images(each))]
    shown = hand_out(caller, head.customer_id, files, head)
    return CaseView(
        task=task_of(head),
        customer=customer_answer(customer),
        business=business_view(customer, head, sent),
        fields=(sent.personal or {}).get("fields", {}),
        documents=[document_view(each, shown, uploads) for each in uploads],
        liveness=[_check(each, shown) for each in checks],
        checklist=lines_of(head, customer, sent),
        duplicates=[alert_row(each) for each in standing_alerts(caller.tenant, head.customer_id)],
        corrections=[Correction(**each) for each in head.corrections or []],
        reason=Reason(**head.reason) if head.reason else None,
        notes=notes_of(head),
        sent_by_staff=sender_of(sent),
    )


def uploads_of(head: Submission, documents: list[dict[str, str]]) -> dict[str, Upload]:
    """By upload id, in one read; one that is named twice is read once."""
    names = dict.fromkeys(each["upload_id"] for each in documents)
    keys = [(head.pk, f"UPLOAD#{name}") for name in names]
    return {each.upload_id: each for each in Upload.batch_get(keys)} if keys else {}


def _images(check: LivenessCheck) -> list[File]:
    return [
        File(
            each["object_key"],
            "image/jpeg",
            {"attempt": check.attempt, "name": each["name"]},
            each.get("sha256"),
        )
        for each in check.images or []
    ]


def _check(check: LivenessCheck, shown: HandedOut) -> CheckView:
    images = [
        ImageView(
            name=each.called["name"],
            url=shown.urls[each.object_key],
            url_expires_at=shown.expires_at,
        )
        for each in _images(check)
    ]
    return CheckView(**vars(check_answer(check, private=True)), images=images)


def document_view(upload: Upload, shown: HandedOut, beside: Sequence[Upload] = ()) -> DocumentView:
    """`beside` are the files of its revision."""
    return DocumentView(
        upload_id=upload.upload_id,
        kind=upload.kind,
        content_type=upload.content_type,
        size_bytes=upload.size_bytes,
        facts=upload.facts or {},
        url=shown.urls.get(upload.object_key),
        url_expires_at=shown.expires_at,
        uploaded_by_staff=StaffMark(**upload.by_staff) if upload.by_staff else None,
        erasure=Erasure(**upload.erasure) if upload.erasure else None,
        read_aloud=ReadAloud(**upload.read_aloud) if upload.read_aloud else None,
        same_as=[
            SameAs(kind=each.kind, likeness=how)
            for each in beside
            if each.upload_id != upload.upload_id and (how := likeness(each, upload))
        ],
    )
