"""Requests that nobody wrote by hand: what the deployed stack answers is what openapi.json says.

Schemathesis makes them from the committed contract, right ones and wrong ones, and the same ones
for the same SEED. Most lead to things that exist, so that they reach more than a 404.
"""

import zlib
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import schemathesis
from schemathesis.checks import (
    CheckFunction,
    content_type_conformance,
    negative_data_rejection,
    not_a_server_error,
    response_schema_conformance,
    status_code_conformance,
)
from schemathesis.core.parameters import ParameterLocation

from local import automatic
from local.client import TIMEOUT_SECONDS, Api, sign_in
from local.openapi import FILE
from local.operator import invite, open_company
from local.stack import Stack
from tests.e2e.automatic_steps import AutomaticDesk, open_desk
from tests.e2e.steps import Desk, identity_photos, thai_identity

# Another number makes other requests.
SEED = 20_261_122
TRIES = 20
OPERATOR = "^/v1/operator/"
# Whose credentials are in the request itself: a link's token, a provider's signature.
OPEN = "^/v1/(links/exchange$|liveness/faceid/)"
RETURN = "/v1/liveness/faceid/return"
# Set for now, they would be everybody's: the other tests have their own.
TERMS = ("/v1/operator/prices", "/v1/operator/rates")
KEY = "Idempotency-Key"
CONFIG: dict[str, Any] = {
    "seed": SEED,
    "generation": {
        "max-examples": TRIES,
        "database": "none",
        "no-shrink": True,
        "with-security-parameters": False,
    },
    # An unknown method is API Gateway's to refuse, before any route of ours.
    "phases": {"coverage": {"unexpected-methods": []}},
    "checks": {
        "negative_data_rejection": {"expected-statuses": [400, 401, 403, 404, 409, 422, 429]}
    },
}
# Every limit of every field is walked along once, as a company; the code behind it is the same.
ONLY_SOME = CONFIG | {"phases": {"coverage": {"enabled": False}}}
PROMISES: list[CheckFunction] = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
    negative_data_rejection,
]
Things = dict[str, str]


def contract(config: dict[str, Any]) -> schemathesis.BaseSchema:
    known = schemathesis.Config.from_dict(config)
    return schemathesis.openapi.from_path(str(FILE), config=known)


def opened_by(scheme: str, config: dict[str, Any] = CONFIG) -> schemathesis.BaseSchema:
    """The operations that these credentials open."""
    asked = {scheme: []}
    found = contract(config).include(lambda ctx: asked in ctx.operation.definition.raw["security"])
    return found.exclude(path_regex=OPERATOR)


# A field has the same limits whoever sends it and whenever: they are those of a first submission.
SENT_FOR_CUSTOMERS = ["staff_submit", "staff_resubmit"]
COMPANIES = opened_by("companyKey").exclude(operation_id="resubmit")
CUSTOMERS = opened_by("customerToken", ONLY_SOME)
STAFF = opened_by("staffToken").exclude(operation_id=SENT_FOR_CUSTOMERS)
SENDERS = opened_by("staffToken", ONLY_SOME).exclude(
    lambda ctx: ctx.operation.definition.raw["operationId"] not in SENT_FOR_CUSTOMERS
)
OPERATORS = contract(CONFIG).include(path_regex=OPERATOR)
STRANGERS = contract(CONFIG).include(path_regex=OPEN)
EVERYBODY = (COMPANIES, CUSTOMERS, STAFF, SENDERS, OPERATORS, STRANGERS)


@dataclass(frozen=True)
class Audience:
    """Who asks, and what they can find; `{}` is a path that leads nowhere.

    `leaving` is a customer who may be deleted, or a company that may be suspended: the others are
    still needed.
    """

    url: str
    token: str
    things: list[Things]
    leaving: str = ""

    def lead(self, case: schemathesis.Case) -> None:
        """To what exists, except where the path is meant to be wrong."""
        asked = repr((case.path_parameters, case.query, case.body))
        # The same request leads to the same thing, however often it is made.
        number = zlib.crc32(asked.encode("utf-8", "replace"))
        thing = self.things[number % len(self.things)]
        if thing and case.method == "DELETE" and case.path.endswith("{customer_id}"):
            thing = thing | {"customer_id": self.leaving}
        if thing and "/companies/{company_id}" in case.path:
            thing = thing | {"company_id": self.leaving}
        if thing and _is_right(case, ParameterLocation.PATH):
            wanted = thing.keys() & case.path_parameters.keys()
            case.path_parameters.update({name: thing[name] for name in wanted})
        if "mode" in thing and _is_right(case, ParameterLocation.QUERY):
            case.query["mode"] = thing["mode"]
        if isinstance(case.body, dict) and _is_right(case, ParameterLocation.BODY):
            self._lead_body(case, thing, number)
        if KEY in case.headers and _is_right(case, ParameterLocation.HEADER):
            # One key for all requests would hide from all but the first what is behind it.
            case.headers[KEY] = f"{number}"

    def _lead_body(self, case: schemathesis.Case, thing: Things, number: int) -> None:
        if "company_id" in case.body and "company_id" in thing:
            case.body |= {"company_id": thing["company_id"], "mode": "test"}
        if case.path in TERMS:
            begins = datetime.now(UTC) + timedelta(days=366, milliseconds=number)
            case.body["valid_from"] = begins.isoformat()


def stack_must_answer_by_contract(case: schemathesis.Case, audience: Audience) -> None:
    print(f"requests of SEED {SEED}")  # noqa: T201  shown with a failure
    audience.lead(case)
    token = audience.token
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    promises = [*PROMISES]
    if case.path == RETURN:
        # Whatever form a browser brings back, its person goes on.
        promises.remove(negative_data_rejection)
    case.call_and_validate(
        base_url=audience.url,
        headers=headers,
        checks=promises,
        timeout=TIMEOUT_SECONDS,
        allow_redirects=False,
    )


def _is_right(case: schemathesis.Case, where: ParameterLocation) -> bool:
    component = case.meta.components.get(where) if case.meta else None
    return component is None or component.mode.is_positive


@pytest.fixture(scope="module")
def back_office(stack: Stack) -> AutomaticDesk:
    return open_desk(stack, "Contract", "100")


@pytest.fixture(scope="module")
def people(back_office: AutomaticDesk) -> list[Things]:
    """A customer who only uploaded, one in review, one who was asked to correct, and one whose
    face FaceID waits for.

    The first is found more often: evidence is looked at when nothing is open.
    """
    expected = back_office.sent()
    back_office.page_of(expected)
    made = [_person(back_office, steps) for steps in ("upload", "submit", "correct")]
    awaited = {"customer_id": f"cus_{expected[4:30]}", "submission_id": expected}
    return [made[0], awaited | {"upload_id": made[0]["upload_id"]}, *made[1:]]


def _person(desk: Desk, steps: str) -> Things:
    customer_id, fields = desk.a_customer(phone="+66812345670"), thai_identity()
    uploads = identity_photos(desk, customer_id, fields)
    found = {"customer_id": customer_id, "upload_id": uploads[0]}
    if steps != "upload":
        found["submission_id"] = desk.submit(customer_id, fields, uploads)
        desk.act(found["submission_id"], "release")
    if steps == "correct":
        desk.ask_to_correct(found["submission_id"], 1, "full_name")
    return found


@pytest.fixture(scope="module")
def company(back_office: AutomaticDesk, people: list[Things]) -> Audience:
    things, leaving = [people[0], *people, {}], back_office.a_customer()
    return Audience(back_office.stack.api_url, back_office.company.test_key, things, leaving)


@pytest.fixture(scope="module")
def customer(back_office: AutomaticDesk, people: list[Things]) -> Audience:
    mine = people[-1]
    link = back_office.back_end.post(f"/v1/customers/{mine['customer_id']}/links", {"tier": 1})
    access = back_office.back_end.post("/v1/links/exchange", {"token": link["token"]})
    return Audience(back_office.stack.api_url, access["access_token"], [mine, mine, {}])


@pytest.fixture(scope="module")
def admin(back_office: AutomaticDesk, people: list[Things]) -> Audience:
    """An administrator may do what others of the staff may, and has a key to revoke."""
    stack, company = back_office.stack, back_office.company
    token = sign_in(stack, company.admin, company.password)
    spare = Api(stack.api_url, token).post("/v1/keys", {"name": "spare", "mode": "test"})
    paid = automatic.top_up(back_office.billing, "1")
    more = {"key_id": spare["key_id"], "top_up_id": paid["top_up_id"], "mode": "test"}
    things = [*(each | more for each in people), {"mode": "live"}]
    return Audience(stack.api_url, token, things, back_office.a_customer())


@pytest.fixture(scope="module")
def operator(stack: Stack, back_office: AutomaticDesk) -> Audience:
    """Who proposed a correction and has to leave it to somebody else."""
    email, password = "operator@contract.example.com", "Demo-1-contract-operator"
    invite(stack.client, stack.outputs, email, "operator", "", password)
    token = sign_in(stack, email, password)
    named = {"company_id": back_office.company.company_id}
    asked = {"mode": "test", "amount": "1", "currency": "CNY", "reason": "contract"}
    proposed = Api(stack.api_url, token).post("/v1/operator/adjustments", named | asked)
    named["adjustment_id"] = proposed["adjustment_id"]
    spare = open_company(stack.client, stack.outputs, "Spare", "exchange", "spare@example.com")
    return Audience(stack.api_url, token, [named, {}], spare)


@COMPANIES.parametrize()
def test_companies_get_the_answers_of_the_contract(
    case: schemathesis.Case, company: Audience
) -> None:
    stack_must_answer_by_contract(case, company)


@CUSTOMERS.parametrize()
def test_customers_get_the_answers_of_the_contract(
    case: schemathesis.Case, customer: Audience
) -> None:
    stack_must_answer_by_contract(case, customer)


@STAFF.parametrize()
def test_staff_get_the_answers_of_the_contract(case: schemathesis.Case, admin: Audience) -> None:
    stack_must_answer_by_contract(case, admin)


@SENDERS.parametrize()
def test_staff_who_send_for_customers_get_the_answers_of_the_contract(
    case: schemathesis.Case, admin: Audience
) -> None:
    stack_must_answer_by_contract(case, admin)


@OPERATORS.parametrize()
def test_operators_get_the_answers_of_the_contract(
    case: schemathesis.Case, operator: Audience
) -> None:
    stack_must_answer_by_contract(case, operator)


@STRANGERS.parametrize()
def test_strangers_get_the_answers_of_the_contract(case: schemathesis.Case, stack: Stack) -> None:
    stack_must_answer_by_contract(case, Audience(stack.api_url, "", [{}]))


def operations_of(schema: schemathesis.BaseSchema) -> dict[str, list[Any]]:
    """The credentials of each operation, by its method and path."""
    found = [each.ok() for each in schema.get_all_operations()]
    return {each.label: each.definition.raw["security"] for each in found}


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
