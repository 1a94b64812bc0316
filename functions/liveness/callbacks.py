"""What FaceID posts: a hint that a result is ready, never the result.

A hint may come late, twice, out of order or forged. What is true is what the provider answers
when it is asked, and it is asked once.
"""

from liveness import faceid, sessions
from shared.errors import ApiError
from shared.http import Nothing, Redirect
from shared.liveness_check import check_named
from shared.settings import settings
from shared.telemetry import logger, place_of


def notified(form_body: str) -> Nothing:
    """403 for a forged one; everything else is accepted, so that it is not sent again."""
    check_id = faceid.heard(form_body)
    if check_id is None:
        raise ApiError("invalid_signature")
    _follow(check_id)
    return Nothing()


def returned(form_body: str) -> Redirect:
    """The person goes on in any case; only a genuine form is a hint."""
    check_id = faceid.heard(form_body)
    if check_id:
        _follow(check_id)
    return Redirect(location=settings().apply_url)


def _follow(check_id: str) -> None:
    check = check_named(check_id)
    if check is None:
        logger.warning("a callback names no check of ours")
        return
    try:
        sessions.look(check)
    except Exception as error:  # noqa: BLE001  the poller looks again; the sender need not
        extra = {"submission_id": check.submission_id, "reason": place_of(error)}
        logger.error("a callback could not be followed", extra=extra)
