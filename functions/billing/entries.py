"""Entries: the id that makes a fact happen once, what it was asked with, and where it is listed."""

import hashlib
import json
from datetime import datetime
from typing import Any

from pynamodb.expressions.update import Action

from billing.tables import Entry
from shared.clock import now, rfc3339
from shared.errors import EventReused, KycError, LedgerBroken
from shared.telemetry import logger

OPEN_SHARDS = 8

CHARGE, TOP_UP, DEPOSIT, TAKE_BACK = "charge", "top_up", "deposit", "take_back"
REVERSAL, ADJUSTMENT, MOVE = "reversal", "adjustment", "move"

HELD, CAPTURED, RELEASED, DECLINED = "HELD", "CAPTURED", "RELEASED", "DECLINED"
CAPTURED_LATE, UNCOLLECTED, DONE = "CAPTURED_LATE", "UNCOLLECTED", "DONE"


class AlreadyThere(KycError):
    """The guard: this event has an entry."""


def find(event_id: str) -> Entry | None:
    try:
        return Entry.get(*entry_key(event_id), consistent_read=True)
    except Entry.DoesNotExist:
        return None


def existing(event_id: str) -> Entry:
    entry = find(event_id)
    if entry is None:
        raise LedgerBroken("no such event")
    return entry


def entry_key(event_id: str) -> tuple[str, str]:
    return f"EVT#{event_id}", "E"


def new_entry(event_id: str, account: str, kind: str, units: int, asked: Any) -> Entry:
    """`asked` is what the caller means by this id, as JSON: the same fact is always the same."""
    entry = Entry(*entry_key(event_id), event_id=event_id, account=account, type=kind, units=units)
    entry.payload_hash = hash_of(account, asked)
    entry.occurred_at = now()
    return entry


def hash_of(account: str, asked: Any) -> str:
    text = json.dumps([account, asked], sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def same(account: str, event_id: str, asked: Any) -> Entry:
    """The entry that exists, which must be about the same fact."""
    entry = existing(event_id)
    if entry.payload_hash != hash_of(account, asked):
        raise reused(event_id)
    return entry


def reused(event_id: str) -> EventReused:
    """An error line too, which is an alarm: somebody's ids are not what they should be."""
    logger.error("an event id was used for two facts", extra={"event_id": event_id})
    return EventReused("the event exists with other facts")


def share_of(event_id: str, shares: int) -> int:
    """0 … shares - 1, always the same for one event."""
    return int(hashlib.sha256(event_id.encode()).hexdigest()[:12], 16) % shares


def is_open(entry: Entry, until: datetime) -> Entry:
    """List it among the open holds."""
    entry.state, entry.expires_at, entry.open_until = HELD, until, until
    entry.open_key = f"OPEN#{share_of(entry.event_id, OPEN_SHARDS)}"
    return entry


def open_holds() -> list[Entry]:
    shards = [f"OPEN#{shard}" for shard in range(OPEN_SHARDS)]
    return [entry for shard in shards for entry in Entry.by_open.query(shard)]


def is_final(entry: Entry, state: str) -> Entry:
    """List it in the account's statement; it never changes again."""
    entry.state, entry.settled_at = state, now()
    entry.statement_key = f"{entry.account}#{entry.settled_at:%Y%m}"
    entry.statement_at = f"{rfc3339(entry.settled_at)}#{entry.event_id}"
    return entry


def finished(entry: Entry, state: str) -> list[Action]:
    """The write that ends an open hold: `is_final`, and off the list of open ones."""
    is_final(entry, state)
    entry.open_key = entry.open_until = None
    return [
        Entry.state.set(state),
        Entry.settled_at.set(entry.settled_at),
        Entry.statement_key.set(entry.statement_key),
        Entry.statement_at.set(entry.statement_at),
        Entry.open_key.remove(),
        Entry.open_until.remove(),
    ]


def require_units(units: int, least: int = 1) -> None:
    """Money is an integer; a bool is one to Python and no money."""
    if type(units) is not int or units < least:
        raise ValueError("units must be a whole number that is not negative")
