"""Every route for every role through the real front door, and what the table must never say."""

import ast
from dataclasses import replace
from typing import Any, get_args

import pytest

from local import openapi
from local.openapi_stories import CUSTOMER, PATH_PARAMETERS
from shared.http import Api, Nothing, Route
from shared.permissions import PERMISSIONS, STAFF_GROUPS, Role, roles_with
from tests.source import calls_of, python_files

ROUTES = [route for found in openapi.slices().values() for route in found.values()]
ROLES = get_args(Role)
TENANT = "co_01JD8ZV6N5X2Q4T7R9M3K1W0AB#test"
SOMEBODY_ELSE = "cus_01JD8ZV6N5X2Q4T7R9M3K1W0ZZ"
SENSITIVE = {"see_customers", "see_cases", "see_own_case", "manage_customers"}

# Said a second time, by whom it matters to: what no change of the table may bring about.
NEVER = [
    pytest.param({"billing"}, SENSITIVE, id="who pays sees no customer"),
    pytest.param({"operator"}, SENSITIVE, id="the platform sees no customer"),
    pytest.param({"reviewer"}, {"top_up", "change_settings", "manage_keys"}, id="reviewers decide"),
    pytest.param(
        {"company", "customer"},
        {"decide_cases", "decide_bank_accounts", "see_cases"},
        id="who sends evidence does not judge it",
    ),
    pytest.param(
        {"company", "customer", "reviewer", "billing", "admin"},
        {"open_companies", "set_prices", "enter_deposits", "correct_balances"},
        id="no company sets its own prices and balances",
    ),
    pytest.param({"customer"}, {"manage_loans", "ask_gates"}, id="nobody grants their own loan"),
    pytest.param(
        {"anyone"}, set(PERMISSIONS) - {"use_links", "report_face_checks"}, id="strangers"
    ),
]


def authorizer_of(role: str, route: Route, customer_id: str) -> dict[str, Any]:
    """What API Gateway hands over with a request of that role."""
    if role == "anyone" or "anyone" in route.roles:
        return {}  # such a route has no authorizer, whatever its callers bring
    if role in STAFF_GROUPS:
        claims = {"sub": "staff-1", "cognito:groups": role}
        return {"claims": claims | {"custom:company_id": TENANT.split("#", maxsplit=1)[0]}}
    key = {"kind": role, "tenant": TENANT, "key_id": "key_1"}
    return key | {"customer_id": customer_id, "tier": "1", "items": "selfie"}


def answer_to(role: str, route: Route, customer_id: str = CUSTOMER) -> tuple[int, str]:
    """Status and body; a handler that does nothing stands behind the door instead of the real one.

    So 200 means that the door opened, and nothing else can be taken for that.
    """
    door = Api()
    behind = replace(route, handler=Nothing, status=200, wants=frozenset(), body=None, query=None)
    door.routes[route.method, route.path] = behind
    context = {"requestId": "r-1", "authorizer": authorizer_of(role, route, customer_id)}
    event = {"httpMethod": route.method, "resource": route.path, "path": route.path}
    ids = PATH_PARAMETERS.items()
    named = {name: value for name, value in ids if f"{{{name}}}" in route.path}
    answer = door(event | {"pathParameters": named, "requestContext": context}, None)
    return answer["statusCode"], answer["body"]


@pytest.fixture(autouse=True)
def _nobody_is_suspended(monkeypatch: pytest.MonkeyPatch) -> None:
    """There is no table behind this door; tests/test_suspension.py has one."""
    monkeypatch.setattr("shared.http.admitted", lambda caller: caller)
    monkeypatch.setattr("shared.http.require_share", lambda company_id: None)


@pytest.mark.parametrize("route", ROUTES, ids=lambda each: f"{each.method} {each.path}")
def test_a_route_opens_to_exactly_those_whom_the_table_names(route: Route) -> None:
    having = set(ROLES) if "anyone" in roles_with(route.may) else roles_with(route.may)

    answers = {role: answer_to(role, route) for role in ROLES}

    opened = {role for role, answer in answers.items() if answer == (200, "{}")}
    refused = {role for role, answer in answers.items() if '"forbidden"' in answer[1]}
    assert opened == having
    assert refused == set(ROLES) - having


@pytest.mark.parametrize(
    "route",
    [route for route in ROUTES if "customer" in route.roles],
    ids=lambda each: f"{each.method} {each.path}",
)
def test_a_customer_reaches_nobody_elses_things(route: Route) -> None:
    status, body = answer_to("customer", route, SOMEBODY_ELSE)

    assert (status, '"not_found"' in body) == (404, True)


def test_a_group_that_the_table_does_not_know_gives_nothing() -> None:
    """A pool may have groups of the deployer's own, even one called like a key's role."""
    route = openapi.route("GET", "/v1/customers")
    door = Api()
    door.routes[route.method, route.path] = replace(route, handler=Nothing)
    claims = {"sub": "staff-1", "cognito:groups": "company,auditor", "custom:company_id": "co_1"}
    context = {"requestId": "r-1", "authorizer": {"claims": claims}}

    answer = door({"httpMethod": "GET", "resource": route.path, "requestContext": context}, None)

    assert answer["statusCode"] == 403


def test_every_permission_is_asked_for_somewhere() -> None:
    asked = {route.may for route in ROUTES} | {
        call.args[0].value
        for path in python_files("functions")
        for called, call in calls_of(path)
        if called.endswith(".may") and call.args and isinstance(call.args[0], ast.Constant)
    }

    assert asked == set(PERMISSIONS)


def test_a_permission_that_does_not_exist_stops_the_import() -> None:
    with pytest.raises(KeyError):
        Api().route("GET /v1/customers", may="do_everything")


@pytest.mark.parametrize(("roles", "permissions"), NEVER)
def test_the_table_never_says(roles: set[str], permissions: set[str]) -> None:
    assert [each for each in sorted(permissions) if roles_with(each) & roles] == []
