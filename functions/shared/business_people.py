"""The people of a business at rest: links between customers, and what they add up to.

pk                   sk                item
the business's       PERSON#cus_…      BusinessPerson: that customer's roles and share
the linked one's     BUSINESS#cus_…    InBusiness: the way back, to know who would own whom

A link is written with an event of both customers, so whoever read a customer's links and finds its
event number unchanged knows that the links are unchanged too.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Self

from pynamodb.attributes import (
    JSONAttribute,
    UnicodeAttribute,
    UnicodeSetAttribute,
    UTCDateTimeAttribute,
)

from shared.errors import ApiError
from shared.items import IntegerAttribute, Item
from shared.ownership import Role, Shares, owned
from shared.people_needs import Involved
from shared.tables import Customer, customer_pk
from shared.tenant import Tenant

# What one transaction can hold on to: every business whose owners count, and every person.
MOST_PEOPLE, MOST_BUSINESSES = 30, 20


class BusinessPerson(Item):
    """`share_basis_points` (10,000 are the whole) is a shareholder's, and nobody else's."""

    business_id = UnicodeAttribute()
    person_id = UnicodeAttribute()
    roles = JSONAttribute()
    share_basis_points = IntegerAttribute(null=True)
    added_at = UTCDateTimeAttribute()
    added_by = UnicodeAttribute()
    hands = UnicodeSetAttribute(null=True)
    changed_at = UTCDateTimeAttribute(null=True)


class InBusiness(Item):
    business_id = UnicodeAttribute()


def person_sk(person_id: str) -> str:
    return f"PERSON#{person_id}"


def business_sk(business_id: str) -> str:
    return f"BUSINESS#{business_id}"


def people_of(business: Customer) -> list[BusinessPerson]:
    """In the order in which these customers were made."""
    begins = BusinessPerson.sk.startswith("PERSON#")
    return list(BusinessPerson.query(business.pk, begins, consistent_read=True))


def businesses_of(person: Customer) -> list[str]:
    begins = InBusiness.sk.startswith("BUSINESS#")
    found = InBusiness.query(person.pk, begins, consistent_read=True)
    return [each.business_id for each in found]


@dataclass
class Structure:
    """Businesses with everybody who owns or runs them, down to the last.

    `customers` are all that were met, by id; one that was deleted is in `links` only. `links` are
    those of each business, by its id.
    """

    customers: dict[str, Customer] = field(default_factory=dict)
    links: dict[str, list[BusinessPerson]] = field(default_factory=dict)

    @property
    def businesses(self) -> list[Customer]:
        return [self.customers[each] for each in self.links]

    @property
    def shares(self) -> Shares:
        return {
            business_id: {
                each.person_id: each.share_basis_points
                for each in links
                if each.share_basis_points is not None
            }
            for business_id, links in self.links.items()
        }

    def name_of(self, customer_id: str) -> str | None:
        customer = self.customers.get(customer_id)
        return customer.name if customer else None

    def beneficial_owners(self, business_id: str, percent: int) -> dict[str, bool]:
        """The largest first, and whether that role was given: who has it, or owns `percent`."""
        parts = owned(business_id, self.shares)
        declared = {
            each.person_id for each in self.links[business_id] if "beneficial_owner" in each.roles
        }
        people = {each for each, part in parts.items() if part * 100 >= percent} - self.links.keys()
        ordered = sorted(people | declared, key=lambda each: (-parts.get(each, 0), each))
        return {each: each in declared for each in ordered}

    def involved(self, business_id: str, percent: int) -> list[Involved]:
        """Everybody on whom the business rests: those linked with it, and its beneficial owners."""
        linked: dict[str, list[Role]] = {
            each.person_id: each.roles for each in self.links[business_id]
        }
        owners = self.beneficial_owners(business_id, percent)
        parts = owned(business_id, self.shares)
        found = []
        for person_id in dict.fromkeys([*linked, *owners]):
            customer = self.customers.get(person_id)
            roles, is_undeclared = linked.get(person_id, []), owners.get(person_id) is False
            found.append(
                Involved(
                    person_id=person_id,
                    name=customer.name if customer else None,
                    roles=[*roles, "beneficial_owner"] if is_undeclared else roles,
                    owned=parts.get(person_id, Fraction(0)),
                    is_undeclared=is_undeclared,
                    tier=customer.tier if customer else 0,
                    is_closed=is_closed(customer),
                )
            )
        return found

    @classmethod
    def below(cls, tenant: Tenant, roots: Iterable[Customer]) -> Self:
        """Every row is read before its links: a link of later moves the row's event number.

        422 `structure_too_large` when there are more businesses than may be connected.
        """
        found, waiting = cls(), list(roots)
        found.customers |= {each.customer_id: each for each in waiting}
        while waiting:
            business = waiting.pop()
            if business.customer_id in found.links:
                continue
            if len(found.links) == MOST_BUSINESSES:
                raise ApiError("structure_too_large")
            found.links[business.customer_id] = links = people_of(business)
            met = {each.person_id for each in links}
            found.customers |= load_customers(tenant, met - found.customers.keys())
            owners = [found.customers[each] for each in met if each in found.customers]
            waiting += [each for each in owners if each.kind == "business"]
        return found


def is_closed(customer: Customer | None) -> bool:
    """Deleted, or turned out to be another customer."""
    return customer is None or customer.merged_into is not None


def businesses_above(tenant: Tenant, business: Customer) -> list[Customer]:
    """`business`, whatever it owns a part of, whatever that owns, and so on."""
    found, waiting = dict[str, Customer](), [business]
    while waiting:
        holder = waiting.pop()
        if len(found) == MOST_BUSINESSES:
            raise ApiError("structure_too_large")
        found[holder.customer_id] = holder
        unknown = set(businesses_of(holder)) - found.keys()
        waiting += load_customers(tenant, unknown - {each.customer_id for each in waiting}).values()
    return list(found.values())


def load_customers(tenant: Tenant, customer_ids: Iterable[str]) -> dict[str, Customer]:
    """By id; those that do not exist, or were deleted, are absent."""
    keys = [(customer_pk(tenant, each), "CUSTOMER") for each in sorted(customer_ids)]
    found = Customer.batch_get(keys, consistent_read=True) if keys else ()
    return {each.customer_id: each for each in found if not each.deleted_at}
