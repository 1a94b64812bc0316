"""What a company chooses for itself: manual is the default, and administrators change it."""

from typing import Any

import pytest

from local.world import World
from tests.automatic_helpers import a_mainlander
from tests.refusal_helpers import nothing_must_change
from tests.world_helpers import Company, a_company, evidence

TEST, LIVE = {"mode": "test"}, {"mode": "live"}


def test_nothing_is_automatic_or_paid_for_until_somebody_switches_it_on(company: Company) -> None:
    chosen = company.world.api.get("/v1/settings", company.admin, query=TEST)

    assert chosen.json == {
        "company_id": company.company_id,
        "mode": "test",
        "automatic": False,
        "automatic_available": True,
        "liveness_attempts": 2,
        "match_level": "1e-5",
        "sms_notices": False,
        "low_balance": {"amount": "0.0000", "currency": "CNY"},
        "billing_emails": [],
        "review_due_soon_hours": 24,
        "review_late_hours": 72,
        "review_emails": [],
        "beneficial_owner_percent": 25,
        "loan_limits": [
            {"tier": tier, "max_loan": {"amount": amount, "currency": "THB"}, "own": False}
            for tier, amount in ((1, "50000.00"), (2, "200000.00"), (3, "1000000.00"))
        ],
        "four_eyes_tiers": [],
        "updated_at": None,
        "updated_by": None,
    }


def test_a_change_keeps_what_it_does_not_name_and_says_who_made_it(company: Company) -> None:
    change(company, {"automatic": True, "low_balance": "500.25"})

    kept = change(company, {"liveness_attempts": 3, "billing_emails": ["pay@siam.example.com"]})

    assert (kept["automatic"], kept["liveness_attempts"]) == (True, 3)
    assert kept["low_balance"] == {"amount": "500.2500", "currency": "CNY"}
    assert kept["updated_by"] == "Mali Admin"


def test_the_modes_and_the_companies_choose_apart(company: Company, world: World) -> None:
    other = a_company(world, "Bangkok Credit")
    change(company, {"automatic": True})

    assert world.api.get("/v1/settings", company.admin, query=LIVE).json["automatic"] is False
    assert world.api.get("/v1/settings", other.admin, query=TEST).json["automatic"] is False


@pytest.mark.parametrize(
    ("change", "status"),
    [
        ({"liveness_attempts": 0}, 400),
        ({"liveness_attempts": 6}, 400),
        ({"liveness_attempts": True}, 400),
        ({"automatic": "yes"}, 400),
        ({"match_level": "1e-2"}, 400),
        ({"low_balance": "-1"}, 400),
        ({"low_balance": "1e3"}, 400),
        ({"low_balance": 500}, 400),
        ({"low_balance": "0.00001"}, 422),
        ({"billing_emails": ["nobody"]}, 400),
        ({"billing_emails": [f"a{n}@siam.example.com" for n in range(6)]}, 400),
        ({"beneficial_owner_percent": 4}, 400),
        ({"beneficial_owner_percent": 51}, 400),
        ({"price": "0"}, 400),
    ],
)
def test_what_makes_no_sense_changes_nothing(
    company: Company, change: dict[str, Any], status: int
) -> None:
    with nothing_must_change(company.world):
        refused = company.world.api.patch("/v1/settings", change, company.admin, query=TEST)

    assert refused.status == status


@pytest.mark.parametrize("groups", [["reviewer"], ["billing"], ["operator"]])
def test_only_administrators_change_the_settings(company: Company, groups: list[str]) -> None:
    token = company.world.staff("lek@example.com", groups, company.company_id)

    with nothing_must_change(company.world):
        refused = company.world.api.patch("/v1/settings", {"automatic": True}, token, query=TEST)

    assert refused.code == "forbidden"


def test_switching_it_off_again_counts_from_the_next_submission(company: Company) -> None:
    change(company, {"automatic": True})
    change(company, {"automatic": False})
    person = a_mainlander(company)

    where = f"/v1/customers/{person.customer_id}/submissions"
    sent = company.post(where, evidence(company, person))

    assert (sent.json["route"], sent.json["route_reason"]) == ("manual", "automatic_off")


def change(company: Company, choices: dict[str, Any]) -> dict[str, Any]:
    done = company.world.api.patch("/v1/settings", choices, company.admin, query=TEST)
    assert done.status == 200, done.text
    return dict(done.json)
