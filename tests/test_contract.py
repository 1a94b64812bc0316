"""What the API answers to requests that nobody wrote by hand is what openapi.json says."""

from collections.abc import Iterator
from io import BytesIO
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
import schemathesis
from requests.adapters import BaseAdapter, HTTPAdapter
from urllib3 import HTTPResponse

from local.world import World
from shared.settings import settings
from tests.automatic_helpers import a_mainlander, an_exchange
from tests.billing_helpers import deposited, operator, rated, topped_up
from tests.contract_helpers import (
    CONFIG,
    ONLY_SOME,
    OPEN,
    OPERATOR,
    Audience,
    Things,
    api_must_answer_by_contract,
    contract,
    opened_by,
    operations_of,
)
from tests.world_checks import a_checked_world
from tests.world_helpers import (
    Company,
    a_company,
    a_customer,
    asked_to_correct,
    submitted,
    uploaded,
)

WORLD = "http://world.test"
# A field has the same limits whoever sends it and whenever: they are those of a first submission.
SENT_FOR_CUSTOMERS = ["staff_submit", "staff_resubmit"]
COMPANIES = opened_by("companyKey", CONFIG).exclude(operation_id="resubmit")
CUSTOMERS = opened_by("customerToken", ONLY_SOME)
STAFF = opened_by("staffToken", CONFIG).exclude(operation_id=SENT_FOR_CUSTOMERS)
SENDERS = opened_by("staffToken", ONLY_SOME).exclude(
    lambda ctx: ctx.operation.definition.raw["operationId"] not in SENT_FOR_CUSTOMERS
)
OPERATORS = contract(CONFIG).include(path_regex=OPERATOR)
STRANGERS = contract(CONFIG).include(path_regex=OPEN)
EVERYBODY = (COMPANIES, CUSTOMERS, STAFF, SENDERS, OPERATORS, STRANGERS)


class ToWorld(BaseAdapter):
    """A request as it would leave over HTTP, handed to the gateway in this process."""

    def __init__(self, world: World) -> None:
        super().__init__()
        self._world = world

    def send(self, request: requests.PreparedRequest, *_: Any, **__: Any) -> requests.Response:
        asked, body = urlsplit(str(request.url)), request.body
        reply = self._world.api.request(
            str(request.method),
            asked.path,
            text=body.decode("utf-8", "replace") if isinstance(body, bytes) else body,
            query=parse_qs(asked.query, keep_blank_values=True),
            headers={str(name): str(value) for name, value in request.headers.items()},
        )
        told = BytesIO(reply.text.encode())
        raw = HTTPResponse(told, reply.headers, reply.status, version=11, preload_content=False)
        return HTTPAdapter().build_response(request, raw)

    def close(self) -> None:
        """There is no connection."""


def world_must_answer_by_contract(
    case: schemathesis.Case, world: World, audience: Audience
) -> None:
    with requests.Session() as session:
        session.mount(WORLD, ToWorld(world))
        api_must_answer_by_contract(case, audience, WORLD, session=session)


@pytest.fixture(scope="module")
def world() -> Iterator[World]:
    """One for all: requests are wrong by the hundred, all from one address."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("COMPANY_REQUESTS_PER_SECOND", "100000")
        patch.setenv("REFUSALS_PER_MINUTE", "100000")
        settings.cache_clear()
        with a_checked_world() as opened:
            yield opened
    settings.cache_clear()


@pytest.fixture(scope="module")
def company(world: World) -> Company:
    return a_company(world, "Contract")


@pytest.fixture(scope="module")
def people(company: Company) -> list[Things]:
    """A customer who only uploaded, one in review, one who was asked to correct, and one whose
    face FaceID waits for.

    The first is found more often: evidence is looked at when nothing is open.
    """
    exchange = an_exchange(company)
    mainlander = a_mainlander(company)
    expected = exchange.submit_for(mainlander)
    assert exchange.page_of(expected).status == 200
    made = [_person(company, steps) for steps in ("upload", "submit", "correct")]
    awaited = {"customer_id": mainlander.customer_id, "submission_id": expected}
    return [made[0], awaited | {"upload_id": made[0]["upload_id"]}, *made[1:]]


def _person(company: Company, steps: str) -> Things:
    person = a_customer(company, phone="+66812345670")
    found = {
        "customer_id": person.customer_id,
        "upload_id": uploaded(company, person, "id_front"),
    }
    if steps != "upload":
        found["submission_id"] = submitted(company, person)
    if steps == "correct":
        asked_to_correct(company, found["submission_id"], "full_name")
    return found


@pytest.fixture(scope="module")
def back_end(company: Company, people: list[Things]) -> Audience:
    return Audience(company.token, [people[0], *people, {}], a_customer(company).customer_id)


@pytest.fixture(scope="module")
def customer(company: Company, people: list[Things]) -> Audience:
    mine = people[-1]
    link = company.post(f"/v1/customers/{mine['customer_id']}/links", {"tier": 1}).json
    access = company.world.api.post("/v1/links/exchange", {"token": link["token"]}).json
    return Audience(access["access_token"], [mine, mine, {}])


@pytest.fixture(scope="module")
def admin(company: Company, people: list[Things]) -> Audience:
    """An administrator may do what others of the staff may, and has a key to revoke."""
    api, spare = company.world.api, {"name": "spare", "mode": "test"}
    key = api.post("/v1/keys", spare, company.admin).json
    rated(company.world)
    deposited(company, "100.000000", "test")
    paid = topped_up(company, "1.000000", "test")
    more = {"key_id": key["key_id"], "top_up_id": paid["top_up_id"], "mode": "test"}
    things = [*(each | more for each in people), {"mode": "live"}]
    return Audience(company.admin, things, a_customer(company).customer_id)


@pytest.fixture(scope="module")
def platform(world: World, company: Company) -> Audience:
    """Who proposed a correction and has to leave it to somebody else."""
    token, named = operator(world, "contract"), {"company_id": company.company_id}
    asked = {"mode": "test", "amount": "1", "currency": "CNY", "reason": "contract"}
    proposed = world.api.post("/v1/operator/adjustments", named | asked, token).json
    named["adjustment_id"] = proposed["adjustment_id"]
    return Audience(token, [named, {}], a_company(world, "Spare").company_id)


@COMPANIES.parametrize()
def test_companies_get_the_answers_of_the_contract(
    case: schemathesis.Case, world: World, back_end: Audience
) -> None:
    world_must_answer_by_contract(case, world, back_end)


@CUSTOMERS.parametrize()
def test_customers_get_the_answers_of_the_contract(
    case: schemathesis.Case, world: World, customer: Audience
) -> None:
    world_must_answer_by_contract(case, world, customer)


@STAFF.parametrize()
def test_staff_get_the_answers_of_the_contract(
    case: schemathesis.Case, world: World, admin: Audience
) -> None:
    world_must_answer_by_contract(case, world, admin)


@SENDERS.parametrize()
def test_staff_who_send_for_customers_get_the_answers_of_the_contract(
    case: schemathesis.Case, world: World, admin: Audience
) -> None:
    world_must_answer_by_contract(case, world, admin)


@OPERATORS.parametrize()
def test_operators_get_the_answers_of_the_contract(
    case: schemathesis.Case, world: World, platform: Audience
) -> None:
    world_must_answer_by_contract(case, world, platform)


@STRANGERS.parametrize()
def test_strangers_get_the_answers_of_the_contract(case: schemathesis.Case, world: World) -> None:
    world_must_answer_by_contract(case, world, Audience("", [{}]))


def test_every_operation_is_asked_by_those_who_may() -> None:
    """A filter that silently lets all through, or none, would prove nothing."""
    asked = [operations_of(each) for each in EVERYBODY]
    schemes = ["companyKey", "customerToken", "staffToken", "staffToken", "staffToken"]

    assert {name for each in asked for name in each} == operations_of(contract(CONFIG)).keys()
    assert set(operations_of(STRANGERS)) == {
        "POST /v1/links/exchange",
        "POST /v1/liveness/faceid/notify",
        "POST /v1/liveness/faceid/return",
    }
    assert not any(operations_of(STRANGERS).values())
    for scheme, found in zip(schemes, asked, strict=False):
        assert all({scheme: []} in credentials for credentials in found.values())
