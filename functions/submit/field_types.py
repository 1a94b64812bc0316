"""The kinds of value a customer is described with: shape for pydantic, rules with our own codes.

A wrong shape (a number for a text, too long) is pydantic's to refuse, with 400. A well-shaped value
that breaks a rule is refused here with a code of RULES, which http.py answers with 422.
"""

import re
import unicodedata
from datetime import date
from typing import Annotated

import phonenumbers
from iso3166 import countries_by_alpha2
from pydantic import (
    AfterValidator,
    BeforeValidator,
    Field,
    ValidationInfo,
    WithJsonSchema,
    field_validator,
)
from pydantic_core import PydanticCustomError, PydanticKnownError

from shared.clock import now
from shared.http import Body
from shared.plain_names import has_too_many_marks
from submit import days, name_rules
from submit.currencies import DECIMALS, fits
from submit.identity_numbers import normalise

# The schema counts a space as a letter; without this it would promise that " " is accepted.
NOT_BLANK = r"\S"
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
DAY_SCHEMA = {"type": "string", "format": "date"}
BIRTH_DATE_SCHEMA = {
    "type": "string",
    "pattern": r"^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$",
    "description": "YYYY-MM-DD, or YYYY-MM or YYYY where papers say no more.",
    "examples": ["1990-05-17", "1956"],
}
# As ICAO 9303 writes them: stateless, refugees by the convention of 1951, other refugees, unknown.
WITHOUT_NATIONALITY = tuple(f"XX{each}" for each in "ABCX")
# Texts are fixed: nothing that was sent may come back in an error, it is personal data.
RULES = {
    **name_rules.RULES,
    **days.RULES,
    "invalid_characters": "Control characters and invisible characters are not allowed.",
    "unknown_country": "This is not a country code of ISO 3166.",
    "invalid_phone": "Give a valid number with its country code, such as +66 81 234 5678.",
    "says_nothing": "This says nothing. Leave out what does not apply.",
    "too_many_decimals": "The currency does not have that many decimal places.",
}


def broken(code: str) -> PydanticCustomError:
    return PydanticCustomError(code, RULES[code])


def _visible(text: str) -> str:
    """No control or format characters (a bidi override shows a reviewer another text)."""
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n"))
    if has_too_many_marks(text):
        raise broken("invalid_characters")
    for each in text:
        if unicodedata.category(each)[0] == "C" and each not in "\u200c\u200d\n":
            raise broken("invalid_characters")
    return text


def _one_line(text: str) -> str:
    if "\n" in text:
        raise broken("invalid_characters")
    return _visible(text)


def _told(text: str) -> str:
    """A dash is no answer."""
    if not any(each.isalnum() for each in text):
        raise broken("says_nothing")
    return text


def _nationality(code: str) -> str:
    return code if code in WITHOUT_NATIONALITY else _country(code)


def _currency(code: str) -> str:
    if code not in DECIMALS:
        raise PydanticKnownError("literal_error", {"expected": "a currency of ISO 4217"})
    return code


def _country(code: str) -> str:
    if code not in countries_by_alpha2:
        raise broken("unknown_country")
    return code


def _phone(number: str) -> str:
    try:
        parsed = phonenumbers.parse(number)
    except phonenumbers.NumberParseException:
        raise broken("invalid_phone") from None
    if not phonenumbers.is_valid_number(parsed):
        raise broken("invalid_phone")
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)


def _calendar_day(given: object) -> object:
    # pydantic also reads a text of digits as seconds since 1970: that is no date to us.
    try:
        if isinstance(given, str) and DAY.fullmatch(given):
            return date.fromisoformat(given)
    except ValueError:
        raise PydanticKnownError("date_type") from None
    return given if isinstance(given, date) else None


Day = Annotated[date, BeforeValidator(_calendar_day), WithJsonSchema(DAY_SCHEMA)]
PastDate = Annotated[Day, AfterValidator(lambda day: days.past(day, now()))]
UnexpiredDate = Annotated[Day, AfterValidator(lambda day: days.unexpired(day, now()))]
# What is known of it: of some people, their papers say the year only.
BirthDate = Annotated[
    str,
    BeforeValidator(lambda given: days.birth_date(given, now())),
    WithJsonSchema(BIRTH_DATE_SCHEMA),
]

Line = Annotated[
    str, Field(pattern=NOT_BLANK, min_length=1, max_length=200), AfterValidator(_one_line)
]
# A line that must say something.
Told = Annotated[Line, AfterValidator(_told)]
LongText = Annotated[
    str, Field(pattern=NOT_BLANK, min_length=1, max_length=2000), AfterValidator(_visible)
]
PostalCode = Annotated[
    str, Field(pattern=NOT_BLANK, min_length=1, max_length=16), AfterValidator(_one_line)
]
PersonName = Annotated[
    str,
    Field(
        pattern=NOT_BLANK,
        min_length=1,
        max_length=200,
        examples=["Somchai Jaidee", "王小明", "ณัฐพล ใจดี"],
    ),
    AfterValidator(name_rules.person_name),
]
CompanyName = Annotated[
    str,
    Field(
        pattern=NOT_BLANK,
        min_length=1,
        max_length=200,
        examples=["Chao Phraya Trading (1998) Co., Ltd."],
    ),
    AfterValidator(name_rules.company_name),
]
DocumentNumber = Annotated[
    str,
    Field(
        pattern=NOT_BLANK,
        min_length=1,
        max_length=64,
        examples=["11010519491231002X", "1-2345-45678-78-1"],
    ),
    AfterValidator(normalise),
]
RegistrationNumber = Annotated[
    str,
    Field(pattern=NOT_BLANK, min_length=1, max_length=40, examples=["0105556123453"]),
    AfterValidator(_one_line),
]
PhoneE164 = Annotated[
    str,
    Field(min_length=5, max_length=32, examples=["+66812345678"]),
    AfterValidator(_phone),
]
# A named type: its 250 codes stand in the schema once.
type CountryCode = Annotated[
    str,
    Field(pattern="^[A-Z]{2}$", json_schema_extra={"enum": sorted(countries_by_alpha2)}),
    AfterValidator(_country),
]

type Nationality = Annotated[
    str,
    Field(
        pattern="^([A-Z]{2}|XX[ABCX])$",
        json_schema_extra={"enum": [*sorted(countries_by_alpha2), *WITHOUT_NATIONALITY]},
    ),
    AfterValidator(_nationality),
]
type Currency = Annotated[
    str, Field(json_schema_extra={"enum": sorted(DECIMALS)}), AfterValidator(_currency)
]


class Address(Body):
    line1: Line
    line2: Line | None = None
    city: Line
    region: Line | None = None
    postal_code: PostalCode | None = None
    country: CountryCode


class Money(Body):
    """`{"amount": "45000.00", "currency": "THB"}`."""

    currency: Currency
    amount: Annotated[str, Field(pattern=r"^[0-9]{1,12}(\.[0-9]{1,6})?$", examples=["45000.00"])]

    @field_validator("amount")
    @classmethod
    def _fits_currency(cls, amount: str, known: ValidationInfo) -> str:
        # The currency is absent when it was refused itself.
        if (currency := known.data.get("currency")) and not fits(amount, currency):
            raise broken("too_many_decimals")
        return amount
