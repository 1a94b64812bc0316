"""FaceID busy, broken, slow or with other keys: what its client asks again and what it says."""

import json
import re
from collections.abc import Iterator

import pytest
import responses
from moto.core.models import responses_mock

from liveness import faceid
from local.world import World
from local.world.template import template
from shared.errors import ProviderRefused, ProviderUnavailable
from tests import sandbox_helpers as sandbox
from tests.sandbox_helpers import Listener, a_request, does_the_check, operate


@pytest.fixture(autouse=True)
def nothing_remembered() -> Iterator[None]:
    """Keys and addresses of another test's world."""
    faceid.forget()
    yield
    faceid.forget()


@pytest.mark.parametrize("call", ["get_token", "get_result"])
@pytest.mark.parametrize("fault", ["http_500", "http_concurrency", "http_429"])
def test_trouble_that_passes_is_waited_out(world: World, call: str, fault: str) -> None:
    operate(world, "faults", {"path": call, "fault": fault, "times": 2})

    session = faceid.start(a_request())
    found = faceid.find(session.biz_id, "test")

    assert found.state == "not_started"
    assert sandbox.calls_of(world, call) == 3


@pytest.mark.parametrize(
    ("fault", "code"),
    [
        ("http_500", "INTERNAL_ERROR"),
        ("http_concurrency", "CONCURRENCY_LIMIT_EXCEEDED"),
        ("http_429", "CONCURRENCY_LIMIT_EXCEEDED"),
    ],
)
def test_trouble_that_stays_is_given_up_after_three_tries(
    world: World, fault: str, code: str
) -> None:
    operate(world, "faults", {"path": "get_token", "fault": fault, "times": 9})

    with pytest.raises(ProviderUnavailable, match=rf"^{code}$"):
        faceid.start(a_request())

    assert sandbox.calls_of(world, "get_token") == 3


@pytest.mark.parametrize(
    ("fault", "code"), [("http_403_key", "AUTHENTICATION_ERROR"), ("http_413", "HTTP_413")]
)
def test_a_refusal_is_not_asked_again(world: World, fault: str, code: str) -> None:
    operate(world, "faults", {"path": "get_token", "fault": fault, "times": 9})

    with pytest.raises(ProviderRefused, match=rf"^{code}$"):
        faceid.start(a_request())

    assert sandbox.calls_of(world, "get_token") == 1


def test_an_answer_that_comes_too_late_is_no_answer(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    operate(world, "faults", {"path": "get_token", "fault": "slow_read", "seconds": 0.3})

    with monkeypatch.context() as impatient:
        impatient.setattr(faceid, "READ_SECONDS", 0.2)
        impatient.setattr(faceid, "MOST_TRIES", 1)
        with pytest.raises(ProviderUnavailable, match=r"^ReadTimeout$"):
            faceid.start(a_request())

    assert faceid.start(a_request()).biz_id


@pytest.mark.parametrize(
    ("status", "text", "error", "code"),
    [
        (429, "slow down", ProviderUnavailable, "HTTP_429"),
        (502, "<html>", ProviderUnavailable, "HTTP_502"),
        (200, "<html>", ProviderUnavailable, "UNREADABLE_ANSWER"),
        (200, "[]", ProviderUnavailable, "UNREADABLE_ANSWER"),
        (200, '{"token": "t"}', ProviderUnavailable, "UNREADABLE_ANSWER"),
        (
            200,
            '{"token": "t", "biz_id": "b", "expired_time": 1e30}',
            ProviderUnavailable,
            "UNREADABLE_ANSWER",
        ),
        (200, '{"error": "LOW_QUALITY"}', ProviderRefused, "LOW_QUALITY"),
        (400, '{"error": "BAD_ARGUMENTS:王小明"}', ProviderRefused, "BAD_ARGUMENTS"),
        (400, '{"error_message": "王小明"}', ProviderRefused, "HTTP_400"),
        (302, "", ProviderRefused, "HTTP_302"),
    ],
)
def test_an_answer_that_is_no_answer_is_told_by_a_code_word(
    world: World, status: int, text: str, error: type[Exception], code: str
) -> None:
    elsewhere = "https://faceid.example"
    answer = status, {"Location": f"{elsewhere}/other"}, text
    asked = re.compile(re.escape(elsewhere) + ".*")
    responses_mock.add_callback(responses.POST, asked, lambda _: answer)
    name = template().environment()["FACEID_URL_PARAMETER"]
    world.client("ssm").put_parameter(Name=name, Value=elsewhere, Overwrite=True)

    with pytest.raises(error, match=rf"^{code}$"):
        faceid.start(a_request(mode="live"))


def test_a_test_goes_to_the_sandbox_whatever_the_contracts_address(world: World) -> None:
    name = template().environment()["FACEID_URL_PARAMETER"]
    elsewhere = "https://faceid.example"
    world.client("ssm").put_parameter(Name=name, Value=elsewhere, Overwrite=True)

    session = faceid.start(a_request(mode="test"))

    assert not session.url.startswith(elsewhere)
    assert faceid.find(session.biz_id, "test").state == "not_started"


def test_all_tries_together_end_in_time(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    slow = {"path": "get_token", "fault": "slow_read", "seconds": 0.3, "times": 9}
    operate(world, "faults", slow)
    monkeypatch.setattr(faceid, "READ_SECONDS", 0.1)
    monkeypatch.setattr(faceid, "LONGEST_SECONDS", 0.3)

    with pytest.raises(ProviderUnavailable):
        faceid.start(a_request())

    assert sandbox.calls_of(world, "get_token") == 1


def test_keys_that_were_changed_are_found_by_themselves(world: World) -> None:
    faceid.start(a_request())
    changed = {"api_key": "sandbox", "api_secret": "changed"}
    arn = template().arn("FaceidSecret")
    secrets = world.client("secretsmanager")
    secrets.put_secret_value(SecretId=arn, SecretString=json.dumps(changed))

    session = faceid.start(a_request())

    assert faceid.find(session.biz_id, "test").state == "not_started"


@pytest.mark.parametrize("held", ["not json", "{}", '{"api_key": "only"}'])
def test_keys_that_cannot_be_read_are_not_quoted(world: World, held: str) -> None:
    arn = template().arn("FaceidSecret")
    world.client("secretsmanager").put_secret_value(SecretId=arn, SecretString=held)

    with pytest.raises(ProviderRefused, match=r"^UNREADABLE_KEYS$"):
        faceid.start(a_request())


def test_without_an_address_nobody_is_asked(world: World) -> None:
    name = template().environment()["FACEID_URL_PARAMETER"]
    world.client("ssm").put_parameter(Name=name, Value="none", Overwrite=True)

    with pytest.raises(ProviderRefused, match=r"^NO_PROVIDER$"):
        faceid.start(a_request(mode="live"))


def test_neither_person_nor_secret_is_in_a_log_line_or_an_error(world: World) -> None:
    request = a_request(number="123")
    with pytest.raises(ProviderRefused) as refused:
        faceid.start(request)
    session = faceid.start(a_request(sandbox.MATCHING, "张测试"))
    Listener()
    does_the_check(world, session)
    faceid.find(session.biz_id, "test")

    told = "\n".join([*world.logs, str(refused.value), repr(request), repr(session)])

    secret, token = sandbox.keys(world)["api_secret"], session.url.partition("token=")[2]
    assert str(refused.value) == "BAD_ARGUMENTS"
    assert len(world.logs) > 5
    for each in (secret, token, request.name, "张测试", sandbox.MATCHING):
        assert each not in told
