"""Closing days: what happened on a day of an account, hashed and chained to the day before.

A seal is written once. Changing an entry of a sealed day, leaving one out, or changing a seal
shows, as long as somebody knows any later seal's hash.
"""

import hashlib
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from billing.accounts import every_account
from billing.statement import settled
from billing.sums import canonical, change_in, sums_of
from billing.tables import Account, Entry, Seal
from shared.clock import now
from shared.errors import KycError
from shared.transaction import Transaction

# A write that began on the day has ended, and the index has heard of it.
AFTER = timedelta(minutes=15)
ONE_DAY = timedelta(days=1)
# When the nightly run has failed, somebody hears of it.
SEALED_WITHIN = timedelta(hours=2)
FIRST = "first"


class SealedAlready(KycError):
    """Another run was first, with the same day."""


def last_closable(at: datetime) -> date:
    """The newest day whose entries cannot change any more."""
    return (at - AFTER).date() - ONE_DAY


def seal_every_account() -> int:
    """Seal whatever is missing up to yesterday; returns how many days that were."""
    until = last_closable(now())
    return sum(_seal_missing(account, until) for account in every_account())


def seals_of(account: str, first: date | None = None, last: date | None = None) -> list[Seal]:
    """In the order of their days."""
    begin, end = first or date.min, last or date.max
    between = Seal.sk.between(f"SEAL#{begin.isoformat()}", f"SEAL#{end.isoformat()}")
    return list(Seal.query(f"ACC#{account}", between, consistent_read=True))


def _seal_missing(account: Account, until: date) -> int:
    previous = _newest(account.account)
    first = _day(previous) + ONE_DAY if previous else account.created_at.date()
    sealed = 0
    for day in _days(first, until):
        previous = _seal(account.account, day, previous)
        sealed += 1
    return sealed


def _seal(account: str, day: date, previous: Seal | None) -> Seal:
    entries = list(settled(account, day, day))
    seal = Seal(f"ACC#{account}", f"SEAL#{day.isoformat()}", account=account, day=day.isoformat())
    seal.opening_units = previous.closing_units if previous else 0
    seal.sums = sums_of(entries)
    seal.closing_units = seal.opening_units + change_in(seal.sums)
    seal.entries, seal.entries_sha256 = len(entries), entries_hash(entries)
    seal.previous_hash = previous.hash if previous else FIRST
    seal.hash = seal_hash(seal)
    seal.sealed_at = now()
    tx = Transaction()
    tx.create(seal, SealedAlready)
    try:
        tx.commit()
    except SealedAlready:
        return Seal.get(seal.pk, seal.sk, consistent_read=True)
    return seal


def entries_hash(entries: Iterable[Entry]) -> str:
    """Of all that the entries say, in the order in which they were settled."""
    ordered = sorted(entries, key=lambda entry: str(entry.statement_at))
    return hashlib.sha256(canonical([entry.serialize() for entry in ordered])).hexdigest()


def seal_hash(seal: Seal) -> str:
    """Of what it says, and of the day before's hash with it; when it was written is no matter."""
    told: dict[str, Any] = {
        "account": seal.account,
        "day": seal.day,
        "opening_units": seal.opening_units,
        "closing_units": seal.closing_units,
        "entries": seal.entries,
        "sums": seal.sums,
        "entries_sha256": seal.entries_sha256,
        "previous_hash": seal.previous_hash,
    }
    return hashlib.sha256(canonical(told)).hexdigest()


def broken_days(account: Account, seals: list[Seal], read_again: int) -> list[str]:
    """Days whose seal does not fit: itself, the day before, or (the last ones) their entries."""
    expected = account.created_at.date()
    broken, previous, unread = [], None, len(seals) - read_again
    for number, seal in enumerate(seals):
        fits = seal.day == expected.isoformat() and _follows(seal, previous)
        if fits and number >= unread:
            fits = _says_what_happened(seal)
        if not fits:
            broken.append(seal.day)
        previous, expected = seal, _day(seal) + ONE_DAY
    overdue = _days(expected, last_closable(now() - SEALED_WITHIN))
    return broken + [day.isoformat() for day in overdue]


def _follows(seal: Seal, previous: Seal | None) -> bool:
    opening = previous.closing_units if previous else 0
    return (
        seal.hash == seal_hash(seal)
        and seal.previous_hash == (previous.hash if previous else FIRST)
        and seal.opening_units == opening
        and seal.closing_units == opening + change_in(seal.sums)
    )


def _says_what_happened(seal: Seal) -> bool:
    entries = list(settled(seal.account, _day(seal), _day(seal)))
    return (
        seal.entries == len(entries)
        and seal.sums == sums_of(entries)
        and seal.entries_sha256 == entries_hash(entries)
    )


def _newest(account: str) -> Seal | None:
    begins = Seal.sk.startswith("SEAL#")
    found = Seal.query(
        f"ACC#{account}", begins, scan_index_forward=False, limit=1, consistent_read=True
    )
    return next(iter(found), None)


def _day(seal: Seal) -> date:
    return date.fromisoformat(seal.day)


def _days(first: date, last: date) -> Iterator[date]:
    for number in range((last - first).days + 1):
        yield first + number * ONE_DAY


def begin_of(day: date) -> datetime:
    return datetime.combine(day, time.min, UTC)
