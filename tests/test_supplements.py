"""Papers outside the tier's list: asked by a title, sent by the customer, shown to the reviewer."""

from typing import Any

import pytest

from local.world import World
from review.supplements import numbered
from shared.errors import ApiError
from tests.refusal_helpers import call_must_be_refused
from tests.world_helpers import (
    Company,
    a_customer,
    decided,
    evidence,
    picture,
    resubmitted,
    submitted,
    uploaded,
)

LEASE = {"title": "Lease", "description": "The contract for your flat."}
PAYSLIP = {"title": "Payslip of May", "description": "It was cut off."}
FIRST, SECOND, THIRD = (f"supplementary_document.{number}" for number in (1, 2, 3))


def ask(company: Company, submission_id: str, revision: int, *papers: dict[str, str]) -> None:
    body = {"revision": revision, "supplements": list(papers)}
    decided(company, submission_id, "request-revision", body)


def test_a_submission_is_complete_again_when_every_paper_was_sent(
    world: World, company: Company
) -> None:
    person = a_customer(company)
    submission_id = submitted(company, person)
    ask(company, submission_id, 1, LEASE, PAYSLIP)
    path, resubmit = f"/v1/customers/{person.customer_id}", f"/v1/submissions/{submission_id}"
    lease = uploaded(company, person, FIRST)

    tier = company.get(f"{path}/requirements").json["tiers"][0]
    only_one = call_must_be_refused(
        world,
        lambda: company.post(f"{resubmit}/resubmit", {"uploads": [lease]}),
        422,
        "requirements_missing",
    )
    payslip = uploaded(company, person, SECOND, picture("passport_page"))
    resubmitted(company, submission_id, uploads=[lease, payslip])

    items = {each["item"]: each for each in tier["items"]}
    shown = [(items[each]["label"], items[each]["comment"]) for each in (FIRST, SECOND)]
    assert shown == [(each["title"], each["description"]) for each in (LEASE, PAYSLIP)]
    assert [items[each]["status"] for each in (FIRST, SECOND)] == [
        "uploaded",
        "correction_requested",
    ]
    assert [each["field"] for each in only_one.error["fields"]] == [f"uploads.{SECOND}"]
    assert "Lease (please send this as well). The contract for your flat." in world.emails[0].text
    found = company.review(f"/tasks/{submission_id}/comparison").json
    assert [(each["title"], each["outcome"]) for each in found["asked"]] == [
        ("Lease", "added"),
        ("Payslip of May", "added"),
    ]
    assert found["asked"][1]["after_document"]["upload_id"] == payslip
    assert found["not_asked"] == []


def test_a_later_round_counts_on_and_can_ask_for_a_better_one(company: Company) -> None:
    person = a_customer(company)
    submission_id = submitted(company, person)
    ask(company, submission_id, 1, LEASE, PAYSLIP)
    papers = [uploaded(company, person, each) for each in (FIRST, SECOND)]
    resubmitted(company, submission_id, uploads=papers)

    again = {"item": FIRST, "code": "unreadable", "comment": "Too dark."}
    body = {"revision": 2, "corrections": [again], "supplements": [LEASE | {"title": "Will"}]}
    decided(company, submission_id, "request-revision", body)

    asked = company.get(f"/v1/submissions/{submission_id}").json["corrections"]
    assert [(each["item"], each["title"]) for each in asked] == [(FIRST, None), (THIRD, "Will")]
    better = uploaded(company, person, FIRST, picture("passport_page"))
    resubmitted(company, submission_id, uploads=[better, uploaded(company, person, THIRD)])
    found = company.review(f"/tasks/{submission_id}/comparison").json["asked"]
    assert [each["outcome"] for each in found] == ["changed", "added"]


def test_nobody_sends_or_asks_for_what_there_is_not(world: World, company: Company) -> None:
    person = a_customer(company)
    body = evidence(company, person)
    body["uploads"].append(uploaded(company, person, FIRST))
    path = f"/v1/customers/{person.customer_id}"
    announced = {"content_type": "image/png", "size_bytes": 9, "sha256": "0" * 64}
    calls: list[tuple[str, dict[str, Any]]] = [(f"{path}/submissions", body)]
    kinds = ("supplementary_document", "supplementary_document.21", "selfie.1")
    calls += [(f"{path}/uploads", announced | {"kind": kind}) for kind in kinds]

    for where, sent in calls:
        call_must_be_refused(
            world,
            lambda where=where, sent=sent: company.post(where, sent),
            422,
            "invalid_fields",
        )
    submission_id = submitted(company, a_customer(company))
    ask_for = f"/tasks/{submission_id}/request-revision"
    call_must_be_refused(
        world, lambda: company.review(ask_for, {"revision": 1}), 422, "invalid_fields"
    )


def test_papers_are_numbered_through_all_rounds() -> None:
    asked = numbered([LEASE, PAYSLIP], 18)

    assert [each["item"] for each in asked] == [f"supplementary_document.{n}" for n in (19, 20)]
    with pytest.raises(ApiError, match="invalid_fields"):
        numbered([LEASE, PAYSLIP], 19)
