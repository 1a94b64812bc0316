"""A business with its people as a tree, for companies and their staff."""

from fractions import Fraction

from pydantic import Field

from shared.business_people import BusinessPerson, Structure, is_closed
from shared.company_settings import settings_of
from shared.http import Answer
from shared.ownership import Role, owned, percent_of, to_percent
from shared.tables import Customer
from shared.tenant import Tenant


class PersonNode(Answer):
    """One link of the tree. Everything from `external_id` on is that customer's own.

    `share_percent` is the share of the business above; `owned_percent` what the person owns of the
    business at the top, on all ways together. A business that stands in the tree twice has its
    `people` where it stands first. Of a customer who was deleted nothing but the link is left.
    """

    person_id: str
    roles: list[Role]
    share_percent: str | None
    owned_percent: str
    is_closed: bool
    external_id: str | None = None
    merged_into: str | None = None
    kind: str | None = None
    name: str | None = None
    kyc_status: str | None = None
    tier: int | None = None
    people: list["PersonNode"] = Field(default_factory=list)


class BeneficialOwner(Answer):
    """`declared`: the role was given; else the shares alone say so."""

    person_id: str
    name: str | None
    owned_percent: str
    declared: bool


class BusinessPeople(Answer):
    """`shares_percent` is what the direct shares add up to; owners from
    `beneficial_owner_percent` on are beneficial owners, whether declared or not.
    """

    customer_id: str
    shares_percent: str
    beneficial_owner_percent: int
    beneficial_owners: list[BeneficialOwner]
    people: list[PersonNode]


def people_view(tenant: Tenant, business: Customer) -> BusinessPeople:
    structure = Structure.below(tenant, [business])
    percent = settings_of(tenant).beneficial_owner_percent
    return business_people(structure, business.customer_id, percent)


def business_people(structure: Structure, business_id: str, percent: int) -> BusinessPeople:
    parts = owned(business_id, structure.shares)
    owners = structure.beneficial_owners(business_id, percent)
    direct = structure.shares[business_id].values()
    return BusinessPeople(
        customer_id=business_id,
        shares_percent=to_percent(sum(direct)),
        beneficial_owner_percent=percent,
        beneficial_owners=[
            BeneficialOwner(
                person_id=person_id,
                name=structure.name_of(person_id),
                owned_percent=percent_of(parts.get(person_id, Fraction(0))),
                declared=declared,
            )
            for person_id, declared in owners.items()
        ],
        people=_nodes(structure, business_id, parts, set()),
    )


def _nodes(
    structure: Structure, business_id: str, parts: dict[str, Fraction], shown: set[str]
) -> list[PersonNode]:
    if business_id in shown:
        return []
    shown.add(business_id)
    return [_node(structure, each, parts, shown) for each in structure.links[business_id]]


def _node(
    structure: Structure, link: BusinessPerson, parts: dict[str, Fraction], shown: set[str]
) -> PersonNode:
    share = link.share_basis_points
    node = PersonNode(
        person_id=link.person_id,
        roles=link.roles,
        share_percent=None if share is None else to_percent(share),
        owned_percent=percent_of(parts.get(link.person_id, Fraction(0))),
        is_closed=is_closed(structure.customers.get(link.person_id)),
    )
    if customer := structure.customers.get(link.person_id):
        node.external_id, node.kind = customer.external_id, customer.kind
        node.merged_into = customer.merged_into
        node.name, node.kyc_status, node.tier = customer.name, customer.kyc_status, customer.tier
        if customer.kind == "business":
            node.people = _nodes(structure, customer.customer_id, parts, shown)
    return node
