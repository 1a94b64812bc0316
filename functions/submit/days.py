"""The days that papers name: of birth, of incorporation, the last one of a document. Pure.

All are days of the Gregorian calendar. Other calendars are years away from it, so that a day of
theirs is one that no paper could have, and is refused by name.
"""

import re
from calendar import monthrange
from datetime import date, datetime

from pydantic_core import PydanticCustomError, PydanticKnownError

from shared.errors import FieldError
from submit.clocks import EARLIEST_ON_EARTH, LATEST_ON_EARTH, day_in

FULL_AGE_YEARS, OLDEST_YEARS = 18, 130
# No passport is good for longer; cards are for old people in some countries, 30 years and a rest.
MOST_YEARS, MOST_YEARS_OTHERS = {"passport": 15}, 31
BUDDHIST_YEARS, FIRST_YEAR = 543, 1600
# Zeros are printed for what is not known: 1956-00-00.
BIRTH_DATE = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
UNKNOWN = "00"

RULES = {
    "in_future": "This day has not come yet.",
    "impossible_age": "Nobody is that old.",
    "under_age": "The customer is under age: under 18, or as old as your company asks for.",
    "document_expired": "The document has expired. Use a valid one.",
    "too_far_ahead": "No document is valid for that long. Leave it out where there is no last day.",
    "wrong_calendar": "Use the Gregorian (Christian) calendar: the Buddhist year 2570 is 2027.",
}


def birth_date(given: object, at: datetime) -> str:
    """`1956-07-12`; or what is known of it, `1956-07` or `1956`, for which papers print zeros."""
    found = BIRTH_DATE.fullmatch(given) if isinstance(given, str) else None
    if found is None:
        raise PydanticKnownError("date_type")
    parts = [each for each in found.groups() if each not in (None, UNKNOWN)]
    if len(parts) < 3 and found[3] not in (None, UNKNOWN):
        raise PydanticKnownError("date_type")  # a day of an unknown month
    born = "-".join(parts)
    first, last = _first_day(born), _last_day(born)
    today = (at + EARLIEST_ON_EARTH).date()
    _require_christian(first, today)
    if first > today:
        raise _broken("in_future")
    if age_years(last, today) > OLDEST_YEARS:
        raise _broken("impossible_age")
    # Nobody serves children; when a customer is of age is asked for with their country.
    if age_years(first, today) < FULL_AGE_YEARS:
        raise _broken("under_age")
    return born


def past(day: date, at: datetime) -> date:
    """East of us it can be tomorrow already."""
    today = (at + EARLIEST_ON_EARTH).date()
    _require_christian(day, today, first_year=FIRST_YEAR)
    if day > today:
        raise _broken("in_future")
    return day


def unexpired(day: date, at: datetime) -> date:
    """West of us it can still be yesterday."""
    today = (at + LATEST_ON_EARTH).date()
    _require_christian(day, today, first_year=FIRST_YEAR)
    if day < today:
        raise _broken("document_expired")
    if age_years(today, day) >= MOST_YEARS_OTHERS:
        raise _broken("too_far_ahead")
    return day


def check_age(
    born: str | None, country: str, full_age_years: int, at: datetime
) -> list[FieldError]:
    """Of age by the clock of their country.

    Of whom the day is not known, Thailand's law counts from the first that it can have been
    (Civil and Commercial Code, s. 16); elsewhere it is the last, so that no minor passes.
    """
    if not born:
        return []
    counted = _first_day(born) if country == "TH" else _last_day(born)
    if age_years(counted, day_in(country, at)) >= full_age_years:
        return []
    return [FieldError("birth_date", "under_age", RULES["under_age"])]


def check_expiry(document_type: str | None, day: date | None, at: datetime) -> list[FieldError]:
    """No longer than such a document is issued for."""
    if not document_type or not day:
        return []
    today = (at + LATEST_ON_EARTH).date()
    if age_years(today, day) < MOST_YEARS.get(document_type, MOST_YEARS_OTHERS):
        return []
    return [FieldError("document_expires_on", "too_far_ahead", RULES["too_far_ahead"])]


def age_years(born: date, today: date) -> int:
    return today.year - born.year - ((today.month, today.day) < (born.month, born.day))


def _first_day(born: str) -> date:
    try:
        return date.fromisoformat((born + "-01-01")[:10])
    except ValueError:
        raise PydanticKnownError("date_type") from None


def _last_day(born: str) -> date:
    first = _first_day(born)
    if len(born) == len("1956"):
        return first.replace(month=12, day=31)
    return first.replace(day=monthrange(first.year, first.month)[1]) if len(born) == 7 else first


def _require_christian(day: date, today: date, first_year: int = 1) -> None:
    newest = today.year + MOST_YEARS_OTHERS + BUDDHIST_YEARS
    if FIRST_YEAR + BUDDHIST_YEARS <= day.year <= newest or day.year < first_year:
        raise _broken("wrong_calendar")


def _broken(code: str) -> PydanticCustomError:
    return PydanticCustomError(code, RULES[code])
