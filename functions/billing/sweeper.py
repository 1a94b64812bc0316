"""What no message settled: holds whose time is over, and results that came after the release.

The provider's answer decides, never the clock: a hold is released only when it is known that
nothing was compared.
"""

from collections.abc import Callable
from datetime import timedelta
from functools import partial

from pynamodb.expressions.update import Action

from billing.entries import CAPTURED, HELD, OPEN_SHARDS, RELEASED, existing
from billing.fees import FACEID, check_of, event_id_of, note_fee, settle
from billing.tables import Entry
from shared.clock import now
from shared.errors import Raced
from shared.liveness_check import DUE_LATE_RESULT, LivenessCheck
from shared.telemetry import logger, place_of
from shared.transaction import Transaction

PER_SHARD, LATE_PER_RUN = 50, 100
UNRESOLVED_AFTER = timedelta(hours=6)
LOOK_AGAIN = timedelta(minutes=15)


def sweep() -> tuple[int, int, int]:
    """How many were settled, how many have been unknown for too long, and how many failed."""
    holds = [each for shard in range(OPEN_SHARDS) for each in _overdue(shard)]
    late = list(LivenessCheck.by_due.query(DUE_LATE_RESULT, limit=LATE_PER_RUN))
    work = [(partial(_settle_overdue, each), each.event_id) for each in holds]
    work += [(partial(_settle_late, each), each.check_id) for each in late if each.due_at <= now()]
    settled = [_attempt(each, what) for each, what in work]
    states = [entry.state for entry in settled if entry]
    too_long = [each for each in settled if each and _is_unresolved(each)]
    done = len(states) - states.count(HELD)
    return done, len(too_long), settled.count(None)


def settle_hold(hold: Entry) -> Entry:
    """And tell a live face check what it cost."""
    entry = settle(hold)
    check = check_of(hold) if hold.service == FACEID else None
    if check and entry.state != HELD:
        note_fee(check, entry.event_id, entry.state, entry.units)
    return entry


def _settle_overdue(hold: Entry) -> Entry:
    """The check is told before as well: who dies after the charge leaves no open hold behind."""
    check = check_of(hold) if hold.service == FACEID else None
    if check and check.billed is not None:
        note_fee(check, hold.event_id, CAPTURED if check.billed else RELEASED, hold.units)
    return settle_hold(hold)


def _overdue(shard: int) -> list[Entry]:
    before = Entry.open_until < now()
    return list(Entry.by_open.query(f"OPEN#{shard}", before, limit=PER_SHARD))


def _settle_late(check: LivenessCheck) -> Entry:
    """By the hold, which is open still or was released; then nothing is due any more."""
    _due(check, [LivenessCheck.due_at.set(now() + LOOK_AGAIN)])
    entry = settle_hold(existing(event_id_of(check.submission_id, check.attempt)))
    if entry.state != HELD:
        _due(check, [LivenessCheck.due.remove(), LivenessCheck.due_at.remove()])
    return entry


def _due(check: LivenessCheck, changes: list[Action]) -> None:
    """Before the attempt, so that one that fails cannot keep others from their turn."""
    tx = Transaction()
    tx.update(check, changes, LivenessCheck.due == DUE_LATE_RESULT)
    try:
        tx.commit()
    except Raced:
        logger.info("settled by another", extra={"check_id": check.check_id})


def _attempt(work: Callable[[], Entry], what: str) -> Entry | None:
    """One that fails does not stop the others."""
    try:
        return work()
    except Exception as error:  # noqa: BLE001  an error line, which is an alarm
        logger.error("could not be settled", extra={"what": what, "reason": place_of(error)})
        return None


def _is_unresolved(entry: Entry) -> bool:
    return entry.state == HELD and now() > entry.expires_at + UNRESOLVED_AFTER
