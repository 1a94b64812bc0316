"""Whether a name is the name that KYC knows: a bank account's, or an authorised person's. Pure.

A computer says how alike two spellings are; a person decides. Two scripts are not compared at
all: how a Thai name is written in Latin letters is its bearer's choice, and a guess would mislead.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import permutations, product
from typing import Literal

from shared.name_words import Reading, Words, readings, scripts_of

Verdict = Literal["match", "close", "different", "different_script"]
Remark = Literal[
    "same_words",
    "order_differs",
    "spacing_differs",
    "title_ignored",
    "spelling_differs",
    "words_missing",
    "other_words",
    "different_script",
]

SAME, CLOSE = 100, 70
# For a name whose every word is in the other one, which has more: a middle name is often left out.
# Also for one that ends where its field was full; the shortest field of a passport's zone has 30
# signs, two of them between the parts of the name.
PART_OF_THE_OTHER, FULL_FIELD = 85, 29
# All orders of the words are tried; the words past these count as one.
LOOKED_AT = 5


@dataclass(frozen=True)
class Comparison:
    """`score` is 0 to 100, and None when the scripts differ; `explanation` says what was seen."""

    score: int | None
    verdict: Verdict
    explanation: list[Remark]


def compare(given_name: str, kyc_name: str) -> Comparison:
    ours, theirs = scripts_of(given_name), scripts_of(kyc_name)
    if ours and theirs and not ours & theirs:
        return Comparison(None, "different_script", ["different_script"])
    # What may be a title may be a part of the name too, so the most alike reading counts.
    found = [_compared(one, other) for one in readings(given_name) for other in readings(kyc_name)]
    return max(found, key=lambda each: each.score or 0)


def _compared(ours: Reading, theirs: Reading) -> Comparison:
    shorn = ours.without_title or theirs.without_title
    title: list[Remark] = ["title_ignored"] if shorn else []
    if same := _sameness(ours.spellings, theirs.spellings):
        return Comparison(SAME, "match", [same, *title])
    score = min(_likeness(ours.spellings, theirs.spellings), SAME - 1)
    told: list[Remark] = ["spelling_differs" if score >= CLOSE else "other_words"]
    if len(ours.spellings[0]) != len(theirs.spellings[0]):
        told.append("words_missing")
    return Comparison(score, "close" if score >= CLOSE else "different", told + title)


def _sameness(ours: Sequence[Words], theirs: Sequence[Words]) -> Remark | None:
    """How two names are the same, if they are: letter by letter, in whatever order of the words."""
    if not ours[0] or not theirs[0]:
        return None
    if set(ours) & set(theirs):
        return "same_words"
    if {_sorted(each) for each in ours} & {_sorted(each) for each in theirs}:
        return "order_differs"
    if _joined(ours) & _in_any_order(theirs) or _joined(theirs) & _in_any_order(ours):
        return "spacing_differs"
    return None


def _sorted(words: Words) -> Words:
    return tuple(sorted(words))


def _joined(spelled: Iterable[Words]) -> set[str]:
    return {"".join(each) for each in spelled}


def _in_any_order(spelled: Iterable[Words]) -> set[str]:
    return _joined(order for each in spelled for order in permutations(_looked_at(each)))


def _looked_at(words: Words) -> Words:
    if len(words) <= LOOKED_AT:
        return words
    return (*words[: LOOKED_AT - 1], "".join(words[LOOKED_AT - 1 :]))


def _likeness(ours: Sequence[Words], theirs: Sequence[Words]) -> int:
    """0 to 100, without any sign of the letters or as passports write them."""
    pairs = list(product({ours[0], ours[-1]}, {theirs[0], theirs[-1]}))
    if any(_is_cut(one, other) or _is_cut(other, one) for one, other in pairs):
        return PART_OF_THE_OTHER
    return max(_words_in_common(_looked_at(one), _looked_at(other)) for one, other in pairs)


def _is_cut(ours: Words, theirs: Words) -> bool:
    """Whether ours ends in the middle of theirs, after as much as a field holds."""
    if len(" ".join(ours)) < FULL_FIELD:
        return False
    letters = "".join(ours)
    turned = (theirs[start:] + theirs[:start] for start in range(len(theirs)))
    return any("".join(each).startswith(letters) for each in turned)


def _words_in_common(ours: Words, theirs: Words) -> int:
    """As alike as the least alike word: half a name in common is another person."""
    fewer, more = sorted((ours, theirs), key=len)
    if not fewer:
        return 0
    alike = max(_worst_pair(fewer, each) for each in permutations(more, len(fewer)))
    if len(fewer) == len(more):
        return round(alike * 100)
    letters = len("".join(fewer)) / len("".join(more))
    return round(alike * (PART_OF_THE_OTHER if len(fewer) > 1 else letters * 100))


def _worst_pair(ours: tuple[str, ...], theirs: tuple[str, ...]) -> float:
    return min(_ratio(*sorted(pair)) for pair in zip(ours, theirs, strict=True))


@lru_cache(maxsize=1000)
def _ratio(one: str, other: str) -> float:
    return SequenceMatcher(None, one, other, autojunk=False).ratio()
