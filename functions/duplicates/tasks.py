"""Scheduled task of the duplicates slice."""

from datetime import timedelta
from typing import Any

from shared.clock import now
from shared.errors import Raced
from shared.machine import GRACE
from shared.sightings import DUE, Sighting, compare_now
from shared.telemetry import logger, task
from shared.transaction import Transaction

MISSED_PER_RUN = 100
NEXT_LOOK = timedelta(minutes=5)


@task
def compare_missed(_event: dict[str, Any]) -> dict[str, int]:
    """Finish what a crash left between a change and its comparison with other customers.

    `{"compared": n, "failed": n}`: one that fails is looked at again later, after the others.
    """
    before = Sighting.due_at < now() - GRACE
    missed = list(Sighting.by_due.query(DUE, before, limit=MISSED_PER_RUN))
    failed = [each for each in missed if not compare_now(each)]
    for each in failed:
        _look_again_later(each)
    if failed:
        logger.error("some could not be compared", extra={"failed": len(failed)})
    return {"compared": len(missed) - len(failed), "failed": len(failed)}


def _look_again_later(sighting: Sighting) -> None:
    tx = Transaction()
    tx.update(sighting, [Sighting.due_at.set(now() + NEXT_LOOK)], Sighting.due == DUE)
    try:
        tx.commit()
    except Raced:
        logger.info("compared by somebody else")
