"""What a customer tells about themselves: any honest person passes, and nothing else does."""

import json
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from local.specimens import chinese_id
from shared.errors import CATALOGUE
from shared.http import SHAPE_CODES, field_errors
from shared.languages import Language
from shared.mail_address import EmailAddress
from submit import field_types, identity_numbers
from submit.field_types import PhoneE164
from submit.form import SubmissionFields, check_identity
from tests.properties import UNHURRIED

TODAY = datetime.now(UTC).date()
ADDRESS = {"line1": "1 Sukhumvit Road", "city": "Bangkok", "country": "TH"}
DAY = timedelta(days=1)


def told(**fields):
    return SubmissionFields.model_validate_json(json.dumps(fields, default=str))


def codes(**fields):
    """`{field: code}` of everything that is refused."""
    try:
        told(**fields)
    except ValidationError as error:
        return {each.field: each.code for each in field_errors(error)}
    return {}


def years_ago(years):
    # The 29th of February has no anniversary in most years.
    return TODAY.replace(year=TODAY.year - years, day=min(TODAY.day, 28))


@pytest.mark.parametrize(
    "name",
    ["Somchai Jaidee", "ณัฐพล ใจดี", "王小明", "阿卜杜拉·买买提", "Anne-Marie O'Neil", "José, Jr.",
     "Нгуен Ван Ан", "محمد علی", "ශ්‍රී ලංකා", "Ng", "李"],
)  # fmt: skip
def test_a_name_may_be_written_in_any_script(name):
    assert told(full_name=name).full_name == name


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("12345", "invalid_name"),
        ("R2D2", "invalid_name"),
        ("-.'", "invalid_name"),
        ("<script>alert(1)</script>", "invalid_name"),
        ("Ann\u0000a", "invalid_name"),
        ("Ann\na", "invalid_name"),
        ("Anna\u202egnaW", "invalid_name"),
        ("😀 Smile", "invalid_name"),
        ("a" * 10_000, "string_too_long"),
        ("   ", "string_too_short"),
        (7, "string_type"),
    ],
)
def test_what_cannot_be_a_name_is_refused(name, code):
    assert codes(full_name=name) == {"full_name": code}


def test_a_name_is_kept_in_one_spelling():
    assert told(full_name="  Jose\u0301   Luis ").full_name == "José Luis"


@pytest.mark.parametrize(
    ("name", "refused"),
    [
        ("Chao Phraya Trading (1998) Co., Ltd.", False),
        ("บริษัท ปตท. จำกัด (มหาชน)", False),
        ("北京百度网讯科技有限公司", False),
        ("AT&T", False),
        ("360", False),
        ("&&&", True),
        ("Rob'); DROP TABLE--", True),
    ],
)
def test_a_company_may_have_figures_in_its_name(name, refused):
    assert codes(legal_name=name) == ({"legal_name": "invalid_name"} if refused else {})


@pytest.mark.parametrize(
    ("born", "code"),
    [
        (years_ago(30), None),
        (years_ago(18), None),
        (years_ago(18) + 5 * DAY, "under_age"),
        (TODAY + 2 * DAY, "in_future"),
        (years_ago(132), "impossible_age"),
        (date(1, 1, 1), "impossible_age"),
        ("1990-02-30", "date_type"),
        ("643334400", "date_type"),
        ("1990-W05-1", "date_type"),
        ("1990-05-17T00:00:00", "date_type"),
        (643334400, "date_type"),
    ],
)
def test_a_customer_is_a_living_adult(born, code):
    assert codes(birth_date=born) == ({"birth_date": code} if code else {})


@pytest.mark.parametrize(
    ("expires_on", "code"),
    [(TODAY, None), (TODAY + 3000 * DAY, None), (TODAY - 2 * DAY, "document_expired")],
)
def test_an_expired_document_is_refused_on_the_spot(expires_on, code):
    assert codes(document_expires_on=expires_on) == ({"document_expires_on": code} if code else {})


@pytest.mark.parametrize(
    ("day", "code"), [(TODAY, None), (date(1850, 1, 1), None), (TODAY + 2 * DAY, "in_future")]
)
def test_a_company_exists_already(day, code):
    assert codes(incorporated_on=day) == ({"incorporated_on": code} if code else {})


@pytest.mark.parametrize(
    ("income", "expected"),
    [
        ({"amount": "45000.00", "currency": "THB"}, {}),
        ({"amount": "0", "currency": "CNY"}, {}),
        ({"amount": "1.001", "currency": "THB"}, {"amount": "too_many_decimals"}),
        ({"amount": "-5", "currency": "THB"}, {"amount": "string_pattern_mismatch"}),
        ({"amount": "1e9", "currency": "THB"}, {"amount": "string_pattern_mismatch"}),
        ({"amount": "NaN", "currency": "THB"}, {"amount": "string_pattern_mismatch"}),
        ({"amount": 45000, "currency": "THB"}, {"amount": "string_type"}),
        ({"amount": "1.001", "currency": "DOGE"}, {"currency": "literal_error"}),
    ],
)
def test_an_income_is_an_exact_amount(income, expected):
    refused = {f"monthly_income.{name}": code for name, code in expected.items()}

    assert codes(monthly_income=income) == refused


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({}, {}),
        ({"line2": None, "region": "กรุงเทพมหานคร", "postal_code": "10110"}, {}),
        ({"country": "ZZ"}, {"address.country": "unknown_country"}),
        ({"country": "th"}, {"address.country": "string_pattern_mismatch"}),
        ({"line1": "1\u202e Road"}, {"address.line1": "invalid_characters"}),
        ({"city": "Bang\nkok"}, {"address.city": "invalid_characters"}),
        ({"planet": "Mars"}, {"address.planet": "extra_forbidden"}),
    ],
)
def test_an_address_is_visible_text_in_a_real_country(change, expected):
    assert codes(address=ADDRESS | change) == expected


def test_an_explanation_may_have_paragraphs():
    assert told(pep_details="My aunt.\r\nA minister.").pep_details == "My aunt.\nA minister."


def test_nothing_has_to_be_told_at_once():
    assert codes() == {}


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        ("+66 81 234 5678", "+66812345678"),
        ("+86 138-1234-5678", "+8613812345678"),
        ("0812345678", None),
        ("+66 1", None),
        ("+66 81 234 567", None),
        ("+999 123456789", None),
        ("call me maybe", None),
    ],
)
def test_a_phone_number_is_dialable_from_anywhere(number, expected):
    assert _accepted(PhoneE164, number) == expected


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("somchai@Example.COM", "somchai@example.com"),
        ("wang@例子.公司", "wang@xn--fsqu00a.xn--55qx5d"),
        ("王@例子.公司", None),
        ("somchai", None),
        ("a@b", None),
        ("a@example.com\nBcc: b@example.com", None),
    ],
)
def test_an_email_address_can_be_written_to(address, expected):
    assert _accepted(EmailAddress, address) == expected


def test_we_speak_three_languages():
    assert _accepted(Language, "zh-CN") == "zh-CN"
    assert _accepted(Language, "de") is None


def _accepted(kind, value):
    try:
        return TypeAdapter(kind).validate_json(json.dumps(value), strict=True)
    except ValidationError:
        return None


@pytest.mark.parametrize(
    ("fields", "country", "expected"),
    [
        ({"document_type": "national_id", "document_number": "1-2345-45678-78-1"}, "TH", []),
        ({"document_type": "national_id", "document_number": "1234545678789"}, "TH",
         [("document_number", "wrong_checksum")]),
        ({"document_type": "passport", "document_number": "AA1234567"}, "TH", []),
        ({"document_type": "passport", "document_number": "E12345678"}, "CN",
         [("document_type", "id_card_only")]),
        ({"document_type": "passport"}, "CN", [("document_type", "id_card_only")]),
        ({"document_type": "national_id", "document_country": "TH"}, "CN",
         [("document_country", "id_card_only")]),
        ({"document_type": "driving_licence"}, "CN", [("document_type", "id_card_only")]),
        ({"document_type": "passport", "document_number": "E12345678", "document_country": "CN"},
         "TH", []),
        ({"document_type": "passport"}, "TH", []),
        ({"document_number": "?"}, "TH", []),
    ],
)  # fmt: skip
def test_a_document_fits_the_country_it_is_from(fields, country, expected):
    assert [(each.field, each.code) for each in check_identity(told(**fields), country)] == expected


def test_a_birth_date_agrees_with_the_identity_card():
    number = chinese_id(date(1990, 5, 17), "female")
    fields = told(
        document_type="national_id",
        document_number=number,
        birth_date="1990-05-18",
        sex="female",
    )

    assert [each.code for each in check_identity(fields, "CN")] == ["birth_date_disagrees"]


def test_our_codes_are_rules_to_the_front_door_and_pydantic_s_are_shapes():
    ours = field_types.RULES.keys() | identity_numbers.RULES.keys()

    assert not ours & SHAPE_CODES
    assert not ours & CATALOGUE.keys()


# Without the fillers of Korean, which are letters to Unicode.
SEEN = st.characters(categories=["Lu", "Ll", "Lo"], exclude_characters="\u115f\u1160\u3164\uffa0")
TEXT_FIELDS = ["full_name", "legal_name", "occupation", "document_number", "registration_number"]


@UNHURRIED
@given(st.sampled_from(TEXT_FIELDS), st.text(max_size=80))
def test_any_text_is_kept_or_refused_without_being_repeated(field, text):
    try:
        told(**{field: text})
    except ValidationError as error:
        for each in field_errors(error):
            assert each.field == field
            assert len(text) < 12 or text not in each.message


@UNHURRIED
@given(st.text(SEEN, min_size=1, max_size=200))
def test_any_letters_that_are_seen_make_a_name(name):
    assert codes(full_name=name) == {}


@UNHURRIED
@given(st.binary(max_size=60))
def test_bytes_that_are_no_text_never_crash_the_form(raw):
    with suppress(ValidationError):
        SubmissionFields.model_validate_json(b'{"full_name": "' + raw + b'"}')


def test_half_a_character_is_refused_as_broken_json():
    with pytest.raises(ValidationError, match="json_invalid"):
        SubmissionFields.model_validate_json('{"full_name": "\\ud800"}')


def test_the_schema_promises_what_the_form_keeps():
    schema = SubmissionFields.model_json_schema()

    assert schema["additionalProperties"] is False
    assert schema["properties"]["full_name"]["anyOf"][0]["maxLength"] == 200
    assert schema["properties"]["document_expires_on"]["anyOf"][0]["format"] == "date"
    assert "1956" in schema["properties"]["birth_date"]["anyOf"][0]["examples"]
    assert "TH" in schema["$defs"]["CountryCode"]["enum"]
