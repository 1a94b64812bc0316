"""How often something happened in a window of time: one item that a write counts up.

pk                       sk     item
RATE#name#window         RATE   Rate, gone by itself some minutes later
"""

from datetime import timedelta

from pynamodb.attributes import TTLAttribute

from shared.clock import now
from shared.errors import ApiError
from shared.items import IntegerAttribute, Item

KEPT = timedelta(minutes=5)


class Rate(Item):
    how_often = IntegerAttribute()
    ttl = TTLAttribute()


def window(seconds: int) -> tuple[int, int]:
    """The number of this one, and how many seconds of it are left."""
    at = int(now().timestamp())
    return at // seconds, seconds - at % seconds


def add(name: str, number_of_window: int, how_many: int) -> int:
    """How many there are then."""
    rate = Rate(f"RATE#{name}#{number_of_window}", "RATE")
    rate.update(actions=[Rate.how_often.add(how_many), Rate.ttl.set(now() + KEPT)])
    return int(rate.how_often)


def too_many(left_seconds: int) -> ApiError:
    return ApiError("too_many_requests", details={"retry_after_seconds": left_seconds})
