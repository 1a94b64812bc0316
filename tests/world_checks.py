"""A world, and what must be true of each one when a test has used it."""

from collections.abc import Iterator
from contextlib import contextmanager

from local import openapi
from local.world import World
from tests.personal_data import logs_must_not_tell_who_anybody_is


@contextmanager
def a_checked_world() -> Iterator[World]:
    with World() as opened:
        yield opened
        contract_must_promise_every_refusal(opened)
        logs_must_not_tell_who_anybody_is(opened)


def contract_must_promise_every_refusal(world: World) -> None:
    """Whatever a test made the API refuse, openapi.json says that this route refuses so."""
    for route, reply in world.api.served:
        promised = openapi.refusals(openapi.route(route.method, route.path))
        assert reply.status < 400 or reply.code in promised, (route, reply.code)
