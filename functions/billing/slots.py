"""The balance of an account: one item, or several that share the load of many writers.

A hot account is spread over slots. Who needs money takes it from the slot that its event's hash
names, else from another, else brings together what the slots have; only when all of them together
have too little is the answer no. Slots are added and never taken away: a hold ends where it began.
"""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass

from billing.entries import (
    DONE,
    MOVE,
    AlreadyThere,
    is_final,
    new_entry,
    require_units,
    same,
    share_of,
)
from billing.tables import Account, Entry, Slot, UsdtAccount
from shared.clock import now
from shared.errors import ApiError, KycError
from shared.transaction import Transaction, read_together

MOST_SLOTS = 32
ROUNDS = 20


class Short(KycError):
    """This slot has too little available."""


class NotOpen(KycError):
    """The account has no such item yet."""


@dataclass(frozen=True)
class Balance:
    """CNY units over all slots: topped + adjusted + reversed - spent = available + held."""

    available: int
    held: int
    spent: int
    topped: int
    adjusted: int
    reversed: int
    slots: int


def open_account(account: str) -> None:
    """The account with its first slot and its USDT account; again, it changes nothing."""
    tx = Transaction()
    tx.create(Account(f"ACC#{account}", "META", account=account, created_at=now()), AlreadyThere)
    tx.create(slot_item(account, 0), AlreadyThere)
    tx.create(UsdtAccount(f"USDT#{account}", "BAL", account=account), AlreadyThere)
    try:
        tx.commit()
    except AlreadyThere:
        return


def balance(account: str) -> Balance:
    """All zero for an account that nobody opened."""
    count = slots_of(account)
    slots = read_slots(account, count)
    return Balance(
        available=sum(slot.avail for slot in slots),
        held=sum(slot.held for slot in slots),
        spent=sum(slot.spent for slot in slots),
        topped=sum(slot.topped for slot in slots),
        adjusted=sum(slot.adj for slot in slots),
        reversed=sum(slot.rev for slot in slots),
        slots=count,
    )


def slot_item(account: str, number: int) -> Slot:
    return Slot(f"ACC#{account}#{number}", "BAL")


def slots_of(account: str) -> int:
    try:
        return Account.get(f"ACC#{account}", "META", consistent_read=True).slots
    except Account.DoesNotExist:
        return 1


def read_slots(account: str, count: int) -> list[Slot]:
    """All slots at one moment, so that money on its way from one to another is not missed.

    One slot by itself is read without a transaction, which would compete with the writers.
    """
    if count == 1:
        return [_only_slot(account)]
    keys = [(f"ACC#{account}#{number}", "BAL") for number in range(count)]
    found = read_together(Slot, keys)
    return [slot or slot_item(account, number) for number, slot in enumerate(found)]


def _only_slot(account: str) -> Slot:
    slot = slot_item(account, 0)
    with suppress(Slot.DoesNotExist):
        slot.refresh(consistent_read=True)
    return slot


def take(
    account: str, event_id: str, units: int, write: Callable[[int], Entry], first: int | None = None
) -> Entry | None:
    """`write(slot)` where the units are; None when all slots together have too little.

    `write` commits, or raises Short; what else it raises is the caller's.
    """
    for attempt in range(ROUNDS):
        count = slots_of(account)
        start = share_of(event_id, count) if first is None else first
        for number in range(count):
            try:
                return write((start + number) % count)
            except Short:
                continue
        slots = read_slots(account, count)
        if sum(slot.avail for slot in slots) >= units:
            _gather(account, f"{event_id}:{attempt}", units, start, slots)
        elif slots_of(account) == count:
            return None
    raise ApiError("busy")


def _gather(account: str, gathering_id: str, units: int, target: int, slots: list[Slot]) -> None:
    """Bring the units into one slot; others may be faster, so nothing is promised."""
    missing = units - slots[target].avail
    richest = sorted(range(len(slots)), key=lambda number: slots[number].avail, reverse=True)
    for source in richest:
        part = min(missing, slots[source].avail)
        if source == target or part <= 0:
            continue
        try:
            move(account, source, target, part, f"gather:{gathering_id}:{source}:{target}:{part}")
        except Short:
            return
        missing -= part


def move(account: str, from_slot: int, to_slot: int, units: int, move_id: str) -> Entry:
    """Short when the slot has less; the account as a whole has what it had."""
    require_units(units)
    event_id, asked = f"move:{account}:{move_id}", [from_slot, to_slot, units]
    entry = new_entry(event_id, account, MOVE, units, asked)
    entry.from_slot, entry.slot = from_slot, to_slot
    tx = Transaction()
    tx.create(is_final(entry, DONE), AlreadyThere)
    out = [Slot.avail.add(-units), Slot.mv.add(-units)]
    tx.update(slot_item(account, from_slot), out, Slot.avail >= units, Short)
    into = [Slot.avail.add(units), Slot.mv.add(units)]
    tx.update(slot_item(account, to_slot), into, Slot.pk.exists(), NotOpen)
    try:
        tx.commit()
    except AlreadyThere:
        return same(account, event_id, asked)
    return entry


def set_slots(account: str, count: int) -> None:
    """At least as many as before; `spread` then shares the money out."""
    if not slots_of(account) <= count <= MOST_SLOTS:
        raise ValueError("slots are added and never taken away")
    for number in range(slots_of(account), count):
        tx = Transaction()
        tx.create(slot_item(account, number), AlreadyThere)
        try:
            tx.commit()
        except AlreadyThere:
            continue
    tx = Transaction()
    fewer = Account.slots <= count
    tx.update(Account(f"ACC#{account}", "META"), [Account.slots.set(count)], fewer)
    tx.commit()


def spread(account: str, spread_id: str) -> None:
    """Share what is available out evenly; what others take meanwhile is left to them."""
    slots = read_slots(account, slots_of(account))
    part = sum(slot.avail for slot in slots) // len(slots)
    over = {number: slot.avail - part for number, slot in enumerate(slots)}
    for target in (number for number, units in over.items() if units < 0):
        for source in (number for number, units in over.items() if units > 0):
            units = min(-over[target], over[source])
            if units <= 0:
                continue
            try:
                move(account, source, target, units, f"spread:{spread_id}:{source}:{target}")
            except Short:
                return
            over[target], over[source] = over[target] + units, over[source] - units
