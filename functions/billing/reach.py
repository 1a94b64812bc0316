"""Which numbers a text is sent to: a mobile phone's, in a country that the deployment opens. Pure.

A landline takes the text and shows it to nobody, and it is charged all the same. Numbers with a
price of their own, and countries in which networks share it with the sender, are what others ask
for codes for.
"""

from collections.abc import Set
from typing import Literal

import phonenumbers
from phonenumbers import PhoneNumberType

NoText = Literal["not_mobile", "country_closed"]

# In North America nothing in a number tells a mobile phone from a landline.
RECEIVING = {PhoneNumberType.MOBILE, PhoneNumberType.FIXED_LINE_OR_MOBILE}


def country_of(phone: str) -> str | None:
    """By ISO 3166; None for what is in no country, as satellite phones are."""
    try:
        return phonenumbers.region_code_for_number(phonenumbers.parse(phone))
    except phonenumbers.NumberParseException:
        return None


def why_no_text(phone: str, countries: Set[str]) -> NoText | None:
    """None where a text may go. Satellite phones and world-wide numbers are in no country."""
    try:
        parsed = phonenumbers.parse(phone)
    except phonenumbers.NumberParseException:
        return "not_mobile"
    if phonenumbers.number_type(parsed) not in RECEIVING:
        return "not_mobile"
    return None if country_of(phone) in countries else "country_closed"
