"""State-machine and scheduled tasks of the submit slice."""

from datetime import timedelta
from typing import Any

from shared import machine
from shared.case_store import load_submission
from shared.clock import now
from shared.errors import Raced
from shared.tables import Submission
from shared.telemetry import logger, task
from shared.tenant import Tenant
from shared.transaction import Transaction, until_settled
from submit import erasure

STALLED_PER_RUN = 200
NEXT_LOOK = timedelta(minutes=5)


@task
@machine.step
def await_resubmission(event: dict[str, Any]) -> None:
    """Keep the wait's token; a customer who was faster ends the wait at once."""
    tenant, revision = Tenant.parse(event["tenant"]), int(event["revision"])
    until_settled(lambda: machine.keep_wait(tenant, event, "AwaitResubmission", revision))


@task
@machine.step
def start_next_revision(event: dict[str, Any]) -> None:
    """Start the execution of the head's newest revision."""
    machine.start(load_submission(Tenant.parse(event["tenant"]), event["submission_id"]))


@task
def finish_erasures(_event: dict[str, Any]) -> dict[str, int]:
    """`{"finished": n, "failed": n}` of the files whose erasure is due."""
    return erasure.finish_due()


@task
def resume_stalled(_event: dict[str, Any]) -> dict[str, int]:
    """Advance what has been due for longer than a healthy call takes.

    `{"resumed": n, "failed": n}`: one that fails is looked at again later, after the others.
    """
    before = Submission.due_at < now() - machine.GRACE
    heads = list(Submission.by_due.query(machine.DUE, before, limit=STALLED_PER_RUN))
    told: list[bool] = []
    for head in heads:
        logger.warning("resuming", extra={"submission_id": head.submission_id})
        told.append(machine.tell(head))
        _look_again_later(head)
    failed = told.count(False)
    if failed:
        logger.error("some could not be resumed", extra={"failed": failed})
    return {"resumed": len(told) - failed, "failed": failed}


def _look_again_later(head: Submission) -> None:
    """So that one that does not move cannot keep others from their turn."""
    tx = Transaction()
    still_due = Submission.due == machine.DUE
    tx.update(head, [Submission.due_at.set(now() + NEXT_LOOK)], still_due)
    try:
        tx.commit()
    except Raced:
        logger.info("moved on", extra={"submission_id": head.submission_id})
