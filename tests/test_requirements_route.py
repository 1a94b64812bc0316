"""What a customer is told is still missing, as the case goes on."""

from typing import Any

from local.world import World
from tests.world_helpers import (
    Company,
    Person,
    a_customer,
    asked_to_correct,
    evidence,
    resubmitted,
    submitted,
    uploaded,
)


def tier(company: Company, person: Person, number: int = 1) -> dict[str, Any]:
    path = f"/v1/customers/{person.customer_id}/requirements"
    tiers: list[dict[str, Any]] = company.get(path).json["tiers"]
    return tiers[number - 1]


def item(company: Company, person: Person, name: str) -> dict[str, Any]:
    [found] = [each for each in tier(company, person)["items"] if each["item"] == name]
    return dict(found)


def test_what_is_missing_turns_into_what_is_pending(company: Company) -> None:
    person = a_customer(company)
    assert tier(company, person)["status"] == "open"
    assert tier(company, person, 2)["status"] == "locked"
    assert item(company, person, "selfie")["status"] == "missing"

    uploaded(company, person, "selfie")
    assert item(company, person, "selfie")["status"] == "uploaded"

    submitted(company, person)
    assert tier(company, person)["status"] == "pending"
    assert item(company, person, "selfie")["status"] == "pending"


def test_a_correction_shows_its_comment_until_it_is_answered_again_and_again(
    company: Company,
) -> None:
    person = a_customer(company)
    submission_id = submitted(company, person)
    for revision in (1, 2):
        asked_to_correct(company, submission_id, "selfie", "Look up.", revision=revision)
        asked = item(company, person, "selfie")
        assert (asked["status"], asked["comment"]) == ("correction_requested", "Look up.")

        fresh = uploaded(company, person, "selfie")
        assert item(company, person, "selfie")["status"] == "uploaded"

        resubmitted(company, submission_id, uploads=[fresh])
        assert item(company, person, "selfie")["status"] == "pending"


def test_a_passport_belongs_to_one_customer_whatever_country_they_live_in(
    world: World, company: Company
) -> None:
    british = {"document_type": "passport", "document_number": "123456789"}
    british |= {"document_country": "GB", "document_expires_on": "2035-01-31"}
    first, second = a_customer(company, country="PH"), a_customer(company, country="GB")
    sent = []
    for person in (first, second):
        body = evidence(company, person)
        body["fields"] = body["fields"] | british
        sent.append((f"/v1/customers/{person.customer_id}/submissions", body))
    assert company.post(*sent[0]).status == 201
    world.settle()

    refused = company.post(*sent[1])
    assert (refused.status, refused.code) == (409, "identity_already_used")
