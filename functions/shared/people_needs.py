"""Whose identity a business rests on, and who of them is not known yet. Pure.

The tier of the policy says which identity tier its people must hold, and which roles somebody must
have. People are those who are linked with the business, and the beneficial owners behind them.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from shared.http import Answer
from shared.item_texts import item_texts
from shared.languages import Language
from shared.ownership import Role, percent_of
from shared.policy import PeopleRule

PersonStatus = Literal["verified", "unverified", "closed", "missing"]


@dataclass(frozen=True)
class Involved:
    """Somebody whom the business rests on: `owned` is the part of it in all, `tier` the one held.

    `is_undeclared`: a beneficial owner by the shares alone, without having been given that role.
    """

    person_id: str
    name: str | None
    roles: list[Role]
    owned: Fraction
    is_undeclared: bool
    tier: int
    is_closed: bool


class PersonNeed(Answer):
    """One person, or a role that nobody has (`person_id` null). `tier` is the one to be held.

    `is_undeclared`: a beneficial owner by the shares, without having been named as one. `name` is
    for the company and its staff.
    """

    person_id: str | None
    name: str | None
    roles: list[Role]
    owned_percent: str
    is_undeclared: bool
    tier: int
    status: PersonStatus
    reason: str


def people_needs(
    rule: PeopleRule, people: Iterable[Involved], language: Language
) -> list[PersonNeed]:
    """Roles that nobody has first, then everybody in the order given."""
    people, words = list(people), item_texts(language).person_statuses
    taken = {role for each in people if not each.is_closed for role in each.roles}
    nobody = [
        PersonNeed(
            person_id=None,
            name=None,
            roles=[role],
            owned_percent=percent_of(Fraction(0)),
            is_undeclared=False,
            tier=rule.tier,
            status="missing",
            reason=words["missing"],
        )
        for role in rule.roles
        if role not in taken
    ]
    return nobody + [_need(rule, each, words) for each in people]


def unmet(needs: Iterable[PersonNeed]) -> list[PersonNeed]:
    return [each for each in needs if each.status != "verified"]


def _need(rule: PeopleRule, person: Involved, words: Mapping[str, str]) -> PersonNeed:
    status = _status(rule, person)
    return PersonNeed(
        person_id=person.person_id,
        name=person.name,
        roles=person.roles,
        owned_percent=percent_of(person.owned),
        is_undeclared=person.is_undeclared,
        tier=rule.tier,
        status=status,
        reason=words[status].format(tier=rule.tier),
    )


def _status(rule: PeopleRule, person: Involved) -> PersonStatus:
    if person.is_closed:
        return "closed"
    return "verified" if person.tier >= rule.tier else "unverified"
