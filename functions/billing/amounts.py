"""How amounts come in and go out: decimal strings, with their currency beside them."""

from decimal import Decimal
from fractions import Fraction
from math import gcd
from typing import Annotated

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

from shared.case_answers import Amount
from shared.money import SCALE, to_decimal

WHOLE = r"(0|[1-9][0-9]{0,11})"


def _more_than_nothing(text: str) -> str:
    if Decimal(text) == 0:
        raise PydanticCustomError("not_positive", "The amount must be more than zero.")
    return text


UsdtText = Annotated[
    str,
    Field(pattern=rf"^{WHOLE}(\.[0-9]{{1,6}})?$", examples=["100.000000"]),
    AfterValidator(_more_than_nothing),
]
CnyText = Annotated[
    str,
    Field(pattern=rf"^{WHOLE}(\.[0-9]{{1,4}})?$", examples=["1.0000"]),
    AfterValidator(_more_than_nothing),
]
SignedCnyText = Annotated[
    str,
    Field(pattern=rf"^-?{WHOLE}(\.[0-9]{{1,4}})?$", examples=["-12.5000"]),
    AfterValidator(_more_than_nothing),
]
RateText = Annotated[
    str,
    Field(pattern=r"^(0|[1-9][0-9]{0,5})(\.[0-9]{1,8})?$", examples=["7.1834"]),
    AfterValidator(_more_than_nothing),
]


def cny(units: int) -> Amount:
    return Amount(amount=to_decimal(units, "CNY"), currency="CNY")


def usdt(micro: int) -> Amount:
    return Amount(amount=to_decimal(micro, "USDT"), currency="USDT")


def ratio(text: str) -> tuple[int, int]:
    """`"7.1834"` → (35917, 5000): CNY for one USDT."""
    return Fraction(text).as_integer_ratio()


def units_per_micro(num: int, den: int) -> tuple[int, int]:
    """The same rate between the smallest units: units = floor(micro * num / den)."""
    num, den = num * 10 ** SCALE["CNY"], den * 10 ** SCALE["USDT"]
    shared = gcd(num, den)
    return num // shared, den // shared


def rate_text(num: int, den: int) -> str:
    """`(35917, 500000)`, a ratio of smallest units → "7.1834"."""
    rate = Decimal(num * 10 ** SCALE["USDT"]) / Decimal(den * 10 ** SCALE["CNY"])
    return f"{rate.normalize():f}"


def left_over(remainder: int, den: int) -> str:
    """What rounding down to whole units left, in CNY: less than 0.0001."""
    left = Decimal(remainder) / Decimal(den) / Decimal(10 ** SCALE["CNY"])
    return f"{left:f}"
