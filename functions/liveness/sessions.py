"""Talking with the provider about one check, and making of its answer what the check becomes."""

from datetime import datetime, timedelta
from typing import Any

from liveness import checks, faceid
from liveness.faceid_result import read_again
from liveness.images import keep_images
from liveness.provider import CheckRequest, Finding
from liveness.verdict import judge
from shared.automatic import against_paying
from shared.case_store import load_submission, revision_event
from shared.clock import now
from shared.company_settings import settings_of
from shared.errors import ProviderRefused, ProviderUnavailable, Raced
from shared.liveness_check import LivenessCheck
from shared.name_folding import as_registered
from shared.parameters import parameter
from shared.settings import settings
from shared.telemetry import logger, place_of
from shared.tenant import Tenant

# After the page has closed: a comparison that was under way may still end.
GRACE = timedelta(minutes=15)
# How long the provider is asked for an answer that nobody waits for any more.
GIVE_UP = timedelta(hours=12)
SOON = timedelta(minutes=1)
# An answer that nobody understood is looked at after this, and once more after GIVE_UP: with the
# words of a newer version, and by asking again, which FaceID allows three times for a result.
READ_AGAIN = timedelta(hours=1)

NOTHING_ASKED = Finding("aborted", False, "provider_unavailable")
NO_ANSWER = "no_answer_in_time"


def start(check: LivenessCheck) -> None:
    """Ask for the person's page; without one the case goes to a reviewer, and nothing is billed.

    Safe to repeat: a page that nobody was shown is used by nobody.
    """
    if reason := against_paying(Tenant.parse(check.tenant), check.submission_id, check.attempt):
        # Since its fee was reserved; nobody was shown a page, so nothing was begun.
        checks.end(check, "closed", "review", reason, Finding("aborted", False, reason), [])
        return
    try:
        session = faceid.start(_request(check))
    except (ProviderUnavailable, ProviderRefused) as error:
        extra = {"submission_id": check.submission_id, "reason": place_of(error)}
        logger.error("no live face check could be opened", extra=extra)
        checks.end(check, "closed", "review", "provider_unavailable", NOTHING_ASKED, [])
        return
    try:
        checks.opened(check, session)
    except Raced:
        logger.info("opened by another", extra={"submission_id": check.submission_id})


def look(check: LivenessCheck) -> None:
    """Fetch what came of the check, unless it is known or somebody is fetching it."""
    if check.due and check.verdict and not check.late:
        checks.tell(check)  # by whoever ended it, unless they died before
    if _is_known(check) or not checks.take_lease(check):
        return
    known = read_again(check.facts or {}) if check.status == "finished" else None
    finding = known if known and known.billed is not None else _ask(check)
    if check.verdict:
        _take_late(check, finding)
    else:
        _take(check, finding)


def _ask(check: LivenessCheck) -> Finding:
    try:
        return faceid.find(check.biz_id, Tenant.parse(check.tenant).mode)
    except (ProviderUnavailable, ProviderRefused) as error:
        extra = {"submission_id": check.submission_id, "reason": place_of(error)}
        logger.warning("the provider could not be asked", extra=extra)
        return Finding("processing", None, "provider_unavailable")


def _is_known(check: LivenessCheck) -> bool:
    """A check without a page has no result; one that finished has its only one. Where nobody
    understood that, it is looked at when it is due, and by no callback; once operators have
    settled it, never again.
    """
    if check.settled_by:
        return True
    if check.status == "finished" and check.billed is None and not check.late:
        return not check.due or check.due_at > now()
    return not check.biz_id or check.status == "finished" or bool(check.late)


def _take(check: LivenessCheck, finding: Finding) -> None:
    if finding.state in ("finished", "aborted", "gone"):
        level = settings_of(Tenant.parse(check.tenant)).match_level
        verdict, reason = judge(finding, level, _attempts_left(check))
        # A result that the provider has lost bills nobody here; its own bill will tell.
        if finding.state == "gone":
            finding = Finding("gone", False, finding.code, finding.facts)
        checks.end(check, "finished", verdict, reason, finding, keep_images(check, finding))
        if finding.billed is None:
            checks.look_again(check, READ_AGAIN)
    elif now() < check.expires_at + GRACE:
        checks.look_again(check, _pause(check))
    elif finding.state == "not_started":
        nobody_came = Finding("not_started", False, NO_ANSWER, finding.facts)
        checks.end(check, "closed", "review", NO_ANSWER, nobody_came, [])
    else:
        # Whether it was compared is not known yet: the case goes on, the fee stays reserved.
        checks.end(check, "closed", "review", NO_ANSWER, finding, [])
        checks.look_again(check, SOON)


def _take_late(check: LivenessCheck, finding: Finding) -> None:
    if finding.billed is not None:
        level = settings_of(Tenant.parse(check.tenant)).match_level
        _, reason = judge(finding, level, attempts_left=False)
        checks.came_late(check, reason, finding, keep_images(check, finding))
    elif check.billed is None and now() < check.created_at + GIVE_UP:
        checks.look_again(check, _pause(check) if check.status == "closed" else GIVE_UP)
    else:
        checks.forget(check)


def _attempts_left(check: LivenessCheck) -> bool:
    head = load_submission(Tenant.parse(check.tenant), check.submission_id)
    return check.attempt < head.attempts_allowed


def _pause(check: LivenessCheck) -> timedelta:
    """Rarer as time passes, but once soon after the page has closed."""
    pause = max(SOON, now() - check.created_at)
    closes: datetime = check.expires_at + SOON
    return min(pause, closes - now()) if now() < closes else min(pause, GRACE)


def _request(check: LivenessCheck) -> CheckRequest:
    head = load_submission(Tenant.parse(check.tenant), check.submission_id)
    declared: dict[str, Any] = revision_event(head, check.revision).personal["fields"]
    ours = f"{parameter(settings().api_url_parameter)}/v1/liveness/faceid"
    return CheckRequest(
        check_id=check.check_id,
        mode=Tenant.parse(check.tenant).mode,
        name=as_registered(declared["full_name"]),
        id_number=declared["document_number"],
        notify_url=f"{ours}/notify",
        return_url=f"{ours}/return",
    )
