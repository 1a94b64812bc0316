"""How documents write Latin letters in A to Z: ICAO 9303 part 3, and what it leaves open. Pure.

An accent is left out. For some letters a country chooses, one way for all its documents: Müller is
MULLER, MUELLER or MUXXLLER there, and never two of them in one name. Beside what ICAO permits stand
ways that whole countries print: O for Ø, A for Ə, DJ for Đ.
"""

import re
import unicodedata
from itertools import islice, product

# By letter without case: without its sign first, as ICAO recommends last.
WRITTEN: dict[str, tuple[str, ...]] = {
    "ä": ("a", "ae"),
    "å": ("a", "aa"),
    "æ": ("ae",),
    "ɓ": ("b",),
    "ð": ("d",),
    "đ": ("d", "dj"),
    "ɖ": ("d",),
    "ɗ": ("d",),
    "ə": ("a", "e"),
    "ǝ": ("a", "e"),
    "ɛ": ("e",),
    "ƒ": ("f",),
    "ǥ": ("g",),
    "ɣ": ("g",),
    "ħ": ("h",),
    "ı": ("i",),
    "ɨ": ("i",),
    "ɩ": ("i",),
    "ĸ": ("k", "q"),
    "ƙ": ("k",),
    "ł": ("l",),
    "ñ": ("n", "nxx"),
    "ŋ": ("ng", "n"),
    "ɲ": ("n",),
    "ö": ("o", "oe"),
    "ø": ("o", "oe"),
    "œ": ("oe",),
    "ɔ": ("o",),
    "ß": ("ss",),
    "þ": ("th",),
    "ŧ": ("t",),
    "ü": ("u", "uxx", "ue"),
    "ʉ": ("u",),
    "ʋ": ("v",),
    "ƴ": ("y",),
    "ʒ": ("z",),
}
LETTER = re.compile("(.)([\u0300-\u036f]*)", re.DOTALL)
# Five such letters in one name, each with a choice of two.
MOST_SPELLINGS = 32


def spellings(text: str) -> list[str]:
    """In small letters: without any sign first, as ICAO recommends last; others are left alone."""
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    letters = [_letter(base, marks) for base, marks in LETTER.findall(plain)]
    chosen = list(dict.fromkeys(each for each in letters if len(WRITTEN.get(each, "")) > 1))
    some = islice(product(*(WRITTEN[each] for each in chosen)), MOST_SPELLINGS)
    ways = dict.fromkeys([*some, tuple(WRITTEN[each][-1] for each in chosen)])
    return [_written(letters, dict(zip(chosen, way, strict=True))) for way in ways]


def _letter(base: str, marks: str) -> str:
    """Itself where it has a way of its own, else without its marks."""
    composed = (unicodedata.normalize("NFC", base + each) for each in marks)
    return next((each for each in composed if each in WRITTEN), base)


def _written(letters: list[str], way: dict[str, str]) -> str:
    return "".join(way.get(each) or WRITTEN.get(each, (each,))[0] for each in letters)
