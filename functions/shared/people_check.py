"""The people of a business when it is to be approved, and what is asked of them until then."""

from dataclasses import replace

from pynamodb.expressions.condition import Condition

from shared.business_people import Structure
from shared.caller import Caller
from shared.company_settings import settings_of
from shared.errors import ApiError
from shared.hands import require_other_hands
from shared.languages import Language
from shared.people_needs import Involved, PersonNeed, people_needs, unmet
from shared.policy import PeopleRule, Tier
from shared.tables import Customer
from shared.tenant import Tenant
from shared.transaction import Transaction


def needs_of_people(
    business: Customer, tiers: list[Tier], language: Language, *, shows_names: bool
) -> dict[int, list[PersonNeed]]:
    """By tier; nothing for an individual, and for tiers that ask nothing of people.

    Who the others are is not for one of them to read: names are for the company and its staff.
    """
    rules = {each.tier: each.people for each in tiers if each.people}
    if business.kind != "business" or not rules:
        return {}
    _, people = _read(business)
    if not shows_names:
        people = [replace(each, name=None) for each in people]
    return {tier: people_needs(rule, people, language) for tier, rule in rules.items()}


def require_people(tx: Transaction, caller: Caller, business: Customer, tier: Tier) -> None:
    """422 `people_unverified` with everybody who is lacking; else they stay so until `tx`.

    403 `sent_by_you` for who could have said that these are the people.

    Whoever is downgraded, closed, added or removed while this is decided makes the transaction
    fail, and all is read again.
    """
    if business.kind != "business" or tier.people is None:
        return
    structure, people = _read(business)
    require_other_hands(caller, *(link for links in structure.links.values() for link in links))
    if lacking := unmet(people_needs(tier.people, people, "en")):
        told = [each.model_dump(include={"person_id", "roles", "status"}) for each in lacking]
        raise ApiError("people_unverified", details={"people": told})
    held = {each.person_id: _holds(tier.people) for each in people}
    # A business's event number moves with its links, and with its own tier.
    held |= {each.customer_id: Customer.sequence == each.sequence for each in structure.businesses}
    del held[business.customer_id]
    for customer_id, condition in held.items():
        customer = structure.customers[customer_id]
        tx.check(Customer, customer.pk, customer.sk, condition)


def _read(business: Customer) -> tuple[Structure, list[Involved]]:
    tenant = Tenant.parse(business.tenant)
    structure = Structure.below(tenant, [business])
    percent = settings_of(tenant).beneficial_owner_percent
    return structure, structure.involved(business.customer_id, percent)


def _holds(rule: PeopleRule) -> Condition:
    is_known: Condition = Customer.merged_into.does_not_exist()
    is_known &= Customer.tier >= rule.tier
    return is_known
