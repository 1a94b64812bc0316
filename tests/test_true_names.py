"""Names as officials print them: taken, kept in one spelling, and safe in a mail."""

import json
from dataclasses import replace
from typing import Any

import pytest
from pydantic import ValidationError

from shared.name_folding import as_registered, folded
from shared.plain_names import greeted
from submit.form import SubmissionFields
from submit.routing import Route, route
from tests.bank_helpers import opened, sent
from tests.test_plain_names import LINK
from tests.test_routing import ELIGIBLE, WANG
from tests.world_helpers import Company, a_customer, approved, submitted

# As sent, and as kept where that differs.
PERSONS = [
    ("Muthu A/L Raman", None),
    ("Devi A/P Kumar", None),
    ("Kavi S/O Mani", None),
    ("Priya D/O Raj", None),
    ("kavi s/o mani", None),
    ("Kavi S／O Mani", "Kavi S/O Mani"),
    ("Kavi S\u2215O Mani", "Kavi S/O Mani"),
    ("Noor W/O Anand", None),
    ("Lim Ah Beng @ Peter Lim", None),
    ("Ong Mei @ Mary Ong", None),
    ("Rosli@Roslan bin Daud", "Rosli @ Roslan bin Daud"),
    ("Rosli @Roslan", "Rosli @ Roslan"),
    ("Lim (Lin) @ Peter (Pete)", None),
    ("Lim @ J. Peter", None),
    ("Tan Ah Kow @ Tan Kow @ Peter", None),
    ("Kumar A/L Raj @ Raju A/L Raj", None),
    ("Lim Wei Jie (Lin Weijie)", None),
    ("Chua Li Hua (Cai Lihua)", None),
    ("蔡丽华（Chua Li Hua）", "蔡丽华(Chua Li Hua)"),
    ("Maria Schmidt (geb. Weber)", None),
    ("Ana\u2011Sofia Reis", "Ana-Sofia Reis"),
    ("Ana\u2010Sofia Reis", "Ana-Sofia Reis"),
    ("Ana\u2013Sofia Reis", "Ana-Sofia Reis"),
    ("Ana\u2212Sofia Reis", "Ana-Sofia Reis"),
    ("Ana－Sofia Reis", "Ana-Sofia Reis"),
    ("בן\u05beדוד", "בן-דוד"),
    ("ג\u05f3ורג\u05f3", "ג'ורג'"),
    ("\u2019Ali", "'Ali"),
    ("\u2018Ali", "'Ali"),
    ("\u02bbAli", "'Ali"),
    ("O\u2019Neil", "O'Neil"),
    ("O\u02bcNeil", "O'Neil"),
    ("O\u00b4Neil", "O'Neil"),
    ("O`Neil", "O'Neil"),
    ("Kamaka\u02bbeha", "Kamaka'eha"),
    ("李〇", None),
    ("刘〇", None),
    ("刘○", "刘〇"),
    ("张〇〇", None),
    ("阿依努尔·买买提", None),
    ("阿依努尔\u2022买买提", "阿依努尔·买买提"),
    ("阿依努尔\u2027买买提", "阿依努尔·买买提"),
    ("阿依努尔\uff0e买买提", "阿依努尔·买买提"),
    ("阿依努尔\u22c5买买提", "阿依努尔·买买提"),
    ("阿依努尔\u30fb买买提", "阿依努尔·买买提"),
    ("阿依努尔\uff65买买提", "阿依努尔·买买提"),
    ("阿依努尔.买买提", "阿依努尔·买买提"),
    ("阿依努尔 · 买买提", "阿依努尔·买买提"),
    ("王\u3000明", "王 明"),
    ("⼩明", "小明"),
    ("Ｗａｎｇ Ming", "Wang Ming"),
    ("マイケル・ジャクソン", "マイケル·ジャクソン"),
    ("John Smith III", None),
    ("John Smith Ⅲ", "John Smith III"),
    ("John Smith 3rd", None),
    ("Sammy Davis, Jr.", None),
    ("Henry Adams，Jr.", "Henry Adams,Jr."),
    ("Mª José Ruiz", None),
    ("བསྟན་འཛིན", None),
    ("ዘኪ፡አበበ", None),
    ("डॉ॰ राम", None),
    ("น.ส.สมหญิง ใจดี", None),
    ("d'Arc", None),
    ("Gal·la Vila", None),
]  # fmt: skip
NO_PERSONS = [
    "Pay now @ evil.com", "Pay now (evil.com)", "Pay now (EVIL.COM)", "Call @ www.evil.example",
    "a@b.example", "john.doe@host", "sales@evil.example", "sales＠evil．example", "@evil", "Lim @",
    "Lim @@ Peter", "Lim @ @ Peter", "evil.com/path", "https://evil.example", "http:evil",
    "S//O Mani", "/O Mani", "Mani /", "S / / O", "Lim (Peter", "Lim Peter)", "Lim ()",
    "Lim )Peter(",
    "Lim ((Peter))) x", "(.)", "12345", "1234 5678", "R2D2", "3rd", "Mani 21", "Mani 0th", "-.'",
    "@ / ()", "···", "〇", "- Ali -,", ",Ali", "Ali,", "Ali/", "😀 Smile", "Ali 🙂", "<b>Ali</b>",
    "Ali & Co", "Ali; DROP", "Ali\u202elive", "Ali\u2066x", "Ali\u0007", "Ali\nBcc: x", "Ali\u00ad",
    "Ali #1", "100% Ali", "Ali = Baba", "Ali!", "Call me?", "Ali: pay", "[Ali]", "{Ali}", "Ali\\x",
    "Your account is blocked. Call us", "…", "\u3164", "Ali\u3164", "\uffa0",
    "Ali\ufe0f", "A\u034fli", "Ali 1\ufe0f\u20e3",
    "Ali_x", "Ali | x", "Ali*", "$Ali",
]  # fmt: skip
COMPANIES = [
    ("Just 100% Wool Ltd", None),
    ("Chat @ Work Ltd", None),
    ("The A*Bay Agency", None),
    ("Best #1 Motors Ltd", None),
    ("Bread; Butter Ltd", None),
    ("50% Off Ltd", None),
    ("Salt; Pepper Ltd", None),
    ("Who? Ltd", None),
    ("One + One = Two Ltd", None),
    ("«Ромашка» ООО", None),
    ("£1 Shop Ltd", None),
    ("€uro ¥en $ Ltd", None),
    ("[Square] {Curly} Ltd", None),
    ("Either/Or Ltd", None),
    ("Back\\slash Ltd", None),
    ("Yahoo! Inc.", None),
    ('Toys "R" Us', None),
    ("Toys “R” Us", None),
    ("Lloyd\u2019s & Sons", "Lloyd's & Sons"),
    ("Rolls\u2010Royce plc", "Rolls-Royce plc"),
    ("Booking.com B.V.", None),
    ("@Home Ltd", None),
    ("7-Eleven #2", None),
    ("华为技术（泰国）有限公司", "华为技术(泰国)有限公司"),
    ("บริษัท ปตท. จำกัด (มหาชน)", None),
    ("Chao Phraya Trading (1998) Co., Ltd.", None),
    ("1st Choice № 5", None),
    ("㈜한국", "(주)한국"),
]
NO_COMPANIES = [
    "&&&", "%%%", "@@@", "https://evil.example", "http:\\\\evil.example", "Evil//example",
    "sales@evil.example", "Sales@evil.example Ltd", "<b>Ltd</b>", "</b> Ltd", "<!-- Ltd",
    "Rob'); DROP TABLE--", "Ltd (x", "x) Ltd", "Ltd () x", "Ltd [x", "😀 Ltd", "Ltd ★", "Ltd\u202e",
    "Ltd\u0000", "A\nB Ltd", "Ltd ✓", "1\ufe0f\u20e3 Ltd", "\u3164",
]  # fmt: skip


def kept(**fields: Any) -> str | None:
    """None for what is refused."""
    try:
        told = SubmissionFields.model_validate_json(json.dumps(fields))
    except ValidationError:
        return None
    return next(value for value in told.model_dump().values() if value is not None)


@pytest.mark.parametrize(("name", "spelled"), PERSONS)
def test_a_person_may_have_the_name_that_is_printed(name: str, spelled: str | None) -> None:
    assert kept(full_name=name) == kept(authorized_person_name=name) == (spelled or name)
    assert kept(full_name=spelled or name) == (spelled or name), "sent again, it stays"
    told = greeted(spelled or name, "individual")
    assert told is not None
    assert LINK.search(told) is None


@pytest.mark.parametrize("name", NO_PERSONS)
def test_what_no_register_prints_is_nobodys_name(name: str) -> None:
    assert kept(full_name=name) is None


@pytest.mark.parametrize(("name", "spelled"), COMPANIES)
def test_a_company_may_have_the_name_that_is_registered(name: str, spelled: str | None) -> None:
    assert kept(legal_name=name) == (spelled or name)
    told = greeted(spelled or name, "business")
    assert told is not None
    assert LINK.search(told) is None


@pytest.mark.parametrize("name", NO_COMPANIES)
def test_what_no_register_of_companies_takes_is_refused(name: str) -> None:
    assert kept(legal_name=name) is None


@pytest.mark.parametrize(
    "name",
    [
        "古丽•艾山", "李 娜", "王 明", "王\u3000明", "阿依努尔\u2022买买提", "阿依努尔\u30fb买买提",
        "阿依努尔\uff65买买提", "阿依努尔\u2027买买提", "阿依努尔\uff0e买买提", "阿依努尔 . 买买提",
        "刘〇", "欧阳 娜娜", "买买提·艾山·吐尔逊",
    ],
)  # fmt: skip
def test_a_chinese_name_is_checked_automatically_however_its_dot_is_typed(name: str) -> None:
    for spelled in (name, kept(full_name=name)):
        facts = replace(ELIGIBLE, fields=WANG | {"full_name": spelled})
        assert route(facts) == Route("automatic", "eligible")


@pytest.mark.parametrize(
    "name",
    ["Wang Ming", "王 Ming", "王明 (Wang Ming)", "王", "ณัฐพล ใจดี", "山田たろう", "マイケル・王",
     "·明", "王··明", "王明·", "王-明", "김철수", "王" * 33],
)  # fmt: skip
def test_a_name_that_is_not_all_chinese_is_a_reviewers_case(name: str) -> None:
    facts = replace(ELIGIBLE, fields=WANG | {"full_name": name})

    assert route(facts) == Route("manual", "name_not_chinese")


def test_chinas_register_is_asked_for_a_name_without_the_cards_space() -> None:
    assert as_registered("王 明") == "王明"
    assert as_registered("古丽 • 艾山") == "古丽·艾山"
    assert as_registered("Wang Ming") == "Wang Ming"


@pytest.mark.parametrize(("name", "spelled"), PERSONS)
def test_folding_twice_changes_nothing(name: str, spelled: str | None) -> None:
    assert folded(folded(name)) == folded(name)


def test_a_bank_account_in_the_official_name_is_a_match(company: Company) -> None:
    person = a_customer(company)
    person.fields["full_name"] = "Muthu A/L Raman @ O\u2019Neil"
    approved(company, submitted(company, person))
    account = sent(company, person, account_name="Muthu A/L Raman @ O\u02bcNeil")

    found = opened(company, person)

    assert account["account_name"] == "Muthu A/L Raman @ O'Neil"
    assert found["comparison"]["verdict"] == "match"
