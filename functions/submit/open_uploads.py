"""How many files of one customer may be on the way: announced, their permits still good.

One item holds their ids, and each announcement adds its own where there is room. Those that have
arrived, or never will, are taken out when the room is needed, and not one by one.
"""

from datetime import datetime

from pynamodb.attributes import UnicodeSetAttribute
from pynamodb.expressions.condition import size

from shared.clock import now
from shared.errors import ApiError, KycError
from shared.items import Item
from shared.tables import Upload
from shared.transaction import Transaction
from shared.upload_kinds import POST_LIFE

# As many as one submission takes.
MOST_OPEN = 40
SK = "OPEN_UPLOADS"


class OpenUploads(Item):
    upload_ids = UnicodeSetAttribute(null=True)


class Full(KycError):
    """There is no room, as far as is known."""


def add(tx: Transaction, upload: Upload) -> None:
    """`Full` where others have all the room."""
    held = OpenUploads.upload_ids
    room = held.does_not_exist() | (size(held) < MOST_OPEN)  # type: ignore[no-untyped-call]
    tx.update(OpenUploads(upload.pk, SK), [held.add({upload.upload_id})], room, Full)


def make_room(customer_pk: str) -> None:
    """429 `too_many_open_uploads` when all are still on the way."""
    held = next(OpenUploads.query(customer_pk, OpenUploads.sk == SK, consistent_read=True))
    keys = [(customer_pk, f"UPLOAD#{each}") for each in held.upload_ids or ()]
    found = Upload.batch_get(keys, consistent_read=True)
    ends = {each.upload_id: _open_until(each) for each in found}
    gone = {each for each in held.upload_ids or () if not ends.get(each)}
    if not gone:
        first = min(each for each in ends.values() if each)
        seconds = int((first - now()).total_seconds()) + 1
        raise ApiError("too_many_open_uploads", details={"retry_after_seconds": seconds})
    tx = Transaction()
    tx.update(held, [OpenUploads.upload_ids.delete(gone)])
    tx.commit()


def _open_until(upload: Upload) -> datetime | None:
    """None for one that was decided, or whose permit has ended."""
    ends: datetime = upload.created_at + POST_LIFE
    return ends if upload.status == "awaiting" and ends > now() else None
