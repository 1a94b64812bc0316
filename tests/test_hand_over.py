"""Tasks change hands: to a colleague by name, to an administrator by right."""

from typing import Any

import pytest

from local.world import World
from tests.refusal_helpers import call_must_be_refused, nothing_must_change
from tests.world_helpers import Company, a_company, a_customer, submitted


@pytest.fixture
def nok(world: World, company: Company) -> str:
    """A second reviewer, who has opened the queue."""
    token = world.staff("nok@example.com", ["reviewer"], company.company_id, "Nok Reviewer")
    company.review("/tasks", by=token)
    return token


def staff_ids(company: Company) -> dict[str, str]:
    found = company.review("/colleagues").json["colleagues"]
    return {each["name"]: each["staff_id"] for each in found}


def test_a_task_is_handed_to_a_colleague_with_a_note(company: Company, nok: str) -> None:
    submission_id = submitted(company, a_customer(company))
    path = f"/tasks/{submission_id}"
    company.review(f"{path}/claim", {})
    body = {"to": staff_ids(company)["Nok Reviewer"], "note": "You know the bank."}

    given = company.review(f"{path}/hand-over", body)
    with nothing_must_change(company.world):
        again = company.review(f"{path}/hand-over", body)

    assert given.json == again.json
    claim = given.json["claim"]
    assert (claim["name"], claim["handed_over_by"]) == ("Nok Reviewer", "Dao Reviewer")
    mine = {"mode": "test", "claimed": "me"}
    shown = company.world.api.get("/v1/review/tasks", nok, query=mine).json["tasks"]
    assert [each["submission_id"] for each in shown] == [submission_id]
    late = company.review(f"{path}/approve", {"revision": 1})
    assert (late.status, late.code) == (409, "claimed_by_other")
    [note] = company.review(path).json["notes"]
    assert (note["text"], note["author"]) == ("You know the bank.", "Dao Reviewer")
    kept = company.review(f"{path}/claim", {}, by=nok).json["claim"]
    assert kept["handed_over_by"] == "Dao Reviewer"
    company.review(f"{path}/release", {}, by=nok)
    assert company.review(f"{path}/claim", {}).json["claim"]["handed_over_by"] is None


def test_an_administrator_takes_a_task_over(world: World, company: Company, nok: str) -> None:
    submission_id = submitted(company, a_customer(company))
    path = f"/tasks/{submission_id}"
    company.review(f"{path}/claim", {}, by=nok)

    call_must_be_refused(world, lambda: company.review(f"{path}/take-over", {}), 403, "forbidden")
    taken = company.review(f"{path}/take-over", {}, by=company.admin)
    with nothing_must_change(world):
        assert company.review(f"{path}/take-over", {}, by=company.admin).json == taken.json

    assert taken.json["claim"]["name"] == "Mali Admin"
    customer_id = taken.json["customer_id"]
    newest = company.get(f"/v1/customers/{customer_id}/history").json["events"][-1]
    assert (newest["type"], newest["actor_name"]) == ("task.taken_over", "Mali Admin")


def test_a_task_goes_to_nobody_but_a_colleague_who_decides(
    world: World, company: Company, nok: str
) -> None:
    submission_id = submitted(company, a_customer(company, email="Nok+kyc@example.com"))
    path = f"/tasks/{submission_id}/hand-over"
    other = a_company(world, "Other")
    other.review("/tasks", by=other.reviewer)
    company.review("/tasks")
    known = staff_ids(company)
    strangers = {"nobody": "nobody", "myself": known["Dao Reviewer"]}

    for to in strangers.values():
        body: dict[str, Any] = {"to": to}
        call_must_be_refused(
            world, lambda body=body: company.review(path, body), 422, "colleague_unknown"
        )
    nobody_s_own = {"to": known["Nok Reviewer"]}
    call_must_be_refused(world, lambda: company.review(path, nobody_s_own), 403, "own_case")
    company.review(f"/tasks/{submission_id}/claim", {}, by=company.admin)
    call_must_be_refused(world, lambda: company.review(path, nobody_s_own), 409, "claimed_by_other")
    assert set(known) == {"Dao Reviewer", "Nok Reviewer"}
