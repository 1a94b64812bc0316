"""What asks for two people is eased by two: one administrator proposes, another one confirms."""

from typing import Any

import pytest

from local.world import World
from local.world.gateway import Reply
from tests.refusal_helpers import call_must_be_refused, nothing_must_change
from tests.world_helpers import Company, a_company

MODES = ("live", "test")


@pytest.fixture
def noi(company: Company) -> str:
    """The company's second administrator."""
    return company.world.staff("noi@example.com", ["admin"], company.company_id, "Noi Admin")


@pytest.fixture(params=MODES)
def mode(request: pytest.FixtureRequest, company: Company) -> str:
    """Two people approve tiers 2 and 3, in live and in test mode."""
    asked(company, {"four_eyes_tiers": [2, 3]}, str(request.param))
    return str(request.param)


def send(company: Company, body: dict[str, Any], mode: str, by: str = "") -> Reply:
    return company.world.api.patch("/v1/settings", body, by or company.admin, query={"mode": mode})


def asked(company: Company, body: dict[str, Any], mode: str, by: str = "") -> dict[str, Any]:
    done = send(company, body, mode, by)
    assert done.status == 200, done.text
    return dict(done.json)


def answer(company: Company, number: int, verb: str, mode: str, by: str) -> Reply:
    path = f"/v1/settings/changes/{number}/{verb}"
    return company.world.api.post(path, {}, by, query={"mode": mode})


def kept(company: Company, mode: str, by: str = "") -> dict[str, Any]:
    shown = company.world.api.get("/v1/settings", by or company.admin, query={"mode": mode})
    return dict(shown.json)


def limit(tier: int, amount: str) -> dict[str, Any]:
    return {"loan_limits": [{"tier": tier, "max_loan": amount}]}


# With two people for tiers 2 and 3; the policy lends 50,000, 200,000 and 1,000,000.
EASES = (
    {"four_eyes_tiers": []},
    {"four_eyes_tiers": [3]},
    {"four_eyes_tiers": [1, 2]},
    {"four_eyes_tiers": [1]},
    {"four_eyes_tiers": [], "review_emails": ["late@siam.example.com"]},
    limit(1, "50000.01"),
    limit(1, "200000") | {"automatic": True},
)
HARMLESS = (
    {"four_eyes_tiers": [3, 2, 2]},
    {"four_eyes_tiers": [1, 2, 3]},
    {"automatic": True, "match_level": "1e-4", "liveness_attempts": 5},
    limit(1, "40000"),
    limit(1, "50000.00"),
    limit(3, "2000000"),
    limit(1, "60000") | {"four_eyes_tiers": [1, 2, 3]},
)


@pytest.mark.parametrize("body", EASES, ids=str)
def test_one_administrator_alone_eases_nothing(
    company: Company, noi: str, mode: str, body: dict[str, Any]
) -> None:
    before = kept(company, mode)

    shown = asked(company, body, mode)

    waits = shown["pending"]
    assert shown | {"pending": None} == before
    assert (waits["by_name"], waits["proposal"], waits["number"]) == ("Mali Admin", "pending", 2)
    with nothing_must_change(company.world):
        assert asked(company, body, mode) == shown
        for path in ("confirm", "confirm"):
            assert answer(company, 2, path, mode, company.admin).code == "same_person"
    done = answer(company, 2, "confirm", mode, noi).json
    told = {each["setting"]: each["after"] for each in waits["changes"]}
    assert done["pending"] is None
    assert all(done[name] == told[name] for name in body if name != "loan_limits")
    assert done["updated_by"] == "Noi Admin"


@pytest.mark.parametrize("body", HARMLESS, ids=str)
def test_what_tightens_or_eases_nothing_is_one_administrators(
    company: Company, mode: str, body: dict[str, Any]
) -> None:
    assert asked(company, body, mode)["pending"] is None


def test_without_two_person_tiers_loan_limits_are_one_administrators(company: Company) -> None:
    raised = asked(company, limit(1, "90000") | {"four_eyes_tiers": [3]}, "live")

    assert (raised["pending"], raised["four_eyes_tiers"]) == (None, [3])


def test_both_are_named_where_changes_are_listed(company: Company, noi: str, mode: str) -> None:
    asked(company, {"four_eyes_tiers": [3]}, mode)
    answer(company, 2, "confirm", mode, noi)

    path, query = "/v1/settings/changes", {"mode": mode}
    done, proposed, first = company.world.api.get(path, noi, query=query).json["changes"]

    assert (done["number"], done["by_name"], done["confirms"]) == (3, "Noi Admin", 2)
    assert (proposed["proposal"], proposed["ended_by_name"]) == ("confirmed", "Noi Admin")
    assert proposed["changes"] == done["changes"]
    assert (first["proposal"], first["confirms"]) == (None, None)


def test_a_lost_answer_is_given_again_and_a_third_person_hears_that_it_is_over(
    company: Company, noi: str, mode: str
) -> None:
    world, pim = company.world, staff(company, "pim@example.com", "admin")
    asked(company, {"four_eyes_tiers": []}, mode)
    done = answer(company, 2, "confirm", mode, noi)

    with nothing_must_change(world):
        assert answer(company, 2, "confirm", mode, noi).json == done.json
    for verb, by in (("confirm", pim), ("decline", pim), ("decline", company.admin)):
        over = call_must_be_refused(
            world, lambda v=verb, b=by: answer(company, 2, v, mode, b), 409, "proposal_over"
        )
        assert over.error["state"] == "confirmed"


@pytest.mark.parametrize("ends", ["withdrawn", "declined"])
def test_a_proposal_is_withdrawn_by_its_proposer_or_declined_by_a_colleague(
    company: Company, noi: str, mode: str, ends: str
) -> None:
    asked(company, {"four_eyes_tiers": []}, mode)
    by = company.admin if ends == "withdrawn" else noi

    after = answer(company, 2, "decline", mode, by).json

    assert (after["pending"], after["four_eyes_tiers"]) == (None, [2, 3])
    assert answer(company, 2, "decline", mode, by).json == after
    assert answer(company, 2, "confirm", mode, noi).code == "proposal_over"
    newest = company.world.api.get("/v1/settings/changes", noi, query={"mode": mode}).json
    assert newest["changes"][0]["proposal"] == ends
    assert asked(company, {"four_eyes_tiers": []}, mode)["pending"]["number"] == 3


def test_whatever_is_changed_meanwhile_ends_a_proposal(
    company: Company, noi: str, mode: str
) -> None:
    asked(company, {"four_eyes_tiers": []}, mode)
    asked(company, {"review_late_hours": 100}, mode, noi)

    over = answer(company, 2, "confirm", mode, noi)

    assert (over.code, over.error["state"]) == ("proposal_over", "overtaken")
    assert kept(company, mode)["four_eyes_tiers"] == [2, 3]


def test_one_proposal_waits_at_a_time(company: Company, noi: str, mode: str) -> None:
    asked(company, {"four_eyes_tiers": []}, mode)

    for body, by in (({"four_eyes_tiers": [3]}, company.admin), ({"four_eyes_tiers": []}, noi)):
        busy = call_must_be_refused(
            company.world,
            lambda body=body, by=by: send(company, body, mode, by),
            409,
            "change_pending",
        )
        assert busy.error["number"] == 2


def test_nobody_but_the_companys_administrators_confirms(
    company: Company, world: World, mode: str
) -> None:
    asked(company, {"four_eyes_tiers": []}, mode)
    other = a_company(world, "Bangkok Credit")

    for group in ("reviewer", "billing", "operator"):
        by = staff(company, f"{group}@siam.example.com", group)
        assert answer(company, 2, "confirm", mode, by).code == "forbidden"
    assert answer(company, 2, "confirm", mode, company.token).status in (401, 403)
    assert answer(other, 2, "confirm", mode, other.admin).code == "not_found"
    for number in (1, 3, 99999999):
        assert answer(company, number, "confirm", mode, company.admin).code == "not_found"
    assert kept(company, mode)["four_eyes_tiers"] == [2, 3]
    assert kept(company, mode, company.reviewer)["pending"] is None
    assert kept(company, "live" if mode == "test" else "test")["pending"] is None


def staff(company: Company, email: str, group: str) -> str:
    return company.world.staff(email, [group], company.company_id)
