"""What happens around a pretend check: a caller that FaceID calls back, a person, an operator."""

import json
import re
from dataclasses import dataclass, field
from datetime import date
from itertools import count
from typing import Any
from urllib.parse import parse_qs, urlencode

import responses
from moto.core.models import responses_mock

from liveness.provider import CheckRequest, Session
from local import specimens
from local.world import World
from local.world.gateway import Reply
from local.world.template import template
from shared.tenant import Mode

NAME = "王小明"
NOTIFY, RETURN = "https://caller.example/notify", "https://caller.example/return"
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
# Of the person that the fixtures know by name.
MATCHING = "110101199003070011"
_numbers = count(1)


@dataclass
class Listener:
    """A server at NOTIFY: it answers with `statuses` in turn, then with 200."""

    statuses: list[int] = field(default_factory=list)
    heard: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        responses_mock.add_callback(responses.POST, re.compile(re.escape(NOTIFY)), self._answer)

    def _answer(self, request: Any) -> tuple[int, dict[str, str], str]:
        self.heard.append(request.body)
        return (self.statuses.pop(0) if self.statuses else 200), {}, ""


def a_request(
    number: str = "", name: str = NAME, check_id: str = "", mode: Mode = "test"
) -> CheckRequest:
    """A request for a check of somebody whom the sandbox does not know, or of `number`."""
    drawn = next(_numbers)
    return CheckRequest(
        check_id=check_id or f"co_1.test.sub_1.{drawn}",
        mode=mode,
        name=name,
        id_number=number or specimens.chinese_id(date(1990, 5, 17), "male", drawn),
        notify_url=NOTIFY,
        return_url=RETURN,
    )


def keys(world: World) -> dict[str, str]:
    arn = template().arn("FaceidSecret")
    secret = world.client("secretsmanager").get_secret_value(SecretId=arn)
    return dict(json.loads(secret["SecretString"]))


def operate(world: World, path: str, asked: Any = None, **query: str) -> Reply:
    """A call of the sandbox's own endpoints: a GET without `asked`, else a POST."""
    method, token = "GET" if asked is None else "POST", keys(world)["api_secret"]
    return world.sandbox.request(method, f"/__sim/{path}", token, json=asked, query=query)


def page_of(world: World, session: Session, **query: str) -> Reply:
    token = session.url.partition("token=")[2]
    return world.sandbox.get("/faceid/lite/do", query={"token": token} | query)


def does_the_check(world: World, session: Session, sim: str = "") -> Reply:
    """What the person's browser is answered after the check that ended as `sim`."""
    token = session.url.partition("token=")[2]
    form = urlencode({"token": token, "sim": sim})
    return world.sandbox.request("POST", "/faceid/lite/do", text=form, headers=FORM)


def data_of(form_body: str) -> dict[str, Any]:
    """The result that a callback carries."""
    return dict(json.loads(parse_qs(form_body)["data"][0]))


def billed(world: World) -> list[dict[str, Any]]:
    return list(operate(world, "billing").json["lines"])


def calls_of(world: World, endpoint: str) -> int:
    return int(operate(world, "requests").json["counts"].get(endpoint, 0))
