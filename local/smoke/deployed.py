"""The stack that is looked at: on AWS, or on the local cloud."""

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlsplit

import requests

from local import stage
from local.destroying import Resource, resources
from local.say import CannotGoOn
from local.stack import Stack
from local.stage import Clients, Stage

PAGE_SECONDS = 30


@dataclass(frozen=True)
class Deployed:
    name: str
    clients: Clients
    outputs: dict[str, str]
    parameters: dict[str, str]
    resources: list[Resource]
    api_url: str
    # A file of the admin page, by its name.
    page: Callable[[str], requests.Response]

    @property
    def is_production(self) -> bool:
        return self.parameters["Stage"] == "prod"

    @property
    def retains(self) -> bool:
        return self.parameters["RetainData"] == "true"

    def of_kind(self, kind: str) -> list[str]:
        return [each.physical_id for each in self.resources if each.kind == kind]


def on_aws(wanted: Stage, clients: Clients) -> Deployed:
    standing = _standing(clients, wanted.stack_name)
    outputs = standing.outputs

    def page(name: str) -> requests.Response:
        return requests.get(outputs["AdminUrl"] + name, timeout=PAGE_SECONDS)

    return _deployed(wanted.stack_name, clients, standing, outputs["ApiUrl"], page)


def here(stack: Stack, name: str) -> Deployed:
    """The emulator serves all names below one address, and tells distributions by the host."""
    host = urlsplit(stack.admin_url).netloc

    def page(file: str) -> requests.Response:
        url = f"http://127.0.0.1:{stack.port}/{file}"
        return requests.get(url, headers={"Host": host}, timeout=PAGE_SECONDS)

    return _deployed(name, stack.client, _standing(stack.client, name), stack.api_url, page)


def _standing(clients: Clients, name: str) -> stage.Standing:
    standing = stage.look(clients, name)
    if not standing.is_deployed:
        raise CannotGoOn(f"{name} is {standing.status}: there is nothing to try.")
    return standing


def _deployed(
    name: str,
    clients: Clients,
    standing: stage.Standing,
    api_url: str,
    page: Callable[[str], requests.Response],
) -> Deployed:
    given = standing.parameters
    found = resources(clients, name, stage.defaults() | given)
    return Deployed(name, clients, standing.outputs, given, found, api_url, page)
