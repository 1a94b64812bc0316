"""Manual KYC through the front door: a customer submits, a reviewer decides, everybody hears."""

from typing import Any

import pytest

from local.world import World
from tests.world_helpers import (
    Company,
    a_customer,
    approval,
    approved,
    asked_to_correct,
    decided,
    evidence,
    rejected,
    resubmitted,
    submitted,
    uploaded,
)


def test_approval_sets_status_tier_and_loan_limit_together(company: Company) -> None:
    person = a_customer(company)
    submission_id = submitted(company, person)

    answer = approved(company, submission_id).json

    customer = company.get(f"/v1/customers/{person.customer_id}").json
    for told in (answer, customer):
        assert (told["kyc_status"], told["tier"]) == ("approved", 1)
        assert told["max_loan"] == {"amount": "50000.00", "currency": "THB"}
    submission = company.get(f"/v1/submissions/{submission_id}").json
    assert submission["status"] == "approved"
    assert submission["decided_at"]


def test_a_submission_waits_in_the_queue_until_it_is_decided(company: Company) -> None:
    person = a_customer(company)
    submission_id = submitted(company, person)

    waiting = company.review("/tasks").json["tasks"]
    approved(company, submission_id)

    assert [each["submission_id"] for each in waiting] == [submission_id]
    assert waiting[0]["customer_name"] == "Somchai Jaidee"
    assert waiting[0]["tier"] == 1
    assert company.review("/tasks").json["tasks"] == []


def test_the_queue_is_oldest_first(company: Company) -> None:
    submissions = [submitted(company, a_customer(company)) for _ in range(3)]

    waiting = company.review("/tasks").json["tasks"]

    assert [each["submission_id"] for each in waiting] == submissions


def test_a_reviewer_sees_what_was_declared_and_every_file(company: Company) -> None:
    person = a_customer(company)
    submission_id = submitted(company, person)

    case = company.review(f"/tasks/{submission_id}").json

    assert case["fields"]["document_number"] == person.fields["document_number"]
    assert [each["kind"] for each in case["documents"]] == ["id_front", "id_back", "selfie"]
    assert all(each["url"].startswith("https://") for each in case["documents"])
    assert case["customer"]["customer_id"] == person.customer_id


def test_a_customer_corrects_what_was_asked_and_is_approved(company: Company) -> None:
    person = a_customer(company)
    submission_id = submitted(company, person)
    asked_to_correct(company, submission_id, item="id_front", comment="There is glare on it.")

    asked = company.get(f"/v1/submissions/{submission_id}").json
    again = resubmitted(company, submission_id, uploads=[uploaded(company, person, "id_front")])
    approved(company, submission_id, revision=2)

    assert asked["status"] == "revision_requested"
    assert asked["corrections"] == [
        {
            "item": "id_front",
            "code": "unreadable",
            "comment": "There is glare on it.",
            "title": None,
        }
    ]
    assert (again["status"], again["revision"], again["corrections"]) == ("pending", 2, [])
    customer = company.get(f"/v1/customers/{person.customer_id}").json
    assert (customer["kyc_status"], customer["tier"]) == ("approved", 1)


def test_what_was_not_corrected_is_kept_in_the_next_revision(company: Company) -> None:
    person = a_customer(company)
    submission_id = submitted(company, person)
    asked_to_correct(company, submission_id, item="full_name")

    resubmitted(company, submission_id, fields={"full_name": "Somchai Rakdee"})

    case = company.review(f"/tasks/{submission_id}").json
    assert case["fields"] == person.fields | {"full_name": "Somchai Rakdee"}
    assert [each["kind"] for each in case["documents"]] == ["id_front", "id_back", "selfie"]


def test_there_are_as_many_rounds_as_it_takes(company: Company) -> None:
    person = a_customer(company)
    submission_id = submitted(company, person)
    for revision in range(1, 5):
        asked_to_correct(company, submission_id, item="full_name", revision=revision)
        resubmitted(company, submission_id, fields={"full_name": f"Somchai {'A' * revision}"})

    approved(company, submission_id, revision=5)

    rounds = company.get(f"/v1/submissions/{submission_id}/revisions").json["revisions"]
    assert [each["revision"] for each in rounds] == [1, 2, 3, 4, 5]
    told = [each["decision"]["status"] for each in rounds]
    assert told == ["revision_requested"] * 4 + ["approved"]


def test_each_revision_is_decided_by_an_execution_of_its_own(
    world: World, company: Company
) -> None:
    submission_id = submitted(company, a_customer(company))
    asked_to_correct(company, submission_id, item="full_name")
    resubmitted(company, submission_id, fields={"full_name": "Somchai Rakdee"})
    approved(company, submission_id, revision=2)

    first, second = world.executions

    assert [first.name, second.name] == [f"{submission_id}-r1", f"{submission_id}-r2"]
    review = ["Route", "OpenReview", "NotifyCustomer", "Outcome"]
    assert first.states == [*review, "AwaitResubmission", "StartNextRevision"]
    assert second.states == [*review, "Decided"]
    assert {first.status, second.status} == {"SUCCEEDED"}


def test_a_rejection_tells_the_reason_and_grants_nothing(company: Company) -> None:
    person = a_customer(company)
    submission_id = submitted(company, person)

    rejected(company, submission_id, code="document_forged", comment="The card was altered.")

    submission = company.get(f"/v1/submissions/{submission_id}").json
    assert submission["status"] == "rejected"
    assert submission["reason"] == {
        "code": "document_forged",
        "comment": "The card was altered.",
        "text": "The document could not be accepted as genuine.",
        "finality": "final",
    }
    customer = company.get(f"/v1/customers/{person.customer_id}").json
    assert (customer["kyc_status"], customer["tier"]) == ("rejected", 0)
    assert customer["max_loan"]["amount"] == "0.00"


def test_history_names_every_step_and_who_took_it(company: Company) -> None:
    person = a_customer(company)
    submission_id = submitted(company, person)
    asked_to_correct(company, submission_id, item="full_name")
    resubmitted(company, submission_id, fields={"full_name": "Somchai Rakdee"})
    approved(company, submission_id, revision=2)

    events = company.get(f"/v1/customers/{person.customer_id}/history").json["events"]

    key = events[0]["actor"]
    assert [(each["type"], each["actor_name"] or each["actor"]) for each in events] == [
        ("customer.created", key),
        ("submission.submitted", key),
        ("submission.revision_requested", "Dao Reviewer"),
        ("notification.emailed", "system"),
        ("submission.resubmitted", key),
        ("submission.approved", "Dao Reviewer"),
        ("notification.emailed", "system"),
    ]
    assert key.startswith("key_")
    assert [each["sequence"] for each in events] == [1, 2, 3, 4, 5, 6, 7]


DECISIONS: dict[str, dict[str, Any]] = {
    "request-revision": {
        "revision": 1,
        "corrections": [{"item": "selfie", "code": "unreadable", "comment": "Too dark."}],
    },
    "reject": {"revision": 1, "code": "other", "comment": "Please call us."},
}


@pytest.mark.parametrize(
    ("language", "action", "title"),
    [
        ("en", "approve", "Your identity is verified: tier 1"),
        ("en", "request-revision", "Please correct your submission for tier 1"),
        ("en", "reject", "Your identity check was not approved"),
        ("zh-CN", "approve", "您已通过1级身份认证"),
        ("zh-CN", "request-revision", "请更正您的1级认证资料"),
        ("zh-CN", "reject", "您的身份认证未通过"),
        ("th", "approve", "ยืนยันตัวตนระดับ 1 เรียบร้อยแล้ว"),
        ("th", "request-revision", "โปรดแก้ไขข้อมูลการยืนยันตัวตนระดับ 1"),
        ("th", "reject", "การยืนยันตัวตนของคุณไม่ได้รับการอนุมัติ"),
    ],
)
def test_the_customer_is_told_in_their_language_in_the_app_and_by_one_email(
    world: World, company: Company, language: str, action: str, title: str
) -> None:
    person = a_customer(company, language=language)
    submission_id = submitted(company, person)

    body = approval(company, submission_id) if action == "approve" else DECISIONS[action]
    decided(company, submission_id, action, body)

    notices = company.get(f"/v1/customers/{person.customer_id}/notifications").json
    (notice,) = notices["notifications"]
    (email,) = world.emails
    assert (notice["title"], notice["language"]) == (title, language)
    assert notice["emailed_at"]
    assert (email.to, email.subject, email.text) == ([person.email], title, notice["text"])


def test_a_customer_without_an_email_is_told_in_the_app(world: World, company: Company) -> None:
    person = a_customer(company, email=None)
    submission_id = submitted(company, person)

    approved(company, submission_id)

    told = company.get(f"/v1/customers/{person.customer_id}/notifications").json["notifications"]
    assert [each["outcome"] for each in told] == ["approved"]
    assert told[0]["emailed_at"] is None
    assert world.emails == []


def test_the_second_reviewer_learns_who_decided(world: World, company: Company) -> None:
    submission_id = submitted(company, a_customer(company))
    approved(company, submission_id)
    other = world.staff("niran@example.com", ["reviewer"], company.company_id, "Niran")

    late = company.review(f"/tasks/{submission_id}/reject", DECISIONS["reject"], by=other)

    assert (late.status, late.code) == (409, "already_decided")
    assert late.error["decision"]["decided_by"] == "Dao Reviewer"
    assert company.get(f"/v1/submissions/{submission_id}").json["status"] == "approved"


def test_a_decision_on_an_older_revision_is_refused(company: Company) -> None:
    submission_id = submitted(company, a_customer(company))
    asked_to_correct(company, submission_id, item="full_name")
    resubmitted(company, submission_id, fields={"full_name": "Somchai Rakdee"})

    late = company.review(f"/tasks/{submission_id}/approve", {"revision": 1})

    assert (late.status, late.code) == (409, "stale_revision")
    assert late.error["revision"] == 2


def test_one_document_number_opens_one_account(company: Company) -> None:
    first, second = a_customer(company), a_customer(company)
    submitted(company, first)
    body = evidence(company, second)
    body["fields"] = second.fields | {"document_number": first.fields["document_number"]}

    answer = company.post(f"/v1/customers/{second.customer_id}/submissions", body)

    assert (answer.status, answer.code) == (409, "identity_already_used")
    assert company.get(f"/v1/customers/{second.customer_id}").json["kyc_status"] == "not_started"


def test_nobody_logs_who_the_customer_is(world: World, company: Company) -> None:
    person = a_customer(company, phone="+66812345678")
    submission_id = submitted(company, person)
    rejected(company, submission_id, code="other", comment="A comment about the person.")

    logged = "\n".join(world.logs)

    assert "/v1/review/tasks/{submission_id}/reject" in logged
    secrets = [
        person.fields["full_name"],
        person.fields["document_number"],
        person.fields["birth_date"],
        person.fields["address"]["line1"],
        person.email,
        "+66812345678",
        "A comment about the person.",
        company.token,
        "dao@example.com",
    ]
    assert [each for each in secrets if each in logged] == []
