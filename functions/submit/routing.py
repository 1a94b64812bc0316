"""Whether FaceID may decide a submission by itself, and if not, why. Pure.

The rules that cost nothing come before anything that does: what they refuse is never paid for.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

from shared.name_folding import HAN, as_registered

MAINLAND = "CN"
# Provinces of the mainland are 11 to 65; 81 to 83 and 9 begin permits of people from elsewhere.
RESIDENT_ID = re.compile(r"[1-6]\d{16}[\dX]")
# FaceID compares the name with the one in the register, which is in Chinese letters.
CHINESE_NAME = re.compile(rf"(?=.{{2,32}}$)[{HAN}]+(·[{HAN}]+)*")
BOTH_SIDES = {"id_front", "id_back"}


@dataclass(frozen=True)
class Facts:
    """What is known when a revision is sent; `fields` as declared, `file_kinds` of this revision.

    `offered`: the company has it switched on, and this stage has a provider for its mode.
    `alike`: two of the files are one, or one picture saved again.
    `suspected`: nobody has resolved an alert that the customer is another one, too.
    `four_eyes`: the company wants two people to approve this tier.
    """

    switched_on: bool
    offered: bool
    kind: str
    country: str
    phone: str | None
    fields: dict[str, Any]
    file_kinds: frozenset[str]
    attempts: int
    attempts_allowed: int
    alike: bool = False
    suspected: bool = False
    four_eyes: bool = False


@dataclass(frozen=True)
class Route:
    """`reason` is `eligible`, or the first rule that asks for a reviewer."""

    route: Literal["automatic", "manual"]
    reason: str


def route(facts: Facts) -> Route:
    for reason, keeps_out in RULES.items():
        if keeps_out(facts):
            return Route("manual", reason)
    return Route("automatic", "eligible")


def _has_other_document(facts: Facts) -> bool:
    issuer = facts.fields.get("document_country") or facts.country
    national = facts.fields.get("document_type") == "national_id" and issuer == MAINLAND
    return not (national and RESIDENT_ID.fullmatch(facts.fields.get("document_number") or ""))


RULES: dict[str, Callable[[Facts], bool]] = {
    "automatic_off": lambda facts: not facts.switched_on,
    "four_eyes": lambda facts: facts.four_eyes,
    "provider_absent": lambda facts: not facts.offered,
    "not_an_individual": lambda facts: facts.kind != "individual",
    "not_mainland_china": lambda facts: facts.country != MAINLAND,
    "phone_not_chinese": lambda facts: not (facts.phone or "").startswith("+86"),
    "not_a_resident_id": _has_other_document,
    "no_card_photos": lambda facts: not facts.file_kinds >= BOTH_SIDES,
    "files_alike": lambda facts: facts.alike,
    "name_not_chinese": lambda facts: (
        not CHINESE_NAME.fullmatch(as_registered(facts.fields.get("full_name") or ""))
    ),
    "duplicate_suspected": lambda facts: facts.suspected,
    "attempts_used": lambda facts: facts.attempts >= facts.attempts_allowed,
}
