"""What FaceID has no door for: its faults, its clock, its bill, and what it heard.

Bearer of the contract's secret only. Bodies are JSON.
"""

import csv
import hmac
import json
from collections import Counter
from io import StringIO
from typing import Any

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.router import APIGatewayRouter

from sandbox import callbacks, sessions
from sandbox.keys import keys
from sandbox.scenarios import FAULTS, SCENARIOS
from sandbox.tables import BilledLine, Clock, Fault, HeardRequest, PretendSession, SandboxItem
from sandbox.wire import Refused
from shared.clock import now, rfc3339

PRODUCT = "faceid_lite_h5"
FAULTY_PATHS = ("get_token", "get_result")
MOST_TIMES, MOST_SECONDS = 100, 20

router = APIGatewayRouter()  # type: ignore[no-untyped-call]


@router.get("/__sim/requests")
def requests_heard() -> Response[str]:
    admit()
    heard = list(HeardRequest.query("REQUEST", consistent_read=True))
    listed = [
        {"endpoint": each.endpoint, "biz_no": each.biz_no, "at": rfc3339(each.at)} for each in heard
    ]
    return _answer({"counts": Counter(each.endpoint for each in heard), "requests": listed})


@router.get("/__sim/billing")
def billing() -> Response[str]:
    """The bill so far; with `?format=csv` as FaceID's monthly file."""
    admit()
    lines = [
        {
            "biz_id": each.sk,
            "biz_no": each.biz_no,
            "billed_at": rfc3339(each.billed_at),
            "outcome": each.outcome,
        }
        for each in BilledLine.query("BILL", consistent_read=True)
    ]
    if (router.current_event.query_string_parameters or {}).get("format") == "csv":
        return Response(200, "text/csv; charset=utf-8", _bill(lines))
    return _answer({"count": len(lines), "lines": lines})


@router.post("/__sim/faults")
def break_down() -> Response[str]:
    """`{"path": "get_token", "fault": "http_500", "times": 2}`; `seconds` for slow_read."""
    admit()
    asked = _asked()
    path, fault = asked.get("path"), asked.get("fault")
    times, seconds = asked.get("times", 1), asked.get("seconds", MOST_SECONDS)
    if path not in FAULTY_PATHS or fault not in FAULTS:
        raise Refused(400, "BAD_ARGUMENTS: fault")
    if times not in range(1, MOST_TIMES + 1) or not 0 < seconds <= MOST_SECONDS:
        raise Refused(400, "BAD_ARGUMENTS: times")
    item = Fault("FAULT", path, fault=fault, times=times, milliseconds=int(seconds * 1000))
    item.save()
    return _answer({})


@router.post("/__sim/finish")
def finish() -> Response[str]:
    """`{"biz_id": …, "sim": "pass"}`: the result that took its time is there, and told."""
    secret = admit()
    asked = _asked()
    sim = asked.get("sim", "pass")
    if sim not in SCENARIOS or SCENARIOS[sim].status in sessions.PENDING:
        raise Refused(400, "BAD_ARGUMENTS: sim")
    try:
        session = sessions.find(str(asked.get("biz_id")))
    except PretendSession.DoesNotExist:
        raise Refused(400, "RESULT_NOT_FOUND") from None
    sessions.finish(session, sim, secret)
    callbacks.deliver_now(session.biz_id)
    return _answer({})


@router.post("/__sim/deliver")
def deliver() -> Response[str]:
    """Without waiting for the schedule."""
    admit()
    return _answer({"delivered": callbacks.deliver_due()})


@router.post("/__sim/clock")
def set_clock() -> Response[str]:
    """`{"ahead_seconds": 3600}`: the sandbox's time is that much later than it is."""
    admit()
    ahead = _asked().get("ahead_seconds")
    if type(ahead) is not int:
        raise Refused(400, "BAD_ARGUMENTS: ahead_seconds")
    Clock("CLOCK", "CLOCK", ahead_seconds=ahead).save()
    return _answer({"now": rfc3339(sessions.sandbox_now())})


@router.post("/__sim/reset")
def reset() -> Response[str]:
    """As on the first day: no sessions, no bill, no faults, the right time."""
    admit()
    with SandboxItem.batch_write() as batch:
        for each in SandboxItem.scan(attributes_to_get=["pk", "sk"]):
            batch.delete(each)
    return _answer({"at": rfc3339(now())})


def admit() -> str:
    secret = keys().api_secret
    sent = str(router.current_event.headers.get("Authorization", ""))
    if not hmac.compare_digest(sent.encode(), f"Bearer {secret}".encode()):
        raise Refused(403, "AUTHENTICATION_ERROR")
    return secret


def _asked() -> dict[str, Any]:
    try:
        asked = json.loads(router.current_event.decoded_body or "{}")
    except ValueError:
        asked = None
    if not isinstance(asked, dict):
        raise Refused(400, "BAD_ARGUMENTS: body")
    return asked


def _bill(lines: list[dict[str, Any]]) -> str:
    file = StringIO()
    columns = ["biz_id", "biz_no", "billed_at", "product", "quantity"]
    table = csv.DictWriter(file, columns, extrasaction="ignore", lineterminator="\n")
    table.writeheader()
    table.writerows(each | {"product": PRODUCT, "quantity": 1} for each in lines)
    return file.getvalue()


def _answer(body: dict[str, Any]) -> Response[str]:
    return Response(200, "application/json", json.dumps(body))
