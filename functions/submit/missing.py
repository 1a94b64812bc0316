"""What a customer is to be asked for now: the part of a tier's requirements that is missing."""

from collections.abc import Sequence
from dataclasses import dataclass

from shared.errors import ApiError, FieldError
from shared.item_texts import item_texts, root
from shared.languages import Language
from shared.policy import policy
from shared.tables import Customer
from shared.upload_kinds import KINDS
from submit.form import SubmissionFields
from submit.needs import requirements_of
from submit.requirements import ItemNeed, TierNeeds

WANTED = ("missing", "correction_requested")
ASKING = ("open", "revision_requested", "expired")


@dataclass(frozen=True)
class Missing:
    """`needs` are to be sent; `along` was uploaded and goes with them."""

    tier: int
    needs: list[ItemNeed]
    along: list[str]

    @property
    def items(self) -> list[str]:
        return [each.item for each in self.needs]


def missing_for(
    customer: Customer,
    language: Language,
    tier: int | None = None,
    items: Sequence[str] | None = None,
) -> Missing:
    """Of that tier, or of the one that the customer is at; `items` instead of all that lacks.

    ApiError `tier_unknown`, or `invalid_fields` for an item that nobody can send.
    """
    if tier is not None:
        policy(customer.policy).tier(tier)
    _refuse_unknown(items or [])
    told = requirements_of(customer, language).tiers
    at = next((each.tier for each in told if each.status in ASKING), len(told))
    chosen = told[(tier or at) - 1]
    along = [each.item for each in chosen.items if each.status == "uploaded"]
    if items is None:
        needs = [each for each in chosen.items if each.status in WANTED]
    else:
        needs = [_need(customer, language, chosen, each) for each in dict.fromkeys(items)]
    return Missing(chosen.tier, needs, along)


def _need(customer: Customer, language: str, tier: TierNeeds, item: str) -> ItemNeed:
    """As the tier asks for it, or what staff ask for beyond it."""
    for each in tier.items:
        if each.item == item:
            return each
    words = item_texts(language, customer.country)
    return ItemNeed(
        item=item,
        label=words.label(item),
        type="file" if root(item) in KINDS else "field",
        status="missing",
        reason=words.item_statuses["missing"],
        satisfied_by=words.satisfied_by(item),
    )


def _refuse_unknown(items: Sequence[str]) -> None:
    wrong = [
        FieldError(f"items.{position}", "unknown_item", "Nobody can send that.")
        for position, item in enumerate(items)
        if root(item) not in {*KINDS, *SubmissionFields.model_fields}
    ]
    if wrong:
        raise ApiError("invalid_fields", wrong)
