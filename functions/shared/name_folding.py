"""One spelling of what looks alike in names, wherever they are kept, routed or compared. Pure.

Keyboards, phones and registers write the same hyphen, apostrophe or dot in a dozen ways. Only such
signs are folded, and letters of another width: letters of a language stay what they are.
"""

import re
import unicodedata

HAN = "\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003347f"
# Also Hebrew's maqaf, Armenian's and Mongolian's, and the one between Japanese spellings.
HYPHENS = (
    "\u2010\u2011\u2012\u2013\u2014\u2015\u2043\u2212\u058a\u05be\u1806\u2e17\u30a0\ufe58\ufe63"
)
# Quotation marks, primes, accents that stand alone, Hebrew's geresh, the Armenian one.
APOSTROPHES = "\u2018\u2019\u201b\u2032\u2035`\u00b4\u05f3\u055a"
# Letters that write a glottal stop: Hawaiian, Arabic and Hebrew in Latin letters, saltillo.
GLOTTAL_STOPS = "\u02b9\u02bb\u02bc\u02bd\u02be\u02bf\u02c8\ua78c"
# What stands between the parts of a Uyghur, Kazakh or foreign name.
MIDDLE_DOTS = "\u2022\u2027\u2219\u22c5\u25cf\u25e6\u2e31\u30fb\u16eb"
SLASHES = "\u2044\u2215\u29f8"
FOLDED = str.maketrans(
    dict.fromkeys(HYPHENS, "-")
    | dict.fromkeys(APOSTROPHES + GLOTTAL_STOPS, "'")
    | dict.fromkeys(MIDDLE_DOTS, "·")
    | dict.fromkeys(SLASHES, "/")
)
# Letters and signs of full or half width, Kangxi radicals, Roman numerals that are one sign, and
# the kinds of company in brackets that are one.
OTHER_WIDTH = re.compile("[\uff01-\uffef\u2f00-\u2fdf\u2160-\u217f\u3200-\u3243]+")
SPACES = re.compile("[ \u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]+")
# No Chinese name has a full stop between its letters, and none has a space beside its dot.
DOT_IN_CHINESE = re.compile(f"(?<=[{HAN}]) ?[.·。] ?(?=[{HAN}])")
# A circle typed for the letter that is a zero.
CIRCLE_IN_CHINESE = re.compile(f"(?<=[{HAN}])[\u25cb\u25ef]|[\u25cb\u25ef](?=[{HAN}])")
SPACE_IN_CHINESE = re.compile(f"(?<=[{HAN}]) (?=[{HAN}])")


def folded(name: str) -> str:
    """`Ana‑Sofia  O’Neil` → `Ana-Sofia O'Neil`; `古丽•艾山` → `古丽·艾山`.

    One space between words. A line end is no space: it stays, to be refused.
    """
    name = OTHER_WIDTH.sub(lambda found: unicodedata.normalize("NFKC", found.group()), name)
    name = unicodedata.normalize("NFC", name).translate(FOLDED)
    name = SPACES.sub(" ", name).strip(" ")
    return CIRCLE_IN_CHINESE.sub("\u3007", DOT_IN_CHINESE.sub("·", name))


def as_registered(name: str) -> str:
    """As China's register has it: without the space that cards print in a short name, `王 明`."""
    return SPACE_IN_CHINESE.sub("", folded(name))
