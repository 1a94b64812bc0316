"""The world that all other tests live in: what happens in one, ends with it."""

from contextlib import ExitStack
from threading import Event
from typing import Any

import pytest

import local.world
from local.world import World, functions, machine
from tests.world_helpers import a_company, a_customer, evidence


def test_a_world_waits_for_what_still_works_in_it(monkeypatch: pytest.MonkeyPatch) -> None:
    asked, free = Event(), Event()
    real = functions.handler_of

    def slow(function: str) -> Any:
        if function == "OpenReview":
            asked.set()
            free.wait()
        return real(function)

    world = World()
    with ExitStack() as ending:
        company = a_company(ending.enter_context(world))
        person = a_customer(company)
        monkeypatch.setattr(functions, "handler_of", slow)
        body = evidence(company, person)
        assert company.post(f"/v1/customers/{person.customer_id}/submissions", body).status == 201
        assert asked.wait(timeout=30)
        monkeypatch.setattr(machine, "STOP_SECONDS", 0.2)
        with pytest.raises(TimeoutError, match="does not stop"):
            ending.close()

    free.set()
    monkeypatch.undo()
    machine.stop_executions()
    with World() as after:
        assert after.executions == []


def test_a_world_that_does_not_open_leaves_nothing_to_the_next(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    deploy = local.world._deploy

    def full() -> None:
        deploy()
        raise OSError("no room")

    monkeypatch.setattr("local.world._deploy", full)
    with pytest.raises(OSError, match="no room"), World():
        pass
    monkeypatch.undo()
    with World() as world:
        assert a_company(world).company_id
