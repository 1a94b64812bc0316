"""Every result of a live face check is charged exactly once, and every charge is for a result."""

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta

from billing.entries import CAPTURED, CAPTURED_LATE, HELD, RELEASED, UNCOLLECTED, find
from billing.fees import FACEID, check_of, event_id_of
from billing.seals import ONE_DAY
from billing.statement import settled
from billing.tables import Account, Entry
from shared.clock import now
from shared.liveness_check import LivenessCheck, finished_list_key

ENDED = (CAPTURED, CAPTURED_LATE, UNCOLLECTED)
# So long a result may wait for the machine, or for the sweeper, to charge it.
SETTLES_WITHIN = timedelta(hours=2)


def results_without_one_charge(accounts: Iterable[Account], since: date) -> Iterator[str]:
    """Names of results and of charges, from that day on, that have not exactly one counterpart."""
    charges = [entry for account in accounts for entry in _charges(account.account, since)]
    charged = {entry.event_id for entry in charges}
    for check in _results(since):
        if check.billed and not _is_charged_once(check, charged):
            yield check.check_id
    for entry in charges:
        found = check_of(entry)
        if found is None or not found.billed:
            yield entry.event_id


def _charges(account: str, since: date) -> Iterator[Entry]:
    for entry in settled(account, since, now().date()):
        if entry.service == FACEID and entry.state in ENDED:
            yield entry


def _results(since: date) -> Iterator[LivenessCheck]:
    day = since
    while day <= now().date():
        yield from LivenessCheck.by_list.query(finished_list_key(_midnight(day)))
        day += ONE_DAY


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time.min, UTC)


def _is_charged_once(check: LivenessCheck, charged: set[str]) -> bool:
    """A result of a moment ago may still be on its way to its hold."""
    event_id = event_id_of(check.submission_id, check.attempt)
    late_id = f"late:{event_id}"
    if (event_id in charged) != (late_id in charged):
        return True
    entries = [entry for each in (event_id, late_id) if (entry := find(each))]
    ended = [entry for entry in entries if entry.state in ENDED]
    waits = any(entry.state in (HELD, RELEASED) for entry in entries)
    fresh = check.list_at is not None and check.list_at > now() - SETTLES_WITHIN
    return len(ended) == 1 or (not ended and waits and fresh)
