"""Reasons come from one catalogue, and whether a rejection is final decides what follows."""

from typing import Any, get_args

import pytest

from local.world import World
from shared.reasons import Use, catalogue
from tests.bank_helpers import a_known_customer, decided, sent
from tests.lending_helpers import a_borrower, reasons, tier_2_submitted
from tests.refusal_helpers import call_must_be_refused, customer_token, nothing_must_change
from tests.world_helpers import Company, a_customer, rejected, submitted, uploaded

GATES = ("disbursement", "withdrawal")
TIER_1 = {"amount": "50000.00", "currency": "THB"}
UNKNOWN = "because_i_say_so"


def test_every_use_has_a_reason_for_what_nobody_foresaw() -> None:
    assert {use for use, code in catalogue() if code == "other"} == set(get_args(Use))
    assert {each.finality for each in catalogue().values() if each.use == "rejection"} == {
        "retryable",
        "final",
    }


def test_staff_read_the_catalogue_in_their_language(company: Company) -> None:
    def listed(**query: str) -> list[dict[str, Any]]:
        asked = {"mode": "test", **query}
        reply = company.world.api.get("/v1/review/reasons", company.reviewer, query=asked)
        assert reply.status == 200, reply.text
        return list(reply.json["reasons"])

    assert len(listed()) == len(catalogue())
    banks = listed(language="th", use="bank_rejection")
    assert {each["use"] for each in banks} == {"bank_rejection"}
    assert banks[0]["text"] == "ชื่อบัญชีไม่ตรงกับชื่อที่ยืนยันตัวตนไว้"
    assert banks[0]["internal"] != listed(use="bank_rejection")[0]["internal"]


@pytest.mark.parametrize(
    ("action", "body", "field"),
    [
        ("reject", {"code": UNKNOWN, "comment": "No."}, "code"),
        ("reject", {"code": "glare", "comment": "No."}, "code"),
        (
            "request-revision",
            {
                "corrections": [
                    {"item": "selfie", "code": "glare", "comment": "?"},
                    {"item": "selfie", "code": UNKNOWN, "comment": "?"},
                ]
            },
            "corrections.1.code",
        ),
    ],
)
def test_a_decision_has_a_reason_of_the_catalogue(
    world: World, company: Company, action: str, body: dict[str, Any], field: str
) -> None:
    path = f"/tasks/{submitted(company, a_customer(company))}/{action}"

    refused = call_must_be_refused(
        world, lambda: company.review(path, {"revision": 1} | body), 422, "invalid_fields"
    )

    (told,) = refused.error["fields"]
    assert (told["field"], told["code"]) == (field, "reason_unknown")
    assert UNKNOWN not in refused.text


def test_a_bank_account_is_turned_down_for_a_reason_of_the_catalogue(company: Company) -> None:
    person = a_known_customer(company)
    sent(company, person)

    with nothing_must_change(company.world):
        refused = decided(company, person, "reject", code=UNKNOWN)

    assert (refused.status, refused.code) == (422, "invalid_fields")


def test_after_a_rejection_of_tier_2_tier_1_stands_and_its_finality_decides_the_rest(
    world: World, company: Company
) -> None:
    person = a_borrower(company)
    rejected(company, tier_2_submitted(company, person), "evidence_insufficient", "Too little.")

    standing = tier_1_must_stand(company, person.customer_id)
    assert [reasons(company, person, gate) for gate in GATES] == [[], []]
    notice = company.get(f"/v1/customers/{person.customer_id}/notifications").json
    assert notice["notifications"][0]["text"].endswith(
        "What was sent does not prove enough.\nToo little.\nYou can send it again."
    )
    needs = company.get(f"/v1/customers/{person.customer_id}/requirements").json["tiers"][1]
    assert (needs["status"], {each["status"] for each in needs["items"]}) == ("open", {"missing"})

    token = customer_token(company, person.customer_id, tier=2)
    fields = {
        "occupation": "employed",
        "employer": "Siam Steel",
        "monthly_income": {"amount": "45000.00", "currency": "THB"},
    }
    files = [uploaded(company, person, kind) for kind in ("address_proof", "income_proof")]
    path = f"/v1/customers/{person.customer_id}/submissions"
    body = {"tier": 2, "fields": fields, "uploads": files}
    again = world.api.post(path, body, token)
    assert again.status == 201, again.text
    world.settle()
    rejected(company, again.json["submission_id"], "document_forged", "The payslip is forged.")

    assert tier_1_must_stand(company, person.customer_id) > standing
    assert [reasons(company, person, gate) for gate in GATES] == [["kyc_not_approved"]] * 2
    call_must_be_refused(
        world, lambda: world.api.post(path, body, token), 409, "submission_rejected"
    )
    assert company.post(path, body).status == 201


def tier_1_must_stand(company: Company, customer_id: str) -> int:
    """Tier, limit and the approval in history; returns how many steps history has."""
    customer = company.get(f"/v1/customers/{customer_id}").json
    assert (customer["kyc_status"], customer["tier"]) == ("rejected", 1)
    assert customer["max_loan"] == TIER_1
    events = company.get(f"/v1/customers/{customer_id}/history", query={"limit": "100"}).json
    steps = [each["type"] for each in events["events"]]
    assert steps.count("submission.approved") == 1
    return len(steps)
