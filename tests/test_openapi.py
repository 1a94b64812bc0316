"""The contract says what the code does, and is the one that was committed."""

import ast
import json
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from pydantic import BaseModel

from local import openapi
from shared.errors import CATALOGUE, TYPES
from shared.http import Form, Redirect, Route
from tests.source import calls_of, name_of, python_files

ROUTES = [route for routes in openapi.slices().values() for route in routes.values()]
DOCUMENT = openapi.document()


def operations() -> Iterator[tuple[str, dict[str, Any]]]:
    for path, methods in DOCUMENT["paths"].items():
        for method, operation in methods.items():
            yield f"{method.upper()} {path}", operation


def models() -> list[type[BaseModel]]:
    shown = {each for route in ROUTES for each in (route.body, route.answer) if each}
    described = [each for each in shown if not issubclass(each, Form | Redirect)]
    return sorted(described, key=lambda model: model.__name__)


def test_the_committed_contract_is_the_newest() -> None:
    committed = openapi.FILE.read_text(encoding="utf-8")

    assert committed == openapi.text(), "run: python -m local.openapi"


def test_it_is_valid_openapi_3_1() -> None:
    schemathesis.openapi.from_dict(DOCUMENT).validate()

    assert DOCUMENT["openapi"] == "3.1.0"


def test_every_reference_leads_somewhere() -> None:
    parts = json.dumps(DOCUMENT).split('"$ref": "#/components/')[1:]
    wanted = {tuple(part.split('"')[0].split("/")) for part in parts}

    missing = [each for each in wanted if each[1] not in DOCUMENT["components"][each[0]]]

    assert missing == []
    assert ("schemas", "Error") in wanted


def test_every_route_is_described_once() -> None:
    described = [name for name, _ in operations()]
    ids = Counter(operation["operationId"] for _, operation in operations())

    assert sorted(described) == sorted(f"{route.method} {route.path}" for route in ROUTES)
    assert [each for each, times in ids.items() if times > 1] == []


def test_every_route_has_a_summary_and_examples() -> None:
    for name, operation in operations():
        bodies = [operation["requestBody"]] if "requestBody" in operation else []
        for part in [*bodies, *operation["responses"].values()]:
            for kind, content in part.get("content", {}).items():
                assert "form" in kind or content["examples"], name
            assert {"$ref", "content", "headers"} & set(part), name
        assert operation["summary"], name


@pytest.mark.parametrize("model", models(), ids=lambda model: model.__name__)
def test_every_example_is_one(model: type[BaseModel]) -> None:
    example = openapi.EXAMPLES[model.__name__]

    read = model.model_validate_json(json.dumps(example))

    shown = json.loads(read.model_dump_json(exclude_unset=True))
    if "document_number" in shown.get("fields", {}):
        # The one value that is kept in another spelling than it may be sent in.
        shown["fields"]["document_number"] = example["fields"]["document_number"]
    assert shown == example


def test_no_example_is_left_over() -> None:
    assert set(openapi.EXAMPLES) == {model.__name__ for model in models()}


@pytest.mark.parametrize(
    "route", [each for each in ROUTES if each.body], ids=lambda each: f"{each.method} {each.path}"
)
def test_a_route_with_a_body_says_how_bodies_are_refused(route: Route) -> None:
    codes = openapi.refusals(route)

    assert {"malformed_json", "body_too_large", "invalid_request"} <= set(codes)


def test_a_keyed_route_takes_an_idempotency_key_and_says_how_it_is_refused() -> None:
    keyed = [route for route in ROUTES if "once" in route.wants]

    assert keyed
    for route in keyed:
        operation = DOCUMENT["paths"][route.path][route.method.lower()]
        assert "Idempotency-Key" in [each["name"] for each in operation["parameters"]]
        assert "idempotency_key_reused" in openapi.refusals(route)


def test_every_code_of_the_catalogue_can_be_answered() -> None:
    answered = {code for route in ROUTES for code in openapi.refusals(route)}

    assert sorted(set(CATALOGUE) - answered) == []


def test_every_code_that_a_route_declares_is_in_the_catalogue() -> None:
    declared = {code for route in ROUTES for code in route.codes}

    assert sorted(declared - set(CATALOGUE)) == []


def test_every_status_has_a_type() -> None:
    assert {status for status, _ in CATALOGUE.values()} == set(TYPES)


def raised_codes(*folders: str) -> set[tuple[str, str]]:
    """The file and the code of every ApiError("…") in those folders."""
    return {
        (name_of(path), call.args[0].value)
        for path in python_files(*folders)
        for called, call in calls_of(path)
        if called == "ApiError" and call.args and isinstance(call.args[0], ast.Constant)
    }


def test_every_code_that_is_raised_is_in_the_catalogue() -> None:
    raised = raised_codes("functions")

    assert len(raised) > 20
    assert [each for each in raised if each[1] not in CATALOGUE] == []


@pytest.mark.parametrize("name", openapi.slices())
def test_what_a_slice_raises_is_promised_by_one_of_its_routes(name: str) -> None:
    promised = {
        code for route in openapi.slices()[name].values() for code in openapi.refusals(route)
    }

    assert [each for each in raised_codes(f"functions/{name}") if each[1] not in promised] == []
