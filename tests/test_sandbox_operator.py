"""What the pretend FaceID does behind the page: callbacks, the bill, and what operators order."""

import csv
import json
from io import StringIO
from typing import Any

import pytest

from liveness import faceid
from local.world import World
from local.world.template import template
from sandbox import sessions
from sandbox.scenarios import SCENARIOS
from tests import sandbox_helpers as sandbox
from tests.sandbox_helpers import Listener, a_request, does_the_check, operate


@pytest.mark.parametrize(
    ("sim", "at_once", "later"),
    [
        ("pass", 1, 1),
        ("notify_dup", 2, 2),
        ("notify_late", 0, 1),
        ("notify_never", 0, 0),
        ("return_before_notify", 0, 1),
    ],
)
def test_callbacks_come_once_twice_late_or_never(
    world: World, sim: str, at_once: int, later: int
) -> None:
    caller = Listener()
    does_the_check(world, faceid.start(a_request()), sim)
    heard_at_once = len(caller.heard)

    operate(world, "clock", {"ahead_seconds": 130})
    world.run("SandboxDeliver")
    world.run("SandboxDeliver")

    assert (heard_at_once, len(caller.heard)) == (at_once, later)
    assert len(sandbox.billed(world)) == 1


def test_a_late_callback_does_not_come_early(world: World) -> None:
    caller = Listener()
    does_the_check(world, faceid.start(a_request()), "notify_late")

    delivered = world.run("SandboxDeliver")

    assert delivered == {"delivered": 0}
    assert caller.heard == []


@pytest.mark.parametrize(("failures", "heard"), [(1, 2), (2, 3), (9, 3)])
def test_a_callback_that_is_not_accepted_comes_again(
    world: World, failures: int, heard: int
) -> None:
    caller = Listener([500] * failures)
    does_the_check(world, faceid.start(a_request()), "pass")

    for minutes in range(1, 6):
        operate(world, "clock", {"ahead_seconds": minutes * 60})
        operate(world, "deliver", {})

    assert len(caller.heard) == heard
    assert len(set(caller.heard)) == 1


def test_a_result_that_takes_its_time_is_told_when_it_is_there(world: World) -> None:
    caller = Listener()
    session = faceid.start(a_request())
    does_the_check(world, session, "processing")
    before, bill = faceid.find(session.biz_id, "test"), sandbox.billed(world)

    operate(world, "finish", {"biz_id": session.biz_id, "sim": "mismatch"})

    assert (before.state, bill) == ("processing", [])
    assert faceid.find(session.biz_id, "test").facts["confidence"] == 41.0
    assert len(caller.heard) == len(sandbox.billed(world)) == 1


def test_a_result_that_takes_its_time_comes_by_itself(world: World) -> None:
    Listener()
    session = faceid.start(a_request())
    does_the_check(world, session, "processing")

    operate(world, "clock", {"ahead_seconds": 600})

    assert faceid.find(session.biz_id, "test").code == "compared"
    assert len(sandbox.billed(world)) == 1


def test_of_two_browsers_one_does_the_check(world: World) -> None:
    caller, session = Listener(), faceid.start(a_request())
    token, secret = session.url.partition("token=")[2], sandbox.keys(world)["api_secret"]
    first, second = sessions.session_of_token(token), sessions.session_of_token(token)

    sessions.use(first, "pass", secret)
    with pytest.raises(sessions.TokenUnusable):
        sessions.use(second, "processing", secret)

    operate(world, "deliver", {})
    assert [sandbox.data_of(form)["status"] for form in caller.heard] == ["OK"]
    assert faceid.find(session.biz_id, "test").code == "compared"


def test_the_bill_has_a_line_for_each_comparison_and_no_other(world: World) -> None:
    Listener()
    sessions = {sim: faceid.start(a_request(check_id=f"kyc-{sim}")) for sim in SCENARIOS}
    for sim, session in sessions.items():
        does_the_check(world, session, sim)

    rows = list(csv.DictReader(StringIO(operate(world, "billing", format="csv").text)))

    expected = {name for name, each in SCENARIOS.items() if each.billed}
    assert {each["biz_no"].removeprefix("kyc-") for each in rows} == expected
    assert {each["biz_id"] for each in rows} == {sessions[name].biz_id for name in expected}
    assert set(rows[0]) == {"biz_id", "biz_no", "billed_at", "product", "quantity"}
    assert {(each["product"], each["quantity"]) for each in rows} == {("faceid_lite_h5", "1")}


def test_nobody_is_kept_listed_or_logged(world: World) -> None:
    Listener()
    does_the_check(world, faceid.start(a_request(sandbox.MATCHING, "张测试")))

    stored = world.client("dynamodb").scan(TableName=template().name("SandboxTable"))["Items"]
    told = json.dumps(stored, ensure_ascii=False, default=str) + "".join(world.logs)
    told += operate(world, "requests").text + operate(world, "billing").text

    assert sandbox.calls_of(world, "get_token") == 1
    assert "张测试" not in told
    assert sandbox.MATCHING not in told
    assert sandbox.keys(world)["api_secret"] not in told


ADMIN: list[tuple[str, str]] = [
    ("GET", "requests"),
    ("GET", "billing"),
    ("POST", "faults"),
    ("POST", "finish"),
    ("POST", "deliver"),
    ("POST", "clock"),
    ("POST", "reset"),
]


@pytest.mark.parametrize(("method", "path"), ADMIN)
@pytest.mark.parametrize("token", ["", "wrong", "é"])
def test_its_own_doors_are_for_the_contracts_secret(
    world: World, method: str, path: str, token: str
) -> None:
    refused = world.sandbox.request(method, f"/__sim/{path}", token, json={})

    assert refused.status == 403


@pytest.mark.parametrize(
    ("path", "asked"),
    [
        ("faults", {}),
        ("faults", []),
        ("faults", {"path": "do", "fault": "http_500"}),
        ("faults", {"path": "get_token", "fault": "unknown"}),
        ("faults", {"path": "get_token", "fault": "http_500", "times": 0}),
        ("faults", {"path": "get_token", "fault": "slow_read", "seconds": 60}),
        ("clock", {"ahead_seconds": "1"}),
        ("finish", {"biz_id": "1,1"}),
        ("finish", {"biz_id": "1,1", "sim": "processing"}),
    ],
)
def test_orders_that_make_no_sense_are_refused(world: World, path: str, asked: Any) -> None:
    assert operate(world, path, asked).status == 400


def test_after_a_reset_nothing_is_left(world: World) -> None:
    Listener()
    does_the_check(world, faceid.start(a_request()), "notify_late")
    operate(world, "faults", {"path": "get_token", "fault": "http_500", "times": 5})
    operate(world, "clock", {"ahead_seconds": 99})

    operate(world, "reset", {})

    left = world.client("dynamodb").scan(TableName=template().name("SandboxTable"))["Items"]
    assert left == []
    assert faceid.start(a_request()).biz_id
