"""Everything about a deleted customer goes, whoever dies on the way, and as often as it is begun.

What stays: the row with ids and codes, the history without its personal part, live face checks and
text messages as the ledger's entries need them. Once more after the last permit to send a file has
ended: until then a file, or what somebody was writing at that moment, could still arrive.
"""

from collections.abc import Iterator
from datetime import timedelta
from itertools import batched

from pynamodb.expressions.update import Action

from deletion.marking import DUE
from shared import machine
from shared.aws import storage
from shared.business_people import BusinessPerson, business_sk
from shared.caller import SYSTEM
from shared.case_store import DELETED, load_remains, record, submissions_of
from shared.clock import now
from shared.delivery_marks import MARK_SK, marked
from shared.duplicate_alerts import alert_pk, alerts_of, give_back
from shared.errors import Raced
from shared.file_keys import folders
from shared.items import Item
from shared.links import Link, link_sk, secret_pk, token_pk
from shared.liveness_check import LivenessCheck
from shared.settings import settings
from shared.tables import Customer, Event, customer_pk, elsewhere_key
from shared.telemetry import logger
from shared.tenant import Tenant
from shared.transaction import Transaction, until_settled
from shared.upload_kinds import POST_LIFE

GRACE = timedelta(minutes=2)
KEPT = ("CUSTOMER", "EVENT#", "LIVENESS#", "TEXT#", MARK_SK)
AT_ONCE = 50

s3 = storage()


def finish(customer: Customer) -> None:
    """`customer` is what is left of one. Whoever repeats it finds less to do."""
    _end_submissions(customer)
    _erase_files(customer)
    _erase(_elsewhere(customer))
    _forget_words(customer)
    _forget_faces(customer)
    _erase(_own(customer))
    until_settled(lambda: _note(customer))


def _end_submissions(customer: Customer) -> None:
    """The machine's waits end; the number is free for whoever comes with it next."""
    for head in submissions_of(customer):
        if head.task_token:
            machine.answer(head.task_token, head)
        if head.identity_guard and head.status == DELETED:
            _free(head.identity_guard, customer.customer_id)


def _free(guard_pk: str, customer_id: str) -> None:
    tx = Transaction()
    give_back(tx, guard_pk, customer_id)
    try:
        tx.commit()
    except Raced:
        logger.info("the number is free already", extra={"customer_id": customer_id})


def _erase_files(customer: Customer) -> None:
    """All versions, also where somebody has switched them on."""
    bucket, pages = settings().media_bucket, s3.get_paginator("list_object_versions")
    for folder in folders(customer.pk):
        for page in pages.paginate(Bucket=bucket, Prefix=folder):
            for each in [*page.get("Versions", []), *page.get("DeleteMarkers", [])]:
                s3.delete_object(Bucket=bucket, Key=each["Key"], VersionId=each["VersionId"])


def _elsewhere(customer: Customer) -> Iterator[tuple[str, str]]:
    """What lies under other keys: links' secrets, alerts, the way back from a business's people,
    marks that others are compared with, kept answers, and messages to the company's endpoints.
    """
    tenant, customer_id = Tenant.parse(customer.tenant), customer.customer_id
    for link in Link.query(customer.pk, Link.sk.startswith(link_sk("")), consistent_read=True):
        yield secret_pk(link.secret_hash), "LINK"
        if link.token_hash:
            yield token_pk(link.token_hash), "TOKEN"
    for alert in alerts_of(tenant, customer_id):
        yield alert_pk(tenant, alert.alert_id), "ALERT"
        for side in (alert.first_id, alert.second_id):
            yield customer_pk(tenant, side), f"DUPLICATE#{alert.alert_id}"
    begins = BusinessPerson.sk.startswith("PERSON#")
    for person in BusinessPerson.query(customer.pk, begins, consistent_read=True):
        yield customer_pk(tenant, person.person_id), business_sk(customer_id)
    yield from marked(tenant, customer.pk)
    for item in Item.by_list.query(elsewhere_key(customer.pk)):
        yield item.pk, item.sk


def _own(customer: Customer) -> Iterator[tuple[str, str]]:
    for item in Item.query(customer.pk, consistent_read=True, attributes_to_get=["pk", "sk"]):
        if not item.sk.startswith(KEPT):
            yield item.pk, item.sk


def _erase(keys: Iterator[tuple[str, str]]) -> None:
    with Item.batch_write() as batch:
        for pk, sk in dict.fromkeys(keys):
            batch.delete(Item(pk, sk))


def _forget_words(customer: Customer) -> None:
    """The history keeps who did what and when; what was declared or written goes."""
    begins = Event.sk.startswith("EVENT#")
    told = Event.query(customer.pk, begins, filter_condition=Event.personal.exists())
    for some in batched(told, AT_ONCE, strict=False):
        tx = Transaction()
        for event in some:
            tx.update(event, [Event.personal.remove()])
        tx.commit()


def _forget_faces(customer: Customer) -> None:
    """A check keeps what its fee rests on: whether there was a comparison, and its outcome."""
    begins = LivenessCheck.sk.startswith("LIVENESS#")
    for check in LivenessCheck.query(customer.pk, begins, consistent_read=True):
        found = (LivenessCheck.facts, LivenessCheck.images, LivenessCheck.url)
        tx = Transaction()
        tx.update(check, [each.remove() for each in found])
        tx.commit()


def _note(customer: Customer) -> None:
    """The first time it is a step of the history; the last time nothing is due any more."""
    remains = load_remains(Tenant.parse(customer.tenant), customer.customer_id)
    tx = Transaction()
    if remains.erased_at is None:
        done = [Customer.erased_at.set(now()), *_next_look(remains)]
        record(tx, remains, SYSTEM, "customer.erased", done)
    else:
        tx.update(remains, _next_look(remains), Customer.due == DUE)
    tx.commit()


def _next_look(remains: Customer) -> list[Action]:
    permits_end_at = remains.deleted_at + POST_LIFE
    if now() < permits_end_at:
        return [Customer.due_at.set(permits_end_at + GRACE)]
    return [Customer.due.remove(), Customer.due_at.remove()]
