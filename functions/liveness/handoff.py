"""Handing the live face check to the customer's phone, and showing how it goes."""

from datetime import datetime
from typing import Literal

import segno

from shared.caller import Caller
from shared.case_answers import CheckAnswer, check_answer
from shared.case_store import load_submission
from shared.clock import now
from shared.errors import ApiError
from shared.http import Answer
from shared.liveness_check import LivenessCheck, checks_of
from shared.tables import Submission

Stage = Literal["not_offered", "preparing", "waiting", "checking", "passed", "in_review", "decided"]


class HandOff(Answer):
    """Where the customer does the check. Open `url` on the phone, or show `qr_svg` beside it."""

    submission_id: str
    attempt: int
    attempts_allowed: int
    url: str
    qr_svg: str
    expires_at: datetime


class LivenessAnswer(Answer):
    """How the live face check of a submission goes; `reason` says why it is not offered.

    `waiting` for the person, `checking` what was recorded, then `passed` or `in_review`.
    """

    submission_id: str
    stage: Stage
    reason: str
    attempts_allowed: int
    checks: list[CheckAnswer]


def hand_off(caller: Caller, submission_id: str) -> HandOff:
    """The page of the attempt that waits for the person; the same one until it ends."""
    head = load_submission(caller.tenant, submission_id)
    caller.require_tier(head.tier)
    check = _newest(head, checks_of(caller.tenant, submission_id))
    stage = _stage(head, check)
    if stage == "not_offered":
        raise ApiError("liveness_not_offered", details={"reason": head.route_reason})
    if stage == "preparing":
        raise ApiError("liveness_not_ready")
    if stage != "waiting" or check is None or check.expires_at <= now():
        raise ApiError("liveness_over", details={"stage": stage})
    return HandOff(
        submission_id=submission_id,
        attempt=check.attempt,
        attempts_allowed=head.attempts_allowed,
        url=check.url,
        qr_svg=segno.make(check.url, error="m").svg_inline(scale=4, border=4, light="#fff"),
        expires_at=check.expires_at,
    )


def liveness(caller: Caller, submission_id: str) -> LivenessAnswer:
    head = load_submission(caller.tenant, submission_id)
    caller.require_tier(head.tier)
    found = checks_of(caller.tenant, submission_id)
    private = "customer" not in caller.roles
    return LivenessAnswer(
        submission_id=submission_id,
        stage=_stage(head, _newest(head, found)),
        reason=head.route_reason,
        attempts_allowed=head.attempts_allowed,
        checks=[check_answer(each, private=private) for each in found],
    )


def _newest(head: Submission, checks: list[LivenessCheck]) -> LivenessCheck | None:
    """Of the revision that is being decided."""
    mine = [each for each in checks if each.revision == head.revision]
    return mine[-1] if mine else None


def _stage(head: Submission, check: LivenessCheck | None) -> Stage:
    if head.status != "pending":
        return "decided"
    if head.route == "manual":
        return "in_review" if check else "not_offered"
    if check is None or check.status == "requested" or check.verdict == "again":
        return "preparing"
    if check.verdict == "matched":
        return "passed"
    if check.verdict:
        return "in_review"
    return "checking" if check.lease_until and check.lease_until > now() else "waiting"
