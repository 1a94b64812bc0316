"""The state machine from our side: start one execution per revision, answer the wait it is in.

The head of a submission is the truth; the machine follows it. Whoever changes a head marks it due
in the same write and calls `advance` after; the machine's next step clears the mark. If the caller
dies in between, the scheduled `resume_stalled` finds the mark and calls `advance` again.
"""

import json
from collections.abc import Callable, Sequence
from datetime import timedelta
from functools import wraps
from typing import Any, Literal

from botocore.exceptions import BotoCoreError, ClientError
from pynamodb.expressions.update import Action

from shared.aws import client
from shared.case_store import DELETED, is_deleted, load_submission
from shared.clock import now
from shared.errors import ApiError
from shared.ids import customer_of
from shared.settings import settings
from shared.tables import Submission
from shared.telemetry import logger, place_of
from shared.tenant import Tenant
from shared.transaction import Transaction

DUE = "MACHINE"
GRACE = timedelta(seconds=30)

sfn = client("stepfunctions")


def due() -> list[Action]:
    """The mark, to be part of the write that changes a head."""
    return [Submission.due.set(DUE), Submission.due_at.set(now())]


def not_due() -> list[Action]:
    return [Submission.due.remove(), Submission.due_at.remove()]


def step(handler: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """A task of the machine: where its customer was deleted, the execution goes to its end."""

    @wraps(handler)
    def run(event: dict[str, Any]) -> Any:
        try:
            return handler(event)
        except ApiError as error:
            named = Tenant.parse(event["tenant"]), customer_of(event["submission_id"])
            if error.code != "not_found" or not is_deleted(*named):
                raise
        logger.info("the customer was deleted", extra={"submission_id": event["submission_id"]})
        return _ended(event)

    return run


def _ended(event: dict[str, Any]) -> dict[str, Any]:
    """What every state can go on with, as the answer of a task or of a wait."""
    ended = {"status": DELETED, "verdict": DELETED, "reason": DELETED, "wanted": False}
    if "attempt" in event:
        ended |= {"attempt": event["attempt"], "next": event["attempt"], "reserved": False}
    if "task_token" in event:
        end_wait(event["task_token"], ended, event["submission_id"])
    return ended


def wait_name(state: str, revision: int) -> str:
    return f"{state} r{revision}"


def execution_input(head: Submission) -> dict[str, Any]:
    """What an execution knows: ids, how the revision is to be decided, and its next check."""
    return {
        "tenant": head.tenant,
        "customer_id": head.customer_id,
        "submission_id": head.submission_id,
        "revision": head.revision,
        "route": head.route,
        "check": {"next": head.attempts + 1, "reason": head.route_reason},
        "sms": {"wanted": head.sms_notices},
    }


def start(head: Submission) -> None:
    """Start the execution of the head's revision; a second start under the same name is nothing."""
    try:
        sfn.start_execution(
            stateMachineArn=settings().verification_arn,
            name=f"{head.submission_id}-r{head.revision}",
            input=json.dumps(execution_input(head)),
        )
    except sfn.exceptions.ExecutionAlreadyExists:
        logger.info("execution exists", extra={"submission_id": head.submission_id})


def advance(head: Submission) -> None:
    """Tell the machine what the head says; harmless when it knows already."""
    if head.status == "pending":
        wait = wait_name("AwaitResubmission", head.revision - 1)
    else:
        wait = wait_name("OpenReview", head.revision)
    heard = head.waiting_in == wait and answer(head.task_token, head)
    in_review = head.waiting_in == wait_name("OpenReview", head.revision)
    if head.status == "pending" and not heard and not in_review:
        start(head)


def tell(head: Submission) -> bool:
    """`advance`, after a write that stands whether or not the machine can be reached now."""
    try:
        advance(head)
    except (ClientError, BotoCoreError) as error:
        extra = {"submission_id": head.submission_id, "reason": place_of(error)}
        logger.warning("the machine could not be told; the schedule will", extra=extra)
        return False
    return True


def keep_wait(
    tenant: Tenant,
    event: dict[str, Any],
    state: Literal["OpenReview", "AwaitResubmission"],
    revision: int,
    actions: Sequence[Action] = (),
    also: Callable[[Transaction, Submission], None] | None = None,
) -> None:
    """Store the token of a wait that has begun; when its end came first, end it at once.

    `also` adds to the transaction what else begins with this wait.
    """
    head = load_submission(tenant, event["submission_id"])
    awaited = "pending" if state == "OpenReview" else "revision_requested"
    if head.revision != revision or head.status != awaited:
        answer(event["task_token"], head)
        return
    wait = [
        Submission.task_token.set(event["task_token"]),
        Submission.waiting_in.set(wait_name(state, revision)),
    ]
    tx = Transaction()
    tx.update(head, [*wait, *not_due(), *actions])
    if also:
        also(tx, head)
    tx.commit()


def answer(task_token: str, head: Submission) -> bool:
    """End a wait with the head's status; False when that wait is over already."""
    output = {"status": head.status, "revision": head.revision}
    return end_wait(task_token, output, head.submission_id)


def end_wait(task_token: str, output: dict[str, Any], submission_id: str) -> bool:
    """False when that wait is over already."""
    try:
        sfn.send_task_success(taskToken=task_token, output=json.dumps(output))
    except (
        sfn.exceptions.TaskTimedOut,
        sfn.exceptions.TaskDoesNotExist,
        sfn.exceptions.InvalidToken,
    ):
        logger.info("wait is over already", extra={"submission_id": submission_id})
        return False
    return True
