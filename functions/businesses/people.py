"""The people of a business, added and removed: never more than the whole, never in a circle.

A link is written with the next event of both customers. So two shares of one business that are
added at the same moment are counted one after the other. A circle can also be closed far away,
between businesses that this link does not name: their event numbers are checked in the same
transaction, and whoever finds one changed looks again.
"""

from collections.abc import Sequence
from typing import Annotated, Any, Self, get_args

from pydantic import AfterValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from businesses.answers import PersonAnswer, person_answer
from shared import ids
from shared.business_people import (
    MOST_PEOPLE,
    BusinessPerson,
    InBusiness,
    Structure,
    business_sk,
    businesses_above,
    load_customers,
    people_of,
    person_sk,
)
from shared.caller import Caller
from shared.case_store import load_customer, record, require_active
from shared.clock import now
from shared.errors import ApiError
from shared.hands import hands_of, known_through
from shared.http import Body, Nothing
from shared.ownership import (
    WHOLE,
    Role,
    is_more_than_whole,
    to_basis_points,
    to_percent,
    would_loop,
)
from shared.reply import Once
from shared.tables import Customer
from shared.transaction import Transaction, until_settled

ROLES = get_args(Role)


def _in_order(roles: list[Role]) -> list[Role]:
    return [each for each in ROLES if each in roles]


def _a_share(percent: str) -> str:
    if not 0 < to_basis_points(percent) <= WHOLE:
        raise PydanticCustomError("not_a_share", "A share is more than 0 and at most 100.")
    return percent


Roles = Annotated[list[Role], Field(min_length=1, max_length=8), AfterValidator(_in_order)]
SharePercent = Annotated[
    str,
    Field(pattern=r"^[0-9]{1,3}(\.[0-9]{1,2})?$", examples=["33.33"]),
    AfterValidator(_a_share),
]


class NewPerson(Body):
    """`person_id` is a customer of yours; `share_percent` is given for shareholders only."""

    person_id: Annotated[str, Field(pattern=ids.CUSTOMER)]
    roles: Roles
    share_percent: SharePercent | None = None


class PersonChange(Body):
    """What is left out stays. `share_percent` null takes the share away."""

    roles: Roles | None = None
    share_percent: SharePercent | None = None

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if self.roles is None and "share_percent" not in self.model_fields_set:
            raise PydanticCustomError("nothing_to_change", "Give roles, share_percent or both.")
        return self


def add_person(caller: Caller, business_id: str, body: NewPerson, once: Once) -> PersonAnswer:
    return until_settled(lambda: _add(caller, business_id, body, once))


def _add(caller: Caller, business_id: str, body: NewPerson, once: Once) -> PersonAnswer:
    business = load_business(caller, business_id)
    person = _load_person(caller, body.person_id)
    require_active(business)
    require_active(person)
    people = people_of(business)
    if any(each.person_id == body.person_id for each in people):
        raise ApiError("person_exists", details={"person_id": body.person_id})
    if len(people) >= MOST_PEOPLE:
        raise ApiError("structure_too_large")
    link = BusinessPerson(business.pk, person_sk(body.person_id), business_id=business_id)
    link.person_id, link.added_at, link.added_by = body.person_id, now(), caller.actor
    link.hands = hands_of(caller)
    _describe(link, body.roles, body.share_percent)
    _require_sense(link, person, people)
    unchanged = _require_no_circle(caller, business, person)
    answer = person_answer(link)
    tx = Transaction()
    once.keep(tx, answer)
    for each in unchanged:
        tx.check(Customer, each.pk, each.sk, Customer.sequence == each.sequence)
    tx.create(link)
    tx.create(InBusiness(person.pk, business_sk(business_id), business_id=business_id))
    _record(tx, caller, business, person, link, "added")
    tx.commit()
    return answer


def change_person(
    caller: Caller, business_id: str, person_id: str, body: PersonChange
) -> PersonAnswer:
    return until_settled(lambda: _change(caller, business_id, person_id, body))


def _change(caller: Caller, business_id: str, person_id: str, body: PersonChange) -> PersonAnswer:
    business = load_business(caller, business_id)
    people = people_of(business)
    link = _find(people, person_id)
    person = _load_person(caller, person_id)
    before = (link.roles, link.share_basis_points)
    kept = None if link.share_basis_points is None else to_percent(link.share_basis_points)
    share = body.share_percent if "share_percent" in body.model_fields_set else kept
    _describe(link, body.roles or link.roles, share)
    if (link.roles, link.share_basis_points) == before:
        return person_answer(link)
    _require_sense(link, person, [each for each in people if each is not link])
    link.changed_at, link.hands = now(), hands_of(caller, link)
    tx = Transaction()
    tx.put(link)
    _record(tx, caller, business, person, link, "changed")
    tx.commit()
    return person_answer(link)


def remove_person(caller: Caller, business_id: str, person_id: str) -> Nothing:
    """Also while the business is being reviewed: approval looks at who is there then."""
    return until_settled(lambda: _remove(caller, business_id, person_id))


def _remove(caller: Caller, business_id: str, person_id: str) -> Nothing:
    business = load_business(caller, business_id)
    link = _find(people_of(business), person_id)
    # None when that customer was deleted: the link is what is left.
    person = load_customers(caller.tenant, [person_id]).get(person_id)
    tx = Transaction()
    tx.delete(link)
    if person:
        tx.delete(InBusiness(person.pk, business_sk(business_id)))
    _record(tx, caller, business, person, link, "removed")
    tx.commit()
    return Nothing()


def load_business(caller: Caller, business_id: str) -> Customer:
    """422 `not_a_business` for an individual."""
    business = load_customer(caller.tenant, business_id)
    if business.kind != "business":
        raise ApiError("not_a_business")
    return business


def _load_person(caller: Caller, person_id: str) -> Customer:
    try:
        return load_customer(caller.tenant, person_id)
    except ApiError:
        raise ApiError("person_unknown") from None


def _find(people: list[BusinessPerson], person_id: str) -> BusinessPerson:
    found = next((each for each in people if each.person_id == person_id), None)
    if found is None:
        raise ApiError("not_found")
    return found


def _describe(link: BusinessPerson, roles: Sequence[str], share_percent: str | None) -> None:
    link.roles = list(roles)
    link.share_basis_points = None if share_percent is None else to_basis_points(share_percent)


def _require_sense(link: BusinessPerson, person: Customer, others: list[BusinessPerson]) -> None:
    """Roles, share and the other shares go together."""
    if person.kind == "business" and link.roles != ["shareholder"]:
        raise ApiError("role_needs_individual")
    if ("shareholder" in link.roles) != (link.share_basis_points is not None):
        raise ApiError("share_of_shareholder")
    shares = [each.share_basis_points or 0 for each in others]
    if is_more_than_whole([*shares, link.share_basis_points or 0]):
        left = to_percent(max(0, WHOLE - sum(shares)))
        raise ApiError("shares_over_whole", details={"left_percent": left})


def _require_no_circle(caller: Caller, business: Customer, person: Customer) -> list[Customer]:
    """The other businesses that this rests on: it holds while none of them is changed."""
    if person.kind != "business":
        return []
    above = businesses_above(caller.tenant, business)
    found = Structure.below(caller.tenant, [*above, person])
    if would_loop(business.customer_id, person.customer_id, found.shares):
        raise ApiError("ownership_loop")
    named = (business.customer_id, person.customer_id)
    return [each for each in found.businesses if each.customer_id not in named]


def _record(
    tx: Transaction,
    caller: Caller,
    business: Customer,
    person: Customer | None,
    link: BusinessPerson,
    step: str,
) -> None:
    """In the history of both, under the other's id."""
    told: dict[str, Any] = {"roles": link.roles}
    if link.share_basis_points is not None:
        told["share_percent"] = to_percent(link.share_basis_points)
    facts = told | {"person_id": link.person_id}
    known = known_through(caller.hands)
    record(tx, business, caller, f"person.{step}", known, facts=facts)
    if person:
        facts = told | {"business_id": link.business_id}
        record(tx, person, caller, f"business_role.{step}", facts=facts)
