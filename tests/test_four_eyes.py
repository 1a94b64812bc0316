"""Where the company wants two people, one approval is half of one."""

from typing import Any

import pytest

from local.world import World
from tests.automatic_helpers import a_mainlander
from tests.refusal_helpers import call_must_be_refused
from tests.world_helpers import (
    Company,
    a_customer,
    approval,
    asked_to_correct,
    decided,
    evidence,
    resubmitted,
    submitted,
)

TEST = {"mode": "test"}


@pytest.fixture
def careful(company: Company) -> Company:
    """A company that lets two people approve tier 1."""
    change = {"four_eyes_tiers": [3, 1, 1]}
    done = company.world.api.patch("/v1/settings", change, company.admin, query=TEST)
    assert done.json["four_eyes_tiers"] == [1, 3], done.text
    return company


def task(company: Company, submission_id: str) -> dict[str, Any]:
    return dict(company.review(f"/tasks/{submission_id}").json["task"])


def test_a_second_person_approves_what_the_first_one_did(world: World, careful: Company) -> None:
    person = a_customer(careful)
    submission_id = submitted(careful, person)
    path, body = f"/tasks/{submission_id}/approve", approval(careful, submission_id)
    careful.review(f"/tasks/{submission_id}/claim", {})

    half = decided(careful, submission_id, "approve", body | {"note": "Fine by me."}).json
    assert (half["status"], half["decided_by"], half["tier"]) == ("pending", None, 0)
    assert half["first_approval"]["name"] == "Dao Reviewer"
    (waiting,) = careful.review("/tasks").json["tasks"]
    assert (waiting["first_approval"], waiting["claim"]) == (half["first_approval"], None)
    assert world.emails == []
    again = call_must_be_refused(
        world, lambda: careful.review(path, body), 409, "second_person_needed"
    )
    assert again.error["first_approval"]["name"] == "Dao Reviewer"
    unanswered = {"revision": 1}
    assert careful.review(path, unanswered, by=careful.admin).code == "checklist_incomplete"

    whole = careful.review(path, body, by=careful.admin).json
    world.settle()

    assert (whole["status"], whole["decided_by"], whole["tier"]) == ("approved", "Mali Admin", 1)
    assert whole["first_approval"] is None
    assert len(world.emails) == 1
    events = careful.get(f"/v1/customers/{person.customer_id}/history").json["events"]
    first, second = [each for each in events if "approved" in each["type"]]
    assert [each["type"].partition(".")[2] for each in (first, second)] == [
        "first_approved",
        "approved",
    ]
    assert first["details"]["note"] == "Fine by me."
    assert first["details"]["checklist"] == second["details"]["checklist"]
    assert second["details"]["first_approved_by"] == first["actor"] != second["actor"]


def test_a_revision_request_stands_alone_and_all_begins_anew(careful: Company) -> None:
    submission_id = submitted(careful, a_customer(careful))
    decided(careful, submission_id, "approve", approval(careful, submission_id))
    assert task(careful, submission_id)["first_approval"]

    asked_to_correct(careful, submission_id, "full_name")
    assert task(careful, submission_id)["first_approval"] is None
    resubmitted(careful, submission_id, fields={"full_name": "Somchai Rakdee"})

    half = decided(careful, submission_id, "approve", approval(careful, submission_id, 2)).json
    assert (half["status"], half["first_approval"]["name"]) == ("pending", "Dao Reviewer")
    body = {"revision": 2, "code": "other", "comment": "No."}
    refused = careful.review(f"/tasks/{submission_id}/reject", body, by=careful.admin).json
    assert (refused["status"], refused["first_approval"]) == ("rejected", None)


def test_a_face_alone_never_approves_such_a_tier(world: World, careful: Company) -> None:
    change = {"automatic": True}
    world.api.patch("/v1/settings", change, careful.admin, query=TEST)
    person = a_mainlander(careful)

    sent = careful.post(
        f"/v1/customers/{person.customer_id}/submissions", evidence(careful, person)
    )

    assert (sent.json["route"], sent.json["route_reason"]) == ("manual", "four_eyes")
