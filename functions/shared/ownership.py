"""What people are to a business, and how much of it they own, through others too. Pure.

A share is counted in basis points: 10,000 are the whole. What somebody owns through a chain of
businesses is the product of its shares; several chains add up. FATF, Guidance on Beneficial
Ownership of Legal Persons (2023), counts so. All parts are exact: nothing is rounded before it is
compared.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import Literal

Role = Literal["authorized_person", "director", "shareholder", "beneficial_owner"]

WHOLE = 10_000

# Of each business, by id: its holders' shares, by their ids.
Shares = Mapping[str, Mapping[str, int]]


def owned(business: str, shares: Shares) -> dict[str, Fraction]:
    """The part of `business` that each holder has in all; holders may be businesses."""
    parts: defaultdict[str, Fraction] = defaultdict(Fraction)

    def follow(held: str, part: Fraction) -> None:
        for holder, share in shares.get(held, {}).items():
            through = part * Fraction(share, WHOLE)
            parts[holder] += through
            follow(holder, through)

    follow(business, Fraction(1))
    return dict(parts)


def would_loop(business: str, holder: str, shares: Shares) -> bool:
    """Whether `business` owns a part of `holder`, or is the same."""
    waiting, seen = [holder], set[str]()
    while waiting:
        held = waiting.pop()
        if held == business:
            return True
        if held not in seen:
            seen.add(held)
            waiting += shares.get(held, {})
    return False


def is_more_than_whole(shares: Iterable[int]) -> bool:
    return sum(shares) > WHOLE


def to_basis_points(percent: str) -> int:
    """`33.3` is 3330. ValueError for more than two decimal places."""
    whole, _, decimals = percent.partition(".")
    if len(decimals) > 2:
        raise ValueError("a share has two decimal places")
    return int(whole) * 100 + int(decimals.ljust(2, "0"))


def to_percent(basis_points: int) -> str:
    return f"{basis_points // 100}.{basis_points % 100:02d}"


def percent_of(part: Fraction) -> str:
    """Rounded down: less than 25 % is never shown as 25.00."""
    return to_percent(int(part * WHOLE))
