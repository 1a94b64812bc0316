"""What persons and companies may be called: what registers print, and mails can show. Pure.

Every name is kept in one spelling of its hyphens, apostrophes and dots (shared/name_folding.py).
"""

import re
import unicodedata
from collections.abc import Set

from pydantic_core import PydanticCustomError

from shared.name_folding import folded
from shared.plain_names import MARKUP, has_too_many_marks, is_message

RULES = {
    "invalid_name": "Write it as the document prints it: no address, no sentence, no other signs.",
}
# What joins the letters of a name, all over the world; then Hebrew's gershayim, Devanagari's sign
# of abbreviation, what parts syllables and words in Tibetan and Ethiopic, and what shapes Persian
# and Sinhala.
JOINERS = frozenset("-'.·, \u05f4\u0970\u0f0b\u0f0c\u1361\u200c\u200d")
# Not a letter to Unicode, and one in names: 刘〇.
CHINESE_ZERO = "\u3007"
# Letters and marks that nobody sees: Korean fillers, a joiner, and what makes a sign an emoji.
UNSEEN = frozenset("\u034f\u115f\u1160\u3164\ufe0e\ufe0f\u20e3")
# "A/L" is son of, "@" an alias, and another name may stand in brackets.
OF_PERSONS = frozenset("/@()")
# Those of the United Kingdom's schedule of names (SI 2015/17), which are more than elsewhere.
OF_COMPANIES = frozenset('/@()&+!:;?*=#%"“”«»<>[]{}\\№')
BRACKETED = re.compile(r"\(([^()]*\w[^()]*)\)|\[([^][]*\w[^][]*)\]|\{([^{}]*\w[^{}]*)\}")
BETWEEN_LETTERS = re.compile(r"(?<=[^\s/@.,-])/(?=[^\s/@.,-])")
# "Ali@Abu" is printed too, or with one space, and is no address without a full stop.
GLUED_ALIAS = re.compile(r"(?<=[^\s@.,]) ?@ ?(?=[^\s@.]+(?:\s|$))")
ALIAS = re.compile(r"(?<=\S) @ (?=\S)")
ORDINAL = re.compile(r"(?<!\S)[1-9](?:st|nd|rd|th)(?!\w)", re.IGNORECASE)
# Folding may have made it longer.
LONGEST = 200
MAILBOX = re.compile(r"\S@\S*\.\S|:[/\\]")


def person_name(name: str) -> str:
    """Customers' mails begin with it, so it is no address and no sentence."""
    name = GLUED_ALIAS.sub(" @ ", folded(name))
    _require_letters(ORDINAL.sub("", name), OF_PERSONS)
    left = BETWEEN_LETTERS.sub(" ", _without_brackets(ALIAS.sub(" ", name)))
    ends_well = name[0] not in ".,-·/@" and name[-1] not in ",-·/@"
    if not ends_well or OF_PERSONS & set(left) or is_message(name):
        raise _broken()
    return name


def company_name(name: str) -> str:
    """With figures and more signs; an address such as "Booking.com" may be its name."""
    name = folded(name)
    currencies = {each for each in name if unicodedata.category(each) == "Sc"}
    letters = "".join("x" if each.isnumeric() else each for each in name)
    _require_letters(letters, OF_COMPANIES | currencies)
    if set("()[]{}") & set(_without_brackets(name)) or MARKUP.search(name) or MAILBOX.search(name):
        raise _broken()
    return name


def _require_letters(name: str, signs: Set[str]) -> None:
    """Letters with their marks, what joins them, and `signs`."""
    kinds = [unicodedata.category(each)[0] for each in name]
    allowed = all(
        kind in "LM" or each in JOINERS or each in signs or each == CHINESE_ZERO
        for each, kind in zip(name, kinds, strict=True)
    )
    hidden = UNSEEN & set(name) or has_too_many_marks(name)
    if not allowed or "L" not in kinds or hidden or len(name) > LONGEST:
        raise _broken()


def _without_brackets(name: str) -> str:
    """A bracket that is left was not closed, never opened, or has nothing in it."""
    inner = BRACKETED.sub(lambda found: f" {found[found.lastindex or 0]} ", name)
    return name if inner == name else _without_brackets(inner)


def _broken() -> PydanticCustomError:
    return PydanticCustomError("invalid_name", RULES["invalid_name"])
