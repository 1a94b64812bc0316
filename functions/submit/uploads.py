"""Files: announced here, sent straight to S3, checked when the sender says they have arrived."""

import base64
from datetime import datetime
from typing import Annotated, Any, cast

from pydantic import Field

from shared import ids
from shared.caller import Caller
from shared.case_answers import staff_mark
from shared.case_store import load_active_customer, unless_deleted
from shared.clock import now
from shared.errors import ApiError, FieldError, Raced
from shared.hands import hands_of
from shared.http import Answer, Body
from shared.languages import Language
from shared.own_case import require_another_person
from shared.reading_aloud import ReadAloud, text_to_read
from shared.reply import Once
from shared.settings import settings
from shared.tables import Customer, Upload, customer_pk
from shared.transaction import Transaction, until_settled
from shared.upload_kinds import POST_LIFE, READ_ALOUD, SENDABLE, rule_of
from submit import keeping, open_uploads

StaffReason = Annotated[
    str, Field(min_length=1, max_length=500, examples=["Brought to our branch on paper."])
]


class NewUpload(Body):
    """What will be sent, exactly: S3 refuses anything else.

    `language` is that of the text which is read aloud in a video; without it, the customer's own.
    """

    kind: Annotated[str, Field(json_schema_extra={"enum": SENDABLE}, max_length=40)]
    content_type: Annotated[str, Field(max_length=100, examples=["image/jpeg"])]
    size_bytes: Annotated[int, Field(ge=1, le=5_000_000_000, examples=[184_320])]
    sha256: Annotated[
        str, Field(pattern=r"^[0-9a-f]{64}$", description="hexadecimal", examples=["0" * 64])
    ]
    language: Language | None = None


class StaffUpload(NewUpload):
    """A file that staff send for a customer, who gave it to them in another way."""

    reason: StaffReason


class UploadAnswer(Answer):
    """`status` is awaiting, accepted, refused, erasing or erased.

    `refusal` is an error code of `complete`.
    """

    upload_id: str
    kind: str
    content_type: str
    size_bytes: int
    status: str
    refusal: str | None
    facts: dict[str, Any]
    created_at: datetime
    uploaded_by_staff: bool = False
    erased_at: datetime | None = None


class UploadPermit(UploadAnswer):
    """Send a multipart/form-data POST to `url`: all `fields` first, then the file as `file`."""

    url: str
    fields: dict[str, str]
    expires_at: datetime


def create_upload(
    caller: Caller, customer_id: str, body: NewUpload, once: Once, why: str | None = None
) -> UploadPermit:
    """`why` staff send it and not the customer."""
    _refuse_unacceptable(body)
    customer = load_active_customer(caller.tenant, customer_id)
    require_another_person(caller, customer)
    caller.require_items([body.kind])
    upload_id, at = ids.new_id("upl"), now()
    upload = Upload(customer.pk, f"UPLOAD#{upload_id}", upload_id=upload_id)
    for name in ("kind", "content_type", "size_bytes", "sha256"):
        setattr(upload, name, getattr(body, name))
    upload.read_aloud = _text_asked(caller, customer, body)
    if why:
        upload.by_staff = staff_mark(caller, why).model_dump()
    upload.status, upload.created_at, upload.created_by = "awaiting", at, caller.actor
    upload.hands = hands_of(caller)
    post = _presigned_post(upload)
    answer = UploadPermit(**facts_of(upload), **post, expires_at=at + POST_LIFE)
    until_settled(lambda: _announce(customer, upload, once, answer))
    return answer


def _announce(customer: Customer, upload: Upload, once: Once, answer: UploadPermit) -> None:
    tx = Transaction()
    once.keep(tx, answer)
    tx.create(upload)
    unless_deleted(tx, customer)
    open_uploads.add(tx, upload)
    try:
        tx.commit()
    except open_uploads.Full:
        open_uploads.make_room(customer.pk)
        raise Raced from None


def _text_asked(caller: Caller, customer: Customer, body: NewUpload) -> dict[str, Any] | None:
    """As it stands when the video is announced, which is right after it was recorded."""
    if body.kind != READ_ALOUD:
        return None
    language = body.language or cast(Language, customer.language)
    text = text_to_read(caller.tenant, language)
    return ReadAloud(language=language, text=text).model_dump()


def get_upload(caller: Caller, customer_id: str, upload_id: str) -> UploadAnswer:
    return UploadAnswer(**facts_of(load_upload(caller, customer_id, upload_id)))


def load_upload(caller: Caller, customer_id: str, upload_id: str) -> Upload:
    try:
        pk = customer_pk(caller.tenant, customer_id)
        return Upload.get(pk, f"UPLOAD#{upload_id}", consistent_read=True)
    except Upload.DoesNotExist:
        raise ApiError("not_found") from None


def _refuse_unacceptable(body: NewUpload) -> None:
    rule = rule_of(body.kind)
    if rule is None:
        raise _unacceptable("kind", "unknown_kind", "There is no such kind of upload.")
    if body.content_type not in rule.content_types:
        types = ", ".join(sorted(rule.content_types))
        raise _unacceptable("content_type", "type_not_accepted", f"Send one of: {types}.")
    if body.size_bytes > rule.max_bytes:
        raise _unacceptable("size_bytes", "file_too_large", f"At most {rule.megabytes} MB.")


def _unacceptable(field: str, code: str, message: str) -> ApiError:
    return ApiError("invalid_fields", [FieldError(field, code, message)])


def _presigned_post(upload: Upload) -> dict[str, Any]:
    checksum = base64.b64encode(bytes.fromhex(upload.sha256)).decode()
    fields = {
        "Content-Type": upload.content_type,
        "x-amz-checksum-algorithm": "SHA256",
        "x-amz-checksum-sha256": checksum,
    }
    exact_size = ["content-length-range", upload.size_bytes, upload.size_bytes]
    post = keeping.s3.generate_presigned_post(
        settings().media_bucket,
        keeping.incoming_key(upload),
        Fields=fields,
        Conditions=[{name: value} for name, value in fields.items()] + [exact_size],
        ExpiresIn=int(POST_LIFE.total_seconds()),
    )
    return {"url": post["url"], "fields": post["fields"]}


def facts_of(upload: Upload) -> dict[str, Any]:
    return {
        "upload_id": upload.upload_id,
        "kind": upload.kind,
        "content_type": upload.content_type,
        "size_bytes": upload.size_bytes,
        "status": upload.status,
        "refusal": upload.refusal,
        "facts": upload.facts or {},
        "created_at": upload.created_at,
        "uploaded_by_staff": upload.by_staff is not None,
        "erased_at": (upload.erasure or {}).get("erased_at"),
    }
