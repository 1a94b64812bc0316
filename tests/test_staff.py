"""A company's administrators keep its staff, and what they say counts with the next request."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from typing import Any

import pytest

from local.world import World
from local.world.functions import Crash
from local.world.gateway import Reply
from tests.refusal_helpers import call_must_be_refused, nothing_must_change
from tests.test_opening import invited
from tests.world_helpers import Company, a_company

NOK = "nok@siam.example.com"


def asked(groups: list[str], email: str = NOK, name: str = "Nok") -> dict[str, Any]:
    return {"email": email, "name": name, "groups": groups}


def a_member(company: Company, groups: list[str], email: str = NOK) -> tuple[str, str]:
    """Somebody whom the administrator invited: their id and the token of their first sign-in."""
    made = company.world.api.post("/v1/staff", asked(groups, email), company.admin)
    assert made.status == 201, made.text
    return made.json["staff_id"], company.world.staff(email, groups, company.company_id, "Own Name")


def change(company: Company, staff_id: str, by: str | None = None, **told: Any) -> Reply:
    return company.world.api.patch(f"/v1/staff/{staff_id}", told, by or company.admin)


def a_key(company: Company, token: str) -> Reply:
    return company.world.api.post("/v1/keys", {"name": "mine", "mode": "live"}, token)


def an_approval(company: Company, token: str) -> Reply:
    return company.review("/tasks", by=token)


def a_statement(company: Company, token: str) -> Reply:
    return company.world.api.get("/v1/billing/balance", token)


WORK: list[tuple[str, Callable[[Company, str], Reply], int]] = [
    ("admin", a_key, 201),
    ("reviewer", an_approval, 200),
    ("billing", a_statement, 200),
]


@pytest.mark.parametrize(("group", "work", "done"), WORK)
def test_whoever_is_disabled_is_out_at_once_with_the_token_they_hold(
    company: Company, group: str, work: Callable[[Company, str], Reply], done: int
) -> None:
    staff_id, token = a_member(company, [group])
    assert work(company, token).status == done

    shown = change(company, staff_id, disabled=True)

    assert shown.status == 200
    assert shown.json["disabled_at"] is not None
    call_must_be_refused(company.world, lambda: work(company, token), 403, "staff_disabled")
    assert sign_in_of(company.world, NOK)["Enabled"] is False
    change(company, staff_id, disabled=False)
    assert work(company, token).status == done
    assert sign_in_of(company.world, NOK)["Enabled"] is True


@pytest.mark.parametrize(("group", "work", "done"), WORK)
def test_what_a_group_allowed_ends_with_it_whatever_the_token_says(
    company: Company, group: str, work: Callable[[Company, str], Reply], done: int
) -> None:
    staff_id, token = a_member(company, [group])
    other = "billing" if group != "billing" else "reviewer"
    assert work(company, token).status == done

    change(company, staff_id, groups=[other])

    call_must_be_refused(company.world, lambda: work(company, token), 403, "forbidden")
    assert groups_of(company.world, NOK) == [other]
    change(company, staff_id, groups=[group, other])
    assert work(company, token).status == done


def test_staff_are_called_what_an_administrator_calls_them(company: Company) -> None:
    staff_id, token = a_member(company, ["reviewer"])
    company.review("/tasks", by=token)

    named = company.review("/colleagues").json["colleagues"]
    change(company, staff_id, name="Nok Saetang")
    renamed = company.review("/colleagues").json["colleagues"]

    assert "Own Name" not in [each["name"] for each in named]
    assert "Nok Saetang" in [each["name"] for each in renamed]


def test_an_administrator_sees_who_was_invited_and_who_has_come(company: Company) -> None:
    a_member(company, ["reviewer", "billing"])
    company.review("/tasks")

    shown = company.world.api.get("/v1/staff", company.admin).json["staff"]

    known = [(each["name"], each["groups"], each["seen_at"] is None) for each in shown]
    assert known == [
        ("Dao Reviewer", ["reviewer"], False),
        ("First Admin", ["admin"], True),
        ("Nok", ["billing", "reviewer"], True),
    ]


@pytest.mark.parametrize("groups", [["reviewer"], ["billing"], ["operator"], []])
def test_nobody_but_administrators_keeps_the_staff(company: Company, groups: list[str]) -> None:
    staff_id, _ = a_member(company, ["reviewer"])
    token = company.world.staff("other@example.com", groups, company.company_id)
    api = company.world.api

    for call in (
        lambda: api.get("/v1/staff", token),
        lambda: api.post("/v1/staff", asked(["admin"], "new@example.com"), token),
        lambda: change(company, staff_id, by=token, groups=["admin"]),
    ):
        call_must_be_refused(company.world, call, 403, "forbidden")


def test_another_companys_staff_are_not_there(world: World, company: Company) -> None:
    staff_id, _ = a_member(company, ["reviewer"])
    stranger = a_company(world, "Stranger")

    call_must_be_refused(world, lambda: change(stranger, staff_id, disabled=True), 404, "not_found")
    call_must_be_refused(
        world,
        lambda: world.api.post("/v1/staff", asked(["admin"]), stranger.admin),
        409,
        "staff_exists",
    )
    listed = world.api.get("/v1/staff", stranger.admin).json["staff"]
    assert staff_id not in [each["staff_id"] for each in listed]


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        (asked(["operator"]), 400, "invalid_request"),
        (asked(["company"]), 400, "invalid_request"),
        (asked([]), 400, "invalid_request"),
        (asked(["reviewer"], email="nok"), 422, "invalid_fields"),
        (asked(["reviewer"], name="Nok\r\nAdmin"), 400, "invalid_request"),
        (asked(["reviewer"]) | {"company_id": "co_1"}, 400, "invalid_request"),
    ],
)
def test_nobody_is_invited_as_what_there_is_not(
    company: Company, body: dict[str, Any], status: int, code: str
) -> None:
    world = company.world

    call_must_be_refused(
        world, lambda: world.api.post("/v1/staff", body, company.admin), status, code
    )

    assert invited(world, NOK) == []


def first_administrator(company: Company) -> tuple[str, str]:
    """The one who was invited when the company was opened."""
    listed = company.world.api.get("/v1/staff", company.admin).json["staff"]
    (first,) = [each for each in listed if each["invited_at"]]
    token = company.world.staff(first["email"], ["admin"], company.company_id)
    return first["staff_id"], token


@pytest.mark.parametrize("told", [{"disabled": True}, {"groups": ["billing", "reviewer"]}])
def test_the_last_administrator_stays_one(company: Company, told: dict[str, Any]) -> None:
    staff_id, token = first_administrator(company)

    call_must_be_refused(
        company.world,
        lambda: change(company, staff_id, by=token, **told),
        409,
        "last_administrator",
    )

    a_member(company, ["admin"])
    assert change(company, staff_id, by=token, **told).status == 200
    call_must_be_refused(company.world, lambda: a_key(company, token), 403, code_of(told))


def code_of(told: dict[str, Any]) -> str:
    return "staff_disabled" if "disabled" in told else "forbidden"


def test_of_two_administrators_who_disable_each_other_one_stays(company: Company) -> None:
    first, token = first_administrator(company)
    second, other = a_member(company, ["admin"])

    with ThreadPoolExecutor(2) as both:
        asked_at_once = [
            both.submit(change, company, second, token, disabled=True),
            both.submit(change, company, first, other, disabled=True),
        ]
        answers = [each.result() for each in asked_at_once]

    assert sorted(each.status for each in answers) == [200, 403]
    assert sorted(each.status for each in (a_key(company, token), a_key(company, other))) == [
        201,
        403,
    ]


@pytest.mark.parametrize("after", [False, True])
def test_an_invitation_that_died_anywhere_is_finished_by_sending_it_again(
    company: Company, after: bool
) -> None:
    world = company.world
    for nth in count(1):
        email = f"nok-{nth}@siam.example.com"
        with Crash("StaffApi", nth, after) as crash:
            world.api.post("/v1/staff", asked(["billing"], email), company.admin, key=f"k{nth}")
        if not crash.happened:
            break

        done = world.api.post("/v1/staff", asked(["billing"], email), company.admin, key=f"k{nth}")

        assert done.status == 201, (nth, done.text)
        assert len(invited(world, email)) == 1
        assert groups_of(world, email) == ["billing"]
        token = world.staff(email, [], company.company_id)
        assert a_statement(company, token).status == 200
    assert nth > 5


@pytest.mark.parametrize("after", [False, True])
def test_a_change_that_died_anywhere_is_finished_by_sending_it_again(
    company: Company, after: bool
) -> None:
    staff_id, token = a_member(company, ["admin"])
    for nth in count(1):
        change(company, staff_id, groups=["admin"], disabled=False)
        with Crash("StaffApi", nth, after) as crash:
            change(company, staff_id, groups=["billing"], disabled=True)
        if not crash.happened:
            break

        change(company, staff_id, groups=["billing"], disabled=True)

        assert a_key(company, token).code == "staff_disabled"
        assert groups_of(company.world, NOK) == ["billing"]
        assert sign_in_of(company.world, NOK)["Enabled"] is False
    assert nth > 5


def test_whoever_was_made_in_cognito_alone_is_kept_from_the_first_change_on(
    company: Company,
) -> None:
    world = company.world
    company.review("/tasks")
    (dao,) = [
        each
        for each in world.api.get("/v1/staff", company.admin).json["staff"]
        if each["name"] == "Dao Reviewer"
    ]
    with nothing_must_change(world):
        assert change(company, f"{dao['staff_id'][:-4]}0000", disabled=True).code == "not_found"
    made = world.client("cognito-idp").admin_create_user(
        UserPoolId="kyc-StaffPool",
        Username="dao@example.com",
        UserAttributes=[{"Name": "custom:company_id", "Value": company.company_id}],
    )

    adopted = world.api.post(
        "/v1/staff", asked(["billing"], "dao@example.com", "Dao"), company.admin
    )

    assert adopted.json["staff_id"] == made["User"]["Username"]
    token = world.staff("dao@example.com", ["reviewer"], company.company_id)
    assert company.review("/tasks", by=token).code == "forbidden"


def sign_in_of(world: World, email: str) -> Any:
    pool = world.client("cognito-idp").list_user_pools(MaxResults=1)["UserPools"][0]["Id"]
    return world.client("cognito-idp").admin_get_user(UserPoolId=pool, Username=email)


def groups_of(world: World, email: str) -> list[str]:
    found = world.client("cognito-idp").admin_list_groups_for_user(
        UserPoolId="kyc-StaffPool", Username=sign_in_of(world, email)["Username"]
    )
    return sorted(each["GroupName"] for each in found["Groups"])
