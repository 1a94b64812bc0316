"""The bytes of an upload: looked at once, and kept where no permit reaches.

A permit opens the incoming place for a quarter of an hour, also when the file was looked at long
ago. So what was looked at is put at a place of its own; then the upload points there, in the one
write that accepts it; then what came in is deleted, and whatever comes again is never looked at.

Each try is noted before the file is opened: a file that ends the function is refused after a few.
Every try keeps at its own place, so none writes over what another had accepted. Who dies in between
leaves the note, by which a schedule finds what nothing points at (`erasure.py`).
"""

import base64
import hashlib
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError
from pynamodb.expressions.condition import Condition
from pynamodb.expressions.update import Action

from shared import ids
from shared.aws import is_outage, storage
from shared.clock import now
from shared.errors import ApiError, KycError, Raced
from shared.file_keys import INCOMING, kept_folder
from shared.settings import settings
from shared.tables import Upload
from shared.telemetry import logger, place_of
from shared.transaction import Transaction

DUE = "ERASURE"
GRACE = timedelta(minutes=2)
# Two may look at the same moment; as many may die before the file is to blame.
MOST_TRIES = 2
# Whoever has not ended by then is dead: a little more than a function may take (template.yaml).
TRY_LIFE = timedelta(seconds=31)

s3 = storage()


@dataclass(frozen=True)
class Kept:
    """The file as it is kept, which need not be what was sent."""

    object_key: str
    sha256: str
    size_bytes: int


class Gone(KycError):
    """The upload was deleted with its customer, who is looked at once more later."""


def incoming_key(upload: Upload) -> str:
    return f"{INCOMING}{kept_folder(upload.pk)}{upload.upload_id}"


def kept_key(upload: Upload, attempt: str) -> str:
    return f"{kept_folder(upload.pk)}{attempt}/{upload.upload_id}"


def received(upload: Upload) -> Any:
    """S3's answer, of which nothing is read yet."""
    try:
        return s3.get_object(Bucket=settings().media_bucket, Key=incoming_key(upload))
    except s3.exceptions.NoSuchKey:
        raise ApiError("upload_not_received") from None


def read(upload: Upload, found: Any) -> bytes:
    """Storage was told size and checksum; this does not rest on its having listened."""
    if found["ContentLength"] != upload.size_bytes:
        raise ApiError("upload_size_mismatch")
    content: bytes = found["Body"].read()
    if hashlib.sha256(content).hexdigest() != upload.sha256:
        raise ApiError("upload_checksum_mismatch")
    return content


def begin(upload: Upload) -> str | None:
    """The try's name; None when all died. Raced while others are at it."""
    tries = upload.tries or set()
    if len(tries) >= MOST_TRIES:
        if now() - upload.tried_at < TRY_LIFE:
            raise Raced
        return None
    attempt = ids.new_id("try")
    tx = Transaction()
    note = [Upload.tries.add({attempt}), Upload.tried_at.set(now()), *_due()]
    tx.update(upload, note, nobody_tried_since(upload), Raced)
    tx.commit()
    return attempt


def nobody_tried_since(upload: Upload) -> Condition:
    """It waits as it did when it was read."""
    same: Condition = Upload.tried_at == upload.tried_at
    as_read = same if upload.tried_at else Upload.tried_at.does_not_exist()
    waits: Condition = (Upload.status == "awaiting") & as_read
    return waits


def keep(upload: Upload, attempt: str, content: bytes) -> Kept:
    digest = hashlib.sha256(content)
    key = kept_key(upload, attempt)
    s3.put_object(
        Bucket=settings().media_bucket,
        Key=key,
        Body=content,
        ContentType=upload.content_type,
        ChecksumSHA256=base64.b64encode(digest.digest()).decode(),
    )
    return Kept(key, digest.hexdigest(), len(content))


def ended(upload: Upload, attempt: str | None) -> list[Action]:
    """Nothing is due any more, unless another try has left something or is still at it."""
    done: list[Action] = [Upload.tries.delete({attempt})] if attempt else []
    if upload.leftovers or (upload.tries or set()) - {attempt}:
        return done
    return [*done, Upload.due.remove(), Upload.due_at.remove()]


def leave(upload: Upload, attempt: str) -> None:
    """Nothing will point at what this try may have kept."""
    tx = Transaction()
    note = [Upload.tries.delete({attempt}), Upload.leftovers.add({attempt}), *_due()]
    tx.update(upload, note, Upload.upload_id.exists(), Gone)
    try:
        tx.commit()
    except Gone:
        logger.info("left to the deletion", extra={"upload_id": upload.upload_id})


def discard_incoming(upload: Upload) -> None:
    """At once; what cannot be reached now goes with its day (template.yaml)."""
    try:
        s3.delete_object(Bucket=settings().media_bucket, Key=incoming_key(upload))
    except (ClientError, BotoCoreError) as error:
        if not is_outage(error):
            raise
        extra = {"upload_id": upload.upload_id, "reason": place_of(error)}
        logger.warning("what was sent stays for its day", extra=extra)


def pointless_keys(upload: Upload) -> list[str]:
    """Where tries may have kept what nothing points at."""
    tried = sorted((upload.tries or set()) | (upload.leftovers or set()))
    keys = [kept_key(upload, each) for each in tried]
    return [each for each in keys if each != upload.object_key]


def _due() -> list[Action]:
    return [Upload.due.set(DUE), Upload.due_at.set(now() + GRACE)]
