"""The life of one live face check at rest: begun, opened, ended once.

Whoever talks to the provider about a check holds its lease, so that a result is fetched once
however many callbacks, polls and repeated deliveries ask for it. Who dies holding it is followed
after the lease. The wait of the machine is answered after the write that ends the check; the due
mark stays until then, so that the poller answers for whoever died in between.
"""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from pynamodb.expressions.condition import Condition
from pynamodb.expressions.update import Action

from liveness.provider import Finding, Session
from shared import machine
from shared.caller import SYSTEM
from shared.case_store import load_customer, load_submission, record
from shared.clock import now
from shared.errors import CheckBusy, KycError, Raced
from shared.liveness_check import (
    DUE_AT_PROVIDER,
    DUE_LATE_RESULT,
    LivenessCheck,
    check_id_of,
    finished_list_key,
    liveness_sk,
    load_check,
)
from shared.tables import Submission
from shared.telemetry import logger
from shared.tenant import Tenant
from shared.transaction import Transaction, until_settled

# Longer than the provider is waited for, with all tries. Two that ask it at once do no harm.
LEASE = timedelta(seconds=20)
FIRST_LOOK = timedelta(minutes=1)


def begin(tenant: Tenant, event: dict[str, Any]) -> LivenessCheck:
    """The check of that attempt, with the machine's newest token; a repeat finds it begun."""
    check = load_check(tenant, event["submission_id"], int(event["attempt"]))
    if check is None:
        return _create(tenant, event)
    if check.verdict is None:
        _continue(check, event["task_token"])
    check.task_token = event["task_token"]
    return check


def _create(tenant: Tenant, event: dict[str, Any]) -> LivenessCheck:
    head = load_submission(tenant, event["submission_id"])
    customer = load_customer(tenant, head.customer_id)
    attempt = int(event["attempt"])
    check = LivenessCheck(head.pk, liveness_sk(head.submission_id, attempt), attempt=attempt)
    check.check_id = check_id_of(tenant, head.submission_id, attempt)
    check.tenant, check.customer_id = str(tenant), head.customer_id
    check.submission_id, check.revision = head.submission_id, int(event["revision"])
    check.status, check.created_at = "requested", now()
    check.lease_until, check.task_token = now() + LEASE, event["task_token"]
    tx = Transaction()
    tx.create(check)
    tx.update(head, [Submission.attempts.set(attempt), *machine.due(machine.CHECKED_WITHIN)])
    record(
        tx,
        customer,
        SYSTEM,
        "liveness.started",
        submission_id=check.submission_id,
        revision=check.revision,
        facts={"attempt": attempt},
    )
    tx.commit()
    return check


def _continue(check: LivenessCheck, task_token: str) -> None:
    """Go on where an earlier delivery stopped, unless it is still at work."""
    changes = [LivenessCheck.task_token.set(task_token)]
    if check.status == "requested":
        if is_leased(check):
            raise CheckBusy("another delivery is asking the provider")
        changes.append(LivenessCheck.lease_until.set(now() + LEASE))
    unchanged = _as_read(check) & (LivenessCheck.status == check.status)
    _change(check, changes, unchanged)
    check.lease_until = now() + LEASE


def opened(check: LivenessCheck, session: Session) -> None:
    """The person can begin. Of two sessions asked for, only the one kept here is ever shown."""
    changes = [
        LivenessCheck.status.set("open"),
        LivenessCheck.biz_id.set(session.biz_id),
        LivenessCheck.url.set(session.url),
        LivenessCheck.expires_at.set(session.expires_at),
        LivenessCheck.due.set(DUE_AT_PROVIDER),
        LivenessCheck.due_at.set(now() + FIRST_LOOK),
        LivenessCheck.lease_until.remove(),
    ]
    _change(check, changes, LivenessCheck.status == "requested")


def take_lease(check: LivenessCheck) -> bool:
    """False while somebody else is asking the provider, or has just ended the check."""
    if is_leased(check):
        return False
    unchanged = _as_read(check) & (LivenessCheck.status == check.status)
    try:
        _change(check, [LivenessCheck.lease_until.set(now() + LEASE)], unchanged)
    except Raced:
        return False
    return True


def look_again(check: LivenessCheck, after: timedelta) -> None:
    due = [LivenessCheck.due.set(DUE_AT_PROVIDER), LivenessCheck.due_at.set(now() + after)]
    _change(check, [*due, LivenessCheck.lease_until.remove()], _still(check))


def end(
    check: LivenessCheck,
    status: str,
    verdict: str,
    reason: str,
    finding: Finding,
    images: list[dict[str, str]],
) -> None:
    """The verdict, once; then the machine hears of it."""
    try:
        until_settled(lambda: _end(check, status, verdict, reason, finding, images), tries=3)
    except EndedAlready:
        logger.info("ended already", extra={"submission_id": check.submission_id})
        return
    tell(check)


class EndedAlready(KycError):
    """Another one ended this check."""


def _end(
    check: LivenessCheck,
    status: str,
    verdict: str,
    reason: str,
    finding: Finding,
    images: list[dict[str, str]],
) -> None:
    tenant = Tenant.parse(check.tenant)
    before, at = check.status, now()
    changes: list[Action] = [
        LivenessCheck.status.set(status),
        LivenessCheck.verdict.set(verdict),
        LivenessCheck.reason.set(reason),
        LivenessCheck.finished_at.set(at),
        LivenessCheck.lease_until.remove(),
        LivenessCheck.due.set(DUE_AT_PROVIDER),
        LivenessCheck.due_at.set(at),
        *_found(finding, images),
    ]
    tx = Transaction()
    only_once = (LivenessCheck.status == before) & LivenessCheck.verdict.does_not_exist()
    tx.update(check, changes, only_once, otherwise=EndedAlready)
    facts = {"attempt": check.attempt, "verdict": verdict, "reason": reason}
    record(
        tx,
        load_customer(tenant, check.customer_id),
        SYSTEM,
        f"liveness.{status}",
        submission_id=check.submission_id,
        revision=check.revision,
        facts=facts | {"billed": finding.billed},
    )
    tx.commit()
    check.status, check.verdict, check.reason = status, verdict, reason
    check.billed = finding.billed


def came_late(
    check: LivenessCheck, reason: str, finding: Finding, images: list[dict[str, str]]
) -> None:
    """What became of a check that ended without a result, or with one that nobody understood; the
    hold sweeper settles it.
    """
    changes: list[Action] = [
        LivenessCheck.late.set(True),
        LivenessCheck.late_reason.set(reason),
        LivenessCheck.lease_until.remove(),
        LivenessCheck.due.set(DUE_LATE_RESULT),
        LivenessCheck.due_at.set(now()),
        *_found(finding, images),
    ]
    unknown = (LivenessCheck.status == "closed") | LivenessCheck.billed.does_not_exist()
    ended_once = LivenessCheck.verdict.exists() & LivenessCheck.late.does_not_exist()
    unsettled = LivenessCheck.settled_by.does_not_exist()
    _change(check, changes, unknown & ended_once & unsettled)


def forget(check: LivenessCheck) -> None:
    """Nothing more is expected from the provider."""
    changes = [LivenessCheck.due.remove(), LivenessCheck.due_at.remove()]
    _change(check, [*changes, LivenessCheck.lease_until.remove()], _still(check))


def tell(check: LivenessCheck) -> None:
    """The machine's wait ends with the verdict; then nothing is due any more.

    A check whose outcome is unknown stays due: the provider is asked again.
    """
    output = {
        "attempt": check.attempt,
        "next": check.attempt + 1,
        "verdict": check.verdict,
        "reason": check.reason,
    }
    if not machine.end_wait(check.task_token, output, check.submission_id):
        machine.nobody_waits(Tenant.parse(check.tenant), check.submission_id)
    if check.billed is None:
        return
    told = [LivenessCheck.due.remove(), LivenessCheck.due_at.remove()]
    # A newer delivery of the task waits with a newer token: it stays due, and is told next.
    as_told = LivenessCheck.task_token == check.task_token
    try:
        _change(check, told, (LivenessCheck.due == DUE_AT_PROVIDER) & as_told)
    except Raced:
        logger.info("told by another", extra={"submission_id": check.submission_id})


def is_leased(check: LivenessCheck) -> bool:
    return bool(check.lease_until and check.lease_until > now())


def _found(finding: Finding, images: list[dict[str, str]]) -> list[Action]:
    """A comparison is listed by its day, for reconciliation with the ledger and the bill."""
    changes: list[Action] = [LivenessCheck.facts.set(finding.facts)]
    if images:
        changes.append(LivenessCheck.images.set(images))
    if finding.billed is not None:
        changes.append(LivenessCheck.billed.set(finding.billed))
    if finding.billed:
        day = now()
        changes.append(LivenessCheck.list_key.set(finished_list_key(day)))
        changes.append(LivenessCheck.list_at.set(day))
    return changes


def _as_read(check: LivenessCheck) -> Condition:
    """The lease that was read is the newest: whoever takes one writes another time."""
    if check.lease_until is None:
        return LivenessCheck.lease_until.does_not_exist()
    return LivenessCheck.lease_until == check.lease_until


def _still(check: LivenessCheck) -> Condition:
    return LivenessCheck.status == check.status


def _change(check: LivenessCheck, changes: Sequence[Action], condition: Condition) -> None:
    tx = Transaction()
    tx.update(check, changes, condition)
    tx.commit()
