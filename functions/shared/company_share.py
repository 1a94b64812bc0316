"""A company that floods the service waits; the others are served as before.

Each process counts for itself and tells the table of a twentieth of a share at once: a company at
its usual work costs no write at all. What processes have not told yet is not counted, so the limit
is not exact, and need not be.
"""

from dataclasses import dataclass

from shared import rates
from shared.settings import settings

WINDOW_SECONDS = 10
TOLD_IN = 20


@dataclass
class _Seen:
    """In one window: requests of the company in this process, and what the table knew of all."""

    number: int
    here: int = 0
    everywhere: int = 0


_seen: dict[str, _Seen] = {}


def require_share(company_id: str) -> None:
    """429 when the company had its share of these ten seconds."""
    number, left_seconds = rates.window(WINDOW_SECONDS)
    seen = _seen.get(company_id)
    if seen is None or seen.number != number:
        seen = _seen[company_id] = _Seen(number)
    share = settings().company_requests_per_second * WINDOW_SECONDS
    told_at_once = max(1, share // TOLD_IN)
    if seen.everywhere <= share:
        seen.here += 1
        if seen.here % told_at_once == 0:
            seen.everywhere = rates.add(company_id, number, told_at_once)
    if seen.everywhere > share:
        raise rates.too_many(left_seconds)
