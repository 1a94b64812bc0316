"""Every test gets a fresh world: the real functions, tables and machine, on an empty cloud."""

from collections.abc import Iterator

import pytest

from local import openapi
from local.world import World
from tests.personal_data import logs_must_not_tell_who_anybody_is
from tests.world_helpers import Company, a_company


@pytest.fixture
def world() -> Iterator[World]:
    with World() as opened:
        yield opened
        contract_must_promise_every_refusal(opened)
        logs_must_not_tell_who_anybody_is(opened)


@pytest.fixture
def company(world: World) -> Company:
    """A lender with a reviewer; calls are made with its test key."""
    return a_company(world)


def contract_must_promise_every_refusal(world: World) -> None:
    """Whatever a test made the API refuse, openapi.json says that this route refuses so."""
    for route, reply in world.api.served:
        promised = openapi.refusals(openapi.route(route.method, route.path))
        assert reply.status < 400 or reply.code in promised, (route, reply.code)
