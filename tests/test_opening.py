"""A company is opened: nobody who opens it can act for it, and nothing is left half done."""

from itertools import count
from typing import Any

import pytest

from local.world import World
from local.world.functions import Crash
from local.world.gateway import Reply
from tests.refusal_helpers import call_must_be_refused, everything_stored
from tests.world_helpers import Company, a_key

PATH = "/v1/operator/companies"


def operator(world: World) -> str:
    return world.staff("ana@platform.example.com", ["operator"])


def asked(email: str = "mali@pearl.example.com", **told: Any) -> dict[str, Any]:
    first = {"email": email, "name": "Mali"}
    return {"name": "Pearl Bank", "policy": "lending", "administrator": first} | told


def opened(world: World, email: str, key: str | None = None) -> Reply:
    return world.api.post(PATH, asked(email), operator(world), key=key)


def invited(world: World, email: str) -> list[str]:
    """Ids of those who sign in with that address."""
    pool = world.client("cognito-idp").list_user_pools(MaxResults=1)["UserPools"][0]["Id"]
    users = world.client("cognito-idp").list_users(UserPoolId=pool)["Users"]
    named = [{each["Name"]: each["Value"] for each in user["Attributes"]} for user in users]
    return [each["sub"] for each in named if each["email"] == email]


def test_whoever_opens_a_company_gets_no_key_and_its_first_administrator_makes_them(
    world: World,
) -> None:
    answer = opened(world, "mali@pearl.example.com")

    assert answer.status == 201
    assert "sk_" not in answer.text
    assert "secret_hash" not in str(everything_stored(world))
    company_id = answer.json["company_id"]
    first = world.staff("mali@pearl.example.com", ["admin"], company_id)
    for token in (operator(world), world.staff("x@platform.example.com", ["operator", "admin"])):
        refused = world.api.post("/v1/keys", {"name": "mine", "mode": "live"}, token)
        assert (refused.status, refused.code) == (403, "forbidden")
    live = a_key(world, first, "live")
    assert world.api.get("/v1/customers", live).json["customers"] == []


def test_a_request_sent_again_invites_once(world: World) -> None:
    once = opened(world, "mali@pearl.example.com", key="pearl-1")

    again = opened(world, "mali@pearl.example.com", key="pearl-1")

    assert again.json == once.json
    assert len(invited(world, "mali@pearl.example.com")) == 1
    assert len(world.api.get(PATH, operator(world)).json["companies"]) == 1


@pytest.mark.parametrize("after", [False, True])
def test_an_opening_that_died_anywhere_is_finished_by_sending_it_again(
    world: World, after: bool
) -> None:
    for nth in count(1):
        email = f"first-{nth}@pearl.example.com"
        with Crash("StaffApi", nth, after) as crash:
            opened(world, email, key=f"pearl-{nth}")
        if not crash.happened:
            break

        done = opened(world, email, key=f"pearl-{nth}")

        assert done.status == 201, (nth, done.text)
        assert len(invited(world, email)) == 1
        token = world.staff(email, ["admin"], done.json["company_id"])
        assert world.api.get("/v1/keys", token).json == {"keys": []}
    assert nth > 4
    companies = world.api.get(PATH, operator(world)).json["companies"]
    assert len(companies) == nth
    assert len({each["company_id"] for each in companies}) == nth


def test_an_address_that_signs_in_already_opens_no_second_company(
    world: World, company: Company
) -> None:
    opened(world, "mali@pearl.example.com")

    for address in ("mali@pearl.example.com", "MALI@Pearl.example.com"):
        call_must_be_refused(
            world, lambda address=address: opened(world, address), 409, "staff_exists"
        )


@pytest.mark.parametrize(
    ("first", "status", "code"),
    [
        (None, 400, "invalid_request"),
        ({"email": "mali@pearl.example.com"}, 400, "invalid_request"),
        ({"email": "", "name": "Mali"}, 422, "invalid_fields"),
        ({"email": "mali", "name": "Mali"}, 422, "invalid_fields"),
        ({"email": "สมชาย@example.com", "name": "Mali"}, 422, "invalid_fields"),
        ({"email": "a@example.com, b@example.com", "name": "Mali"}, 422, "invalid_fields"),
        ({"email": "mali@pearl.example.com", "name": " "}, 400, "invalid_request"),
        ({"email": "mali@pearl.example.com", "name": "Mali\nAdmin"}, 400, "invalid_request"),
        ({"email": "mali@pearl.example.com", "name": "<b>Mali</b>"}, 400, "invalid_request"),
        ({"email": "mali@pearl.example.com", "name": "see evil.com/x"}, 400, "invalid_request"),
        ({"email": "mali@pearl.example.com", "name": "\u202eilaM"}, 400, "invalid_request"),
    ],
)
def test_nobody_is_invited_by_an_address_or_a_name_that_is_none(
    world: World, first: Any, status: int, code: str
) -> None:
    body = asked(administrator=first)

    call_must_be_refused(world, lambda: world.api.post(PATH, body, operator(world)), status, code)

    assert invited(world, "mali@pearl.example.com") == []
