"""What a document number must look like, by issuing country and document type. Pure."""

import re
import unicodedata
from datetime import date

from stdnum.cn import ric
from stdnum.exceptions import InvalidChecksum, ValidationError
from stdnum.th import moa, pin

from shared.errors import FieldError

CHINESE_ID = re.compile(r"[0-9]{17}[0-9X]")
PASSPORT = re.compile(r"(?=.*[0-9])[A-Z0-9]{6,9}")  # ICAO 9303: at most nine in the MRZ
FEWEST, MOST = 4, 30
# Typed for a dash: minus, hyphen bullet, modifier minus, and the long-vowel mark of Japanese.
DASHES = frozenset("\u2212\u2043\u02d7\u30fc")

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
        for each in unicodedata.normalize("NFKC", number)
        if not _is_gap(each)
    ]
    return unicodedata.normalize("NFKC", "".join(kept).upper())


def canonical(number: str) -> str:
    """The spelling by which two numbers are compared, so that one document cannot pass as two.

    Punctuation and leading zeros do not count: spreadsheets drop zeros, and people add them.
    """
    known = "".join(each for each in normalise(number) if unicodedata.category(each)[0] in "LMN")
    return known.lstrip("0") or "0"


def _is_gap(each: str) -> bool:
    """What only groups the characters: every kind of space and dash, and what nobody sees."""
    return each.isspace() or each in DASHES or unicodedata.category(each) in ("Pd", "Cf")


def check(
    issuer: str, document_type: str, number: str, birth_date: date | None, sex: str | None
) -> list[FieldError]:
    """Every disagreement of a normalised number with its document and with what was declared."""
    if document_type == "passport":
        return _unless(PASSPORT.fullmatch(number) is not None)
    if document_type == "national_id" and issuer == "CN":
        return _chinese_id(number, birth_date, sex)
    if document_type == "national_id" and issuer == "TH":
        return _thai_id(number)
    well_formed = FEWEST <= len(number) <= MOST and number.isalnum()
    return _unless(well_formed and any(each.isdigit() for each in number))


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


def _chinese_id(number: str, birth_date: date | None, sex: str | None) -> list[FieldError]:
    # Not `ric.validate`: it wants the birthplace's code to exist in the year of birth, but codes
    # were handed out from 1984 on, so it refuses people who are older than their county.
    born = _birth_date_in(number) if CHINESE_ID.fullmatch(number) else None
    if born is None:
        return _unless(False)
    if ric.calc_check_digit(number) != number[-1]:
        return [_error("document_number", "wrong_checksum")]
    found = []
    if birth_date and birth_date != born:
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


def _thai_id(number: str) -> list[FieldError]:
    try:
        pin.validate(number)
    except InvalidChecksum:
        return [_error("document_number", "wrong_checksum")]
    except ValidationError:
        return _unless(False)
    return []


def _unless(well_formed: bool) -> list[FieldError]:
    return [] if well_formed else [_error("document_number", "wrong_format")]


def _error(field: str, code: str) -> FieldError:
    return FieldError(field, code, RULES[code])
