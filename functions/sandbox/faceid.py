"""The pretend FaceID's front door: the Lite H5 endpoints, and `/__sim/` for whoever tests with it.

It answers as FaceID's documents say, refusals included. It pretends comparison_type 1 with
idcard_mode 0 only; everything else is refused as BAD_ARGUMENTS.
"""

import json
import time
from typing import Any
from uuid import uuid4

from aws_lambda_powertools.event_handler import APIGatewayRestResolver, Response
from ulid import ULID

from sandbox import admin, callbacks, page, sessions, texts
from sandbox.keys import Keys, keys
from sandbox.picture import best_image
from sandbox.scenarios import SCENARIOS
from sandbox.tables import HeardRequest
from sandbox.wire import Refused, check_keys, check_token_request, form_of, signed
from shared.clock import now
from shared.telemetry import logger, place_of

HTML = "text/html; charset=utf-8"
# The fault: status and code of the answer (FaceID's documents disagree on the busy status).
FAULTY = {
    "http_500": (500, "INTERNAL_ERROR"),
    "http_concurrency": (403, "CONCURRENCY_LIMIT_EXCEEDED"),
    "http_429": (429, "CONCURRENCY_LIMIT_EXCEEDED"),
    "http_403_key": (403, "AUTHENTICATION_ERROR"),
}
IMAGES_ASKED = {"0": False, "1": True, "2": False, "3": False, "4": True, "5": False, "6": False}

app = APIGatewayRestResolver()
app.include_router(admin.router)
app.include_router(texts.router)


def handler(event: dict[str, Any], context: Any) -> dict[str, Any]:
    logger.append_keys(request_id=event["requestContext"]["requestId"], route=event["resource"])
    answer = app.resolve(event, context)
    logger.info("answered", extra={"status": answer["statusCode"]})
    return answer


@app.post("/faceid/lite/get_token")
def get_token() -> Response[str]:
    given = _form()
    note("get_token", given.get("biz_no", ""))
    if faulty := _faulty("get_token"):
        return faulty
    _admit(given)
    check_token_request(given)
    session, token = sessions.open_session(given)
    expires = int(session.expires_at.timestamp())
    made = {"token": token, "biz_id": session.biz_id, "biz_no": session.biz_no}
    return _answer(200, made | {"expired_time": expires})


@app.get("/faceid/lite/get_result")
def get_result() -> Response[str]:
    given = dict(app.current_event.query_string_parameters or {})
    note("get_result", given.get("biz_id", ""))
    if faulty := _faulty("get_result"):
        return faulty
    secret = _admit(given).api_secret
    if not given.get("biz_id"):
        raise Refused(400, "MISSING_ARGUMENTS: biz_id")
    asked = given.get("return_image", "0")
    if asked not in IMAGES_ASKED:
        raise Refused(400, "BAD_ARGUMENTS: return_image")
    found = sessions.read_result(given["biz_id"], secret)
    if IMAGES_ASKED[asked] and found["status"] == "OK":
        found["images"] = {"image_best": best_image()}
    return _answer(200, found)


@app.get("/faceid/lite/do")
def show() -> Response[str]:
    given = dict(app.current_event.query_string_parameters or {})
    note("do", "")
    token, asked = given.get("token", ""), given.get("scenario", "")
    session = sessions.session_of_token(token)
    sim = asked if asked in SCENARIOS else sessions.default_sim(session)
    return _html(200, page.check_page(token, session.masked_name, sim))


@app.post("/faceid/lite/do")
def do() -> Response[str]:
    given = _form()
    session = sessions.session_of_token(given.get("token", ""))
    note("do", session.biz_no)
    sim = given.get("sim") or sessions.default_sim(session)
    if sim not in SCENARIOS:
        raise Refused(400, "BAD_ARGUMENTS: sim")
    secret = keys().api_secret
    sessions.use(session, sim, secret)
    if SCENARIOS[sim].notice != "after_return":
        callbacks.deliver_now(session.biz_id)
    data, sign = signed(secret, sessions.result(session))
    back = page.return_page(session.action_http_method, session.return_url, data, sign)
    return _html(200, back)


def refuse(refused: Refused) -> Response[str]:
    return _answer(refused.status, {"error_message": refused.message})


def refuse_page(_: sessions.TokenUnusable) -> Response[str]:
    return _html(400, page.unusable_page())


def fail(error: Exception) -> Response[str]:
    logger.error("request failed", extra={"reason": place_of(error)})
    return _answer(500, {"error_message": "INTERNAL_ERROR"})


def note(endpoint: str, about: str) -> None:
    """Which call came when and about which id; nothing of what it said."""
    at = now()
    HeardRequest("REQUEST", str(ULID()), endpoint=endpoint, biz_no=about[:128], at=at).save()


def _form() -> dict[str, str]:
    event = app.current_event
    body = event.decoded_body or ""
    return form_of(body.encode(), event.headers.get("Content-Type", ""))


def _admit(given: dict[str, str]) -> Keys:
    known = keys()
    check_keys(given, known.api_key, known.api_secret)
    return known


def _faulty(path: str) -> Response[str] | None:
    """What the next calls of this path were told to fail with (POST /__sim/faults)."""
    taken = sessions.take_fault(path)
    if taken is None:
        return None
    if taken.fault == "http_413":
        return Response(413, "text/plain", "Request Entity Too Large")
    if taken.fault == "slow_read":
        time.sleep(taken.milliseconds / 1000)
        return None
    status, code = FAULTY[taken.fault]
    return _answer(status, {"error_message": code})


def _answer(status: int, body: dict[str, Any]) -> Response[str]:
    """Each answer has an id and says how many milliseconds it took."""
    envelope = {"request_id": f"{int(now().timestamp())},{uuid4()}", "time_used": 5}
    return Response(
        status, "application/json", json.dumps(envelope | body, ensure_ascii=False, default=str)
    )


def _html(status: int, text: str) -> Response[str]:
    return Response(status, HTML, text, headers=dict(page.headers()))


app.exception_handler(Refused)(refuse)
app.exception_handler(sessions.TokenUnusable)(refuse_page)
app.exception_handler(Exception)(fail)
