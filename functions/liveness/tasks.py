"""State-machine and scheduled tasks of the liveness slice."""

from datetime import timedelta
from itertools import takewhile
from typing import Any

from liveness import checks, sessions
from shared import machine
from shared.clock import now
from shared.liveness_check import DUE_AT_PROVIDER, LivenessCheck
from shared.telemetry import logger, place_of, task
from shared.tenant import Tenant
from shared.transaction import until_settled

CHECKS_PER_RUN = 200
# The next run goes on where this one stops.
ENOUGH = timedelta(seconds=30)


@task
@machine.step
def start_liveness(event: dict[str, Any]) -> None:
    """Open the person's page and keep the token until its result is known."""
    tenant = Tenant.parse(event["tenant"])
    check = until_settled(lambda: checks.begin(tenant, event))
    if check.verdict:
        checks.tell(check)
    elif check.status == "requested":
        sessions.start(check)


@task
def poll_liveness(_event: dict[str, Any]) -> dict[str, int]:
    """Find results that no callback told of: `{"looked": n, "failed": n}`."""
    query = LivenessCheck.by_due.query(
        DUE_AT_PROVIDER, LivenessCheck.due_at < now(), limit=CHECKS_PER_RUN
    )
    stop_at = now() + ENOUGH
    told = [_looked(check) for check in takewhile(lambda _: now() < stop_at, query)]
    return {"looked": len(told), "failed": told.count(False)}


def _looked(check: LivenessCheck) -> bool:
    """One that fails keeps nobody else from their turn."""
    try:
        sessions.look(check)
    except Exception as error:  # noqa: BLE001  the next one still has its turn
        extra = {"submission_id": check.submission_id, "reason": place_of(error)}
        logger.error("a check could not be looked at", extra=extra)
        return False
    return True
