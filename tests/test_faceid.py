"""FaceID's client, asked for checks that end in every way there is."""

import json
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from liveness import faceid
from liveness.verdict import judge
from local.world import World
from shared.clock import now
from tests import sandbox_helpers as sandbox
from tests.sandbox_helpers import Listener, a_request, does_the_check, operate

OUTCOMES = [
    # ended as, what is found, billed, with attempts left, without
    ("pass", "finished", "compared", True, "matched", "matched"),
    ("mismatch", "finished", "compared", True, "review", "face_mismatch"),
    ("borderline", "finished", "compared", True, "review", "face_mismatch"),
    ("no_such_id", "finished", "no_such_id", True, "review", "no_such_id"),
    ("name_mismatch", "finished", "name_mismatch", True, "review", "name_mismatch"),
    ("photo_bad", "finished", "source_photo_unusable", True, "review", "source_photo_unusable"),
    ("source_down", "finished", "source_unavailable", False, "again", "source_unavailable"),
    ("internal", "finished", "provider_failed", False, "again", "provider_failed"),
    ("replay_attack", "finished", "liveness_failed", False, "review", "suspected_attack"),
    ("mask_attack_fmp0", "finished", "compared", True, "review", "suspected_attack"),
    ("sr_error", "finished", "liveness_failed", False, "again", "liveness_failed"),
    ("no_sync", "finished", "liveness_failed", False, "again", "liveness_failed"),
    ("no_audio", "finished", "liveness_failed", False, "again", "liveness_failed"),
    ("too_short", "finished", "liveness_failed", False, "again", "liveness_failed"),
    ("id_attacked", "finished", "compared", True, "review", "id_attacked"),
    ("monochrome", "finished", "compared", True, "review", "photo_monochrome"),
    ("cancelled", "aborted", "cancelled", False, "again", "cancelled"),
    ("timeout", "aborted", "timed_out", False, "again", "timed_out"),
    ("webrtc", "aborted", "webrtc_unsupported", False, "again", "webrtc_unsupported"),
    ("failed", "aborted", "failed", False, "again", "failed"),
    ("processing", "processing", "processing", None, "review", "processing"),
    ("not_started", "not_started", "not_started", False, "again", "not_started"),
    ("notify_dup", "finished", "compared", True, "matched", "matched"),
    ("notify_late", "finished", "compared", True, "matched", "matched"),
    ("notify_never", "finished", "compared", True, "matched", "matched"),
    ("notify_bad_sign", "finished", "compared", True, "matched", "matched"),
    ("return_before_notify", "finished", "compared", True, "matched", "matched"),
    ("result_gone", "gone", "result_gone", None, "review", "result_gone"),
]


@pytest.fixture(autouse=True)
def nothing_remembered() -> Iterator[None]:
    """Keys and addresses of another test's world."""
    faceid.forget()
    yield
    faceid.forget()


@pytest.mark.parametrize(("sim", "state", "code", "bills", "verdict", "reason"), OUTCOMES)
def test_every_end_of_a_check_has_its_finding_and_verdict(
    world: World, sim: str, state: str, code: str, bills: bool | None, verdict: str, reason: str
) -> None:
    session = faceid.start(a_request())
    Listener()
    does_the_check(world, session, sim)

    found = faceid.find(session.biz_id, "test")

    assert (found.state, found.code, found.billed) == (state, code, bills)
    assert judge(found, "1e-5", attempts_left=True) == (verdict, reason)
    assert judge(found, "1e-5", attempts_left=False)[0] == verdict.replace("again", "review")
    if bills is not None:
        assert len(sandbox.billed(world)) == int(bills)


@pytest.mark.parametrize(
    ("number", "name", "code", "confidence"),
    [
        ("110101199003070011", "张测试", "compared", 88.1),
        ("110101199003070011", "王小明", "name_mismatch", None),
        ("11010119900307002X", "王小明", "compared", 41.0),
        ("11010119900307002x", "王小明", "compared", 41.0),
        ("440300200002291230", "王小明", "no_such_id", None),
        ("110101199003070038", "王小明", "name_mismatch", None),
    ],
)
def test_a_test_persons_number_decides_how_the_check_ends(
    world: World, number: str, name: str, code: str, confidence: float | None
) -> None:
    session = faceid.start(a_request(number, name))
    Listener()
    does_the_check(world, session)

    found = faceid.find(session.biz_id, "test")

    assert (found.code, found.facts.get("confidence")) == (code, confidence)


def test_a_match_comes_with_the_best_image_and_with_numbers_only(world: World) -> None:
    session = faceid.start(a_request())
    Listener()
    does_the_check(world, session, "pass")

    found = faceid.find(session.biz_id, "test")

    assert found.images["best"].startswith(b"\xff\xd8\xff")
    assert set(found.images) == {"best"}
    assert found.facts["liveness"] == "PASS"
    assert set(found.facts["thresholds"]) == {"1e-3", "1e-4", "1e-5", "1e-6"}
    assert found.facts["genuineness"]["mask_threshold"] == 0.5
    assert found.facts["id_exceptions"] == {"id_attacked": 0, "id_photo_monochrome": 0}
    assert "biz_info" not in json.dumps(found.facts)


def test_the_reason_of_a_broken_check_is_kept(world: World) -> None:
    session = faceid.start(a_request())
    Listener()
    does_the_check(world, session, "failed")

    found = faceid.find(session.biz_id, "test")

    assert found.facts == {"status": "FAILED", "fail_reason": "NETWORK_ERROR"}


def test_a_page_is_open_for_an_hour_and_once(world: World) -> None:
    session = faceid.start(a_request())
    Listener()

    before = sandbox.page_of(world, session)
    does_the_check(world, session, "pass")
    after = sandbox.page_of(world, session)
    again = does_the_check(world, session, "mismatch")

    left = session.expires_at - now()
    assert timedelta(minutes=59) < left <= timedelta(minutes=60)
    assert (before.status, after.status, again.status) == (200, 400, 400)
    assert faceid.find(session.biz_id, "test").facts["confidence"] == 88.1


def test_a_check_nobody_came_to_has_not_started_and_its_page_closes(world: World) -> None:
    session = faceid.start(a_request())
    operate(world, "clock", {"ahead_seconds": 3600})

    shown = sandbox.page_of(world, session)
    done = does_the_check(world, session)
    found = faceid.find(session.biz_id, "test")

    assert (shown.status, done.status) == (400, 400)
    assert (found.state, found.billed) == ("not_started", False)


def test_a_result_is_there_three_times(world: World) -> None:
    session = faceid.start(a_request())
    Listener()
    does_the_check(world, session, "pass")

    read = [faceid.find(session.biz_id, "test").state for _ in range(4)]

    assert read == ["finished", "finished", "finished", "gone"]


def test_looking_before_there_is_a_result_uses_no_read_up(world: World) -> None:
    session = faceid.start(a_request())
    Listener()
    waiting = [faceid.find(session.biz_id, "test").state for _ in range(4)]

    does_the_check(world, session, "pass")

    assert waiting == ["not_started"] * 4
    assert faceid.find(session.biz_id, "test").state == "finished"


def test_a_result_is_gone_after_a_day(world: World) -> None:
    session = faceid.start(a_request())
    Listener()
    does_the_check(world, session, "pass")
    operate(world, "clock", {"ahead_seconds": 86400})

    found = faceid.find(session.biz_id, "test")

    assert (found.state, found.billed, found.code) == ("gone", None, "result_gone")


def test_a_session_that_never_was_is_gone(world: World) -> None:
    assert faceid.find("1700000000,22222222-2222-4222-8222-222222222222", "test").state == "gone"


def test_a_callback_says_whose_result_is_ready(world: World) -> None:
    caller = Listener()
    session = faceid.start(a_request(check_id="co_1.test.sub_2.1"))

    does_the_check(world, session, "pass")

    (form,) = caller.heard
    assert faceid.heard(form) == "co_1.test.sub_2.1"
    assert "images" not in sandbox.data_of(form)


def test_a_callback_that_faceid_did_not_sign_says_nothing(world: World) -> None:
    caller = Listener()
    session = faceid.start(a_request())

    does_the_check(world, session, "notify_bad_sign")

    assert [faceid.heard(form) for form in caller.heard] == [None]


def _without(form: str, name: str) -> str:
    return "&".join(each for each in form.split("&") if not each.startswith(f"{name}="))


def test_a_callback_must_be_whole_and_unchanged(world: World) -> None:
    caller = Listener()
    does_the_check(world, faceid.start(a_request()), "pass")
    (form,) = caller.heard
    sign = form.partition("sign=")[2]

    changed: list[Any] = [
        form.replace("OK", "KO"),
        form.replace(sign, sign[:-1]),
        form.replace(sign, "é" * 40),
        _without(form, "sign"),
        _without(form, "data"),
        "",
        "data=%7B%7D&sign=",
        "&".join(["a=1"] * 50),
        "\udcff",
    ]

    assert [faceid.heard(each) for each in changed] == [None] * len(changed)
    assert faceid.heard(form.replace(sign, sign.upper())) is not None
