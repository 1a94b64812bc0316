"""A name as the words that count: no title, one case, no accents, no punctuation. Pure.

Latin letters have a spelling for each way in which documents write them in A to Z (latin.py).
"""

import re
import unicodedata
from dataclasses import dataclass

from shared.latin import spellings
from shared.mark_order import in_one_order
from shared.name_folding import folded

LATIN_TITLES = {"mr", "mrs", "ms", "miss", "mister", "dr", "prof", "khun", "madam"}
OTHER_TITLES = {"先生", "女士", "小姐", "太太"}
# Written before the name without a space; the longer ones first.
THAI_TITLES = ("นางสาว", "เด็กชาย", "เด็กหญิง", "น.ส.", "ด.ช.", "ด.ญ.", "นาย", "นาง", "คุณ", "ดร.")
# What a Thai name can begin with: a consonant, or a vowel that is written before it.
THAI_BEGINNING = re.compile("[ก-ฮเแโใไ]")
# What stands around a title.
ASIDE = re.compile(r"[.,()/]")
SCRIPTS = ("LATIN", "THAI", "CJK", "HIRAGANA", "KATAKANA", "HANGUL", "CYRILLIC", "ARABIC", "LAO")


Words = tuple[str, ...]


@dataclass(frozen=True)
class Reading:
    """`spellings` begins with the one without any sign, and ends with the one of passports."""

    spellings: tuple[Words, ...]
    without_title: bool


def readings(name: str) -> list[Reading]:
    """The name as it stands, and without what may be a title."""
    plain = _plain(name)
    shorn = _without_title(plain)
    found = [Reading(_spelled(plain), without_title=False)]
    return found if shorn == plain else [*found, Reading(_spelled(shorn), without_title=True)]


def scripts_of(name: str) -> set[str]:
    """Of the letters that are left without a title, such as {"THAI"}."""
    told = {unicodedata.name(each, "") for each in _without_title(_plain(name)) if each.isalpha()}
    return {each.split(" ")[0] for each in told if each.startswith(SCRIPTS)}


def _plain(name: str) -> str:
    """One width, one case, one order of marks; no apostrophes."""
    text = in_one_order(folded(name)).casefold().replace("'", "")
    text = "".join(each for each in text if unicodedata.category(each) != "Cf")
    return " ".join(text.split())


def _without_title(text: str) -> str:
    for title in THAI_TITLES:
        rest = text.removeprefix(title).strip(" .")
        if text.startswith(title) and THAI_BEGINNING.match(rest):
            return rest
    for title in OTHER_TITLES:
        if text.endswith(title) and len(text) > len(title):
            return text.removesuffix(title).strip()
    words = ASIDE.sub(" ", text).split()
    kept = [each for each in words if each not in LATIN_TITLES]
    return " ".join(kept) if kept and len(kept) < len(words) else text


def _spelled(text: str) -> tuple[Words, ...]:
    return tuple(_words(each) for each in spellings(text))


def _words(text: str) -> Words:
    kept = "".join(each if unicodedata.category(each)[0] in "LMN" else " " for each in text)
    return tuple(kept.split())
