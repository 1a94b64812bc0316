"""A company's own loan limits, set beside those of its policy."""

from typing import Annotated

from pydantic import Field

from shared.case_answers import Amount
from shared.company_settings import CompanySettings
from shared.errors import ApiError, FieldError
from shared.http import Answer, Body
from shared.loan_limits import limits_by_tier
from shared.money import to_decimal, to_units
from shared.policy import Policy, policy
from shared.tables import Company


class LoanLimit(Answer):
    """What an approval for that tier gives; `own` says that it is not the policy's."""

    tier: int
    max_loan: Amount
    own: bool


class LoanLimitChange(Body):
    """In the policy's currency; null gives the tier its policy's limit again."""

    tier: Annotated[int, Field(ge=1, le=3)]
    max_loan: Annotated[str, Field(pattern=r"^(0|[1-9][0-9]{0,11})(\.[0-9]{1,6})?$")] | None


def loan_limits(kept: CompanySettings, company_id: str) -> list[LoanLimit]:
    """Lowest tier first."""
    terms = policy_of(company_id)
    return [
        LoanLimit(
            tier=tier,
            max_loan=Amount(amount=to_decimal(units, terms.currency), currency=terms.currency),
            own=str(tier) in kept.loan_limits,
        )
        for tier, units in limits_by_tier(kept.loan_limits, terms).items()
    ]


def changed(
    kept: CompanySettings, company_id: str, changes: list[LoanLimitChange]
) -> dict[str, int]:
    """The company's own limits after the changes; 422 where a higher tier would lend less."""
    terms = policy_of(company_id)
    own: dict[str, int] = dict(kept.loan_limits)
    for position, each in enumerate(changes):
        own.pop(str(each.tier), None)
        if each.max_loan is not None:
            own[str(each.tier)] = _units(terms, each, f"loan_limits.{position}")
    limits = list(limits_by_tier(own, terms).values())
    if limits != sorted(limits):
        message = "A higher tier never lends less than the one before it."
        raise ApiError("invalid_fields", [FieldError("loan_limits", "decreasing", message)])
    return own


def _units(terms: Policy, change: LoanLimitChange, where: str) -> int:
    if change.tier > len(terms.tiers):
        raise ApiError("invalid_fields", [FieldError(f"{where}.tier", "tier_unknown", "No tier.")])
    try:
        return to_units(change.max_loan or "0", terms.currency)
    except ValueError:
        message = "The currency does not have that many decimal places."
        wrong = FieldError(f"{where}.max_loan", "too_many_decimals", message)
        raise ApiError("invalid_fields", [wrong]) from None


def policy_of(company_id: str) -> Policy:
    return policy(Company.get(f"COMPANY#{company_id}", "COMPANY").policy)
