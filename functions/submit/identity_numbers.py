"""What a document number must look like, by issuing country and document type. Pure."""

import re
import unicodedata
from collections.abc import Callable
from datetime import date

from stdnum.cl import rut
from stdnum.cn import ric
from stdnum.exceptions import InvalidChecksum, ValidationError
from stdnum.th import moa, pin

from shared.errors import FieldError

CHINESE_ID = re.compile(r"[0-9]{17}[0-9X]")
# With its check digit, which is printed in brackets.
HONG_KONG_ID = re.compile(r"([A-Z]{1,2})([0-9]{6})\(?([0-9A])\)?")
PASSPORT = re.compile(r"(?=.*[0-9])[A-Z0-9]{6,9}")  # ICAO 9303: at most nine in the MRZ
FEWEST, MOST = 4, 30
# Typed for a dash: minus, hyphen bullet, modifier minus, and the long-vowel mark of Japanese.
DASHES = frozenset("\u2212\u2043\u02d7\u30fc")
# Typed for a full stop that groups digits, as in `12.345.678-5`: middle dots, bullets, and those
# of Chinese and Japanese. (Full width and leader dots are full stops to NFKC.)
DOTS = frozenset(".\u00b7\u2022\u2027\u2219\u22c5\u30fb\u3002")
SLASHES = str.maketrans(dict.fromkeys("\u2044\u2215\u29f8", "/"))
# Brackets and slashes are part of a number as it is printed: `A123456(3)`, `12/OUKAMA(N)123456`.
# Some driving licences fill a short name with stars. (`a` is a letter or a digit, see `_shape`.)
PRINTED = re.compile(r"a+(/a+|\(a+\)a*)*")
WITH_STARS = re.compile(r"a+[*a]*a")

RULES = {
    "wrong_format": "This is not how a number of this document looks.",
    "wrong_checksum": "The check digit does not fit: at least one character is wrong.",
    "birth_date_disagrees": "The birth date differs from the one inside the document number.",
    "sex_disagrees": "The sex differs from the one inside the document number.",
    "id_card_only": "Customers from mainland China use their resident ID card.",
}


def normalise(number: str) -> str:
    """The spelling that is kept, so that a person reads one number: `１１０-๑ a` → `1101A`."""
    kept = [
        str(unicodedata.decimal(each, each))
        for each in unicodedata.normalize("NFKC", number).translate(SLASHES)
        if not _is_gap(each)
    ]
    return unicodedata.normalize("NFKC", "".join(kept).upper())


def canonical(number: str) -> str:
    """The spelling by which two numbers are compared, so that one document cannot pass as two.

    Punctuation and leading zeros do not count: spreadsheets drop zeros, and people add them.
    """
    return _characters(number).lstrip("0") or "0"


def _characters(number: str) -> str:
    return "".join(each for each in normalise(number) if unicodedata.category(each)[0] in "LMN")


def _is_gap(each: str) -> bool:
    """What only groups the characters: every space, dash and full stop, and what nobody sees."""
    if each.isspace() or each in DASHES or each in DOTS:
        return True
    return unicodedata.category(each) in ("Pd", "Cf")


def check(
    issuer: str, document_type: str, number: str, birth_date: str | None, sex: str | None
) -> list[FieldError]:
    """Every disagreement of a normalised number with its document and with what was declared."""
    if document_type == "passport":
        return _unless(PASSPORT.fullmatch(number) is not None)
    if document_type == "national_id" and issuer == "CN":
        return _chinese_id(number, birth_date, sex)
    if document_type == "national_id" and not _is_printed(number, PRINTED):
        return _unless(False)
    if document_type == "national_id" and issuer in CHECKED:
        return CHECKED[issuer](number)
    return _unless(_is_printed(number, PRINTED) or _is_printed(number, WITH_STARS))


def _is_printed(number: str, form: re.Pattern[str]) -> bool:
    """Letters of any script with their signs, some digits, and what that form prints."""
    shape = form.fullmatch("".join(map(_shape, "\0" + number, number)))
    long_enough = len(_characters(number)) >= FEWEST and len(number) <= MOST
    return long_enough and any(map(str.isdigit, number)) and shape is not None


def _shape(before: str, each: str) -> str:
    """`a` for a letter or digit, nothing for a sign on a letter or sign of its own script."""
    kind, script = unicodedata.category(each)[0], unicodedata.name(each, "").partition(" ")[0]
    if kind == "M":
        is_on_its_letter = unicodedata.name(before, "").startswith(f"{script} ")
        return "" if is_on_its_letter and not before.isdigit() else "?"
    return "a" if kind in "LN" else each


def check_allowed(country: str, issuer: str, document_type: str | None) -> list[FieldError]:
    """Whether customers of this country may use this document at all."""
    if country == "CN" and issuer != "CN":
        return [_error("document_country", "id_card_only")]
    if country == "CN" and document_type not in (None, "national_id"):
        return [_error("document_type", "id_card_only")]
    return []


def check_registration(country: str, number: str) -> list[FieldError]:
    """A Thai juristic person's has 13 digits: the first is 0, the last a check digit."""
    if country != "TH":
        return []
    try:
        moa.validate(normalise(number))
    except InvalidChecksum:
        return [_error("registration_number", "wrong_checksum")]
    except ValidationError:
        return [_error("registration_number", "wrong_format")]
    return []


def _chinese_id(number: str, birth_date: str | None, sex: str | None) -> list[FieldError]:
    # Not `ric.validate`: it wants the birthplace's code to exist in the year of birth, but codes
    # were handed out from 1984 on, so it refuses people who are older than their county.
    born = _birth_date_in(number) if CHINESE_ID.fullmatch(number) else None
    if born is None:
        return _unless(False)
    if ric.calc_check_digit(number) != number[-1]:
        return _checked(False)
    found = []
    if birth_date and birth_date != born.isoformat():
        found.append(_error("birth_date", "birth_date_disagrees"))
    if sex and sex != ("male" if int(number[16]) % 2 else "female"):
        found.append(_error("sex", "sex_disagrees"))
    return found


def _birth_date_in(chinese_id: str) -> date | None:
    try:
        born: date = ric.get_birth_date(chinese_id)
    except ValidationError:
        return None
    return born


def _hong_kong_id(number: str) -> list[FieldError]:
    """One or two letters, six digits, and a check digit modulo 11, where A is ten."""
    found = HONG_KONG_ID.fullmatch(number)
    if found is None:
        return _unless(False)
    letters, digits, last = found.groups()
    # A missing second letter counts as a blank, whose value is 36; letters begin with A, 10.
    values = [int(each, 36) for each in letters + digits]
    values = [36, *values] if len(letters) == 1 else values
    total = sum(value * weight for value, weight in zip(values, range(9, 1, -1), strict=True))
    return _checked((total + int(last, 16)) % 11 == 0)


def _chilean_id(number: str) -> list[FieldError]:
    return _by_library(rut.validate, number)


def _thai_id(number: str) -> list[FieldError]:
    """0 begins the numbers of people without Thai nationality or registration, and counts as 0.

    The library refuses it; the classes of people are 0 to 8, so that nobody's begins with 9.
    """
    if not re.fullmatch("0[0-9]{12}", number):
        return _by_library(pin.validate, number)
    return _checked(pin.calc_check_digit(number[:-1]) == number[-1])


def _by_library(validate: Callable[[str], str], number: str) -> list[FieldError]:
    try:
        validate(number)
    except InvalidChecksum:
        return _checked(False)
    except ValidationError:
        return _unless(False)
    return []


CHECKED = {"CL": _chilean_id, "HK": _hong_kong_id, "TH": _thai_id}


def _checked(fits: bool) -> list[FieldError]:
    return [] if fits else [_error("document_number", "wrong_checksum")]


def _unless(well_formed: bool) -> list[FieldError]:
    return [] if well_formed else [_error("document_number", "wrong_format")]


def _error(field: str, code: str) -> FieldError:
    return FieldError(field, code, RULES[code])
