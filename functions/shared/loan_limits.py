"""What a tier lets a customer borrow: the company's own limit, or else its policy's. Pure."""

from collections.abc import Mapping

from shared.policy import Policy

# Units by tier, as a company has set them; a tier that is absent has its policy's limit.
OwnLimits = Mapping[str, int]


def limit_units(own: OwnLimits, terms: Policy, tier: int) -> int:
    """`tier_unknown` when the policy has none of that number."""
    return int(own.get(str(tier), terms.tier(tier).max_loan_units))


def limits_by_tier(own: OwnLimits, terms: Policy) -> dict[int, int]:
    return {each.tier: limit_units(own, terms, each.tier) for each in terms.tiers}


def lowest_lending_tier(own: OwnLimits, terms: Policy) -> int | None:
    """The first tier that allows a loan at all."""
    return next((tier for tier, units in limits_by_tier(own, terms).items() if units > 0), None)
