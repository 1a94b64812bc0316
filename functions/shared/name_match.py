"""Whether a name is the name that KYC knows: a bank account's, or an authorised person's. Pure.

A computer says how alike two spellings are; a person decides. Two scripts are not compared at
all: how a Thai name is written in Latin letters is its bearer's choice, and a guess would mislead.
"""

from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import permutations
from typing import Literal

from shared.name_words import readings, scripts_of

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
PART_OF_THE_OTHER = 85


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
    found = [
        _compared(one.words, other.words, one.without_title or other.without_title)
        for one in readings(given_name)
        for other in readings(kyc_name)
    ]
    return max(found, key=lambda each: each.score or 0)


def _compared(ours: tuple[str, ...], theirs: tuple[str, ...], without_title: bool) -> Comparison:
    title: list[Remark] = ["title_ignored"] if without_title else []
    if same := _sameness(ours, theirs):
        return Comparison(SAME, "match", [same, *title])
    score = min(_likeness(ours, theirs), SAME - 1)
    told: list[Remark] = ["spelling_differs" if score >= CLOSE else "other_words"]
    if len(ours) != len(theirs):
        told.append("words_missing")
    return Comparison(score, "close" if score >= CLOSE else "different", told + title)


def _sameness(ours: tuple[str, ...], theirs: tuple[str, ...]) -> Remark | None:
    """How two names are the same, if they are: letter by letter, in whatever order of the words."""
    if not ours or not theirs:
        return None
    if ours == theirs:
        return "same_words"
    if sorted(ours) == sorted(theirs):
        return "order_differs"
    if "".join(ours) in {"".join(each) for each in permutations(theirs)}:
        return "spacing_differs"
    if "".join(theirs) in {"".join(each) for each in permutations(ours)}:
        return "spacing_differs"
    return None


def _likeness(ours: tuple[str, ...], theirs: tuple[str, ...]) -> int:
    """0 to 100. As alike as the least alike word: half a name in common is another person."""
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
