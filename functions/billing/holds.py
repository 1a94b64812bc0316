"""A charge in two steps: money is held before the work, and taken or given back after it.

HELD ──result──▶ CAPTURED            DECLINED: too little money; stays so under this id
  └───none────▶ RELEASED ──late result──▶ an entry of its own: CAPTURED_LATE or UNCOLLECTED
"""

from datetime import datetime

from billing.entries import (
    CAPTURED,
    CAPTURED_LATE,
    CHARGE,
    DECLINED,
    HELD,
    RELEASED,
    UNCOLLECTED,
    AlreadyThere,
    entry_key,
    existing,
    find,
    finished,
    is_final,
    is_open,
    new_entry,
    require_units,
    reused,
    same,
)
from billing.slots import Short, slot_item, take
from billing.tables import Entry, Slot
from shared.errors import KycError, LedgerBroken
from shared.telemetry import logger
from shared.transaction import Transaction


class Ended(KycError):
    """The hold is not open any more."""


def hold(
    account: str,
    event_id: str,
    *,
    service: str,
    units: int,
    price_from: str,
    submission_id: str,
    attempt: int,
    until: datetime,
) -> Entry:
    """HELD; or DECLINED, and so for ever: a top-up later does not change this event's answer.

    The price is not part of what makes two requests the same: a message that arrives again after
    a change of price gets the answer that it got. It is looked for first: a delivery that is
    repeated does not compete for the balance.
    """
    require_units(units, least=0)
    asked = [service, submission_id, attempt]
    if find(event_id):
        return same(account, event_id, asked)

    def entry_in(slot: int) -> Entry:
        entry = new_entry(event_id, account, CHARGE, units, asked)
        entry.service, entry.price_from, entry.slot = service, price_from, slot
        entry.submission_id, entry.attempt = submission_id, attempt
        return entry

    def held_in(slot: int) -> Entry:
        entry = is_open(entry_in(slot), until)
        tx = Transaction()
        tx.create(entry, AlreadyThere)
        kept = [Slot.avail.add(-units), Slot.held.add(units)]
        tx.update(slot_item(account, slot), kept, Slot.avail >= units, Short)
        tx.commit()
        return entry

    try:
        return take(account, event_id, units, held_in) or _written(is_final(entry_in(0), DECLINED))
    except AlreadyThere:
        return same(account, event_id, asked)


def _written(entry: Entry) -> Entry:
    tx = Transaction()
    tx.create(entry, AlreadyThere)
    tx.commit()
    return entry


def capture(event_id: str, provider_ref: str, outcome: str) -> Entry:
    """The work has a result: the held units are spent, once for `provider_ref`.

    After a release it is a late result, and that entry is answered.
    """
    entry = existing(event_id)
    if entry.state == HELD:
        entry = _end(entry, CAPTURED, provider_ref, outcome)
    if entry.state == RELEASED:
        return late_result(event_id, provider_ref, outcome)
    if entry.state != CAPTURED:
        raise LedgerBroken("a result for which nothing was held")
    if entry.provider_ref != provider_ref:
        raise reused(event_id)
    return entry


def release(event_id: str) -> Entry:
    """There was no result: the held units are available again. What has ended stays as it is."""
    entry = existing(event_id)
    return _end(entry, RELEASED) if entry.state == HELD else entry


def _end(entry: Entry, state: str, provider_ref: str = "", outcome: str = "") -> Entry:
    units = entry.units
    changes = finished(entry, state)
    if state == CAPTURED:
        entry.provider_ref, entry.outcome = provider_ref, outcome
        changes += [Entry.provider_ref.set(provider_ref), Entry.outcome.set(outcome)]
    gone_to = Slot.spent if state == CAPTURED else Slot.avail
    tx = Transaction()
    tx.update(entry, changes, Entry.state == HELD, Ended)
    moved = [Slot.held.add(-units), gone_to.add(units)]
    broken = LedgerBroken("a slot holds less than its holds")
    tx.update(slot_item(entry.account, entry.slot), moved, Slot.held >= units, broken)
    try:
        tx.commit()
    except Ended:
        return existing(entry.event_id)
    return entry


def late_result(event_id: str, provider_ref: str, outcome: str) -> Entry:
    """A result after the release, as an entry of its own: a day that was closed does not change.

    CAPTURED_LATE; or, when too little is available, UNCOLLECTED: never negative, never unseen.
    """
    released = existing(event_id)
    if released.state != RELEASED:
        return capture(event_id, provider_ref, outcome)
    account, units, late_id = released.account, released.units, f"late:{event_id}"

    def committed(state: str, slot: int) -> Entry:
        entry = new_entry(late_id, account, CHARGE, units, provider_ref)
        entry.service, entry.price_from = released.service, released.price_from
        entry.submission_id, entry.attempt = released.submission_id, released.attempt
        entry.slot, entry.about = slot, event_id
        entry.provider_ref, entry.outcome = provider_ref, outcome
        tx = Transaction()
        tx.check(Entry, *entry_key(event_id), Entry.state == RELEASED, LedgerBroken)
        tx.create(is_final(entry, state), AlreadyThere)
        if state == CAPTURED_LATE:
            spent = [Slot.avail.add(-units), Slot.spent.add(units)]
            tx.update(slot_item(account, slot), spent, Slot.avail >= units, Short)
        tx.commit()
        return entry

    try:
        taken = take(
            account, late_id, units, lambda slot: committed(CAPTURED_LATE, slot), released.slot
        )
        return taken or _uncollected(committed(UNCOLLECTED, 0))
    except AlreadyThere:
        return same(account, late_id, provider_ref)


def _uncollected(entry: Entry) -> Entry:
    """Said once, and loudly enough for an alarm."""
    logger.error("a late fee could not be collected", extra={"event_id": entry.event_id})
    return entry


def extend(event_id: str, until: datetime) -> Entry:
    """Look again at that time; a hold that has ended is answered as it is."""
    tx = Transaction()
    tx.update(
        Entry(*entry_key(event_id)), [Entry.open_until.set(until)], Entry.state == HELD, Ended
    )
    try:
        tx.commit()
    except Ended:
        return existing(event_id)
    return existing(event_id)
