"""API keys: who made them, when they were used last, how they end, and how they are rolled."""

from typing import Any

import pytest

from access import authorizer
from local.world import World
from local.world.gateway import Reply
from shared.clock import now
from tests.refusal_helpers import call_must_be_refused
from tests.world_helpers import Company, a_company, backdate


def made(company: Company, **told: Any) -> dict[str, Any]:
    body = {"name": "billing system", "mode": "test"} | told
    answer = company.world.api.post("/v1/keys", body, company.admin)
    assert answer.status == 201, answer.text
    return dict(answer.json)


def rolled(company: Company, key_id: str, by: str | None = None, **told: Any) -> Reply:
    return company.world.api.post(f"/v1/keys/{key_id}/roll", told, by or company.admin)


def used(company: Company, key: dict[str, Any]) -> int:
    return company.world.api.get("/v1/customers", key["secret"]).status


def shown(company: Company, key: dict[str, Any]) -> dict[str, Any]:
    listed = company.world.api.get("/v1/keys", company.admin).json["keys"]
    return next(each for each in listed if each["key_id"] == key["key_id"])


def test_the_list_says_who_made_a_key_and_when_it_was_used_last(company: Company) -> None:
    key = made(company)
    before = shown(company, key)

    used(company, key)
    first = shown(company, key)
    used(company, key)

    assert before["last_used_at"] is None
    assert before["created_by_name"] == "Mali Admin"
    assert first["last_used_at"] is not None
    # Within the hour it is not written again.
    assert shown(company, key) == first
    backdate(company.world, "last_used_at", sk="KEY")
    used(company, key)
    assert shown(company, key)["last_used_at"][:10] == now().date().isoformat()


def test_the_last_use_of_a_revoked_key_is_kept(company: Company) -> None:
    key = made(company)
    used(company, key)
    last = shown(company, key)["last_used_at"]

    company.world.api.delete(f"/v1/keys/{key['key_id']}", company.admin)

    assert used(company, key) == 401
    assert shown(company, key)["last_used_at"] == last


def test_a_request_goes_on_where_its_use_cannot_be_noted(
    company: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = made(company)

    def gone(*_: Any, **__: Any) -> None:
        raise authorizer.PynamoDBException("throttled")

    with monkeypatch.context() as trouble:
        trouble.setattr(authorizer.KeySecret, "update", gone)
        assert used(company, key) == 200

    assert shown(company, key)["last_used_at"] is None


def test_a_key_that_has_expired_opens_nothing(company: Company) -> None:
    key = made(company, expires_in_days=30)
    assert used(company, key) == 200
    assert shown(company, key)["expires_at"] is not None

    backdate(company.world, "expires_at", sk="KEY")

    assert used(company, key) == 401
    assert used(company, made(company)) == 200


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/v1/keys", {"name": "x", "mode": "test", "expires_in_days": 0}),
        ("/v1/keys", {"name": "x", "mode": "test", "expires_in_days": -1}),
        ("/v1/keys", {"name": "x", "mode": "test", "expires_in_days": 3651}),
        ("/v1/keys", {"name": "x", "mode": "test", "expires_in_days": "30"}),
        ("/v1/keys/{key_id}/roll", {"overlap_hours": -1}),
        ("/v1/keys/{key_id}/roll", {"overlap_hours": 73}),
        ("/v1/keys/{key_id}/roll", {"overlap_hours": 1.5}),
    ],
)
def test_how_long_a_key_lasts_is_within_bounds(
    company: Company, path: str, body: dict[str, Any]
) -> None:
    where = path.format(key_id=made(company)["key_id"])

    call_must_be_refused(
        company.world,
        lambda: company.world.api.post(where, body, company.admin),
        400,
        "invalid_request",
    )


def test_a_rolled_key_works_on_for_the_overlap(company: Company) -> None:
    old = made(company)

    new = rolled(company, old["key_id"], overlap_hours=72).json

    assert (new["name"], new["mode"], new["expires_at"]) == (old["name"], "test", None)
    assert (used(company, old), used(company, new)) == (200, 200)
    assert shown(company, old)["rolled_to"] == new["key_id"]
    assert shown(company, old)["expires_at"] > now().isoformat()
    backdate(company.world, "expires_at", sk="KEY")
    assert (used(company, old), used(company, new)) == (401, 200)


def test_a_key_that_somebody_else_may_know_is_rolled_at_once(company: Company) -> None:
    old = made(company)

    new = rolled(company, old["key_id"], overlap_hours=0).json

    assert (used(company, old), used(company, new)) == (401, 200)
    assert shown(company, old)["revoked_at"] is not None


def test_rolling_never_lengthens_a_keys_life(company: Company) -> None:
    old = made(company, expires_in_days=1)

    rolled(company, old["key_id"], overlap_hours=72)

    assert shown(company, old)["expires_at"] == old["expires_at"]


def test_a_key_is_rolled_once_and_not_when_it_has_ended(company: Company) -> None:
    old, gone, late = made(company), made(company), made(company, expires_in_days=1)
    once = company.world.api.post(f"/v1/keys/{old['key_id']}/roll", {}, company.admin, key="roll-1")
    company.world.api.delete(f"/v1/keys/{gone['key_id']}", company.admin)
    backdate(company.world, "expires_at", sk=f"KEY#{late['key_id']}")

    again = company.world.api.post(
        f"/v1/keys/{old['key_id']}/roll", {}, company.admin, key="roll-1"
    )

    assert again.json == once.json | {"secret": None}
    for each in (old, gone, late):
        call_must_be_refused(
            company.world, lambda each=each: rolled(company, each["key_id"]), 409, "key_ended"
        )


def test_nobody_rolls_another_companys_key_or_without_being_its_administrator(
    world: World, company: Company
) -> None:
    key_id, stranger = made(company)["key_id"], a_company(world, "Stranger")

    call_must_be_refused(world, lambda: rolled(stranger, key_id), 404, "not_found")
    call_must_be_refused(
        world, lambda: rolled(company, key_id, by=company.reviewer), 403, "forbidden"
    )


def test_operators_hear_of_each_new_key(
    company: Company, capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    old = made(company)
    rolled(company, old["key_id"])
    company.world.api.get("/v1/keys", company.admin)

    lines = capsys.readouterr().out.splitlines()

    assert len([each for each in lines if '"KeysMade":[1' in each]) == 2
