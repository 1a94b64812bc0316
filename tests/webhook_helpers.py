"""Receivers of webhooks: real HTTP servers on this machine, and what companies do with them."""

import json
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

from local.world import World, sources
from local.world.template import ROOT
from tests.world_helpers import Company, backdate

LOST = "lost"


@dataclass
class Message:
    headers: dict[str, str]
    body: bytes

    @property
    def event(self) -> dict[str, Any]:
        return dict(json.loads(self.body))

    @property
    def signatures(self) -> list[str]:
        return [each for each in self.headers["Signature"].split(",") if each.startswith("v1=")]


@dataclass
class Receiver:
    """Accepts everything, but for what `answers` say first: a status, a redirect's address, or
    LOST, where the message is taken and no answer comes back. `refuses` names customers whose
    messages get a 500.
    """

    server: ThreadingHTTPServer
    received: list[Message] = field(default_factory=list)
    answers: list[int | str] = field(default_factory=list)
    refuses: set[str] = field(default_factory=set)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server.server_address[1]}/kyc?from=us"

    @property
    def told(self) -> list[tuple[str, int]]:
        """(type, sequence) of each message, in the order of their arrival."""
        return [(each.event["type"], each.event["sequence"]) for each in self.received]

    def answer(self, message: Message) -> int | str:
        self.received.append(message)
        if self.answers:
            return self.answers.pop(0)
        about = message.event.get("data", {})
        return 500 if about.get("customer_id") in self.refuses else 200


@contextmanager
def a_receiver(*answers: int | str) -> Iterator[Receiver]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    receiver = Receiver(server, answers=list(answers))
    server.receiver = receiver  # type: ignore[attr-defined]
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield receiver
    finally:
        server.shutdown()
        server.server_close()


class _Handler(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        answer = self.server.receiver.answer(  # type: ignore[attr-defined]
            Message(dict(self.headers), body)
        )
        if answer == LOST:
            self.close_connection = True
            return
        self.send_response(302 if isinstance(answer, str) else answer)
        if isinstance(answer, str):
            self.send_header("Location", answer)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Says nothing."""


def the_documented_check() -> Callable[[str, str, bytes], bool]:
    """The lines that docs/api.md gives to receivers."""
    text = Path(ROOT / "docs" / "api.md").read_text(encoding="utf-8")
    (lines,) = re.findall(r"^```python\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    found: dict[str, Callable[[str, str, bytes], bool]] = {}
    exec(lines, found)  # noqa: S102  what a reader of the page would run
    return found["is_ours"]


def an_endpoint(company: Company, receiver: Receiver, *events: str) -> dict[str, Any]:
    """The answer that has the secret; without `events` it hears of everything."""
    asked = {"url": receiver.url, "events": list(events) or ["*"]}
    made = company.post("/v1/webhooks", asked)
    assert made.status == 201, made.text
    return dict(made.json)


def log_of(company: Company, **query: str) -> list[dict[str, Any]]:
    """The delivery log, oldest first."""
    listed = company.get("/v1/webhook-deliveries", query=query)
    assert listed.status == 200, listed.text
    return list(reversed(listed.json["deliveries"]))


def next_tries(world: World) -> None:
    """The pauses are over, and everything that was due has been tried once more."""
    backdate(world, "next_try_at")
    sources.time_passes()
    world.settle()
