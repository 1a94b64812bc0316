"""What each tier still needs from a customer, and why. Pure."""

from collections.abc import Mapping, Set
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Literal

from shared.case import Status
from shared.case_answers import Amount
from shared.errors import FieldError
from shared.http import Answer
from shared.item_texts import ItemTexts, item_texts
from shared.loan_limits import OwnLimits, limits_by_tier
from shared.money import to_decimal
from shared.people_needs import PersonNeed
from shared.policy import Policy, Requirement, Tier
from shared.upload_kinds import SUPPLEMENTS
from submit.form import SubmissionFields

TierStatus = Literal[
    "approved", "pending", "revision_requested", "expired", "rejected", "open", "locked"
]
ItemStatus = Literal["missing", "uploaded", "pending", "approved", "correction_requested"]

SETTLED = ("approved", "pending")
CORRECTABLE = ("revision_requested", "expired")
REQUIRED = "This tier needs it."
ASKED_FOR = "A reviewer asked for it."


@dataclass(frozen=True)
class Attempt:
    """The newest submission for one tier: its status, and what its newest revision contains."""

    submission_id: str
    status: Status
    revision: int
    fields: Mapping[str, Any]
    file_kinds: Set[str]
    # One {"item", "code", "comment"} for each thing a reviewer wants corrected; "title" too, where
    # it is a supplementary document.
    corrections: list[dict[str, str]] = field(default_factory=list)


class ItemNeed(Answer):
    """`code` and `comment` are a reviewer's; `when` says what other answer makes it needed, and
    `unless` which one spares it.

    `label`, `reason` and `satisfied_by` are in the customer's language. `upload_id` is the file
    that was accepted and is in no submission yet. `text_to_read` is to be shown while the customer
    records the video in which they read it aloud.
    """

    item: str
    label: str
    type: Literal["field", "file"]
    status: ItemStatus
    reason: str
    satisfied_by: str
    upload_id: str | None = None
    code: str | None = None
    comment: str | None = None
    when: dict[str, list[str]] | None = None
    unless: dict[str, list[str]] | None = None
    text_to_read: str | None = None


class TierNeeds(Answer):
    """`people` are those of a business, who are verified before the tier can be approved.

    `submission_id` and `revision` are the newest that counts: a correction is sent to it.
    """

    tier: int
    status: TierStatus
    reason: str
    max_loan: Amount
    submission_id: str | None
    revision: int | None
    items: list[ItemNeed]
    people: list[PersonNeed]


def assess(
    policy: Policy,
    *,
    kind: str,
    country: str,
    held_tier: int,
    attempts: Mapping[int, Attempt],
    uploaded: Mapping[str, str],
    people: Mapping[int, list[PersonNeed]],
    language: str = "en",
    renewable: int | None = None,
    own_limits: OwnLimits = MappingProxyType({}),
) -> list[TierNeeds]:
    """Every tier, lowest first. `attempts` and `people` by tier, files `uploaded` and not yet
    submitted by kind.

    Texts are in `language`, and as customers of `country` are asked. `renewable` is a tier that is
    held and can be sent again, because its document expires.
    """
    words = item_texts(language, country)
    known = {
        name: value
        for tier in sorted(attempts)
        for name, value in _told(attempts[tier].fields).items()
    }
    limits, currency = limits_by_tier(own_limits, policy), policy.currency
    needs = []
    for tier in policy.tiers:
        attempt = attempts.get(tier.tier)
        renewing = tier.tier == renewable
        status = _tier_status(tier.tier, held_tier, attempt, renewing=renewing)
        # Nobody has to hear that a finished tier might have asked for something else.
        asked = tier.requirements(kind, country, known, possible=status not in SETTLED)
        items = (
            [] if status == "rejected" else _items(asked, known, status, attempt, uploaded, words)
        )
        needs.append(
            TierNeeds(
                tier=tier.tier,
                status=status,
                reason=words.tier_statuses["renewal" if renewing and status == "open" else status],
                max_loan=Amount(amount=to_decimal(limits[tier.tier], currency), currency=currency),
                submission_id=attempt.submission_id if attempt else None,
                revision=attempt.revision if attempt else None,
                items=items,
                people=[] if status == "rejected" else people.get(tier.tier, []),
            )
        )
    return needs


def missing(
    tier: Tier,
    kind: str,
    country: str,
    fields: Mapping[str, Any],
    file_kinds: Set[str],
    supplements: int = 0,
) -> list[FieldError]:
    """What a submission lacks. `fields` are all that are known, those of earlier tiers included.

    `supplements` is how many supplementary documents reviewers have asked for.
    """
    told = _told(fields)
    lacking = []
    for each in tier.requirements(kind, country, told, possible=True):
        if not each.is_certain(told):
            # Nobody told what decides about it, so that is what is missing.
            lacking += [f"fields.{name}" for name in each.when if name not in told]
        elif each.item not in (told if each.type == "field" else file_kinds):
            lacking.append(f"{'fields' if each.type == 'field' else 'uploads'}.{each.item}")
    absent = [FieldError(name, "required", REQUIRED) for name in dict.fromkeys(lacking)]
    return absent + [
        FieldError(f"uploads.{each}", "required", ASKED_FOR)
        for each in SUPPLEMENTS[:supplements]
        if each not in file_kinds
    ]


def _told(fields: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if value is not None}


def _tier_status(
    tier: int, held_tier: int, attempt: Attempt | None, *, renewing: bool
) -> TierStatus:
    if attempt and (tier > held_tier or attempt.status != "approved"):
        return attempt.status
    if tier <= held_tier:
        return "open" if renewing else "approved"
    return "open" if tier == held_tier + 1 else "locked"


def _items(
    asked: list[Requirement],
    known: dict[str, Any],
    status: TierStatus,
    attempt: Attempt | None,
    uploaded: Mapping[str, str],
    words: ItemTexts,
) -> list[ItemNeed]:
    """One need for each requirement, and for whatever else a reviewer asked for."""
    corrections = attempt.corrections if attempt and status in CORRECTABLE else []
    types = {each.item: each.type for each in asked}
    types |= {each["item"]: _type_of(each["item"]) for each in corrections}
    conditions = {each.item: each.when for each in asked if not each.is_certain(known)}
    spared = {each.item: each.unless or None for each in asked}
    needs = []
    for item, item_type in types.items():
        wanted = [each for each in corrections if each["item"] == item]
        found = _item_status(item, status, attempt, uploaded, is_wanted=bool(wanted))
        needs.append(
            ItemNeed(
                item=item,
                label=_title(wanted) or words.label(item),
                type=item_type,
                status=found,
                reason=words.item_statuses[found],
                satisfied_by=words.satisfied_by(item),
                upload_id=uploaded.get(item) if found == "uploaded" else None,
                code=wanted[0]["code"] if wanted else None,
                comment="\n".join(each["comment"] for each in wanted) or None,
                when=conditions.get(item),
                unless=spared.get(item),
            )
        )
    return needs


def _title(wanted: list[dict[str, str]]) -> str | None:
    """A supplementary document is called as the reviewer called it."""
    return next((each["title"] for each in wanted if "title" in each), None)


def _item_status(
    item: str,
    status: TierStatus,
    attempt: Attempt | None,
    uploaded: Mapping[str, str],
    *,
    is_wanted: bool,
) -> ItemStatus:
    if status == "approved":
        return "approved"
    if is_wanted:
        return "uploaded" if item in uploaded else "correction_requested"
    if attempt and (item in _told(attempt.fields) or item in attempt.file_kinds):
        return "pending"
    return "uploaded" if item in uploaded else "missing"


def _type_of(item: str) -> Literal["field", "file"]:
    """A reviewer may ask for more than the policy does: `sex`, `address.line1`, `income_proof`."""
    return "field" if item.split(".", maxsplit=1)[0] in SubmissionFields.model_fields else "file"
