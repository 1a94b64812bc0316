"""Who owns how much of a business: pure rules, as tables and as properties."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shared.ownership import (
    WHOLE,
    is_more_than_whole,
    owned,
    percent_of,
    to_basis_points,
    to_percent,
    would_loop,
)
from tests.properties import UNHURRIED

CHAINS = {
    # A owns 60 % of B, which owns half of C; A has another 10 % of C itself.
    "C": {"B": 5000, "A": 1000},
    "B": {"A": 6000, "D": 4000},
    # Two businesses between E and G, both held by F.
    "G": {"H": 5000, "I": 5000},
    "H": {"F": 10_000},
    "I": {"F": 5000, "A": 3333},
    "F": {"E": 2500},
}


@pytest.mark.parametrize(
    ("business", "holder", "percent"),
    [
        ("C", "A", "40.00"),
        ("C", "B", "50.00"),
        ("C", "D", "20.00"),
        ("G", "F", "75.00"),
        ("G", "E", "18.75"),
        ("G", "A", "16.66"),
        ("I", "E", "12.50"),
    ],
)
def test_chains_are_multiplied_and_added_up(business: str, holder: str, percent: str) -> None:
    assert percent_of(owned(business, CHAINS)[holder]) == percent


def test_a_business_nobody_owns_has_no_owners() -> None:
    assert owned("A", CHAINS) == {}


@pytest.mark.parametrize(
    ("business", "holder", "loops"),
    [
        ("A", "A", True),
        ("E", "F", True),
        ("E", "G", True),
        ("F", "G", True),
        ("G", "F", False),
        ("B", "G", False),
        ("B", "C", True),
        ("X", "C", False),
    ],
)
def test_nothing_may_own_a_part_of_itself(business: str, holder: str, loops: bool) -> None:
    assert would_loop(business, holder, CHAINS) is loops


@pytest.mark.parametrize(
    ("percent", "points", "shown"),
    [("100", 10_000, "100.00"), ("33.3", 3330, "33.30"), ("0.01", 1, "0.01"), ("7", 700, "7.00")],
)
def test_a_share_is_counted_in_hundredths_of_a_percent(
    percent: str, points: int, shown: str
) -> None:
    assert to_basis_points(percent) == points
    assert to_percent(points) == shown


def test_a_share_is_shown_rounded_down_and_has_two_places() -> None:
    assert percent_of(Fraction(24_9999, 100_0000)) == "24.99"
    with pytest.raises(ValueError, match="two decimal places"):
        to_basis_points("33.333")


NAMES = "ABCDEFG"
LINK = st.tuples(st.sampled_from(NAMES), st.sampled_from(NAMES), st.integers(1, WHOLE))
LINKS = st.lists(LINK, max_size=25)
Link = tuple[str, str, int]


def accepted(links: list[Link]) -> list[Link]:
    """What the rules let through, one after the other."""
    shares: dict[str, dict[str, int]] = {}
    passed = []
    for business, holder, share in links:
        held = shares.setdefault(business, {})
        fits = holder not in held and not is_more_than_whole([*held.values(), share])
        if fits and not would_loop(business, holder, shares):
            held[holder] = share
            passed.append((business, holder, share))
    return passed


def structure(links: list[Link]) -> dict[str, dict[str, int]]:
    shares: dict[str, dict[str, int]] = {}
    for business, holder, share in links:
        shares.setdefault(business, {})[holder] = share
    return shares


@given(LINKS)
@settings(UNHURRIED, max_examples=200)
def test_nobody_ever_owns_more_than_the_whole(links: list[Link]) -> None:
    shares = structure(accepted(links))

    for business in NAMES:
        parts = owned(business, shares)
        # Those who are owned by nobody stand at the end of every chain.
        last = [part for holder, part in parts.items() if not shares.get(holder)]

        assert sum(last) <= 1
        assert all(0 < part <= 1 for part in parts.values())
        assert business not in parts
        assert sum(shares.get(business, {}).values()) <= WHOLE


@given(LINKS, st.randoms(use_true_random=False))
@settings(UNHURRIED, max_examples=100)
def test_the_order_does_not_matter(links: list[Link], random: object) -> None:
    passed = accepted(links)
    shuffled = list(passed)
    random.shuffle(shuffled)  # type: ignore[attr-defined]

    assert sorted(accepted(shuffled)) == sorted(passed)
    for business in NAMES:
        assert owned(business, structure(shuffled)) == owned(business, structure(passed))
