"""What a customer was seen with, and who else was: hints that two customers are one person.

A mark lies under what was seen (a phone, a file), so one query finds everybody with it, and those
who have left it since. A change writes a sighting in its own transaction: which marks it makes.
After that they are made, and only then compared: of two customers who come at the same moment, at
least the later one sees the other. Then the sighting goes. When somebody dies in between, it is
still there, and a schedule finishes it (duplicates/tasks.py).

pk                          sk                      item
co#mode#SEEN#cause#…        cus_… | cus_…#upl_…     Mark
co#mode#cus_…               SIGHTING#sig_…          Sighting
"""

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass

from botocore.exceptions import BotoCoreError, ClientError
from pynamodb.attributes import JSONAttribute, UnicodeAttribute
from pynamodb.exceptions import PynamoDBException

from shared import ids
from shared.case_store import load_remains
from shared.clock import now
from shared.duplicate_alerts import Cause, Suspicion, raise_alert
from shared.errors import KycError
from shared.items import Item
from shared.keyed_hash import keyed_hash
from shared.mailboxes import mailbox
from shared.picture_looks import are_alike, bands
from shared.tables import Customer, Upload, customer_pk, elsewhere_key
from shared.telemetry import logger, place_of
from shared.tenant import Tenant
from shared.transaction import Transaction, write_alone

DUE = "DUPLICATES"
# A number that a whole family shares brings this many alerts for each of them, and not one for
# each pair; of the pictures with one band, the newest are looked at.
MOST_OTHERS, MOST_LOOKED_AT = 5, 500


class Mark(Item):
    """`look` is a picture's (shared/picture_looks.py), `sha256` the checksum of its file."""

    customer_id = UnicodeAttribute()
    upload_id = UnicodeAttribute(null=True)
    look = UnicodeAttribute(null=True)
    sha256 = UnicodeAttribute(null=True)


class Sighting(Item):
    tenant = UnicodeAttribute()
    customer_id = UnicodeAttribute()
    seen = JSONAttribute()


@dataclass(frozen=True)
class Seen:
    """`key` is the mark's pk, `about` what the alert is about: the key, or the kind of a file."""

    cause: Cause
    key: str
    about: str
    upload_id: str | None = None
    look: str | None = None
    sha256: str | None = None


def phone_seen(tenant: Tenant, phone: str) -> Seen:
    return _value_seen(tenant, "phone", phone)


def email_seen(tenant: Tenant, address: str) -> Seen:
    """By its mailbox: another spelling makes no other one."""
    return _value_seen(tenant, "email", mailbox(address))


def bank_account_seen(tenant: Tenant, bank_code: str, account_number: str) -> Seen:
    return _value_seen(tenant, "bank_account", f"{bank_code}-{account_number}")


def file_seen(tenant: Tenant, upload: Upload, look: str | None) -> list[Seen]:
    """The very file first: a copy needs no second alert for looking alike."""
    kind, upload_id, sha256 = upload.kind, upload.upload_id, upload.sha256
    same = f"{tenant}#SEEN#same_file#{sha256}"
    similar = f"{tenant}#SEEN#similar_picture#{kind}"
    copies = [Seen("same_file", same, kind, upload_id)]
    if look is None:
        return copies
    keys = [f"{similar}#{band}" for band in bands(look)]
    return [*copies, *(Seen("similar_picture", key, kind, upload_id, look, sha256) for key in keys)]


def forget_file(tx: Transaction, customer_id: str, upload: Upload) -> None:
    """Its checksum and what it looks like go with a file that is erased."""
    for key in upload.marks or []:
        tx.delete(Mark(key, _mark_sk(customer_id, upload.upload_id)))


def _value_seen(tenant: Tenant, cause: Cause, value: str) -> Seen:
    """Values can be guessed, so what is at rest is a keyed hash."""
    key = f"{tenant}#SEEN#{cause}#{keyed_hash(f'{tenant}|{cause}|{value}')}"
    return Seen(cause, key, about=key)


def sight(
    tx: Transaction, tenant: Tenant, customer_id: str, seen: Sequence[Seen]
) -> Sighting | None:
    """Part of the transaction that changes what the customer is seen with; None for nothing new."""
    if not seen:
        return None
    sk = f"SIGHTING#{ids.new_id('sig')}"
    sighting = Sighting(customer_pk(tenant, customer_id), sk, tenant=str(tenant))
    sighting.customer_id, sighting.due, sighting.due_at = customer_id, DUE, now()
    sighting.seen = [asdict(each) for each in seen]
    tx.create(sighting)
    return sighting


def is_being_compared(customer: Customer) -> bool:
    """Whether a change of this customer is not yet compared with the others."""
    begins = Sighting.sk.startswith("SIGHTING#")
    return any(Sighting.query(customer.pk, begins, consistent_read=True, limit=1))


def compare_now(sighting: Sighting | None) -> bool:
    """`compare`, after a write that stands whether or not this succeeds; a schedule repeats it."""
    if sighting is None:
        return True
    try:
        compare(sighting)
    except (BotoCoreError, ClientError, KycError, PynamoDBException) as error:
        logger.warning("not compared; the schedule will", extra={"reason": place_of(error)})
        return False
    return True


def compare(sighting: Sighting) -> None:
    """Make the marks, look who else has them, and alert; repeating it changes nothing."""
    mine, seen = sighting.customer_id, [Seen(**each) for each in sighting.seen]
    for each in seen:
        mark = Mark(each.key, _mark_sk(mine, each.upload_id), customer_id=mine)
        mark.upload_id, mark.look, mark.sha256 = each.upload_id, each.look, each.sha256
        mark.list_key, mark.list_at = elsewhere_key(sighting.pk), now()
        write_alone(mark.save)
    told = set[tuple[str, str]]()
    for each in seen:
        for other in _others(each, mine):
            if (each.about, other.customer_id) not in told:
                told.add((each.about, other.customer_id))
                _alert(Tenant.parse(sighting.tenant), each, other, mine)
    write_alone(sighting.delete)


def _others(seen: Seen, mine: str) -> Iterator[Mark]:
    """For a value, who had it first; for a picture, whoever sent another that looks alike.

    A copy is left to the mark of its file, also for who came too early to find that one: of two
    at the same moment, one would tell of a similar picture and the other of the same file.
    """
    if seen.look is None:
        marks = Mark.query(
            seen.key, consistent_read=True, filter_condition=Mark.customer_id != mine
        )
        yield from _first_of_each(marks)
        return
    newest = Mark.query(
        seen.key, consistent_read=True, scan_index_forward=False, limit=MOST_LOOKED_AT
    )
    yield from (
        each
        for each in newest
        if each.customer_id != mine
        and each.sha256 != seen.sha256
        and are_alike(each.look, seen.look)
    )


def _first_of_each(marks: Iterator[Mark]) -> Iterator[Mark]:
    """Customers' ids sort by age; one may have sent a file twice."""
    found = set[str]()
    for each in marks:
        if each.customer_id not in found:
            found.add(each.customer_id)
            yield each
        if len(found) == MOST_OTHERS:
            return


def _alert(tenant: Tenant, seen: Seen, other: Mark, mine: str) -> None:
    known = load_remains(tenant, other.customer_id)
    if known.deleted_at or known.merged_into == mine:
        return  # gone in a moment, or known to be the same person
    uploads = {}
    if seen.upload_id and other.upload_id:
        uploads = {other.customer_id: other.upload_id, mine: seen.upload_id}
    found = Suspicion(tenant, seen.cause, seen.about, other.customer_id, mine, uploads=uploads)
    raise_alert(found)


def _mark_sk(customer_id: str, upload_id: str | None) -> str:
    return f"{customer_id}#{upload_id}" if upload_id else customer_id
