"""Many clients name owners at the same moment: never more than the whole, never in a circle."""

from collections import Counter

import pytest

from businesses.people import NewPerson, PersonChange, add_person, change_person
from shared.business_people import Structure, people_of
from shared.caller import Caller
from shared.case_store import load_customer
from shared.ownership import would_loop
from shared.reply import Once
from tests.ledger import clients
from tests.ledger.clients import CLIENTS, a_company, at_once

UNKEYED = Once(None, "", None, "", 201)


def a_customer(company: Caller, kind: str) -> str:
    return str(clients.a_customer(company, kind=kind).customer_id)


def owns(company: Caller, holder: str, business: str, percent: str) -> str:
    body = NewPerson(person_id=holder, roles=["shareholder"], share_percent=percent)
    add_person(company, business, body, UNKEYED)
    return "added"


def test_exactly_six_of_many_shares_fit_into_the_whole() -> None:
    company = a_company()
    firm = a_customer(company, "business")
    people = [a_customer(company, "individual") for _ in range(CLIENTS)]

    answers = at_once(lambda number: owns(company, people[number], firm, "16.66"))

    assert Counter(answers) == {"added": 6, "shares_over_whole": CLIENTS - 6}
    assert sum_of(company, firm) == 6 * 1666


def test_shares_that_grow_at_the_same_moment_stay_within_the_whole() -> None:
    company = a_company()
    firm = a_customer(company, "business")
    people = [a_customer(company, "individual") for _ in range(CLIENTS)]
    for each in people:
        owns(company, each, firm, "1")

    def grow(number: int) -> str:
        change_person(company, firm, people[number], PersonChange(share_percent="20"))
        return "changed"

    answers = at_once(grow)

    # Each step adds 19 points to the 24 that are given: four fit.
    assert Counter(answers) == {"changed": 4, "shares_over_whole": CLIENTS - 4}
    assert sum_of(company, firm) == 100 * (CLIENTS + 4 * 19)


@pytest.mark.parametrize("length", [2, 8])
def test_a_circle_is_never_closed(length: int) -> None:
    """Each client adds one link of the circle; the last one to be written must be refused."""
    company = a_company()
    ring = [a_customer(company, "business") for _ in range(length)]

    def link(number: int) -> str:
        at = number % length
        return owns(company, ring[at], ring[(at + 1) % length], "50")

    answers = Counter(at_once(link))

    assert answers["added"] == length - 1
    assert answers["ownership_loop"] >= 1
    assert set(answers) <= {"added", "ownership_loop", "person_exists"}
    businesses = [load_customer(company.tenant, each) for each in ring]
    shares = Structure.below(company.tenant, businesses).shares
    assert not any(would_loop(each, holder, shares) for each in ring for holder in shares[each])


def sum_of(company: Caller, business: str) -> int:
    people = people_of(load_customer(company.tenant, business))
    return sum(each.share_basis_points or 0 for each in people)
