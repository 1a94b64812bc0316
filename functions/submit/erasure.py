"""A file that was sent wrongly is erased for ever; what stays says that there was one, and why not.

Marked first, with everything that tells of its content removed, then deleted from storage, then
noted. Who dies in between is followed by the schedule. A permit to send the file may outlive it by
some minutes: until it ends, the schedule deletes once more.

The schedule also deletes what tries to look at a file left behind (`keeping.py`).
"""

from typing import Any

from botocore.exceptions import BotoCoreError, ClientError
from pynamodb.expressions.update import Action

from shared.caller import SYSTEM, Caller
from shared.case_answers import staff_mark
from shared.case_store import load_customer, newest_revisions, record, submissions_of
from shared.clock import now, rfc3339
from shared.errors import ApiError, Raced, TaskFailed
from shared.http import Body
from shared.own_case import require_another_person
from shared.settings import settings
from shared.sightings import forget_file
from shared.tables import Customer, Submission, Upload
from shared.telemetry import logger, place_of
from shared.tenant import Tenant
from shared.transaction import Transaction, until_settled
from shared.upload_kinds import POST_LIFE
from submit.keeping import DUE, GRACE, incoming_key, pointless_keys, s3
from submit.uploads import StaffReason, UploadAnswer, get_upload, load_upload

MOST_PER_RUN = 200


class ErasureRequest(Body):
    """Why the file must not be kept."""

    reason: StaffReason


def erase(caller: Caller, customer_id: str, upload_id: str, reason: str) -> UploadAnswer:
    """The tombstone; `erasing` while storage cannot be reached, which the schedule tries again."""
    until_settled(lambda: _begin(caller, customer_id, upload_id, reason))
    finish(load_upload(caller, customer_id, upload_id))
    return get_upload(caller, customer_id, upload_id)


def finish_due() -> dict[str, int]:
    """`{finished, failed}` of what a crash left behind or a permit could have brought back."""
    found = list(Upload.by_due.query(DUE, Upload.due_at < now(), limit=MOST_PER_RUN))
    done = [_clear(each) if each.erasure is None else finish(each) for each in found]
    return {"finished": sum(done), "failed": done.count(False)}


def finish(upload: Upload) -> bool:
    """Delete the file and note it; False when it has to be tried again."""
    places = [incoming_key(upload), *pointless_keys(upload)]
    if upload.object_key:
        places.append(upload.object_key)
    if not _deleted(upload, places):
        return False
    try:
        until_settled(lambda: _note(upload))
    except ApiError as gone:
        if gone.code != "not_found":
            raise  # busy; and a customer who was deleted takes the note along
    return True


def _clear(upload: Upload) -> bool:
    """Delete what tries kept and nothing points at; the names of dead ones stay for counting."""
    try:
        upload.refresh(consistent_read=True)  # the index may not know yet what points where
    except Upload.DoesNotExist:
        return True
    if not _deleted(upload, pointless_keys(upload)):
        return False
    tx = Transaction()
    actions = [Upload.leftovers.remove(), Upload.due.remove(), Upload.due_at.remove()]
    tx.update(upload, actions, Upload.due_at == upload.due_at)
    try:
        tx.commit()
    except Raced:
        return False
    return True


def _deleted(upload: Upload, places: list[str]) -> bool:
    if not places:
        return True
    named = {"Objects": [{"Key": each} for each in places]}
    try:
        answer = s3.delete_objects(Bucket=settings().media_bucket, Delete=named)
        if answer.get("Errors"):
            raise TaskFailed("the bucket did not delete everything")
        if any("DeleteMarker" in each for each in answer["Deleted"]):
            raise TaskFailed("the bucket keeps versions")
    except (ClientError, BotoCoreError, TaskFailed) as error:
        extra = {"upload_id": upload.upload_id, "reason": place_of(error)}
        logger.error("a file could not be erased", extra=extra)
        return False
    return True


def _begin(caller: Caller, customer_id: str, upload_id: str, reason: str) -> None:
    """The customer is read first: a submission in between makes this reading outdated."""
    customer = load_customer(caller.tenant, customer_id)
    require_another_person(caller, customer)
    upload = load_upload(caller, customer_id, upload_id)
    if upload.erasure:
        return
    asked = staff_mark(caller, reason).model_dump() | {"asked_at": rfc3339(now())}
    tx = Transaction()
    tx.update(
        upload,
        [
            Upload.status.set("erasing"),
            Upload.erasure.set(asked),
            Upload.facts.remove(),
            Upload.sha256.remove(),
            Upload.kept_sha256.remove(),
            Upload.miniature.remove(),
            Upload.marks.remove(),
            Upload.due.set(DUE),
            Upload.due_at.set(now() + GRACE),
        ],
        Upload.status == upload.status,
    )
    forget_file(tx, customer_id, upload)
    _mark_submissions(tx, customer, upload)
    record(
        tx, customer, caller, "upload.erasing", facts=_facts(upload), personal={"reason": reason}
    )
    tx.commit()


def _mark_submissions(tx: Transaction, customer: Customer, upload: Upload) -> None:
    """Those whose newest revision has the file: it lacks that kind from now on."""
    heads = submissions_of(customer)
    newest = newest_revisions(heads)
    for head in heads:
        documents = newest[head.submission_id].facts["documents"]
        if upload.upload_id in [each["upload_id"] for each in documents]:
            kinds = sorted({*(head.erased_kinds or []), upload.kind})
            tx.update(head, [Submission.erased_kinds.set(kinds)])


def _note(upload: Upload) -> None:
    tenant, _, customer_id = upload.pk.rpartition("#")
    customer = load_customer(Tenant.parse(tenant), customer_id)
    upload.refresh(consistent_read=True)
    actions = _next_look(upload)
    tx = Transaction()
    if upload.status == "erasing":
        done = upload.erasure | {"erased_at": rfc3339(now())}
        actions += [Upload.status.set("erased"), Upload.erasure.set(done)]
        record(tx, customer, SYSTEM, "upload.erased", facts=_facts(upload))
    tx.update(upload, actions, Upload.status == upload.status)
    tx.commit()


def _next_look(upload: Upload) -> list[Action]:
    permit_ends_at = upload.created_at + POST_LIFE
    if now() < permit_ends_at:
        return [Upload.due_at.set(permit_ends_at + GRACE)]
    return [Upload.due.remove(), Upload.due_at.remove()]


def _facts(upload: Upload) -> dict[str, Any]:
    return {"upload_id": upload.upload_id, "kind": upload.kind}
