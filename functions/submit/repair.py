"""Submissions that should have gone on: their execution ended too early, or never began.

A head stays due until all is done that it asks for (shared/machine.py). Here is looked, by what the
head says and by what AWS says of its execution: one that runs is let run, one that is missing is
started, and one that ended is followed by another under the next name. The number is written
before it starts and only on the head as it was read, so that one revision never has two at work.
"""

from datetime import timedelta
from typing import Literal

from aws_lambda_powertools.metrics import MetricUnit
from botocore.exceptions import BotoCoreError, ClientError
from pynamodb.expressions.update import Action

from shared import machine
from shared.clock import now
from shared.errors import KycError, Raced
from shared.tables import Submission
from shared.telemetry import logger, metrics, place_of
from shared.transaction import Transaction

PER_RUN = 200
# Rarer with each execution that ended too early: what is broken stays broken for a while.
NEXT_LOOK, RAREST_LOOK = timedelta(minutes=5), timedelta(hours=6)
# From so many on it is no passing trouble, and an alarm.
STUCK_AFTER = 3

Done = Literal["resumed", "running", "failed"]


def resume_due() -> dict[str, int]:
    """How many were set going, and how many could not be; who only has to wait is neither.

    One that fails is looked at again later, after the others.
    """
    before = Submission.due_at < now() - machine.GRACE
    heads = list(Submission.by_due.query(machine.DUE, before, limit=PER_RUN))
    done = [_look_at(head) for head in heads]
    stuck = sum(head.restarts >= STUCK_AFTER for head in heads)
    metrics.add_metric(name="SubmissionsStuck", unit=MetricUnit.Count, value=stuck)
    if failed := done.count("failed"):
        logger.error("some could not be resumed", extra={"failed": failed})
    return {"resumed": done.count("resumed"), "failed": failed}


def _look_at(head: Submission) -> Done:
    told = {"submission_id": head.submission_id}
    try:
        return _resume(head)
    except Raced:
        logger.info("moved on", extra=told)
        return "running"
    except (ClientError, BotoCoreError, KycError) as error:
        logger.warning("not resumed", extra=told | {"reason": place_of(error)})
    _look_later(head)
    return "failed"


def _resume(head: Submission) -> Done:
    status = machine.execution_status(head)
    answered = machine.answer_wait(head)
    if status == machine.RUNNING or (answered and status is None):
        # At work; or the revision before hears of its resubmission, and starts it.
        _look_later(head)
        return "resumed" if answered else "running"
    if status:
        head.restarts += 1
    told = {"submission_id": head.submission_id, "ended": status, "restarts": head.restarts}
    logger.warning("resuming", extra=told)
    _write(head, [Submission.restarts.set(head.restarts)])
    machine.start(head)
    return "resumed"


def _look_later(head: Submission) -> None:
    """So that one that does not move cannot keep others from their turn."""
    try:
        _write(head, [])
    except Raced:
        logger.info("moved on", extra={"submission_id": head.submission_id})


def _write(head: Submission, actions: list[Action]) -> None:
    tx = Transaction()
    pause = min(NEXT_LOOK * 2**head.restarts, RAREST_LOOK)
    still_due = Submission.due == machine.DUE
    tx.update(head, [Submission.due_at.set(now() + pause), *actions], still_due)
    tx.commit()
