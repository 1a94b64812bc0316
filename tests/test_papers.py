"""What is missing, in words that a customer understands; and staff bring it in for them."""

from typing import get_args

import pytest

from shared.item_texts import item_texts
from shared.languages import LANGUAGES
from shared.upload_kinds import KINDS
from submit.form import SubmissionFields
from submit.requirements import ItemStatus, TierStatus
from tests.papers_helpers import (
    WHY,
    staff_resubmitted,
    staff_submitted,
    staff_uploaded,
    told_to_submit,
)
from tests.refusal_helpers import call_must_be_refused
from tests.world_helpers import (
    Company,
    a_customer,
    approval,
    asked_to_correct,
    decided,
    submitted,
    uploaded,
)

PROOF = {
    "en": (
        "Proof of address",
        "A utility bill or bank statement in your name and with your address, not older than "
        "three months. Accepted: JPEG, PNG, PDF, at most 20 MB.",
    ),
    "th": (
        "หลักฐานที่อยู่",
        "ใบแจ้งค่าสาธารณูปโภคหรือรายการเดินบัญชีธนาคารที่มีชื่อและที่อยู่ของคุณ "
        "อายุไม่เกินสามเดือน รองรับไฟล์ JPEG, PNG, PDF ขนาดไม่เกิน 20 MB",
    ),
    "zh-CN": (
        "住址证明",
        "载有您姓名和住址、三个月以内的水电煤账单或银行对账单。"
        "支持格式：JPEG、PNG、PDF，不超过 20 MB。",
    ),
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_that_can_be_asked_for_has_a_text(language: str) -> None:
    words = item_texts(language)

    # An approved tier whose document runs out is told so.
    assert set(words.tier_statuses) == {*get_args(TierStatus), "renewal"}
    assert set(words.item_statuses) == set(get_args(ItemStatus))
    assert set(words.items) == {*SubmissionFields.model_fields, *KINDS}
    assert all("{" not in words.satisfied_by(item) for item in words.items)
    assert words.label("address.city") == words.label("address")


def test_mainland_customers_are_asked_for_their_id_card_alone() -> None:
    chinese, thai = item_texts("en", "CN"), item_texts("en", "TH")

    assert chinese.satisfied_by("document_type").startswith("Your resident ID card.")
    assert thai.satisfied_by("document_type") == "One of: ID card, passport, driving licence."


@pytest.mark.parametrize("language", LANGUAGES)
def test_requirements_say_what_would_satisfy_each_in_the_customers_language(
    company: Company, language: str
) -> None:
    person = a_customer(company, language=language)
    path = f"/customers/{person.customer_id}/requirements"

    for told in (company.get(f"/v1{path}").json, company.review(path).json):
        assert told["language"] == language
        [proof] = [each for each in told["tiers"][1]["items"] if each["item"] == "address_proof"]
        assert (proof["label"], proof["satisfied_by"]) == PROOF[language]
        assert (proof["status"], proof["reason"]) == (
            "missing",
            item_texts(language).item_statuses["missing"],
        )


def test_requirements_can_be_asked_in_another_language(company: Company) -> None:
    person = a_customer(company, language="th")
    path = f"/v1/customers/{person.customer_id}/requirements"

    told = company.get(path, query={"language": "en"}).json

    assert (told["language"], told["tiers"][0]["reason"]) == (
        "en",
        "This tier can be submitted now.",
    )
    assert company.get(path, query={"language": "fr"}).code == "invalid_request"


def test_what_staff_upload_and_send_for_a_customer_reaches_a_decision_by_a_colleague(
    company: Company,
) -> None:
    person = a_customer(company)
    body = told_to_submit(company, person)

    submission_id = staff_submitted(company, person, body)
    approve = f"/tasks/{submission_id}/approve"
    call_must_be_refused(
        company.world, lambda: company.review(approve, {"revision": 1}), 403, "sent_by_you"
    )
    answers = approval(company, submission_id, 1)
    done = decided(company, submission_id, "approve", answers, by=company.admin)

    assert done.json["kyc_status"] == "approved"
    case = company.review(f"/tasks/{submission_id}").json
    dao = {"staff_id": case["sent_by_staff"]["staff_id"], "name": "Dao Reviewer", "reason": WHY}
    assert case["sent_by_staff"] == dao
    assert [each["uploaded_by_staff"] for each in case["documents"]] == [dao] * 3
    [sent] = company.get(f"/v1/submissions/{submission_id}/revisions").json["revisions"]
    assert sent["sent_by_staff"]
    assert all(each["uploaded_by_staff"] for each in sent["documents"])
    assert WHY not in str(sent)
    events = company.get(f"/v1/customers/{person.customer_id}/history").json["events"]
    by_staff = [each for each in events if each["details"].get("reason") == WHY]
    assert [each["type"] for each in by_staff] == [
        *["upload.added_by_staff"] * 3,
        "submission.submitted",
    ]
    assert {each["actor_name"] for each in by_staff} == {"Dao Reviewer"}


def test_staff_may_correct_for_a_customer_and_the_next_revision_is_the_customers_again(
    company: Company,
) -> None:
    person = a_customer(company)
    submission_id = submitted(company, person)
    asked_to_correct(company, submission_id, "selfie")

    fresh = staff_uploaded(company, person, "selfie")
    staff_resubmitted(company, submission_id, uploads=[fresh])
    case = company.review(f"/tasks/{submission_id}").json
    asked_to_correct(company, submission_id, "full_name", revision=2)
    again = {"fields": {"full_name": "Somchai Rakdee"}}
    company.post(f"/v1/submissions/{submission_id}/resubmit", again)
    company.world.settle()

    marks = {each["kind"]: each["uploaded_by_staff"] for each in case["documents"]}
    assert marks["id_front"] is None
    assert marks["selfie"]["reason"] == WHY
    assert case["sent_by_staff"]["reason"] == WHY
    hers, answers = "sent_by_you", approval(company, submission_id, 3)  # the selfie is Dao's still
    assert company.review(f"/tasks/{submission_id}/approve", answers).code == hers
    done = decided(company, submission_id, "approve", answers, by=company.admin)
    assert done.json["kyc_status"] == "approved"
    assert company.review(f"/tasks/{submission_id}").json["sent_by_staff"] is None


def test_staff_say_why_they_upload_and_submit_for_a_customer(company: Company) -> None:
    person = a_customer(company)
    submission_id = submitted(company, person)
    asked_to_correct(company, submission_id, "selfie")
    upload_id = uploaded(company, person, "selfie")
    where = f"/customers/{person.customer_id}"
    announced = {
        "kind": "selfie",
        "content_type": "image/jpeg",
        "size_bytes": 5,
        "sha256": "0" * 64,
    }
    calls = [
        (f"{where}/uploads", announced),
        (f"{where}/submissions", {"tier": 1}),
        (f"/tasks/{submission_id}/resubmit", {"uploads": [upload_id]}),
    ]

    for path, body in calls:
        for reason in ({}, {"reason": " "}, {"reason": "x" * 501}):
            call_must_be_refused(
                company.world,
                lambda path=path, asked=body | reason: company.review(path, asked),
                400,
                "invalid_request",
            )
