"""Forms that FaceID never sends, to the two doors without credentials: nothing comes of them."""

import json
from collections.abc import Callable
from hashlib import sha1
from typing import Any
from urllib.parse import urlencode

import pytest
import requests

from local import openapi
from local.client import TIMEOUT_SECONDS
from local.stack import Stack
from shared.errors import CATALOGUE
from tests.e2e.automatic_steps import AutomaticDesk, open_desk

DOORS = ("notify", "return")
FORM = "application/x-www-form-urlencoded"
NOBODY = "co_01JD8ZV6N5X2Q4T7R9M3K1W0AB.test.sub_01JD8ZV6N5X2Q4T7R9M3K1W0AB001.1"

UNSIGNED: dict[str, bytes] = {
    "nothing": b"",
    "no form": b'{"data": "{}", "sign": ""}',
    "XML": b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>',
    "every byte": bytes(range(256)),
    "broken escapes": b"data=%zz%&sign=%&&&==;%u1234",
    "10,000 fields": urlencode([(f"field{number}", "") for number in range(10_000)]).encode(),
    "10,000 times data": b"data=%7B%7D&" * 10_000,
    "another kind of form": b'--x\r\nContent-Disposition: form-data; name="data"\r\n\r\n{}',
    "an empty signature": b"data=%7B%7D&sign=",
    "a long signature": b"data=%7B%7D&sign=" + b"a" * 100_000,
    "a signature that is not ASCII": "data={}&sign=签".encode(),
}

# Signed with the contract's secret: what a replayed, a foreign or a mad callback may hold.
SIGNED: dict[str, str] = {
    "nothing": "",
    "no JSON": "biz_no",
    "a list": "[]",
    "no ids": "{}",
    "ids that are a list": '{"biz_info": []}',
    "an id that is a number": '{"biz_info": {"biz_no": 1}}',
    "lists in lists": "[" * 60_000,
    "an endless number": f'{{"biz_info": {{"biz_no": {"9" * 5000}}}}}',
    "half a character": '{"biz_info": {"biz_no": "\\ud800.live.sub_.1"}}',
    "an id in other letters": '{"biz_info": {"biz_no": "签.live.sub_.1"}}',
    "a zero byte": '{"biz_info": {"biz_no": "co_\\u0000.live.sub_.1"}}',
    "an endless attempt": f'{{"biz_info": {{"biz_no": "{NOBODY}{"1" * 5000}"}}}}',
    "a long id": f'{{"biz_info": {{"biz_no": "{NOBODY.replace("sub_", "sub_" + "A" * 3000)}"}}}}',
}
IDS = {
    "nobody": NOBODY,
    "nobody's hundredth attempt": f"{NOBODY}00",
    "a negative attempt": NOBODY.removesuffix("1") + "-1",
    "an attempt in words": NOBODY.removesuffix("1") + "one",
    "another mode": NOBODY.replace(".test.", ".TEST."),
    "a path": "../../../../etc/passwd",
    "a path in four parts": "co_1/../x.live.sub_../../COMPANY.1",
    "a key of the table": "co_1#test#cus_1.live.SUBMISSION#1.1",
    "empty parts": "...",
    "an address": "https://example.com/?a.b.c.1",
}


@pytest.fixture(scope="module")
def target(stack: Stack) -> AutomaticDesk:
    return open_desk(stack, "Hostile", "100")


@pytest.fixture(scope="module")
def waiting(target: AutomaticDesk) -> str:
    """A submission whose person has not come yet."""
    submission_id = target.sent()
    target.page_of(submission_id)
    return submission_id


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("kind", UNSIGNED)
def test_what_is_not_signed_is_no_hint(
    target: AutomaticDesk, waiting: str, kind: str, door: str
) -> None:
    answer = send(target, door, UNSIGNED[kind])

    refused = (CATALOGUE["invalid_signature"][0], "invalid_signature")
    assert (answer.status_code, code_of(answer)) == (refused if door == "notify" else (303, None))
    nothing_must_have_happened(target, waiting)


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("content_type", ["multipart/form-data; boundary=x", "text/xml", "x", ""])
def test_a_huge_body_is_refused_whatever_it_calls_itself(
    target: AutomaticDesk, waiting: str, content_type: str, door: str
) -> None:
    answer = send(target, door, b"data=" + b"A" * 300_000, content_type)

    assert code_of(answer) == "body_too_large"
    route = openapi.route("POST", f"/v1/liveness/faceid/{door}")
    assert "body_too_large" in openapi.refusals(route)
    nothing_must_have_happened(target, waiting)


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("kind", SIGNED)
def test_what_is_signed_and_names_nothing_is_no_hint(
    target: AutomaticDesk, waiting: str, kind: str, door: str
) -> None:
    answer = send(target, door, signed(target, SIGNED[kind]))

    assert answer.status_code == (403 if door == "notify" else 303)
    nothing_must_have_happened(target, waiting)


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("kind", IDS)
def test_a_check_of_nobody_is_accepted_so_that_it_is_not_sent_again(
    target: AutomaticDesk, waiting: str, kind: str, door: str
) -> None:
    data = json.dumps({"status": "OK", "biz_info": {"biz_no": IDS[kind]}})

    answer = send(target, door, signed(target, data))

    assert answer.status_code == (200 if door == "notify" else 303)
    nothing_must_have_happened(target, waiting)


@pytest.mark.parametrize("make", [lambda real: "0" * 40, lambda real: real[:-1] + "g"])
def test_a_real_check_with_a_wrong_signature_is_not_looked_at(
    target: AutomaticDesk, waiting: str, make: Callable[[str], str]
) -> None:
    data = json.dumps({"biz_info": {"biz_no": target.kept(waiting)["check_id"]}})
    real = sha1(f"{target.faceid.secret}{data}".encode()).hexdigest()  # noqa: S324  theirs

    answer = send(target, "notify", urlencode({"data": data, "sign": make(real)}).encode())

    assert answer.status_code == 403
    nothing_must_have_happened(target, waiting)


def signed(target: AutomaticDesk, data: str) -> bytes:
    text = f"{target.faceid.secret}{data}".encode("utf-8", "replace")
    sign = sha1(text).hexdigest()  # noqa: S324  theirs
    return urlencode({"data": data, "sign": sign}).encode()


def send(
    target: AutomaticDesk, door: str, body: bytes, content_type: str = FORM
) -> requests.Response:
    return requests.post(
        f"{target.stack.api_url}/v1/liveness/faceid/{door}",
        data=body,
        headers={"Content-Type": content_type},
        timeout=TIMEOUT_SECONDS,
        allow_redirects=False,
    )


def code_of(answer: requests.Response) -> Any:
    return answer.json()["error"]["code"] if answer.status_code >= 400 else None


def nothing_must_have_happened(target: AutomaticDesk, waiting: str) -> None:
    """The check still waits for its person; it is the only one, so nobody else's has changed."""
    (check,) = target.back_end.get(f"/v1/submissions/{waiting}/liveness")["checks"]
    assert check["status"] == "open"
    heard = [each["type"] for each in target.history(f"cus_{waiting[4:30]}")]
    assert heard == ["customer.created", "submission.submitted", "liveness.started"]
