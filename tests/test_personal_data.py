"""The search that the privacy tests rely on can find something."""

import json
from urllib.parse import quote_plus

import pytest

from local.world import World
from tests.personal_data import found_in, logs_must_not_tell_who_anybody_is, stored_in
from tests.world_helpers import Company, a_customer, submitted

NAME = "ณัฐพล Wongsuwan"
HARMLESS = '{"level":"INFO","route":"GET /v1/customers/{customer_id}","status":200}'


@pytest.mark.parametrize(
    "line",
    [
        f"created {NAME}",
        "created Wongsuwan, N.",
        json.dumps({"name": NAME}),
        NAME.encode("unicode_escape").decode(),
        f"GET /v1/customers?name={quote_plus(NAME)}",
    ],
)
def test_a_name_is_found_in_every_spelling(line: str) -> None:
    assert found_in([HARMLESS, line], {NAME})


@pytest.mark.parametrize(
    "line",
    [
        f"Authorization: Bearer sk_test_{'aB3-' * 10}xyz",
        f"#t=lt_{'aB3_' * 10}xyz",
        "token eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln",
        "https://media.s3.amazonaws.com/x?X-Amz-Signature=5d4f",
        "to somchai@example.com",
        "calling +66812345678",
    ],
)
def test_a_secret_is_found_without_being_known(line: str) -> None:
    assert found_in([HARMLESS, line], set())


def test_nothing_is_found_in_a_harmless_line() -> None:
    assert found_in([HARMLESS], {NAME, "1234545678781", "status"[:3]}) == []


def test_what_the_table_holds_about_a_person_is_known() -> None:
    sent = {"fields": {"full_name": NAME, "sex": "male", "address": {"line1": "99/1 Soi 11"}}}
    event = {"sk": {"S": "EVENT#00000001"}, "personal": {"S": json.dumps(sent)}}
    customer = {"sk": {"S": "CUSTOMER"}, "name": {"S": NAME}, "email": {"S": "a@example.org"}}

    assert stored_in([event, customer]) == {NAME, "99/1 Soi 11", "a@example.org"}


def test_a_function_that_logged_a_customer_would_fail_its_test(
    world: World, company: Company
) -> None:
    person = a_customer(company)
    submitted(company, person)
    written = list(world.logs)

    for told in (person.email, person.fields["document_number"], person.fields["full_name"]):
        world.logs.append(f'{{"message": "saw {told}"}}')
        with pytest.raises(AssertionError, match="saw"):
            logs_must_not_tell_who_anybody_is(world)
        world.logs[:] = written
