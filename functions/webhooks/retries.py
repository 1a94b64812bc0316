"""When a delivery that failed is tried again. Pure."""

from datetime import timedelta

# The pause after the first failure, the second, …; after the last try there is none.
PAUSES = (
    timedelta(seconds=5),
    timedelta(seconds=30),
    timedelta(minutes=2),
    timedelta(minutes=10),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=5),
)
MOST_TRIES = len(PAUSES) + 1
# What waited behind others for this long has one try: a receiver that is gone must not hold a
# customer's events until the queue forgets them.
PATIENCE = timedelta(days=3)


def pause_after(tries: int, age: timedelta) -> timedelta | None:
    """How long to wait after that many failed tries of so old a delivery; None to give up."""
    if tries >= MOST_TRIES or age > PATIENCE:
        return None
    return PAUSES[tries - 1]
