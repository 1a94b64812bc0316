"""A rejected tier is opened again by staff, for one new submission of the customer."""

from local.world import World
from local.world.gateway import Reply
from tests.refusal_helpers import call_must_be_refused, customer_token, nothing_must_change
from tests.world_helpers import Company, a_customer, evidence, rejected, submitted

REOPENING = {"tier": 1, "reason": "They came with the right passport."}


def test_a_rejected_customer_submits_again_once_staff_reopened_the_tier(
    world: World, company: Company
) -> None:
    person = a_customer(company)
    first = submitted(company, person)
    rejected(company, first, "document_forged", "The card was altered.")
    path = f"/v1/customers/{person.customer_id}"
    body = evidence(company, person)

    def submit(*items: str) -> Reply:
        """By a link for the tier, or for these items when it asks for nothing."""
        token = customer_token(company, person.customer_id, items=list(items))
        return world.api.post(f"{path}/submissions", body, token)

    refused = submit("selfie")
    opened = company.review(f"/customers/{person.customer_id}/reopen", REOPENING)
    with nothing_must_change(world):
        again = company.review(f"/customers/{person.customer_id}/reopen", REOPENING)
    tier = company.get(f"{path}/requirements").json["tiers"][0]
    second = submit()
    world.settle()

    assert (refused.status, refused.code) == (409, "submission_rejected")
    assert opened.json == again.json
    assert (opened.json["submission_id"], opened.json["reopened_by"]) == (first, "Dao Reviewer")
    assert tier["status"] == "open"
    assert (second.status, second.json["status"]) == (201, "pending")
    assert company.get(f"/v1/submissions/{first}").json["status"] == "rejected"
    events = company.get(f"{path}/history").json["events"]
    [event] = [each for each in events if each["type"] == "tier.reopened"]
    assert event["actor_name"] == "Dao Reviewer"
    assert event["details"]["reason"] == REOPENING["reason"]

    rejected(company, second.json["submission_id"], "document_forged", "Altered again.")
    assert submit("selfie").code == "submission_rejected"


def test_only_what_was_rejected_is_reopened(world: World, company: Company) -> None:
    person = a_customer(company)
    path = f"/customers/{person.customer_id}/reopen"
    call_must_be_refused(world, lambda: company.review(path, REOPENING), 409, "not_rejected")

    submitted(company, person)

    call_must_be_refused(world, lambda: company.review(path, REOPENING), 409, "not_rejected")
