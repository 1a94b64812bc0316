"""What a customer may borrow: the company's own limits, a lowered tier, an expired document."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from local.world import World
from local.world.gateway import Reply
from tests.lending_helpers import (
    a_borrower,
    borrow,
    limits_in,
    loans_of,
    reasons,
    repay,
)
from tests.refusal_helpers import call_must_be_refused, nothing_must_change
from tests.test_gates import document_expires_on, tier_2_submitted
from tests.world_helpers import Company, Person, approved, evidence, submitted

BOTH = ("disbursement", "withdrawal")


def set_limits(company: Company, *limits: tuple[int, str | None]) -> Reply:
    body = {"loan_limits": [{"tier": tier, "max_loan": amount} for tier, amount in limits]}
    return company.world.api.patch("/v1/settings", body, company.admin, query={"mode": "test"})


def limits_by_tier(company: Company, person: Person) -> list[str]:
    told = company.get(f"/v1/customers/{person.customer_id}/requirements").json
    return [each["max_loan"]["amount"] for each in told["tiers"]]


def lowered(company: Company, person: Person, tier: int, by: str = "") -> Reply:
    path = f"/customers/{person.customer_id}/downgrade"
    return company.review(path, {"tier": tier, "reason": "Not employed."}, by or company.reviewer)


def steps(company: Company, person: Person, kind: str) -> list[dict[str, Any]]:
    path = f"/v1/customers/{person.customer_id}/history"
    events = company.get(path, query={"limit": "100"}).json["events"]
    return [each["details"] for each in events if each["type"] == kind]


def test_an_approval_gives_the_companys_own_limit_and_a_change_takes_nobodys_away(
    world: World, company: Company
) -> None:
    before = a_borrower(company)

    changed = set_limits(company, (1, "60000.00"), (2, "60000"))
    after = a_borrower(company)

    told = [(each["max_loan"]["amount"], each["own"]) for each in changed.json["loan_limits"]]
    assert told == [("60000.00", True), ("60000.00", True), ("1000000.00", False)]
    assert limits_in(loans_of(company, before))[0] == "50000.00"
    assert limits_in(loans_of(company, after))[0] == "60000.00"
    assert limits_by_tier(company, before) == ["60000.00", "60000.00", "1000000.00"]
    refusals = (((2, "59999.99"),), ((3, "1"),), ((1, "1.001"),))
    for limits in refusals:
        call_must_be_refused(
            world, lambda sent=limits: set_limits(company, *sent), 422, "invalid_fields"
        )
    # Tier 1 may go back to the policy's limit, tier 2 stays.
    assert set_limits(company, (1, None)).json["loan_limits"][0]["own"] is False
    assert limits_by_tier(company, after) == ["50000.00", "60000.00", "1000000.00"]


def test_a_lowered_tier_closes_the_gates_until_somebody_has_resolved_it(
    world: World, company: Company
) -> None:
    person = a_borrower(company)
    approved(company, tier_2_submitted(company, person))
    loan = borrow(company, person, "150000.00").json["loan_id"]

    answer = lowered(company, person, 1)

    assert (answer.json["tier"], answer.json["max_loan"]["amount"]) == (1, "50000.00")
    assert answer.json["frozen_at"]
    assert [reasons(company, person, each) for each in BOTH] == [["tier_lowered"]] * 2
    assert limits_in(loans_of(company, person)) == ("50000.00", "150000.00", "0.00")
    assert borrow(company, person, "1.00", "loan-2").code == "loan_not_allowed"
    assert repay(company, person, loan).status == 200, "what is owed can be repaid"
    with nothing_must_change(world):
        assert lowered(company, person, 1).status == 200, "the reply was lost"
    call_must_be_refused(world, lambda: lowered(company, person, 2), 409, "tier_not_lower")

    path = f"/customers/{person.customer_id}/unfreeze"
    lifted = company.review(path, {"reason": "Tier 1 is right."}, company.admin)

    assert (lifted.json["tier"], lifted.json["frozen_at"]) == (1, None)
    assert [reasons(company, person, each) for each in BOTH] == [[], []]
    (told,) = steps(company, person, "tier.lowered")
    assert (told["tier_before"], told["tier"], told["reason"]) == (2, 1, "Not employed.")
    assert steps(company, person, "customer.unfrozen") == [{"reason": "Tier 1 is right."}]


def test_what_was_sent_before_the_tier_was_lowered_is_not_approved_over_it(
    world: World, company: Company
) -> None:
    person = a_borrower(company)
    waiting = tier_2_submitted(company, person)
    told = lowered(company, person, 0).json
    assert (told["tier"], told["kyc_status"], told["max_loan"]["amount"]) == (0, "pending", "0.00")

    def approve() -> Reply:
        return company.review(f"/tasks/{waiting}/approve", {"revision": 1})

    call_must_be_refused(world, approve, 422, "tier_locked")
    company.review(f"/tasks/{waiting}/reject", {"revision": 1, "code": "other", "comment": "No."})
    world.settle()
    approved(company, submitted(company, person))

    assert [reasons(company, person, each) for each in BOTH] == [[], []], "resolved by a reviewer"
    assert limits_in(loans_of(company, person))[0] == "50000.00"


def test_an_approval_takes_away_nothing_of_what_a_customer_may_borrow(company: Company) -> None:
    person = a_borrower(company)
    set_limits(company, (1, "100.00"), (2, "200.00"))

    approved(company, tier_2_submitted(company, person))

    assert limits_in(loans_of(company, person))[0] == "50000.00"
    assert lowered(company, person, 1).json["max_loan"]["amount"] == "100.00"


def test_a_document_is_renewed_by_sending_its_tier_again(world: World, company: Company) -> None:
    person = a_borrower(company, "PH")
    approved(company, tier_2_submitted(company, person))
    path = f"/v1/customers/{person.customer_id}/submissions"
    body = evidence(company, person)
    call_must_be_refused(world, lambda: company.post(path, body), 409, "tier_already_approved")

    document_expires_on(company, person, datetime.now(UTC).date() - timedelta(days=1))

    assert first_tier(company, person) == "open"
    assert reasons(company, person, "withdrawal") == ["document_expired"]
    incomplete = body | {"fields": {}}
    call_must_be_refused(world, lambda: company.post(path, incomplete), 422, "requirements_missing")
    renewed = submitted(company, person)
    assert first_tier(company, person) == "pending"
    assert reasons(company, person, "withdrawal") == ["document_expired"]
    approved(company, renewed)

    customer = company.get(f"/v1/customers/{person.customer_id}").json
    assert (customer["tier"], customer["max_loan"]["amount"]) == (2, "200000.00")
    assert [reasons(company, person, each) for each in BOTH] == [[], []]
    assert first_tier(company, person) == "approved"


def first_tier(company: Company, person: Person) -> str:
    told = company.get(f"/v1/customers/{person.customer_id}/requirements").json
    assert date.fromisoformat(told["document_expires_on"])
    return str(told["tiers"][0]["status"])
