"""Every operation of openapi.json, asked once over HTTP: the deployed API has it, and answers so.

What it promises about right and wrong requests is asked in the world (tests/test_contract.py).
"""

import pytest
import schemathesis

from local.client import TIMEOUT_SECONDS, sign_in
from local.operator import invite
from local.people import open_for_demo
from local.stack import Stack
from tests.contract_helpers import (
    ONLY_SOME,
    OPERATOR,
    Audience,
    api_must_answer_by_contract,
    contract,
)

ONCE = ONLY_SOME | {"generation": ONLY_SOME["generation"] | {"max-examples": 1}}
EVERYTHING = contract(ONCE)


@pytest.fixture(scope="module")
def tokens(stack: Stack) -> dict[str, str]:
    """By the name of the scheme, of a company of its own; operators sign in as staff do."""
    company = open_for_demo(stack, "Contract", "exchange", "contract.example.com")
    email = "operator@contract.example.com"
    invite(stack.client, stack.outputs, email, "operator", "", company.password)
    return {
        "companyKey": company.test_key,
        "staffToken": sign_in(stack, company.admin, company.password),
        "operator": sign_in(stack, email, company.password),
        "nobody": "",
    }


def who_may(case: schemathesis.Case) -> str:
    if case.path.startswith(OPERATOR.removeprefix("^")):
        return "operator"
    opening = {name for each in case.operation.definition.raw["security"] for name in each}
    return next((each for each in ("companyKey", "staffToken") if each in opening), "nobody")


@EVERYTHING.parametrize()
def test_the_deployed_api_answers_by_the_contract(
    case: schemathesis.Case, stack: Stack, tokens: dict[str, str]
) -> None:
    audience = Audience(tokens[who_may(case)], [{}])
    api_must_answer_by_contract(case, audience, stack.api_url, timeout=TIMEOUT_SECONDS)
