"""Showing stored files to staff: addresses that open them for five minutes, each noted before.

There is no other way to an address than `hand_out`, and it writes the event of the customer's
history first: who, which files, for which submission. A crash in between has noted a look that
nobody had, and never the reverse.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from shared.aws import storage
from shared.caller import Caller
from shared.case_store import load_customer, record
from shared.clock import now
from shared.settings import settings
from shared.tables import Submission, Upload
from shared.transaction import Transaction, until_settled

VIEW_LIFE = timedelta(minutes=5)

s3 = storage()


@dataclass(frozen=True)
class File:
    """`called` is how history names it: `{upload_id, kind}`, or `{attempt, name}` of a check."""

    object_key: str
    content_type: str
    called: dict[str, Any]
    is_erased: bool = False


@dataclass(frozen=True)
class HandedOut:
    """Addresses by object key, all good until the same moment; an erased file has none."""

    urls: dict[str, str]
    expires_at: datetime


def file_of(upload: Upload) -> File:
    called = {"upload_id": upload.upload_id, "kind": upload.kind}
    return File(upload.object_key, upload.content_type, called, upload.erasure is not None)


def hand_out(
    caller: Caller, customer_id: str, files: Sequence[File], head: Submission | None = None
) -> HandedOut:
    """One event for all files of one answer, about that submission's newest revision."""
    files = [each for each in files if not each.is_erased]
    if files:
        until_settled(lambda: _note(caller, customer_id, files, head))
    urls = {each.object_key: _address(each) for each in files}
    return HandedOut(urls, now() + VIEW_LIFE)


def _note(caller: Caller, customer_id: str, files: Sequence[File], head: Submission | None) -> None:
    customer = load_customer(caller.tenant, customer_id)
    tx = Transaction()
    record(
        tx,
        customer,
        caller,
        "media.viewed",
        submission_id=head.submission_id if head else None,
        revision=head.revision if head else None,
        facts={"files": [each.called for each in files]},
    )
    tx.commit()


def _address(file: File) -> str:
    """Shows the file as its type, whatever its sender called it: a browser must never run it."""
    where = {"Bucket": settings().media_bucket, "Key": file.object_key}
    shown = {"ResponseContentType": file.content_type, "ResponseContentDisposition": "inline"}
    seconds = int(VIEW_LIFE.total_seconds())
    return str(s3.generate_presigned_url("get_object", Params=where | shown, ExpiresIn=seconds))
