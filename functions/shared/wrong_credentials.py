"""Whoever tries links or signatures that are wrong, again and again, is told to wait.

Counted by address, under a keyed hash, and only where no credentials are asked for. Right ones are
never counted and never refused: many people share an address, and one of them may be guessing.
"""

from shared import rates
from shared.errors import ApiError
from shared.keyed_hash import keyed_hash
from shared.settings import settings

WINDOW_SECONDS = 60
STATUSES = frozenset({401, 403})


def slowed(refused: ApiError, route: str, address: str) -> ApiError:
    """The refusal; after too many from that address in this minute, 429."""
    if refused.status not in STATUSES or not address:
        return refused
    number, left_seconds = rates.window(WINDOW_SECONDS)
    count = rates.add(keyed_hash(f"{address}|{route}"), number, 1)
    return rates.too_many(left_seconds) if count > settings().refusals_per_minute else refused
