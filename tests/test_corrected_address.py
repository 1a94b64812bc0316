"""A link is as good as the address that it went to: correcting the address ends it."""

from typing import Any

import pytest

from local.world import World
from local.world.gateway import Reply
from tests.refusal_helpers import call_must_be_refused, customer_token
from tests.world_helpers import Company, Person, a_customer

NEW = {"email": "right@example.com"}


def made(company: Company, person: Person, way: str) -> str:
    """The secret of a link that was mailed, shown to the company, or put into a reply."""
    where = f"/customers/{person.customer_id}"
    if way == "mailed":
        company.post(f"/v1{where}/links", {"tier": 1, "send": "email"})
        return "lt_" + company.world.emails[-1].text.partition("#t=lt_")[2].split()[0]
    return str(company.post(f"/v1{where}/links", {"tier": 1}).json["token"])


def exchanged(world: World, secret: str) -> Reply:
    return world.api.post("/v1/links/exchange", {"token": secret})


def statuses(company: Company, person: Person) -> list[tuple[str, bool]]:
    listed = company.get(f"/v1/customers/{person.customer_id}/links").json["links"]
    return [(each["status"], each["revoked_at"] is not None) for each in listed]


@pytest.mark.parametrize("way", ["mailed", "shown"])
@pytest.mark.parametrize("change", [NEW, {"email": None}, NEW | {"phone": "+66812345678"}])
def test_a_link_ends_with_the_address_that_it_went_to(
    world: World, company: Company, way: str, change: dict[str, Any]
) -> None:
    person = a_customer(company, email="wrong@example.com")
    secret = made(company, person, way)

    assert company.patch(f"/v1/customers/{person.customer_id}", change).status == 200

    call_must_be_refused(world, lambda: exchanged(world, secret), 401, "link_unusable")
    assert statuses(company, person) == [("revoked", True)]


def test_a_token_from_such_a_link_ends_too(world: World, company: Company) -> None:
    person = a_customer(company, email="wrong@example.com")
    token, path = customer_token(company, person.customer_id), f"/v1/customers/{person.customer_id}"
    assert world.api.get(path, token).json["email"] == "wrong@example.com"

    company.patch(path, NEW)

    call_must_be_refused(world, lambda: world.api.get(path, token), 401, "unauthenticated")
    assert statuses(company, person) == [("used", False)]


@pytest.mark.parametrize(
    ("had", "change"),
    [
        ({"email": "right@example.com"}, NEW),
        ({"email": None}, NEW),
        ({}, {"language": "th"}),
        ({"phone": "+66812345670"}, {"phone": "+66812345678"}),
        ({}, {}),
    ],
)
def test_what_replaces_no_address_ends_no_link(
    world: World, company: Company, had: dict[str, Any], change: dict[str, Any]
) -> None:
    person = a_customer(company, **had)
    token, secret = customer_token(company, person.customer_id), made(company, person, "shown")

    assert company.patch(f"/v1/customers/{person.customer_id}", change).status == 200

    assert exchanged(world, secret).status == 200
    assert world.api.get(f"/v1/customers/{person.customer_id}", token).status == 200


def test_a_link_to_the_corrected_address_works(world: World, company: Company) -> None:
    person, other = a_customer(company, email="wrong@example.com"), a_customer(company)
    elsewhere = made(company, other, "mailed")
    company.patch(f"/v1/customers/{person.customer_id}", NEW)

    first = exchanged(world, made(company, person, "mailed"))
    second = exchanged(world, made(company, person, "shown"))

    assert (first.status, second.status) == (200, 200)
    assert company.world.emails[-1].to == ["right@example.com"]
    path, token = f"/v1/customers/{person.customer_id}", first.json["access_token"]
    assert world.api.get(path, token).status == 200
    assert exchanged(world, elsewhere).status == 200
