"""Showing stored files to staff: addresses that open them for five minutes, each noted before.

There is no other way to an address than `hand_out`, and it writes the event of the customer's
history first: who, which files, for which submission. A crash in between has noted a look that
nobody had, and never the reverse.
"""

import base64
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from botocore.exceptions import ClientError

from shared.aws import storage
from shared.caller import Caller
from shared.case_store import load_customer, record
from shared.clock import now
from shared.errors import ApiError
from shared.settings import settings
from shared.tables import Customer, Submission, Upload
from shared.telemetry import logger
from shared.transaction import Transaction, until_settled
from shared.upload_kinds import SHOWN

VIEW_LIFE = timedelta(minutes=5)

s3 = storage()


@dataclass(frozen=True)
class File:
    """`called` is how history names it: `{upload_id, kind}`, or `{attempt, name}` of a check.

    `sha256` is of what was accepted; pictures of checks had none noted once.
    """

    object_key: str
    content_type: str
    called: dict[str, Any]
    sha256: str | None
    is_erased: bool = False


@dataclass(frozen=True)
class HandedOut:
    """Addresses by object key, all good until the same moment; an erased file has none."""

    urls: dict[str, str]
    expires_at: datetime


def file_of(upload: Upload) -> File:
    called = {"upload_id": upload.upload_id, "kind": upload.kind}
    is_erased = upload.erasure is not None
    # Uploads had no other checksum than that of what was sent, once.
    sha256 = upload.kept_sha256 or upload.sha256
    return File(upload.object_key, upload.content_type, called, sha256, is_erased)


def hand_out(
    caller: Caller, customer_id: str, files: Sequence[File], head: Submission | None = None
) -> HandedOut:
    """One event for all files of one answer, about that submission's newest revision.

    409 `file_not_intact` when any is not what was accepted.
    """
    files = [each for each in files if not each.is_erased]
    if files:
        _require_intact(caller, customer_id, files)
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


def _require_intact(caller: Caller, customer_id: str, files: Sequence[File]) -> None:
    wrong = [each for each in files if not _is_intact(each)]
    if not wrong:
        return
    customer = load_customer(caller.tenant, customer_id)
    if any(_is_erased_by_now(customer, each) for each in wrong):
        raise ApiError("busy")
    called = [each.called for each in wrong]
    logger.error("a file is not what was accepted", extra={"files": called})
    raise ApiError("file_not_intact", details={"files": called})


def _is_erased_by_now(customer: Customer, file: File) -> bool:
    """Since the caller read of it; a picture of a check goes with its customer only."""
    if "upload_id" not in file.called:
        return False
    sk = f"UPLOAD#{file.called['upload_id']}"
    return bool(Upload.get(customer.pk, sk, consistent_read=True).erasure)


def _is_intact(file: File) -> bool:
    where = {"Bucket": settings().media_bucket, "Key": file.object_key}
    try:
        told = s3.head_object(**where, ChecksumMode="ENABLED")
        checksum = told.get("ChecksumSHA256") or _checksum_of(where)
    except ClientError as error:
        # Who may not list a bucket is told 403 of a file that is not there.
        if error.response["ResponseMetadata"]["HTTPStatusCode"] in (403, 404):
            return False
        raise
    return file.sha256 is None or base64.b64decode(checksum).hex() == file.sha256


def _checksum_of(where: dict[str, str]) -> str:
    """Of a file that was put here without one."""
    content = s3.get_object(**where)["Body"].read()
    return base64.b64encode(hashlib.sha256(content).digest()).decode()


def _address(file: File) -> str:
    """Shows the file as its type, whatever its sender called it: a browser must never run it.

    What browsers are not known to show safely, they save.
    """
    where = {"Bucket": settings().media_bucket, "Key": file.object_key}
    is_shown = file.content_type in SHOWN
    shown = {
        "ResponseContentType": file.content_type if is_shown else "application/octet-stream",
        "ResponseContentDisposition": "inline" if is_shown else "attachment",
    }
    seconds = int(VIEW_LIFE.total_seconds())
    return str(s3.generate_presigned_url("get_object", Params=where | shown, ExpiresIn=seconds))
