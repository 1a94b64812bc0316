"""The pretend FaceID holds to FaceID's documents, for any client."""

import re
from urllib.parse import urlencode

import pytest

from liveness import faceid
from local.world import World
from local.world.gateway import Reply
from sandbox.scenarios import SCENARIOS
from tests import sandbox_helpers as sandbox
from tests.sandbox_helpers import FORM, Listener, a_request, does_the_check

ASKED = {
    "return_url": sandbox.RETURN,
    "notify_url": sandbox.NOTIFY,
    "biz_no": "kyc-0001",
    "comparison_type": "1",
    "idcard_mode": "0",
    "idcard_name": "王小明",
    "idcard_number": "110101199005170018",
}


def get_token(world: World, without: str = "", **changed: str) -> Reply:
    """A request that is in order but for what is changed or left out."""
    given = {**sandbox.keys(world), **ASKED, **changed}
    form = {name: value for name, value in given.items() if name != without}
    return world.sandbox.request(
        "POST", "/faceid/lite/get_token", text=urlencode(form), headers=FORM
    )


def get_result(world: World, **asked: str) -> Reply:
    return world.sandbox.get("/faceid/lite/get_result", query=sandbox.keys(world) | asked)


def test_a_token_is_given_for_a_form(world: World) -> None:
    made = get_token(world).json

    assert re.fullmatch(r"[0-9a-f]{32}", made["token"])
    assert re.fullmatch(r"\d{10},[0-9a-f-]{36}", made["biz_id"])
    assert made["biz_no"] == "kyc-0001"
    assert {"request_id", "time_used", "expired_time"} <= set(made)


def test_a_token_is_given_for_a_multipart_form(world: World) -> None:
    parts = "".join(
        f'--cut\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
        for name, value in (sandbox.keys(world) | ASKED).items()
    )
    headers = {"Content-Type": "multipart/form-data; boundary=cut"}

    made = world.sandbox.request(
        "POST", "/faceid/lite/get_token", text=f"{parts}--cut--\r\n", headers=headers
    )

    page = world.sandbox.get("/faceid/lite/do", query={"token": made.json["token"]})
    assert made.json["biz_no"] == "kyc-0001"
    assert "王＊＊" in page.text


@pytest.mark.parametrize("name", ["api_key", "api_secret", *ASKED])
def test_what_is_missing_is_named(world: World, name: str) -> None:
    refused = get_token(world, without=name)

    assert refused.status == 400
    assert refused.json["error_message"] == f"MISSING_ARGUMENTS: {name}"
    assert {"request_id", "time_used", "error_message"} == set(refused.json)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("comparison_type", "0"),
        ("comparison_type", "7"),
        ("idcard_mode", "4"),
        ("procedure_type", "dance"),
        ("fmp_mode", "2"),
        ("action_http_method", "PUT"),
        ("encryption_type", "1"),
        ("scene_id", "unknown"),
        ("biz_no", "k" * 129),
        ("biz_extra_data", "中" * 1366),
        ("web_title", "t" * 33),
        ("notify_url", "https://caller.example:8443/notify"),
        ("notify_url", "caller.example"),
        ("return_url", "javascript:alert(1)"),
        ("idcard_number", "11010119900517001"),
        ("idcard_number", "11010119900517001A"),
    ],
)
def test_what_is_wrong_is_named(world: World, name: str, value: str) -> None:
    refused = get_token(world, **{name: value})

    assert refused.status == 400
    assert refused.json["error_message"] == f"BAD_ARGUMENTS: {name}"


@pytest.mark.parametrize("name", ["api_key", "api_secret"])
def test_strangers_are_refused_everywhere(world: World, name: str) -> None:
    token = get_token(world, **{name: "wrong"})
    result = get_result(world, **{name: "wrong"}, biz_id="1,1")

    for each in (token, result):
        assert (each.status, each.json["error_message"]) == (403, "AUTHENTICATION_ERROR")


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        ({}, "MISSING_ARGUMENTS: biz_id"),
        ({"biz_id": "1,1", "return_image": "9"}, "BAD_ARGUMENTS: return_image"),
        ({"biz_id": "1,1"}, "RESULT_NOT_FOUND"),
    ],
)
def test_a_result_is_asked_for_rightly(world: World, asked: dict[str, str], message: str) -> None:
    refused = get_result(world, **asked)

    assert (refused.status, refused.json["error_message"]) == (400, message)


@pytest.mark.parametrize(
    ("asked", "images"), [("0", False), ("1", True), ("2", False), ("4", True)]
)
def test_images_come_when_asked_for(world: World, asked: str, images: bool) -> None:
    session = faceid.start(a_request())
    Listener()
    does_the_check(world, session, "pass")

    result = get_result(world, biz_id=session.biz_id, return_image=asked).json

    assert ("images" in result) is images


@pytest.mark.parametrize(("fmp_mode", "judged"), [("0", True), ("1", False)])
def test_fakes_are_judged_only_when_asked_for(world: World, fmp_mode: str, judged: bool) -> None:
    made = get_token(world, fmp_mode=fmp_mode).json
    Listener()
    form = urlencode({"token": made["token"], "sim": "mask_attack_fmp0"})
    world.sandbox.request("POST", "/faceid/lite/do", text=form, headers=FORM)

    liveness = get_result(world, biz_id=made["biz_id"]).json["liveness_result"]

    assert ("face_genuineness" in liveness) is judged


def test_a_caller_chooses_the_end_beforehand(world: World) -> None:
    made = get_token(world, biz_extra_data='{"sim": "mismatch"}').json
    Listener()
    form = urlencode({"token": made["token"]})
    world.sandbox.request("POST", "/faceid/lite/do", text=form, headers=FORM)

    result = get_result(world, biz_id=made["biz_id"]).json

    assert result["verify_result"]["result_faceid"]["confidence"] == 41.0
    assert result["biz_info"]["biz_extra_data"] == '{"sim": "mismatch"}'


def test_the_page_says_that_it_pretends_and_offers_every_end(world: World) -> None:
    session = faceid.start(a_request(sandbox.MATCHING, "张测试"))

    page = sandbox.page_of(world, session, scenario="mismatch")

    assert page.status == 200
    assert "Pretend face check." in page.text
    assert '<button class="main" name="sim" value="mismatch">' in page.text
    for name in SCENARIOS:
        assert f'value="{name}"' in page.text
    assert "张＊＊" in page.text
    assert "测试" not in page.text
    assert sandbox.MATCHING not in page.text
    assert not re.search(r"(?:src|href)=|url\(|@import", page.text)
    assert "default-src 'none'" in page.headers["Content-Security-Policy"]


def test_the_browser_is_sent_back_with_the_signed_result(world: World) -> None:
    caller = Listener()
    session = faceid.start(a_request(check_id="kyc-7"))

    page = does_the_check(world, session, "pass")

    (form,) = caller.heard
    hidden = dict(re.findall(r'name="(data|sign)" value="([^"]*)"', page.text))
    said = {name: value.replace("&quot;", '"') for name, value in hidden.items()}
    assert f'<form method="post" action="{sandbox.RETURN}">' in page.text
    assert faceid.heard(urlencode(said)) == faceid.heard(form) == "kyc-7"


def test_an_end_that_is_unknown_is_refused_and_the_page_stays_open(world: World) -> None:
    session = faceid.start(a_request())

    refused = does_the_check(world, session, "win")

    assert refused.status == 400
    assert sandbox.page_of(world, session).status == 200
