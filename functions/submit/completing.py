"""An upload is completed: the file is looked at, and accepted or refused in one write."""

from dataclasses import asdict
from typing import Any

from pynamodb.expressions.update import Action

from shared.caller import Caller
from shared.case_store import load_customer, record, unless_deleted
from shared.clock import now
from shared.errors import ApiError, Raced
from shared.hands import known_through
from shared.own_case import require_another_person
from shared.sightings import Sighting, compare_now, file_seen, sight
from shared.tables import Upload
from shared.transaction import Transaction, until_settled
from submit import keeping, media_check, picture_look
from submit.location import kept_bytes
from submit.media_check import MediaFacts
from submit.uploads import UploadAnswer, facts_of, load_upload

# Tries while others look at the same file: some seconds, which is as long as most need.
PATIENCE = 9
# What is for comparing only.
UNTOLD = ("look", "miniature")


def complete_upload(caller: Caller, customer_id: str, upload_id: str) -> UploadAnswer:
    """Look at the file itself; accepted or refused once, and the same answer ever after."""
    if caller.email:
        require_another_person(caller, load_customer(caller.tenant, customer_id))
    until_settled(lambda: _settle(caller, customer_id, upload_id), tries=PATIENCE)
    upload = load_upload(caller, customer_id, upload_id)
    keeping.discard_incoming(upload)
    if upload.erasure:
        raise ApiError("upload_erased")
    if upload.status == "refused":
        raise ApiError(upload.refusal)
    return UploadAnswer(**facts_of(upload))


def _settle(caller: Caller, customer_id: str, upload_id: str) -> None:
    """Nothing but a write decides, and only the first one: others hear what it said."""
    upload = load_upload(caller, customer_id, upload_id)
    if upload.status != "awaiting":
        return
    try:
        found = keeping.received(upload)
    except ApiError:
        if _still_awaiting(upload):
            raise
        return  # decided at this very moment, and gone with that
    attempt = keeping.begin(upload)
    if attempt is None:
        until_settled(lambda: _refuse(upload, None, "upload_damaged"))
        return
    try:
        sighting = _look(caller, customer_id, upload, attempt, found)
    except Exception:
        keeping.leave(upload, attempt)
        raise
    compare_now(sighting)


def _look(
    caller: Caller, customer_id: str, upload: Upload, attempt: str, found: Any
) -> Sighting | None:
    """The sighting of an accepted file, still to be compared."""
    try:
        content = keeping.read(upload, found)
        facts = media_check.check(content, upload.content_type)
        shown = kept_bytes(content, upload.content_type)
    except ApiError as error:
        code = error.code
        until_settled(lambda: _refuse(upload, attempt, code))
        return None
    kept = keeping.keep(upload, attempt, shown)
    return until_settled(lambda: _accept(caller, customer_id, upload, attempt, facts, kept))


def _accept(
    caller: Caller,
    customer_id: str,
    upload: Upload,
    attempt: str,
    facts: MediaFacts,
    kept: keeping.Kept,
) -> Sighting | None:
    if not _still_awaiting(upload):
        keeping.leave(upload, attempt)
        return None
    tx = Transaction()
    if upload.by_staff:
        _record_staff_upload(tx, caller, customer_id, upload)
    else:
        unless_deleted(tx, load_customer(caller.tenant, customer_id))
    seen = file_seen(caller.tenant, upload, _look_compared(upload, facts))
    sighting = sight(tx, caller.tenant, customer_id, seen)
    accepted: list[Action] = [
        Upload.status.set("accepted"),
        Upload.facts.set(_told(facts)),
        Upload.marks.set([each.key for each in seen]),
        Upload.object_key.set(kept.object_key),
        Upload.kept_sha256.set(kept.sha256),
        Upload.kept_size_bytes.set(kept.size_bytes),
    ]
    if facts.miniature:
        accepted.append(Upload.miniature.set(facts.miniature))
    _decide(tx, upload, attempt, accepted)
    return sighting


def _refuse(upload: Upload, attempt: str | None, code: str) -> None:
    if _still_awaiting(upload):
        refused: list[Action] = [Upload.status.set("refused"), Upload.refusal.set(code)]
        _decide(Transaction(), upload, attempt, refused)


def _decide(tx: Transaction, upload: Upload, attempt: str | None, decision: list[Action]) -> None:
    actions = [*decision, Upload.completed_at.set(now()), *keeping.ended(upload, attempt)]
    tx.update(upload, actions, keeping.nobody_tried_since(upload), Raced)
    tx.commit()


def _still_awaiting(upload: Upload) -> bool:
    try:
        upload.refresh(consistent_read=True)
    except Upload.DoesNotExist:
        raise ApiError("not_found") from None
    return bool(upload.status == "awaiting")


def _told(facts: MediaFacts) -> dict[str, Any]:
    shown = {name: value for name, value in asdict(facts).items() if name not in UNTOLD}
    return {name: value for name, value in shown.items() if value is not None}


def _look_compared(upload: Upload, facts: MediaFacts) -> str | None:
    """Where documents of customers are compared by it."""
    return facts.look if upload.kind in picture_look.KINDS else None


def _record_staff_upload(tx: Transaction, caller: Caller, customer_id: str, upload: Upload) -> None:
    """What a customer uploads shows in history when it is submitted; this, by itself."""
    mark = upload.by_staff
    record(
        tx,
        load_customer(caller.tenant, customer_id),
        caller,
        "upload.added_by_staff",
        known_through(upload.hands),
        facts={
            "upload_id": upload.upload_id,
            "kind": upload.kind,
            "uploaded_by": mark["staff_id"],
        },
        personal={"reason": mark["reason"]},
    )
