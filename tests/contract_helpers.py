"""Requests that nobody wrote by hand, and what openapi.json promises about their answers.

Schemathesis makes them from the committed contract, right ones and wrong ones, and the same ones
for the same SEED. Most are led to things that exist, so that they reach more than a 404.
"""

import re
import zlib
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import schemathesis
from schemathesis.checks import (
    CheckContext,
    CheckFunction,
    content_type_conformance,
    negative_data_rejection,
    not_a_server_error,
    response_schema_conformance,
    status_code_conformance,
)
from schemathesis.core.parameters import ParameterLocation
from schemathesis.core.transport import Response

from local.openapi import FILE
from shared import ids

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
# What refuses a body for what it is; a 404 could hide that its limits are not looked at.
WRONG_BODY = {400, 413, 422}
Things = dict[str, str]


def contract(config: dict[str, Any]) -> schemathesis.BaseSchema:
    known = schemathesis.Config.from_dict(config)
    return schemathesis.openapi.from_path(str(FILE), config=known)


def opened_by(scheme: str, config: dict[str, Any]) -> schemathesis.BaseSchema:
    """The operations that these credentials open."""
    asked = {scheme: []}
    found = contract(config).include(lambda ctx: asked in ctx.operation.definition.raw["security"])
    return found.exclude(path_regex=OPERATOR)


def operations_of(schema: schemathesis.BaseSchema) -> dict[str, list[Any]]:
    """The credentials of each operation, by its method and path."""
    found = [each.ok() for each in schema.get_all_operations()]
    return {each.label: each.definition.raw["security"] for each in found}


def is_right(case: schemathesis.Case, where: ParameterLocation) -> bool:
    component = case.meta.components.get(where) if case.meta else None
    return component is None or component.mode.is_positive


@dataclass(frozen=True)
class Audience:
    """Who asks, and what they can find; `{}` is a path that leads nowhere.

    `leaving` is a customer who may be deleted, or a company that may be suspended: the others are
    still needed.
    """

    token: str
    things: list[Things]
    leaving: str = ""

    def lead(self, case: schemathesis.Case) -> bool:
        """To what exists, except where the path is meant to be wrong; whether there is anything."""
        asked = repr((case.path_parameters, case.query, case.body))
        # The same request leads to the same thing, however often it is made.
        number = zlib.crc32(asked.encode("utf-8", "replace"))
        thing = self.things[number % len(self.things)]
        if thing and case.method == "DELETE" and case.path.endswith("{customer_id}"):
            thing = thing | {"customer_id": self.leaving}
        if thing and "/companies/{company_id}" in case.path:
            thing = thing | {"company_id": self.leaving}
        if thing and is_right(case, ParameterLocation.PATH):
            wanted = thing.keys() & case.path_parameters.keys()
            case.path_parameters.update({name: thing[name] for name in wanted})
        if "mode" in thing and is_right(case, ParameterLocation.QUERY):
            case.query["mode"] = thing["mode"]
        if isinstance(case.body, dict):
            self._lead_body(case, thing, number)
        if KEY in case.headers and is_right(case, ParameterLocation.HEADER):
            # One key for all requests would hide from all but the first what is behind it.
            case.headers[KEY] = f"{number}"
        return bool(thing)

    def _lead_body(self, case: schemathesis.Case, thing: Things, number: int) -> None:
        """Also a wrong one: what is wrong with it must not hide behind an id that nobody has."""
        for name in thing.keys() & case.body.keys() & ids.PATTERNS.keys():
            if re.fullmatch(ids.PATTERNS[name], str(case.body[name])):
                case.body[name] = thing[name]
        if not is_right(case, ParameterLocation.BODY):
            return
        if "company_id" in case.body and "company_id" in thing:
            case.body["mode"] = "test"
        if case.path in TERMS:
            begins = datetime.now(UTC) + timedelta(days=366, milliseconds=number)
            case.body["valid_from"] = begins.isoformat()


def wrong_body_rejection(_: CheckContext, response: Response, case: schemathesis.Case) -> None:
    """A wrong body with all else right is refused as that, and not by what it would lead to."""
    others = (ParameterLocation.PATH, ParameterLocation.QUERY, ParameterLocation.HEADER)
    if is_right(case, ParameterLocation.BODY) or not all(is_right(case, each) for each in others):
        return
    assert response.status_code in WRONG_BODY, f"{response.status_code} for a wrong body"


def promises_to(case: schemathesis.Case, found: bool) -> list[CheckFunction]:
    """Where nothing is `found`, whoever may not look for it is told so before anything else."""
    promised: list[CheckFunction] = [
        not_a_server_error,
        status_code_conformance,
        content_type_conformance,
        response_schema_conformance,
    ]
    # Whatever form a browser brings back, its person goes on.
    if case.path != RETURN:
        promised.append(negative_data_rejection)
    if found:
        promised.append(wrong_body_rejection)
    return promised


def api_must_answer_by_contract(
    case: schemathesis.Case, audience: Audience, base_url: str, **transport: Any
) -> None:
    """`transport` is how it is sent: a session, a time-out."""
    print(f"requests of SEED {SEED}")  # noqa: T201  shown with a failure
    found = audience.lead(case)
    case.call_and_validate(
        base_url=base_url,
        headers={"Authorization": f"Bearer {audience.token}"} if audience.token else {},
        checks=promises_to(case, found),
        allow_redirects=False,
        **transport,
    )
