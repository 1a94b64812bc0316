"""One task opened: everything a reviewer needs to decide, in one answer."""

from datetime import datetime
from typing import Any

from review.notes import Note, notes_of
from review.queue import Task, task_of
from shared.caller import Caller
from shared.case_answers import (
    CheckAnswer,
    Correction,
    CustomerAnswer,
    Reason,
    check_answer,
    customer_answer,
)
from shared.case_store import load_customer, load_submission, revision_event
from shared.clock import now
from shared.http import Answer
from shared.liveness_check import LivenessCheck, checks_of
from shared.tables import Submission, Upload
from shared.viewing import VIEW_LIFE, view_url


class DocumentView(Answer):
    """`url` opens the file for five minutes."""

    upload_id: str
    kind: str
    content_type: str
    size_bytes: int
    facts: dict[str, Any]
    url: str
    url_expires_at: datetime


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
    both oldest first.
    """

    task: Task
    customer: CustomerAnswer
    fields: dict[str, Any]
    documents: list[DocumentView]
    liveness: list[CheckView]
    corrections: list[Correction]
    reason: Reason | None
    notes: list[Note]


def open_case(caller: Caller, submission_id: str) -> CaseView:
    head = load_submission(caller.tenant, submission_id)
    customer = load_customer(caller.tenant, head.customer_id)
    sent = revision_event(head, head.revision)
    return CaseView(
        task=task_of(head),
        customer=customer_answer(customer),
        fields=(sent.personal or {}).get("fields", {}),
        documents=_documents(head, sent.facts["documents"]),
        liveness=[_check(each) for each in checks_of(caller.tenant, submission_id)],
        corrections=[Correction(**each) for each in head.corrections or []],
        reason=Reason(**head.reason) if head.reason else None,
        notes=notes_of(head),
    )


def uploads_of(head: Submission, documents: list[dict[str, str]]) -> dict[str, Upload]:
    """By upload id, in one read; one that is named twice is read once."""
    names = dict.fromkeys(each["upload_id"] for each in documents)
    keys = [(head.pk, f"UPLOAD#{name}") for name in names]
    return {each.upload_id: each for each in Upload.batch_get(keys)} if keys else {}


def _documents(head: Submission, documents: list[dict[str, str]]) -> list[DocumentView]:
    found = uploads_of(head, documents)
    ordered = [found[each["upload_id"]] for each in documents if each["upload_id"] in found]
    return [document_view(each) for each in ordered]


def _check(check: LivenessCheck) -> CheckView:
    images = [
        ImageView(
            name=each["name"],
            url=view_url(each["object_key"], "image/jpeg"),
            url_expires_at=now() + VIEW_LIFE,
        )
        for each in check.images or []
    ]
    return CheckView(**vars(check_answer(check, private=True)), images=images)


def document_view(upload: Upload) -> DocumentView:
    return DocumentView(
        upload_id=upload.upload_id,
        kind=upload.kind,
        content_type=upload.content_type,
        size_bytes=upload.size_bytes,
        facts=upload.facts or {},
        url=view_url(upload.object_key, upload.content_type),
        url_expires_at=now() + VIEW_LIFE,
    )
