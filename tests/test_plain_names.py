"""Names that are messages or markup reach no mail and no subject; true names are taken."""

import json
import re
from typing import Any

import pytest
from pydantic import ValidationError

from local.world import World
from review import digests
from shared.plain_names import greeted, name_shown, one_line, shown
from submit.form import SubmissionFields
from tests.refusal_helpers import call_must_be_refused
from tests.world_helpers import Company, a_customer, asked_to_correct, submitted

# What mail programs make a link of: an address after a scheme, a name with a dot, a mailbox.
LINK = re.compile(r"://|[\w-]\.(?=\w*[^\W\d_])\w{2}|\S@\S")
MESSAGE = "Your account is blocked. Go to kyc-check.example.com now"
TOWER = "Som" + "\u0301" * 150 + "chai Jaidee"

PEOPLE = [
    "O'Brien", "Anne-Marie O’Neil", "Jean-Luc d'Arc", "María José de la Cruz y Ruiz",
    "Sørensen, Jr.", "Martin Luther King, Jr.", "J.R.R. Tolkien", "J.R.R.Tolkien",
    "J. R. R. Tolkien",
    "St.John Smythe", "St. John", "Md.Rahman", "Mohd. Farid", "Ma.Theresa", "MA.THERESA CRUZ",
    "Prof. Dr. Somchai Jaidee", "Assoc. Prof. Lee", "Nguyễn Thị Minh Khai", "Nguyễn", "อัญชลี",
    "น.ส.สมหญิง ใจดี", "ดร.สมชาย", "ม.ร.ว. คึกฤทธิ์ ปราโมช", "ณัฐพล ใจดี", "欧阳娜娜", "阿卜杜拉·买买提",
    "山田 太郎", "김철수", "محمد علی", "عبد الرحمن بن محمد", "Иванов И.И.", "И.И.Иванов", "ශ්‍රී ලංකා",
    "မောင်မောင်", "X", "Ng", "李", "somchai jaidee", "SOMCHAI JAIDEE", "Þorsteinn Æ",
    "Müller-Lüdenscheidt",
    "Pablo Diego José Francisco de Paula Juan Nepomuceno María de los Remedios Ruiz y Picasso",
]  # fmt: skip
NOBODY = [
    MESSAGE, "kyc-check.example.com", "www.evil.example", "WWW.EVIL.RU", "Evil.com", "EVIL.COM",
    "Somchai evil.co.th", "see evil.io", "почта.рф", "Blocked.Account Now",
    "Your loan is overdue. Call us", "Congratulations. You have won",
    "https://evil.example", "a@b.example", "<b>Somchai</b>", "Somchai\nBcc: x", TOWER,
]  # fmt: skip
COMPANIES = [
    "1&1 AG", "Booking.com B.V.", "AT&T", "H&M Hennes & Mauritz AB", "株式会社三菱", "C&A",
    "Chao Phraya Trading (1998) Co., Ltd.", "บริษัท ปตท. จำกัด (มหาชน)", "Yahoo! Inc.", "360",
]  # fmt: skip
ORGANISATIONS = [
    *COMPANIES, 'Toys "R" Us', "7-Eleven #2", "E*TRADE", "Siam Lending", "Ben & Jerry's", "100% Co",
]  # fmt: skip


def refusals(**fields: Any) -> int:
    try:
        SubmissionFields.model_validate_json(json.dumps(fields))
    except ValidationError as error:
        return error.error_count()
    return 0


@pytest.mark.parametrize("name", PEOPLE)
def test_a_persons_true_name_is_taken(name: str) -> None:
    assert refusals(full_name=name) == 0
    assert greeted(name, "individual") is not None
    assert LINK.search(name_shown(name)) is None


@pytest.mark.parametrize("name", NOBODY)
def test_an_address_or_a_sentence_is_nobodys_name(name: str) -> None:
    assert refusals(full_name=name) == 1
    assert refusals(authorized_person_name=name) == 1


@pytest.mark.parametrize("name", COMPANIES)
def test_a_companys_true_name_is_taken_and_is_no_link_in_a_mail(name: str) -> None:
    assert refusals(legal_name=name) == 0
    told = greeted(name, "business")
    assert told is not None
    assert LINK.search(told) is None
    assert told.replace(" ", "") == name.replace(" ", "")


@pytest.mark.parametrize(
    "name", ["https://evil.example", "Evil//example", TOWER, "A\nB", "<b>A</b>"]
)
def test_a_businesss_name_has_no_scheme_and_no_tower(name: str) -> None:
    assert refusals(legal_name=name) == 1


@pytest.mark.parametrize("name", ORGANISATIONS)
def test_an_organisations_name_is_one_line(name: str) -> None:
    assert one_line(name) == name


@pytest.mark.parametrize(
    "name",
    ["Siam\r\nBcc: x@y.example", "A\nB", "A\u202eB", "<b>A</b>", "https://a.example", TOWER[:90]],
)
def test_a_company_is_not_opened_under_a_name_that_is_more(world: World, name: str) -> None:
    operator = world.staff("ann@platform.example", ["operator"])
    first = {"email": "mali@example.com", "name": "Mali"}
    body = {"name": name, "policy": "lending", "administrator": first}

    call_must_be_refused(
        world,
        lambda: world.api.post("/v1/operator/companies", body, operator),
        422,
        "invalid_fields",
    )


def test_no_program_makes_a_link_of_what_was_stored_before(company: Company) -> None:
    old = [MESSAGE, TOWER, "Evil\r\nBcc: all@example.com", "http://evil.example/a?b", "word " * 30]

    told = [greeted(each, kind) for each in old for kind in ("individual", "business")]

    assert told[0] is told[2] is None, "a person who is called so is a customer"
    for each in [name_shown(name) for name in old] + [each for each in told if each]:
        assert LINK.search(each) is None, each
        assert "\n" not in each
        assert "\r" not in each


@pytest.mark.parametrize(
    "text",
    [
        "The number is covered by light.",
        "Pay 1.25 THB at 10:30, ref. 12.",
        "号码被遮住了。请重新拍摄。",
        "ดูข้อ 2.1 ก่อนส่ง",
        "Two lines\nof a comment",
    ],
)
def test_a_plain_comment_is_mailed_as_it_was_written(text: str) -> None:
    assert shown(text) == text


def test_what_reviewers_write_holds_no_link_in_the_mail(company: Company) -> None:
    person = a_customer(company)
    submission_id = submitted(company, person)
    comment = "Send it to help@evil.example or https://evil.example/form"
    asked_to_correct(company, submission_id, "selfie", comment)
    company.world.settle()
    company.post(f"/v1/customers/{person.customer_id}/links", {"tier": 1, "send": "email"})

    mails = company.world.emails[-2:]
    assert len(mails) == 2
    for mail in mails:
        own_link = re.sub(r"http://localhost:5174/\S*", "", mail.text)
        assert "evil. example" in own_link
        assert LINK.search(own_link) is None, own_link


@pytest.mark.parametrize("title", ["Payslip\r\nBcc: x", "See <a href=x>", "https://evil.example"])
def test_a_papers_title_is_one_line_without_markup(company: Company, title: str) -> None:
    submission_id = submitted(company, a_customer(company))
    asked = {"revision": 1, "supplements": [{"title": title, "description": "The last three."}]}
    path = f"/tasks/{submission_id}/request-revision"

    call_must_be_refused(company.world, lambda: company.review(path, asked), 422, "invalid_fields")


def test_a_subject_is_one_line_whatever_a_company_is_called() -> None:
    words = {"company": name_shown("Siam\r\nBcc: all@evil.example"), "mode": "live", "late": 3}

    subject = digests.SUBJECT.format(**words)

    assert subject.splitlines() == [subject]
    assert LINK.search(subject) is None
