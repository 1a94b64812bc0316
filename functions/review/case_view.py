"""One task opened: everything a reviewer needs to decide, in one answer."""

from datetime import datetime, timedelta
from typing import Any

from review.queue import Task, task_of
from shared.aws import storage
from shared.caller import Caller
from shared.case_answers import Correction, CustomerAnswer, Reason, customer_answer
from shared.case_store import load_customer, load_submission, revision_event
from shared.clock import now
from shared.http import Answer
from shared.settings import settings
from shared.tables import Submission, Upload

VIEW_LIFE = timedelta(minutes=5)

s3 = storage()


class DocumentView(Answer):
    """`url` opens the file for five minutes."""

    upload_id: str
    kind: str
    content_type: str
    size_bytes: int
    facts: dict[str, Any]
    url: str
    url_expires_at: datetime


class CaseView(Answer):
    """A task with its customer and what the newest revision declares and shows."""

    task: Task
    customer: CustomerAnswer
    fields: dict[str, Any]
    documents: list[DocumentView]
    corrections: list[Correction]
    reason: Reason | None


def open_case(caller: Caller, submission_id: str) -> CaseView:
    head = load_submission(caller.tenant, submission_id)
    customer = load_customer(caller.tenant, head.customer_id)
    sent = revision_event(head, head.revision)
    return CaseView(
        task=task_of(head),
        customer=customer_answer(customer),
        fields=(sent.personal or {}).get("fields", {}),
        documents=_documents(head, sent.facts["documents"]),
        corrections=[Correction(**each) for each in head.corrections or []],
        reason=Reason(**head.reason) if head.reason else None,
    )


def _documents(head: Submission, documents: list[dict[str, str]]) -> list[DocumentView]:
    keys = [(head.pk, f"UPLOAD#{each['upload_id']}") for each in documents]
    found = {each.upload_id: each for each in Upload.batch_get(keys)} if keys else {}
    ordered = [found[each["upload_id"]] for each in documents if each["upload_id"] in found]
    return [_document(each) for each in ordered]


def _document(upload: Upload) -> DocumentView:
    seconds = int(VIEW_LIFE.total_seconds())
    where = {"Bucket": settings().media_bucket, "Key": upload.object_key}
    # The announced type and not the sender's: a browser must never run what it is shown.
    shown = {"ResponseContentType": upload.content_type, "ResponseContentDisposition": "inline"}
    url = s3.generate_presigned_url("get_object", Params=where | shown, ExpiresIn=seconds)
    return DocumentView(
        upload_id=upload.upload_id,
        kind=upload.kind,
        content_type=upload.content_type,
        size_bytes=upload.size_bytes,
        facts=upload.facts or {},
        url=url,
        url_expires_at=now() + VIEW_LIFE,
    )
