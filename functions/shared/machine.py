"""The state machine from our side: start one execution per revision, answer the wait it is in.

The head of a submission is the truth; the machine follows it. Whoever changes a head marks it due
in the same write and calls `advance` after. The mark stays until the case is before a person, or
all was done that a decision asks for: then the step that did it clears the mark. Whatever ends an
execution before, or keeps it from beginning, leaves the mark for the schedule (submit/repair.py).
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
from shared.liveness_check import load_check
from shared.settings import settings
from shared.tables import Submission
from shared.telemetry import logger, place_of
from shared.tenant import Tenant
from shared.transaction import Transaction, until_settled

DUE = "MACHINE"
GRACE = timedelta(seconds=30)
# Longer than the machine waits for a live face check, whatever comes of it.
CHECKED_WITHIN = timedelta(hours=3)
RUNNING = "RUNNING"
# Decisions after which the machine has nothing to wait for.
FINAL = ("approved", "rejected")

sfn = client("stepfunctions")


def due(after: timedelta = timedelta()) -> list[Action]:
    """The mark, to be part of the write that changes a head; looked at when that time is over."""
    return [Submission.due.set(DUE), Submission.due_at.set(now() + after)]


def due_anew() -> list[Action]:
    """The mark of a revision that follows another; its executions are counted anew."""
    return [Submission.restarts.set(0), *due()]


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


def execution_name(head: Submission) -> str:
    """The revision's; AWS takes a name once, so each further execution has its own."""
    name = f"{head.submission_id}-r{head.revision}"
    return f"{name}-{head.restarts + 1}" if head.restarts else name


def execution_input(head: Submission) -> dict[str, Any]:
    """What an execution knows: ids, how the revision is to be decided, and its next check.

    One that follows another goes on where the head is: with the face check that was begun, for
    nobody is asked or charged twice; and of a decision, only the customer has to be told.
    """
    route, check = "manual", {"next": head.attempts + 1, "reason": head.route_reason}
    if head.status == "pending" and head.route == "automatic":
        route, check = _automatic(head, check)
    return {
        "tenant": head.tenant,
        "customer_id": head.customer_id,
        "submission_id": head.submission_id,
        "revision": head.revision,
        "route": route,
        "check": check,
        "sms": {"wanted": head.sms_notices},
    }


def _automatic(head: Submission, check: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    begun = None
    if head.attempts:
        begun = load_check(Tenant.parse(head.tenant), head.submission_id, head.attempts)
    if begun is None or begun.revision != head.revision:
        return "automatic", check
    if begun.verdict is None:
        return "automatic", check | {"next": begun.attempt}
    ended = {"attempt": begun.attempt, "verdict": begun.verdict, "reason": begun.reason}
    return "checked", check | ended


def start(head: Submission) -> None:
    """Start the execution of the head's revision; a second start under the same name is nothing."""
    try:
        sfn.start_execution(
            stateMachineArn=settings().verification_arn,
            name=execution_name(head),
            input=json.dumps(execution_input(head)),
        )
    except sfn.exceptions.ExecutionAlreadyExists:
        logger.info("execution exists", extra={"submission_id": head.submission_id})


def execution_status(head: Submission) -> str | None:
    """AWS's word for the head's newest execution; None where there is none of that name."""
    machine = settings().verification_arn.replace(":stateMachine:", ":execution:")
    try:
        found = sfn.describe_execution(executionArn=f"{machine}:{execution_name(head)}")
    except sfn.exceptions.ExecutionDoesNotExist:
        return None
    return str(found["status"])


def advance(head: Submission) -> None:
    """Tell the machine what the head says; harmless when it knows already."""
    if not answer_wait(head) and head.status == "pending":
        start(head)


def answer_wait(head: Submission) -> bool:
    """End the wait that the head's newest change ends; False where nothing waits for it."""
    if head.status == "pending":
        wait = wait_name("AwaitResubmission", head.revision - 1)
    else:
        wait = wait_name("OpenReview", head.revision)
    return head.waiting_in == wait and answer(head.task_token, head)


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


def rest(tenant: Tenant, submission_id: str, revision: int) -> None:
    """The machine did the last thing that this revision's decision asks for; nothing is due."""

    def mark() -> None:
        head = load_submission(tenant, submission_id)
        if head.revision == revision and head.status in FINAL:
            _mark(head, not_due())

    until_settled(mark)


def nobody_waits(tenant: Tenant, submission_id: str) -> None:
    """Who found no wait to end lets the schedule look soon, unless nothing is due any more."""
    try:
        until_settled(lambda: _mark(load_submission(tenant, submission_id), due()))
    except ApiError as error:
        if error.code != "not_found":
            raise
        # The customer was deleted.


def _mark(head: Submission, actions: list[Action]) -> None:
    """Raises Raced when another wrote first, as the schedule does that just looked at it."""
    if head.due:
        tx = Transaction()
        tx.update(head, actions)
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
