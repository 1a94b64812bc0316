"""What a reviewer sees of a business besides its papers: who owns and runs it."""

from typing import Any

from shared.business_people import Structure
from shared.case_store import approved_fields, submissions_of
from shared.company_settings import settings_of
from shared.http import Answer
from shared.name_match import Verdict, compare
from shared.people_needs import PersonNeed, people_needs
from shared.people_view import BusinessPeople, business_people
from shared.policy import policy
from shared.tables import Customer, Event, Submission
from shared.tenant import Tenant


class NamedPerson(Answer):
    """An authorised person, and how their KYC name compares with the one that the papers name."""

    person_id: str
    name: str | None
    verdict: Verdict | None


class BusinessView(BusinessPeople):
    """`needs` is what this tier asks of people: an approval waits until all are verified.

    `authorized_person_name` is what was declared, beside the linked authorised persons.
    """

    needs: list[PersonNeed]
    authorized_person_name: str | None
    authorized_persons: list[NamedPerson]


def business_view(business: Customer, head: Submission, sent: Event) -> BusinessView | None:
    """None for an individual. `sent` is the newest revision."""
    if business.kind != "business":
        return None
    tenant = Tenant.parse(business.tenant)
    structure = Structure.below(tenant, [business])
    percent = settings_of(tenant).beneficial_owner_percent
    people = structure.involved(business.customer_id, percent)
    rule = policy(head.policy, head.policy_version).tier(head.tier).people
    declared = _told(business, head, sent).get("authorized_person_name")
    return BusinessView(
        **dict(business_people(structure, business.customer_id, percent)),
        needs=people_needs(rule, people, "en") if rule else [],
        authorized_person_name=declared,
        authorized_persons=[
            NamedPerson(
                person_id=each.person_id,
                name=each.name,
                verdict=compare(declared, each.name).verdict if declared and each.name else None,
            )
            for each in people
            if "authorized_person" in each.roles
        ],
    )


def _told(business: Customer, head: Submission, sent: Event) -> dict[str, Any]:
    """With what lower tiers declared."""
    told: dict[str, Any] = (sent.personal or {}).get("fields", {})
    return approved_fields(submissions_of(business), head.tier) | told
