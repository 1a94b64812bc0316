"""Which change of the settings takes two administrators. Pure.

One person must not end alone what asks for two, nor walk around it: while two people approve some
tiers, the other tiers lend no more than their policy says, but by two.
"""

from collections.abc import Sequence

from shared.loan_limits import OwnLimits, limits_by_tier
from shared.policy import Policy


def eases(
    terms: Policy,
    before: tuple[Sequence[int], OwnLimits],
    after: tuple[Sequence[int], OwnLimits],
) -> bool:
    """Each is the tiers that two people approve, and the company's own loan limits."""
    (two_before, own_before), (two_after, own_after) = before, after
    if set(two_before) - set(two_after):
        return True
    policys, limits = limits_by_tier({}, terms), limits_by_tier(own_before, terms)
    raised = {
        tier
        for tier, units in limits_by_tier(own_after, terms).items()
        if units > max(limits[tier], policys[tier])
    }
    return bool(two_before) and bool(raised - set(two_after))
