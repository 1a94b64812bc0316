"""openapi.json from the routes and their models: `python -m local.openapi` writes it.

It is committed and never built at run time; tests/test_openapi.py fails when it is stale.
"""

import importlib
import json
import tomllib
from collections import Counter, defaultdict
from functools import cache
from typing import Any, cast

from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from local.openapi_parts import CALLBACK, IDEMPOTENCY_KEY, MODE, SECURITY_SCHEMES
from local.openapi_stories import EXAMPLES, PATH_PARAMETERS
from local.world.template import ROOT  # first of all: it sets what the slices read at import
from shared import ids
from shared.errors import CATALOGUE, TYPES, ApiError
from shared.http import Csv, Form, Redirect, Route
from shared.permissions import STAFF_GROUPS

FILE = ROOT / "openapi.json"
REF = "#/components/schemas/{model}"
REQUEST_ID = "c6af9ac6-7b61-11e6-9a41-93e8deadbeef"

EVERY_ROUTE = ("too_many_requests", "internal_error", "unavailable")
WITH_CREDENTIALS = ("unauthenticated", "forbidden")
WITH_COMPANY, WITH_STAFF = ("company_suspended",), ("staff_disabled",)
WITH_BODY = ("malformed_json", "body_too_large", "invalid_request")
WITH_KEY = ("invalid_idempotency_key", "idempotency_key_reused")
UNIVERSAL = {*EVERY_ROUTE, *WITH_CREDENTIALS, *WITH_COMPANY, *WITH_STAFF, *WITH_BODY, *WITH_KEY}
UNIVERSAL |= {"not_found", "busy"}


@cache
def slices() -> dict[str, dict[tuple[str, str], Route]]:
    """The routes of every slice: of its api.py, and of its other files named so (phone_api.py)."""
    found: dict[str, dict[tuple[str, str], Route]] = defaultdict(dict)
    for path in sorted((ROOT / "functions").glob("*/*api.py")):
        module = importlib.import_module(f"{path.parent.name}.{path.stem}")
        found[path.parent.name] |= module.api.routes
    return dict(found)


def route(method: str, path: str) -> Route:
    return next(found[method, path] for found in slices().values() if (method, path) in found)


def document() -> dict[str, Any]:
    routes = [(name, each) for name, found in slices().items() for each in found.values()]
    refs, schemas = _schemas([route for _, route in routes])
    names = Counter(route.handler.__name__ for _, route in routes)
    paths: dict[str, Any] = defaultdict(dict)
    for name, route in sorted(routes, key=lambda each: (each[1].path, each[1].method)):
        operation = {
            "operationId": _operation_id(name, route, names),
            "tags": [name],
            **_operation(route, refs),
        }
        paths[route.path][route.method.lower()] = operation
    return {
        "openapi": "3.1.0",
        "info": _info(),
        "servers": [_server()],
        "tags": [{"name": name, "description": _about(name)} for name in slices()],
        "paths": dict(paths),
        "components": {
            "securitySchemes": SECURITY_SCHEMES,
            "responses": {code: _error_response([code]) for code in sorted(CATALOGUE)},
            "examples": {
                code: {"value": ApiError(code).body(REQUEST_ID)} for code in sorted(CATALOGUE)
            },
            "schemas": dict(sorted((schemas | {"Error": ERROR}).items())),
        },
    }


def _operation_id(name: str, route: Route, names: Counter[str]) -> str:
    """The handler's name; one that serves staff too has a second path, and is told apart there."""
    called = route.handler.__name__
    if names[called] == 1:
        return called
    prefix = "review" if route.path.startswith("/v1/review/") else name
    return f"{prefix}_{called}"


def text() -> str:
    return json.dumps(document(), indent=2, ensure_ascii=False) + "\n"


def refusals(route: Route) -> list[str]:
    """Every code that the route can answer: its own, and those that come with its shape."""
    codes = {*EVERY_ROUTE, *route.codes}
    codes |= set() if "anyone" in route.roles else set(WITH_CREDENTIALS)
    codes |= set() if "anyone" in route.roles else set(WITH_COMPANY)
    codes |= set(WITH_STAFF) if route.roles & STAFF_GROUPS else set()
    codes |= set(WITH_BODY) if route.body else set()
    codes |= set(WITH_KEY) if "once" in route.wants else set()
    codes |= {"invalid_request"} if route.query or _has_mode(route) else set()
    codes |= {"not_found"} if "{" in route.path else set()
    # Every write is conditional, and gives up after some tries.
    codes |= set() if route.method == "GET" else {"busy"}
    return [code for code in CATALOGUE if code in codes]


def _schemas(routes: list[Route]) -> tuple[dict[type[BaseModel], Any], dict[str, Any]]:
    """A reference for each body, query and answer, and the component schemas they need."""
    given = {each for route in routes for each in (route.body, route.query) if each}
    given = {each for each in given if not issubclass(each, Form)}
    answers = {route.answer for route in routes if not issubclass(route.answer, Csv | Redirect)}
    ordered = sorted(given, key=_full_name), sorted(answers, key=_full_name)
    models: list[Any] = [(each, "validation") for each in ordered[0]]
    models += [(each, "serialization") for each in ordered[1]]
    found, definitions = models_json_schema(models, ref_template=REF)
    schemas = definitions["$defs"]
    refs: dict[type[BaseModel], Any] = {cast(Any, each): ref for (each, _), ref in found.items()}
    for route in routes:
        if route.query in refs and "$ref" in refs[route.query]:
            # A query is a list of parameters and not a component.
            name = refs[route.query]["$ref"].rsplit("/", 1)[1]
            refs[route.query] = schemas.pop(name)
    return refs, schemas


def _full_name(model: type[BaseModel]) -> str:
    return f"{model.__module__}.{model.__name__}"


def _operation(route: Route, refs: dict[type[BaseModel], Any]) -> dict[str, Any]:
    words = (route.handler.__doc__ or "").strip().split("\n")[0]
    operation: dict[str, Any] = {
        "summary": words.rstrip("."),
        "description": f"For: {', '.join(sorted(route.roles))} (`{route.may}`).",
        "security": _security(route),
    }
    if parameters := _parameters(route, refs):
        operation["parameters"] = parameters
    if route.body:
        content = _content(route.body, refs)
        operation["requestBody"] = {"required": True, "content": content}
    told = (route.answer.__doc__ or route.answer.__name__).strip().split("\n")[0]
    answer: dict[str, Any] = {"description": told}
    if issubclass(route.answer, Redirect):
        answer["headers"] = {"Location": {"schema": {"type": "string", "format": "uri"}}}
    else:
        answer["content"] = _content(route.answer, refs)
    operation["responses"] = {str(route.status): answer}
    operation["responses"] |= _error_responses(route)
    return operation


def _content(model: type[BaseModel], refs: dict[type[BaseModel], Any]) -> dict[str, Any]:
    """By media type. A form's and a table's own shapes are not those of their Python classes."""
    if issubclass(model, Form):
        return {"application/x-www-form-urlencoded": {"schema": CALLBACK}}
    if issubclass(model, Csv):
        table = {"typical": {"value": EXAMPLES[model.__name__]["text"]}}
        return {Csv.media_type: {"schema": {"type": "string"}, "examples": table}}
    examples = {"typical": {"value": EXAMPLES[model.__name__]}}
    return {"application/json": {"schema": refs[model], "examples": examples}}


def _parameters(route: Route, refs: dict[type[BaseModel], Any]) -> list[dict[str, Any]]:
    found = [_path_parameter(name) for name in PATH_PARAMETERS if f"{{{name}}}" in route.path]
    if route.query:
        found += [_query_parameter(*each) for each in refs[route.query]["properties"].items()]
    if _has_mode(route):
        found.append(MODE)
    if "once" in route.wants:
        found.append(IDEMPOTENCY_KEY)
    return found


def _path_parameter(name: str) -> dict[str, Any]:
    schema = {"type": "string", "pattern": ids.PATTERNS[name]}
    example = PATH_PARAMETERS[name]
    return {"name": name, "in": "path", "required": True, "schema": schema, "example": example}


def _query_parameter(name: str, schema: dict[str, Any]) -> dict[str, Any]:
    """A query has no null: what is optional is left out."""
    schema = {key: value for key, value in schema.items() if key != "title"}
    choices = [each for each in schema.pop("anyOf", []) if each != {"type": "null"}]
    if len(choices) == 1:
        schema |= choices[0]
    if schema.get("default", "") is None:
        del schema["default"]
    return {"name": name, "in": "query", "required": False, "schema": schema}


def _has_mode(route: Route) -> bool:
    return bool(route.roles & (STAFF_GROUPS - {"operator"}))


def _security(route: Route) -> list[dict[str, list[str]]]:
    schemes = {"company": "companyKey", "customer": "customerToken"}
    schemes |= dict.fromkeys(STAFF_GROUPS, "staffToken")
    asked = {schemes[role] for role in route.roles if role in schemes}
    return [{scheme: []} for scheme in sorted(asked)]


def _error_responses(route: Route) -> dict[str, Any]:
    by_status: dict[int, list[str]] = defaultdict(list)
    for code in refusals(route):
        by_status[CATALOGUE[code][0]].append(code)
    return {
        str(status): _shared("responses", codes[0]) if len(codes) == 1 else _error_response(codes)
        for status, codes in sorted(by_status.items())
    }


def _shared(kind: str, code: str) -> dict[str, str]:
    return {"$ref": f"#/components/{kind}/{code}"}


def _error_response(codes: list[str]) -> dict[str, Any]:
    narrowed = {"properties": {"error": {"properties": {"code": {"enum": codes}}}}}
    schema = {"allOf": [{"$ref": REF.format(model="Error")}, narrowed]}
    examples = {code: _shared("examples", code) for code in codes}
    content = {"application/json": {"schema": schema, "examples": examples}}
    response: dict[str, Any] = {"description": ", ".join(codes), "content": content}
    if {"too_many_requests", "unavailable"} & set(codes):
        seconds = {"description": "seconds to wait", "schema": {"type": "integer"}}
        response["headers"] = {"Retry-After": seconds}
    return response


def _info() -> dict[str, str]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    described = "Know your customer: evidence in, decisions out, every step provable."
    return {"title": "KYC service", "version": project["version"], "description": described}


def _server() -> dict[str, Any]:
    variables = {"api": "example", "region": "us-east-1", "stage": "dev"}
    return {
        "url": "https://{api}.execute-api.{region}.amazonaws.com/{stage}",
        "variables": {name: {"default": value} for name, value in variables.items()},
    }


def _about(name: str) -> str:
    return str(importlib.import_module(name).__doc__).strip()


_field = {"field": "where it is", "code": "stable", "message": "without the value sent"}
ERROR: dict[str, Any] = {
    "type": "object",
    "description": "Some codes add facts to `error`, such as `decision` to `already_decided`.",
    "required": ["error"],
    "properties": {
        "error": {
            "type": "object",
            "required": ["type", "code", "message", "fields", "request_id"],
            "properties": {
                "type": {"type": "string", "enum": list(TYPES.values())},
                "code": {"type": "string"},
                "message": {"type": "string"},
                "fields": {
                    "type": "array",
                    "items": {
                        "type": "object",
                        "required": list(_field),
                        "properties": {
                            name: {"type": "string", "description": about}
                            for name, about in _field.items()
                        },
                    },
                },
                "request_id": {"type": "string"},
            },
        }
    },
}

if __name__ == "__main__":
    FILE.write_text(text(), encoding="utf-8")
