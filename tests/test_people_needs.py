"""Whose identity a business rests on, and who of them is lacking."""

from dataclasses import replace
from fractions import Fraction
from typing import get_args

import pytest

from shared.item_texts import item_texts
from shared.languages import LANGUAGES
from shared.people_needs import Involved, PersonStatus, people_needs, unmet
from shared.policy import PeopleRule, policy

STATUSES = set(get_args(PersonStatus))
RULE = PeopleRule(tier=1, roles=["authorized_person", "director"])
BOTH = Involved("cus_1", "Somchai", ["authorized_person", "director"], Fraction(0), False, 1, False)
OWNER = Involved("cus_2", "Malee", ["beneficial_owner"], Fraction(1, 3), True, 1, False)


@pytest.mark.parametrize(
    ("people", "lacking"),
    [
        ([BOTH], []),
        ([BOTH, OWNER], []),
        ([], [(None, "missing", "authorized_person"), (None, "missing", "director")]),
        ([OWNER], [(None, "missing", "authorized_person"), (None, "missing", "director")]),
        (
            [replace(BOTH, roles=["director"])],
            [(None, "missing", "authorized_person")],
        ),
        ([BOTH, replace(OWNER, tier=0)], [("cus_2", "unverified", "beneficial_owner")]),
        ([replace(BOTH, tier=3)], []),
        (
            [replace(BOTH, tier=0)],
            [("cus_1", "unverified", "authorized_person")],
        ),
        # Whoever is closed fills no role.
        (
            [replace(BOTH, is_closed=True)],
            [
                (None, "missing", "authorized_person"),
                (None, "missing", "director"),
                ("cus_1", "closed", "authorized_person"),
            ],
        ),
    ],
)
def test_who_is_lacking(people: list[Involved], lacking: list[tuple[str | None, str, str]]) -> None:
    found = unmet(people_needs(RULE, people, "en"))

    assert [(each.person_id, each.status, each.roles[0]) for each in found] == lacking


def test_each_need_says_what_would_fulfil_it_in_every_language() -> None:
    rule = PeopleRule(tier=2, roles=[])

    told = {each: people_needs(rule, [BOTH], each)[0].reason for each in LANGUAGES}

    assert len(set(told.values())) == len(LANGUAGES)
    assert all("2" in each for each in told.values())
    assert all(item_texts(each).person_statuses.keys() == STATUSES for each in LANGUAGES)


@pytest.mark.parametrize(("name", "tiers"), [("lending", [1, 1, 1]), ("exchange", [1, 2, 2])])
def test_a_business_rests_on_people_whose_papers_were_seen(name: str, tiers: list[int]) -> None:
    rules = [each.people for each in policy(name).tiers]

    assert [each and each.tier for each in rules] == tiers
    assert all(each and each.roles == ["authorized_person", "director"] for each in rules)
    assert not any(each.people for each in policy(name, 1).tiers)
