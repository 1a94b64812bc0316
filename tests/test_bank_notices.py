"""Customers hear of decisions on their bank account, and a new name asks for another look at it."""

from datetime import date
from typing import Any

import pytest

from banks.notices import texts
from local.world import World
from shared.languages import LANGUAGES
from tests.bank_helpers import a_known_customer, decided, sent, standing, waiting
from tests.lending_helpers import reasons
from tests.test_gates import document_expires_on
from tests.test_repair import unreachable
from tests.world_helpers import (
    Company,
    Person,
    a_customer,
    approved,
    backdate,
    evidence,
    submitted,
)


def told(company: Company, person: Person) -> dict[str, Any]:
    """The newest notice."""
    path = f"/v1/customers/{person.customer_id}/notifications"
    return dict(company.get(path).json["notifications"][0])


@pytest.mark.parametrize(
    ("language", "verified", "rejected", "reason"),
    [
        ("en", "Your bank account is verified", "Please send another bank account", "proved"),
        ("th", "ยืนยันบัญชีธนาคารของคุณเรียบร้อยแล้ว", "โปรดส่งบัญชีธนาคารอื่น", "ไม่ตรงกับชื่อ"),
        ("zh-CN", "您的银行账户已通过验证", "请提交其他银行账户", "姓名不一致"),
    ],
)
def test_the_customer_reads_the_decision_at_once_and_gets_it_by_mail_once(
    world: World, company: Company, language: str, verified: str, rejected: str, reason: str
) -> None:
    person = a_customer(company, language=language)
    approved(company, submitted(company, person))
    sent(company, person)

    decided(company, person, "reject")
    first = told(company, person)
    sent(company, person, account_number="9876543210")
    decided(company, person, "verify", version=2)
    second = told(company, person)
    runs = [world.run("SendNotices") for _ in range(2)]

    assert (first["outcome"], first["title"]) == ("bank_account_rejected", rejected)
    assert reason in first["text"]
    assert "Send an account of your own." in first["text"]
    assert (second["outcome"], second["title"]) == ("bank_account_verified", verified)
    assert "3210" in second["text"]
    assert "9876543210" not in second["text"]
    assert (second["submission_id"], second["emailed_at"]) == (None, None)
    assert runs == [{"sent": 3, "failed": 0}, {"sent": 0, "failed": 0}]
    mails = [each.subject for each in world.emails if each.to == [person.email]]
    changed = texts(language)["outcomes"]["changed"]["title"]
    assert sorted(mails[-3:]) == sorted([rejected, changed, verified])
    assert told(company, person)["emailed_at"]


def test_a_mail_that_is_refused_is_tried_again_and_nobody_without_an_address_is_waited_for(
    world: World, company: Company
) -> None:
    from shared.notice_mail import ses  # noqa: PLC0415  after the world has set the environment

    person = a_known_customer(company)
    sent(company, person)
    decided(company, person, "verify")
    nowhere = a_customer(company, email=None)
    approved(company, submitted(company, nowhere))
    sent(company, nowhere, account_number="9876543210")
    decided(company, nowhere, "verify")

    with unreachable(ses, "SendEmail"):
        assert world.run("SendNotices") == {"sent": 0, "failed": 1}
    assert world.run("SendNotices") == {"sent": 0, "failed": 0}, "not before a while"
    backdate(world, "due_at", told_sk(company, person))

    assert world.run("SendNotices") == {"sent": 1, "failed": 0}
    assert told(company, person)["emailed_at"]


def told_sk(company: Company, person: Person) -> str:
    number = int(told(company, person)["notification_id"].removeprefix("ntf_"))
    return f"NOTIFICATION#{number:08d}"


def test_an_account_of_the_old_name_is_verified_anew_when_another_name_is_proved(
    company: Company,
) -> None:
    person = a_customer(company, "PH")
    approved(company, submitted(company, person))
    sent(company, person, account_name="Maria Santos")
    decided(company, person, "verify")
    document_expires_on(company, person, date(2020, 1, 1))
    path = f"/v1/customers/{person.customer_id}"

    body = evidence(company, person)
    body["fields"] = body["fields"] | {"full_name": "Maria Reyes"}
    renewed = company.post(f"{path}/submissions", body).json["submission_id"]
    company.world.settle()
    assert company.get(path).json["name"] == "Maria Santos", "what is only sent proves nothing"
    assert standing(company, person)["status"] == "verified"

    approved(company, renewed)

    assert company.get(path).json["name"] == "Maria Reyes"
    assert (standing(company, person)["status"], waiting(company)) == (
        "pending",
        [person.customer_id],
    )
    assert reasons(company, person, "withdrawal") == ["bank_account_not_verified"]
    decided(company, person, "verify", note="Married; the bank has her old name.")
    assert reasons(company, person, "withdrawal") == []


def test_another_spelling_of_the_name_leaves_the_account_verified(company: Company) -> None:
    person = a_customer(company, "PH")
    approved(company, submitted(company, person))
    sent(company, person, account_name="Maria Santos")
    decided(company, person, "verify")
    document_expires_on(company, person, date(2020, 1, 1))
    path = f"/v1/customers/{person.customer_id}"
    body = evidence(company, person)
    body["fields"] = body["fields"] | {"full_name": "SANTOS, María"}

    renewed = company.post(f"{path}/submissions", body).json["submission_id"]
    company.world.settle()

    approved(company, renewed)

    assert company.get(path).json["name"] == "SANTOS, María"
    assert (standing(company, person)["status"], waiting(company)) == ("verified", [])


def test_every_language_has_every_text() -> None:
    shapes = [sorted(texts(each)["outcomes"]) for each in LANGUAGES]

    assert shapes[0] == shapes[1] == shapes[2]
    assert all(texts(each)["outcomes"]["rejected"]["text"].count("{") == 5 for each in LANGUAGES)
