"""Whoever asks too much waits: nobody else does."""

from collections.abc import Iterator
from typing import Any

import pytest

from local.world import World
from local.world.gateway import Reply
from shared import rates
from shared.settings import settings
from tests.refusal_helpers import everything_stored
from tests.world_helpers import Company, a_company, a_customer

ALLOWED = 5
ELSEWHERE = {"sourceIp": "198.51.100.4"}
UNKNOWN_LINK = {"token": "lt_" + "A" * 43}
CALLBACK = "/v1/liveness/faceid/notify"


@pytest.fixture
def narrow(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Shares that a test can use up, in a window that does not end meanwhile."""
    monkeypatch.setenv("COMPANY_REQUESTS_PER_SECOND", "2")
    monkeypatch.setenv("REFUSALS_PER_MINUTE", str(ALLOWED))
    monkeypatch.setattr(rates, "window", lambda seconds: (1, seconds))
    settings.cache_clear()
    yield
    monkeypatch.undo()
    settings.cache_clear()


def must_wait(reply: Reply) -> None:
    assert (reply.status, reply.code) == (429, "too_many_requests"), reply.text
    assert int(reply.headers["Retry-After"]) == reply.error["retry_after_seconds"] > 0


def flood(company: Company, token: str, times: int, **more: Any) -> list[Reply]:
    return [company.world.api.get("/v1/customers", token, **more) for _ in range(times)]


def test_a_company_that_floods_waits_and_another_does_not(world: World, narrow: None) -> None:
    flooding, calm = a_company(world, "Flood Co"), a_company(world, "Calm Co")

    answers = flood(flooding, flooding.token, 40)

    assert {each.status for each in answers[:15]} == {200}
    must_wait(answers[-1])
    assert calm.get("/v1/customers").status == 200
    assert calm.post("/v1/customers", {"external_id": "calm-1", "country": "TH"}).status == 201


def test_all_doors_of_a_company_share_what_it_may_ask(world: World, narrow: None) -> None:
    company = a_company(world)
    customer_id = a_customer(company).customer_id

    flood(company, company.token, 40)

    path = f"/v1/customers/{customer_id}"
    doors = [
        world.api.get(path, company.live_token),
        company.review("/tasks"),
        company.patch(path, {"language": "th"}),
    ]
    assert {each.code for each in doors} == {"too_many_requests"}


def test_a_company_is_served_again_in_the_next_seconds(
    world: World, narrow: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    company = a_company(world)
    flood(company, company.token, 40)
    monkeypatch.setattr(rates, "window", lambda seconds: (2, seconds))

    assert company.get("/v1/customers").status == 200


def test_usual_work_costs_no_write(world: World, company: Company) -> None:
    flood(company, company.token, 30)

    pages = world.client("dynamodb").get_paginator("scan")
    found = [each for page in pages.paginate(TableName="kyc-CasesTable") for each in page["Items"]]
    assert not [each for each in found if each["pk"]["S"].startswith("RATE#")]


def guess(world: World, **more: Any) -> Reply:
    return world.api.post("/v1/links/exchange", UNKNOWN_LINK, **more)


def test_who_guesses_links_waits_and_the_others_do_not(
    world: World, company: Company, narrow: None
) -> None:
    person = a_customer(company)
    link = company.post(f"/v1/customers/{person.customer_id}/links", {"tier": 1}).json

    answers = [guess(world) for _ in range(ALLOWED + 3)]

    assert {each.code for each in answers[:ALLOWED]} == {"link_unusable"}
    for each in answers[ALLOWED:]:
        must_wait(each)
    assert guess(world, identity=ELSEWHERE).code == "link_unusable"
    right = world.api.post("/v1/links/exchange", {"token": link["token"]})
    assert right.status == 200, "a right link is nobody's guess, whoever sits beside"


def test_who_forges_callbacks_waits(world: World, narrow: None) -> None:
    def forge() -> Reply:
        return world.api.post(CALLBACK, text="data=%7B%7D&sign=wrong")

    answers = [forge() for _ in range(ALLOWED + 1)]

    assert {each.status for each in answers[:ALLOWED]} == {403}
    must_wait(answers[-1])


def test_mistakes_are_no_guesses(world: World, narrow: None) -> None:
    answers = [world.api.post("/v1/links/exchange", {"tok": "en"}) for _ in range(ALLOWED + 3)]

    assert {each.status for each in answers} == {400}


def test_no_address_is_kept(world: World, narrow: None) -> None:
    for _ in range(ALLOWED):
        guess(world, identity=ELSEWHERE)

    table = world.client("dynamodb").scan(TableName="kyc-CasesTable")
    assert "RATE#" in str(table)
    assert ELSEWHERE["sourceIp"] not in str(table)
    assert ELSEWHERE["sourceIp"] not in str(everything_stored(world))
