"""The life of a pretend session: opened by the caller, used once by the person, read three times.

One transaction ends a session: its outcome, the line on the bill and the callbacks to send are
there together or not at all.
"""

import json
import secrets
from datetime import datetime, timedelta
from functools import partial
from typing import Any
from uuid import uuid4

from pynamodb.exceptions import UpdateError
from pynamodb.expressions.condition import Condition

from sandbox.scenarios import SCENARIOS, by_person, result_of
from sandbox.tables import (
    BilledLine,
    Clock,
    Delivery,
    Fault,
    PretendSession,
    PretendToken,
    session_pk,
    token_pk,
)
from sandbox.wire import Refused, signed
from shared.clock import now
from shared.errors import KycError
from shared.transaction import Transaction

TOKEN_TTL = timedelta(seconds=3600)
RESULT_TTL = timedelta(seconds=86400)
RESULT_MAX_READS = 3
NOTIFY_LATE = timedelta(seconds=120)
# A result that takes its time is a match after this, unless it is made ready before.
PROCESSING = timedelta(seconds=600)
PENDING = ("NOT_STARTED", "PROCESSING")


class TokenUnusable(KycError):
    """The page was used, has expired, or never was."""


def sandbox_now() -> datetime:
    """The time as the sandbox's clock has it."""
    try:
        return now() + timedelta(seconds=Clock.get("CLOCK", "CLOCK").ahead_seconds)
    except Clock.DoesNotExist:
        return now()


def open_session(given: dict[str, str]) -> tuple[PretendSession, str]:
    """The session and its token, of a request that was checked."""
    at, token = sandbox_now(), secrets.token_hex(16)
    biz_id = f"{int(at.timestamp())},{uuid4()}"
    session = PretendSession(session_pk(biz_id), "SESSION", biz_id=biz_id)
    session.biz_no, session.biz_extra_data = given["biz_no"], given.get("biz_extra_data", "")
    session.notify_url, session.return_url = given["notify_url"], given["return_url"]
    session.action_http_method = given.get("action_http_method", "POST")
    session.procedure_type = given.get("procedure_type", "video")
    session.judges_fakes = given.get("fmp_mode", "1") == "0"
    session.tells_fail_reason = given.get("get_fail_reason", "0") == "1"
    name = given["idcard_name"]
    session.masked_name = name[:1] + "＊" * 2
    session.by_number = by_person(name, given["idcard_number"])
    session.expires_at = at + TOKEN_TTL
    tx = Transaction()
    tx.create(session)
    tx.create(PretendToken(token_pk(token), "TOKEN", biz_id=biz_id))
    tx.commit()
    return session, token


def session_of_token(token: str) -> PretendSession:
    """The session whose page may still be used."""
    try:
        named = PretendToken.get(token_pk(token), "TOKEN", consistent_read=True)
        session = find(named.biz_id)
    except (PretendToken.DoesNotExist, PretendSession.DoesNotExist):
        raise TokenUnusable from None
    if session.used_at or session.expires_at <= sandbox_now():
        raise TokenUnusable
    return session


def find(biz_id: str) -> PretendSession:
    return PretendSession.get(session_pk(biz_id), "SESSION", consistent_read=True)


def default_sim(session: PretendSession) -> str:
    """What the caller asked for with `{"sim": …}`, else what the ID number asks for."""
    try:
        asked = json.loads(session.biz_extra_data)["sim"]
    except (ValueError, KeyError, TypeError):
        asked = None
    return asked if asked in SCENARIOS else session.by_number


def use(session: PretendSession, sim: str, api_secret: str) -> None:
    """The person did the check, with that outcome."""
    _end(session, sim, api_secret, PretendSession.used_at.does_not_exist())


def finish(session: PretendSession, sim: str, api_secret: str) -> None:
    """A result that took its time is there."""
    _end(session, sim, api_secret, PretendSession.sim == "processing")


def _end(session: PretendSession, sim: str, api_secret: str, only: Condition) -> None:
    scenario, at = SCENARIOS[sim], sandbox_now()
    session.sim, session.used_at = sim, at
    tx = Transaction()
    changes = [PretendSession.sim.set(sim), PretendSession.used_at.set(at)]
    tx.update(session, changes, only, otherwise=TokenUnusable)
    if scenario.billed:
        line = BilledLine("BILL", session.biz_id, biz_no=session.biz_no)
        line.billed_at, line.outcome = at, sim
        tx.create(line, TokenUnusable)
    for each in _deliveries(session, scenario.notice, api_secret):
        tx.create(each, TokenUnusable)
    tx.commit()


def _deliveries(session: PretendSession, notice: str, api_secret: str) -> list[Delivery]:
    secret = "somebody else's" if notice == "forged" else api_secret
    data, sign = signed(secret, result(session))
    waits = {
        "never": [],
        "twice": [timedelta(0), timedelta(0)],
        "late": [NOTIFY_LATE],
    }.get(notice, [timedelta(0)])
    of = partial(Delivery, "DELIVERY", notify_url=session.notify_url, data=data, sign=sign)
    at = sandbox_now()
    return [
        of(f"{session.biz_id}#{number}", due_at=at + wait) for number, wait in enumerate(waits, 1)
    ]


def result(session: PretendSession) -> dict[str, Any]:
    """As callbacks carry it; before anybody came the status says so."""
    biz_info = {
        "biz_id": session.biz_id,
        "biz_no": session.biz_no,
        "biz_extra_data": session.biz_extra_data,
    }
    return result_of(
        session.sim or "not_started",
        biz_info,
        session.procedure_type,
        judges_fakes=session.judges_fakes,
        tells_reason=session.tells_fail_reason,
    )


def read_result(biz_id: str, api_secret: str) -> dict[str, Any]:
    """A read that delivers a result counts; FaceID keeps one for a day and for few reads."""
    try:
        session = find(biz_id)
    except PretendSession.DoesNotExist:
        raise Refused(400, "RESULT_NOT_FOUND") from None
    at = sandbox_now()
    if session.sim == "processing" and session.used_at and session.used_at + PROCESSING <= at:
        finish(session, "pass", api_secret)
    found = result(session)
    if found["status"] in PENDING:
        return found
    if session.sim == "result_gone" or (session.used_at and session.used_at + RESULT_TTL <= at):
        raise Refused(400, "RESULT_NOT_FOUND")
    tx = Transaction()
    unread = PretendSession.reads < RESULT_MAX_READS
    tx.update(session, [PretendSession.reads.add(1)], unread, Refused(400, "RESULT_NOT_FOUND"))
    tx.commit()
    return found


def take_fault(path: str) -> Fault | None:
    """The fault that this call must have, used up once."""
    try:
        fault = Fault.get("FAULT", path, consistent_read=True)
        fault.update([Fault.times.add(-1)], Fault.times > 0)
    except (Fault.DoesNotExist, UpdateError):
        return None
    return fault
