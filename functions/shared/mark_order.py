"""One order for Thai and Lao marks, and one spelling for what looks the same. Pure.

Unicode leaves the order of a vowel above and a tone to who types, and two signs of one shape to who
looks. What is compared is put in the order in which it is taught: vowel, nikhahit, tone, silencer.
"""

import re
import unicodedata

RUN = re.compile("[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u0eb1\u0eb4-\u0ebc\u0ec8-\u0ece]{2,}")
NIKHAHIT, TONES = "\u0e4d\u0ecd", "\u0e48-\u0e4b\u0ec8-\u0ecb"
AFTER_VOWELS = ("\u0e3a\u0eba", NIKHAHIT, "\u0e48\u0e49\u0e4a\u0e4b\u0ec8\u0ec9\u0eca\u0ecb")
# A tone that was typed behind the vowel that nikhahit begins.
LATE_TONE = re.compile(f"([{NIKHAHIT}])([\u0e32\u0eb2])([{TONES}]+)")
LOOKS = {
    "\u0e40\u0e40": "\u0e41",
    "\u0ec0\u0ec0": "\u0ec1",
    "\u0e45": "\u0e32",
    "\u0e34\u0e4d": "\u0e36",
    "\u0eb4\u0ecd": "\u0eb6",
}


def in_one_order(text: str) -> str:
    """SARA AM as the two signs that it is made of, whichever way it was typed."""
    text = LATE_TONE.sub(r"\1\3\2", unicodedata.normalize("NFKD", text))
    text = RUN.sub(lambda found: "".join(sorted(set(found.group()), key=_place)), text)
    for looks, meant in LOOKS.items():
        text = text.replace(looks, meant)
    return text


def _place(mark: str) -> tuple[int, str]:
    for place, marks in enumerate(AFTER_VOWELS, start=1):
        if mark in marks:
            return place, mark
    is_vowel = mark in "\u0e31\u0e47\u0eb1\u0ebb\u0ebc" or "\u0e34" <= mark <= "\u0e39"
    return (0 if is_vowel or "\u0eb4" <= mark <= "\u0eb9" else len(AFTER_VOWELS) + 1), mark
