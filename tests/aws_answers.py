"""An AWS account that answers what a test says: real clients, whose requests go nowhere."""

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import boto3

SESSION: Any = boto3.session.Session("key", "secret")
Given = dict[str, Any]
# What the request says, to what is answered; an exception is an error of AWS's.
Answer = Callable[[Given], Given]


class Refusal(Exception):
    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.answer = {"Error": {"Code": code, "Message": message}}


class Account:
    """`asked` has every request, in order, by its operation."""

    def __init__(self, answers: dict[str, Answer], region: str = "ap-southeast-1") -> None:
        self.answers, self.region = answers, region
        self.asked: list[str] = []

    def client(self, service: str, **where: str) -> Any:
        client = SESSION.client(service, **({"region_name": self.region} | where))
        client.meta.events.register("provide-client-params", self._remember)
        client.meta.events.register("before-call", self._reply)
        return client

    def _remember(self, params: Given, **_: Any) -> None:
        self._params = params

    def _reply(self, model: Any, **_: Any) -> tuple[Any, Given]:
        self.asked.append(model.name)
        try:
            return SimpleNamespace(status_code=200), self.answers[model.name](self._params)
        except Refusal as refusal:
            return SimpleNamespace(status_code=400), refusal.answer
