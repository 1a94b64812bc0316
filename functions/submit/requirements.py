"""What each tier still needs from a customer, and why. Pure."""

from collections.abc import Mapping, Set
from dataclasses import dataclass, field
from typing import Any, Literal

from shared.case import Status
from shared.case_answers import Amount
from shared.errors import FieldError
from shared.http import Answer
from shared.policy import Policy, Requirement, Tier
from submit.form import SubmissionFields

TierStatus = Literal[
    "approved", "pending", "revision_requested", "expired", "rejected", "open", "locked"
]
ItemStatus = Literal["missing", "uploaded", "pending", "approved", "correction_requested"]

SETTLED = ("approved", "pending")
CORRECTABLE = ("revision_requested", "expired")
REQUIRED = "This tier needs it."
TIER_REASONS: dict[TierStatus, str] = {
    "approved": "The customer holds this tier.",
    "pending": "Everything was sent and is being reviewed.",
    "revision_requested": "A reviewer asked for corrections; see the items.",
    "expired": "The corrections did not come in time; send them to go on where you left off.",
    "rejected": "This tier was rejected; only the company can open it again.",
    "open": "This tier can be submitted now.",
    "locked": "The tier before this one must be approved first.",
}
ITEM_REASONS: dict[ItemStatus, str] = {
    "missing": "Not sent yet.",
    "uploaded": "Uploaded, and goes along with the next submission.",
    "pending": "Sent, and with the reviewer.",
    "approved": "Accepted.",
    "correction_requested": "A reviewer asked for another one; see the comment.",
}


@dataclass(frozen=True)
class Attempt:
    """The newest submission for one tier: its status, and what its newest revision contains."""

    status: Status
    revision: int
    fields: Mapping[str, Any]
    file_kinds: Set[str]
    # One {"item", "code", "comment"} for each thing a reviewer wants corrected.
    corrections: list[dict[str, str]] = field(default_factory=list)


class ItemNeed(Answer):
    """`code` and `comment` are a reviewer's; `when` says what other answer makes it needed."""

    item: str
    type: Literal["field", "file"]
    status: ItemStatus
    reason: str
    code: str | None = None
    comment: str | None = None
    when: dict[str, list[str]] | None = None


class TierNeeds(Answer):
    tier: int
    status: TierStatus
    reason: str
    max_loan: Amount
    revision: int | None
    items: list[ItemNeed]


def assess(
    policy: Policy,
    *,
    kind: str,
    country: str,
    held_tier: int,
    attempts: Mapping[int, Attempt],
    uploaded: Set[str],
) -> list[TierNeeds]:
    """Every tier, lowest first. `attempts` by tier; `uploaded` are kinds not yet submitted."""
    known = {
        name: value
        for tier in sorted(attempts)
        for name, value in _told(attempts[tier].fields).items()
    }
    needs = []
    for tier in policy.tiers:
        attempt = attempts.get(tier.tier)
        status = _tier_status(tier.tier, held_tier, attempt)
        # Nobody has to hear that a finished tier might have asked for something else.
        asked = tier.requirements(kind, country, known, possible=status not in SETTLED)
        items = [] if status == "rejected" else _items(asked, known, status, attempt, uploaded)
        needs.append(
            TierNeeds(
                tier=tier.tier,
                status=status,
                reason=TIER_REASONS[status],
                max_loan=Amount(amount=tier.max_loan, currency=policy.currency),
                revision=attempt.revision if attempt else None,
                items=items,
            )
        )
    return needs


def missing(
    tier: Tier, kind: str, country: str, fields: Mapping[str, Any], file_kinds: Set[str]
) -> list[FieldError]:
    """What a submission lacks. `fields` are all that are known, those of earlier tiers included."""
    told = _told(fields)
    lacking = []
    for each in tier.requirements(kind, country, told, possible=True):
        if not each.is_certain(told):
            # Nobody told what decides about it, so that is what is missing.
            lacking += [f"fields.{name}" for name in each.when if name not in told]
        elif each.item not in (told if each.type == "field" else file_kinds):
            lacking.append(f"{'fields' if each.type == 'field' else 'uploads'}.{each.item}")
    return [FieldError(name, "required", REQUIRED) for name in dict.fromkeys(lacking)]


def _told(fields: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if value is not None}


def _tier_status(tier: int, held_tier: int, attempt: Attempt | None) -> TierStatus:
    if tier <= held_tier:
        return "approved"
    if attempt:
        return attempt.status
    return "open" if tier == held_tier + 1 else "locked"


def _items(
    asked: list[Requirement],
    known: dict[str, Any],
    status: TierStatus,
    attempt: Attempt | None,
    uploaded: Set[str],
) -> list[ItemNeed]:
    """One need for each requirement, and for whatever else a reviewer asked for."""
    corrections = attempt.corrections if attempt and status in CORRECTABLE else []
    types = {each.item: each.type for each in asked}
    types |= {each["item"]: _type_of(each["item"]) for each in corrections}
    conditions = {each.item: each.when for each in asked if not each.is_certain(known)}
    needs = []
    for item, item_type in types.items():
        wanted = [each for each in corrections if each["item"] == item]
        found = _item_status(item, status, attempt, uploaded, is_wanted=bool(wanted))
        needs.append(
            ItemNeed(
                item=item,
                type=item_type,
                status=found,
                reason=ITEM_REASONS[found],
                code=wanted[0]["code"] if wanted else None,
                comment="\n".join(each["comment"] for each in wanted) or None,
                when=conditions.get(item),
            )
        )
    return needs


def _item_status(
    item: str, status: TierStatus, attempt: Attempt | None, uploaded: Set[str], *, is_wanted: bool
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
