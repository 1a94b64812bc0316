"""Two people mean two people: each rule that takes two, from outside, with one person's means.

Whoever made the link or the key that something came with, or sent a part of it for the customer,
is one of the two already.
"""

import pytest

from local.world import World
from local.world.gateway import Reply
from tests.bank_helpers import a_known_customer
from tests.bank_helpers import sent as account_sent
from tests.bank_helpers import verified as account_verified
from tests.lending_helpers import reasons
from tests.refusal_helpers import call_must_be_refused
from tests.two_people_helpers import (
    ALL_OF_TIER_1,
    BANK_BOOK,
    TEST,
    WAYS,
    Sender,
    a_key_of,
    approves,
    by_key,
    by_link,
    sends_account,
    submits,
    verifies,
)
from tests.world_helpers import (
    Company,
    Person,
    a_customer,
    asked_to_correct,
    rejected,
    uploaded,
)

EVERY_WAY = pytest.mark.parametrize("way", WAYS)
# A reply asks for what the tier lacks, and no tier lacks a bank book.
EVERY_WAY_TO_PAY = pytest.mark.parametrize("way", [each for each in WAYS if "reply" not in each])


def two_approve_tier_1(company: Company) -> None:
    change = {"four_eyes_tiers": [1]}
    assert company.world.api.patch("/v1/settings", change, company.admin, query=TEST).status == 200


# ── rules ────────────────────────────────────────────────────────────────────────────────────────


@EVERY_WAY
def test_an_approval(world: World, company: Company, rung: str, way: str) -> None:
    person = a_customer(company)
    submission_id = submits(WAYS[way](company, rung, person, ALL_OF_TIER_1), person)

    call_must_be_refused(world, lambda: approves(company, rung, submission_id), 403, "sent_by_you")

    assert approves(company, company.reviewer, submission_id).json["status"] == "approved"


@EVERY_WAY
def test_the_first_of_two_approvals(world: World, company: Company, rung: str, way: str) -> None:
    two_approve_tier_1(company)
    person = a_customer(company)
    submission_id = submits(WAYS[way](company, rung, person, ALL_OF_TIER_1), person)

    call_must_be_refused(world, lambda: approves(company, rung, submission_id), 403, "sent_by_you")
    assert approves(company, company.reviewer, submission_id).json["status"] == "pending"
    call_must_be_refused(world, lambda: approves(company, rung, submission_id), 403, "sent_by_you")

    assert approves(company, company.admin, submission_id).json["status"] == "approved"


@EVERY_WAY_TO_PAY
def test_a_bank_account(world: World, company: Company, rung: str, way: str) -> None:
    person = a_known_customer(company)
    version = sends_account(WAYS[way](company, rung, person, BANK_BOOK), person)

    call_must_be_refused(
        world, lambda: verifies(company, rung, person, version), 403, "sent_by_you"
    )

    assert verifies(company, company.reviewer, person, version).json["status"] == "verified"


@EVERY_WAY_TO_PAY
def test_a_changed_payout_account(world: World, company: Company, rung: str, way: str) -> None:
    person = a_known_customer(company)
    account_sent(company, person)
    account_verified(company, person)
    version = sends_account(WAYS[way](company, rung, person, BANK_BOOK), person, "9876543210")

    def by(who: str) -> Reply:
        return verifies(company, who, person, version)

    closed = ["bank_account_not_verified"]
    call_must_be_refused(world, lambda: by(rung), 403, "sent_by_you")
    assert by(company.reviewer).json["status"] == "pending"
    assert reasons(company, person, "disbursement") == closed
    call_must_be_refused(world, lambda: by(rung), 403, "sent_by_you")
    call_must_be_refused(world, lambda: by(company.reviewer), 409, "second_person_needed")
    assert by(company.admin).json["status"] == "verified"
    assert reasons(company, person, "disbursement") == []


@EVERY_WAY
def test_a_lower_tier_is_lifted_by_somebody_else(
    world: World, company: Company, rung: str, way: str
) -> None:
    person = a_customer(company)
    submission_id = submits(WAYS[way](company, rung, person, ALL_OF_TIER_1), person)
    approves(company, company.reviewer, submission_id)
    world.settle()
    why = {"reason": "A call from the bank."}
    lowered = company.review(f"/customers/{person.customer_id}/downgrade", why | {"tier": 0})
    assert lowered.status == 200, lowered.text
    path = f"/customers/{person.customer_id}/unfreeze"

    call_must_be_refused(world, lambda: company.review(path, why, by=rung), 403, "sent_by_you")

    assert company.review(path, why, by=company.admin).json["frozen_at"] is None


@EVERY_WAY
def test_a_rejected_tier_is_opened_by_somebody_else(
    world: World, company: Company, rung: str, way: str
) -> None:
    person = a_customer(company)
    submission_id = submits(WAYS[way](company, rung, person, ALL_OF_TIER_1), person)
    rejected(company, submission_id, "not_eligible", "No.")
    path, why = f"/customers/{person.customer_id}/reopen", {"tier": 1, "reason": "They called."}

    call_must_be_refused(world, lambda: company.review(path, why, by=rung), 403, "sent_by_you")

    assert company.review(path, why).status == 200


# ── what it reads ────────────────────────────────────────────────────────────────────────────────


def test_what_takes_nothing_but_the_customers_chances_is_everybodys(
    company: Company, rung: str
) -> None:
    person = a_known_customer(company)
    version = sends_account(by_link(company, rung, person, BANK_BOOK), person)
    other = a_customer(company)
    submission_id = submits(by_key(company, rung, other, {}), other)
    told = {"code": "name_differs", "comment": "Another, please."}
    asked = {
        "revision": 1,
        "corrections": [{"item": "selfie", "code": "unreadable", "comment": "."}],
    }

    refused = company.review(
        f"/bank-accounts/{person.customer_id}/reject", told | {"version": version}, by=rung
    )
    corrected = company.review(f"/tasks/{submission_id}/request-revision", asked, by=rung)
    lowered = company.review(
        f"/customers/{person.customer_id}/downgrade", {"tier": 0, "reason": "Doubts."}, by=rung
    )

    assert [each.status for each in (refused, corrected, lowered)] == [200, 200, 200]


def test_a_revision_keeps_the_hands_of_those_before_it(
    world: World, company: Company, rung: str
) -> None:
    """Corrected by the company itself: most of what is there came through the link still."""
    person = a_customer(company)
    submission_id = submits(by_link(company, rung, person, ALL_OF_TIER_1), person)
    asked_to_correct(company, submission_id, "selfie")
    fresh = uploaded(company, person, "selfie", None)
    company.post(f"/v1/submissions/{submission_id}/resubmit", {"uploads": [fresh]})
    world.settle()

    call_must_be_refused(
        world, lambda: approves(company, rung, submission_id, 2), 403, "sent_by_you"
    )
    assert approves(company, company.admin, submission_id, 2).json["status"] == "approved"


def test_a_file_keeps_its_hands_wherever_it_is_used(
    world: World, company: Company, rung: str
) -> None:
    """Uploaded through a link that was revoked since, and sent by the company among its own."""
    person = a_customer(company)
    theirs = by_link(company, rung, person, ALL_OF_TIER_1)
    path = f"/v1/review/customers/{person.customer_id}/links"
    [link] = world.api.get(path, rung, query=TEST).json["links"]
    selfie = theirs.uploads(_with(company, theirs.token), person, "selfie")
    world.api.delete(f"{path}/{link['link_id']}", rung, query=TEST)

    def mixed(company: Company, person: Person, kind: str) -> str:
        return selfie if kind == "selfie" else uploaded(company, person, kind)

    submission_id = submits(Sender(company, rung, company.token, mixed), person)

    call_must_be_refused(world, lambda: approves(company, rung, submission_id), 403, "sent_by_you")


def test_the_links_of_two_colleagues_exclude_both(
    world: World, company: Company, rung: str
) -> None:
    person = a_customer(company)
    submission_id = submits(by_link(company, rung, person, ALL_OF_TIER_1), person)
    asked_to_correct(company, submission_id, "selfie")
    dao = by_link(company, company.reviewer, person, {"tier": 1, "items": ["selfie"]})
    fresh = uploaded(_with(company, dao.token), person, "selfie")
    path = f"/v1/submissions/{submission_id}/resubmit"
    world.api.post(path, {"uploads": [fresh]}, dao.token)
    world.settle()

    for each in (rung, company.reviewer):
        call_must_be_refused(
            world, lambda who=each: approves(company, who, submission_id, 2), 403, "sent_by_you"
        )
    assert approves(company, company.admin, submission_id, 2).json["status"] == "approved"


def test_history_says_through_whose_link_it_came(company: Company, rung: str) -> None:
    person = a_customer(company)
    submits(by_link(company, rung, person, ALL_OF_TIER_1), person)
    path = f"/v1/customers/{person.customer_id}/history"

    told = {each["type"]: each for each in company.get(path).json["events"]}

    made, sent = told["link.created"], told["submission.submitted"]
    assert sent["actor"] == person.customer_id
    assert sent["details"]["link_id"] == made["details"]["link_id"]
    assert made["actor"] in sent["details"]["hands"]


def _with(company: Company, token: str) -> Company:
    return Company(**vars(company) | {"token": token})


def test_the_rule_itself_is_not_switched_off_by_one_person(
    world: World, company: Company, rung: str
) -> None:
    """Nor through a key of theirs: settings are for people."""
    two_approve_tier_1(company)
    off: dict[str, list[int]] = {"four_eyes_tiers": []}
    proposed = world.api.patch("/v1/settings", off, rung, query=TEST).json
    confirm = f"/v1/settings/changes/{proposed['pending']['number']}/confirm"

    assert proposed["four_eyes_tiers"] == [1]
    call_must_be_refused(
        world, lambda: world.api.post(confirm, {}, rung, query=TEST), 422, "same_person"
    )
    key = a_key_of(company, rung)
    call_must_be_refused(
        world, lambda: world.api.patch("/v1/settings", off, key), 401, "unauthenticated"
    )
