"""People whom a form easily forgets: of no known birthday, no nationality, no employer."""

import json
from typing import Any

import pytest
from pydantic import ValidationError
from stdnum.th import pin

from shared.http import field_errors
from shared.policy import policy
from submit.currencies import BY_DECIMALS, DECIMALS, fits
from submit.form import SubmissionFields
from tests.lending_helpers import tier_2_submitted
from tests.refusal_helpers import call_must_be_refused, customer_token
from tests.world_helpers import Company, a_customer, approved, evidence, submitted, uploaded

INCOME = {"amount": "45000.00", "currency": "THB"}


def refused(**told: Any) -> dict[str, str]:
    try:
        SubmissionFields.model_validate_json(json.dumps(told))
    except ValidationError as error:
        return {each.field: each.code for each in field_errors(error)}
    return {}


def test_a_stateless_person_of_no_known_birthday_is_known_as_their_papers_say(
    company: Company,
) -> None:
    person = a_customer(company)
    card = "012345678901"
    person.fields.update({"birth_date": "1956-00-00", "nationality": "XXA"})
    person.fields["document_number"] = card + str(pin.calc_check_digit(card))

    submission_id = submitted(company, person)

    declared = company.review(f"/tasks/{submission_id}").json["fields"]
    told = company.get(f"/v1/submissions/{submission_id}/revisions").json["revisions"][0]["fields"]
    for shown in (declared, told):
        assert (shown["birth_date"], shown["nationality"]) == ("1956", "XXA")
    listed = company.review(f"/tasks/{submission_id}").json["checklist"]
    (birth_date,) = (each for each in listed if each["code"] == "birth_date_consistent")
    assert "known in part" in birth_date["text"]["en"]
    assert approved(company, submission_id).json["status"] == "approved"


@pytest.mark.parametrize(
    ("born", "status"), [("1956", 201), ("1956-07", 201), ("1956-07-00", 201), ("2499", 422)]
)
def test_a_birth_date_known_in_part_is_sent_like_any_other(
    company: Company, born: str, status: int
) -> None:
    person = a_customer(company, "MM")
    body = evidence(company, person)
    body["fields"]["birth_date"] = born

    sent = company.post(f"/v1/customers/{person.customer_id}/submissions", body)

    assert sent.status == status, sent.text


@pytest.mark.parametrize("code", ["XXA", "XXB", "XXC", "X" * 3, "TH", "MM", "XK", "PS"])
def test_who_has_no_nationality_says_so_as_passports_do(code: str) -> None:
    assert refused(nationality=code) == {}


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("XXD", "string_pattern_mismatch"),
        ("xxa", "string_pattern_mismatch"),
        ("THA", "string_pattern_mismatch"),
        ("UNO", "string_pattern_mismatch"),
        ("stateless", "string_pattern_mismatch"),
        ("XX", "unknown_country"),
        ("ZZ", "unknown_country"),
        ("", "string_pattern_mismatch"),
    ],
)
def test_what_is_no_nationality_is_refused(code: str, expected: str) -> None:
    assert refused(nationality=code) == {"nationality": expected}


@pytest.mark.parametrize("field", ["document_country", "address"])
def test_no_paper_is_issued_by_statelessness(field: str) -> None:
    place = {"line1": "1 Road", "city": "Mae Sot", "country": "XXA"}
    told = {field: place if field == "address" else "XXA"}

    assert list(refused(**told).values()) == ["string_pattern_mismatch"]


@pytest.mark.parametrize("why", ["self_employed", "retired", "student", "homemaker", "unemployed"])
def test_nobody_without_an_employer_is_asked_for_one(why: str) -> None:
    terms = policy("lending").tier(2)
    asked = [
        terms.requirements("individual", "TH", {"employment_status": why}),
        terms.to_check("individual", "TH", {"employment_status": why}),
    ]

    assert not [each for each in asked[0] if each.item == "employer"]
    assert not [each for each in asked[1] if each.code.startswith("employer")]


@pytest.mark.parametrize(
    ("told", "missing"),
    [
        ({"employment_status": "retired"}, None),
        ({"employment_status": "employed"}, "fields.employer"),
        ({}, "fields.employer"),
    ],
)
def test_who_has_no_employer_names_none(
    company: Company, told: dict[str, str], missing: str | None
) -> None:
    person = a_customer(company)
    approved(company, submitted(company, person))
    files = [uploaded(company, person, kind) for kind in ("address_proof", "income_proof")]
    fields = {"occupation": "Welder", "monthly_income": INCOME} | told
    path = f"/v1/customers/{person.customer_id}/submissions"

    sent = company.post(path, {"tier": 2, "fields": fields, "uploads": files})

    assert sent.status == (422 if missing else 201), sent.text
    if missing:
        assert [each["field"] for each in sent.json["error"]["fields"]] == [missing]


@pytest.mark.parametrize("name", ["-", "–", "...", "/", "?", "- -", "😀", "()"])
@pytest.mark.parametrize("field", ["employer", "occupation"])
def test_a_dash_is_no_employer(field: str, name: str) -> None:
    assert refused(**{field: name}) == {field: "says_nothing"}


@pytest.mark.parametrize(
    "name", ["Siam Steel", "7-Eleven #2", "株式会社三菱", "ร้านป้าแดง", "C&A", "3M"]
)
def test_an_employer_has_any_name(name: str) -> None:
    assert refused(employer=name) == {}


@pytest.mark.parametrize("status", ["jobless", "", "EMPLOYED", 1])
def test_no_other_employment_is_known(status: object) -> None:
    assert list(refused(employment_status=status)) == ["employment_status"]


def test_the_employer_says_what_spares_it(company: Company) -> None:
    person = a_customer(company)
    approved(company, submitted(company, person))
    needs = company.get(f"/v1/customers/{person.customer_id}/requirements").json["tiers"][1]

    (employer,) = (each for each in needs["items"] if each["item"] == "employer")
    assert "retired" in employer["unless"]["employment_status"]
    assert "employment_status" not in {each["item"] for each in needs["items"]}


def test_a_link_that_asks_for_an_employer_takes_the_reason_for_none(company: Company) -> None:
    person = a_customer(company)
    approved(company, submitted(company, person))
    token = customer_token(company, person.customer_id, tier=2)
    files = [uploaded(company, person, kind) for kind in ("address_proof", "income_proof")]
    fields = {"occupation": "Pensioner", "employment_status": "retired", "monthly_income": INCOME}
    path = f"/v1/customers/{person.customer_id}/submissions"
    body = {"tier": 2, "fields": fields, "uploads": files}

    assert company.world.api.post(path, body, token).status == 201


def test_a_link_for_a_file_takes_no_employment(company: Company) -> None:
    person = a_customer(company)
    approved(company, submitted(company, person))
    token = customer_token(company, person.customer_id, tier=2, items=["address_proof"])
    path = f"/v1/customers/{person.customer_id}/submissions"
    body = {"tier": 2, "fields": {"employment_status": "retired"}, "uploads": []}

    call_must_be_refused(
        company.world, lambda: company.world.api.post(path, body, token), 403, "item_not_in_link"
    )


def test_submissions_keep_asking_what_they_asked_before() -> None:
    terms = policy("lending", 2).tier(2)
    told = {"employment_status": "retired"}

    assert "employer" in {each.item for each in terms.requirements("individual", "TH", told)}


@pytest.mark.parametrize(
    ("amount", "currency"),
    [
        ("2500.50", "EUR"),
        ("4800.00", "SGD"),
        ("900000", "MMK"),
        ("12000000.00", "LAK"),
        ("350000", "JPY"),
        ("350000.00", "JPY"),
        ("25000000", "VND"),
        ("1250.125", "KWD"),
        ("700.5", "BHD"),
        ("3000000", "KRW"),
        ("4000", "KHR"),
        ("1.000001", "USDT"),
        ("45000.00", "THB"),
        ("8000.00", "CNY"),
    ],
)
def test_an_income_is_in_the_currency_that_people_are_paid_in(amount: str, currency: str) -> None:
    assert refused(monthly_income={"amount": amount, "currency": currency}) == {}


@pytest.mark.parametrize(
    ("amount", "currency", "field", "code"),
    [
        ("350000.50", "JPY", "amount", "too_many_decimals"),
        ("25000000.1", "VND", "amount", "too_many_decimals"),
        ("1250.1255", "KWD", "amount", "too_many_decimals"),
        ("2500.505", "EUR", "amount", "too_many_decimals"),
        ("1.0000001", "USDT", "amount", "string_pattern_mismatch"),
        ("1", "X" * 3, "currency", "literal_error"),
        ("1", "XTS", "currency", "literal_error"),
        ("1", "XAU", "currency", "literal_error"),
        ("1", "XDR", "currency", "literal_error"),
        ("1", "CLF", "currency", "literal_error"),
        ("1", "DEM", "currency", "literal_error"),
        ("1", "HRK", "currency", "literal_error"),
        ("1", "DOGE", "currency", "literal_error"),
        ("1", "eur", "currency", "literal_error"),
        ("1", "€", "currency", "literal_error"),
        ("-1", "EUR", "amount", "string_pattern_mismatch"),
    ],
)
def test_what_is_no_money_is_no_income(amount: str, currency: str, field: str, code: str) -> None:
    told = {"amount": amount, "currency": currency}

    assert refused(monthly_income=told) == {f"monthly_income.{field}": code}


def test_every_currency_has_its_decimals_once() -> None:
    assert all(len(each) == 3 and each.isupper() for each in DECIMALS.keys() - {"USDT"})
    assert len(DECIMALS) == sum(len(each.split()) for each in BY_DECIMALS.values())
    assert fits("10.00", "JPY")
    assert not fits("10.01", "JPY")


def test_who_names_an_employer_needs_no_status(company: Company) -> None:
    person = a_customer(company)
    approved(company, submitted(company, person))

    assert tier_2_submitted(company, person)
