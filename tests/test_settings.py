"""What a company chooses for itself: manual is the default, and administrators change it."""

from typing import Any

import pytest

from access.setting_changes import SettingsChange
from local.world import World
from shared.clock import now
from shared.item_texts import item_texts
from shared.languages import LANGUAGES
from tests.automatic_helpers import a_mainlander
from tests.refusal_helpers import nothing_must_change
from tests.world_helpers import Company, a_company, evidence

SHIPPED = {
    language: item_texts(language).read_aloud.format(company="Siam Lending")
    for language in LANGUAGES
}
ALOUD = "I open this account for myself alone."
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
        "full_age_years": 18,
        "loan_limits": [
            {"tier": tier, "max_loan": {"amount": amount, "currency": "THB"}, "own": False}
            for tier, amount in ((1, "50000.00"), (2, "200000.00"), (3, "1000000.00"))
        ],
        "four_eyes_tiers": [],
        "texts_to_read": [
            {"language": language, "text": text, "own": False, "shipped": text}
            for language, text in SHIPPED.items()
        ],
        "pending": None,
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
        ({"full_age_years": 17}, 400),
        ({"full_age_years": 26}, 400),
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


def test_what_was_switched_off_for_an_hour_can_be_seen_afterwards(company: Company) -> None:
    change(company, {"automatic": True, "loan_limits": [{"tier": 1, "max_loan": "60000"}]})
    change(company, {"automatic": False})
    change(company, {"automatic": True, "texts_to_read": [{"language": "en", "text": ALOUD}]})
    change(company, {"automatic": True})
    change(company, {"loan_limits": [{"tier": 1, "max_loan": None}]})

    told = changes_of(company)

    limit = {"amount": "60000.00", "currency": "THB"}
    assert [(each["number"], each["by_name"]) for each in told] == [
        (number, "Mali Admin") for number in (4, 3, 2, 1)
    ]
    assert [
        [(one["setting"], one["before"], one["after"]) for one in each["changes"]] for each in told
    ] == [
        [("loan_limits.1", limit, None)],
        [("automatic", False, True), ("texts_to_read.en", None, ALOUD)],
        [("automatic", True, False)],
        [("automatic", False, True), ("loan_limits.1", None, limit)],
    ]
    kept = company.world.api.get("/v1/settings", company.admin, query=TEST).json
    assert kept["updated_at"] == told[0]["at"]


def test_the_history_of_settings_is_the_modes_the_companys_and_its_administrators(
    company: Company, world: World
) -> None:
    change(company, {"automatic": True})
    change(company, {"automatic": False})
    other = a_company(world, "Bangkok Credit")
    path = "/v1/settings/changes"

    first = world.api.get(path, company.admin, query=TEST | {"limit": "1"}).json
    rest = world.api.get(path, company.admin, query=TEST | {"cursor": first["next_cursor"]}).json

    assert [each["number"] for each in first["changes"] + rest["changes"]] == [2, 1]
    assert rest["next_cursor"] is None
    assert world.api.get(path, company.admin, query=LIVE).json["changes"] == []
    assert changes_of(other) == []
    assert world.api.get(path, company.reviewer, query=TEST).code == "forbidden"
    for cursor in ("0x1", "-1", "999999999"):
        refused = world.api.get(path, company.admin, query=TEST | {"cursor": cursor})
        assert refused.code == "invalid_cursor"


def test_a_change_and_its_note_are_written_together_or_not_at_all(
    company: Company, world: World
) -> None:
    change(company, {"automatic": True})
    pk = f"COMPANY#{company.company_id}"
    SettingsChange(pk, "CHANGE#test#00000002", number=2, at=now(), by="x", changes=[]).save()

    with nothing_must_change(world):
        body = {"automatic": False}
        refused = world.api.patch("/v1/settings", body, company.admin, query=TEST)

    assert refused.code == "busy"


def changes_of(company: Company) -> list[dict[str, Any]]:
    shown = company.world.api.get("/v1/settings/changes", company.admin, query=TEST)
    assert shown.status == 200, shown.text
    return list(shown.json["changes"])


def change(company: Company, choices: dict[str, Any]) -> dict[str, Any]:
    done = company.world.api.patch("/v1/settings", choices, company.admin, query=TEST)
    assert done.status == 200, done.text
    return dict(done.json)
