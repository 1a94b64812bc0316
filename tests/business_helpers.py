"""Businesses and their people in business words."""

from typing import Any

from local.world.gateway import Reply
from tests.lending_helpers import customer_row_is
from tests.world_helpers import ADDRESS, Company, Person, a_customer, uploaded


def a_business(company: Company, name: str = "Chao Phraya Trading Co., Ltd.") -> Person:
    made = a_customer(company, kind="business")
    customer_row_is(company, made, name=name)
    return made


def a_person(company: Company, name: str = "Somchai Jaidee", tier: int = 1, **told: Any) -> Person:
    """Somebody who holds that tier; how one comes to it is told elsewhere."""
    made = a_customer(company, **told)
    status = "approved" if tier else "not_started"
    customer_row_is(company, made, name=name, tier=tier, kyc_status=status)
    return made


def add(
    company: Company, business: Person, person: Person, *roles: str, share: str | None = None
) -> Reply:
    """`share` alone makes a shareholder."""
    told = [*roles, *(["shareholder"] if share and "shareholder" not in roles else [])]
    asked: dict[str, Any] = {"person_id": person.customer_id, "roles": told}
    return company.post(people_path(business), asked | ({"share_percent": share} if share else {}))


def added(company: Company, business: Person, person: Person, *roles: str, **more: Any) -> None:
    reply = add(company, business, person, *roles, **more)
    assert reply.status == 201, reply.text


def remove(company: Company, business: Person, person: Person) -> Reply:
    path = f"{people_path(business)}/{person.customer_id}"
    return company.world.api.request("DELETE", path, company.token)


def people_of(company: Company, business: Person) -> dict[str, Any]:
    shown = company.get(people_path(business))
    assert shown.status == 200, shown.text
    return dict(shown.json)


PAPERS = ("company_registration", "articles_of_association", "certificate_of_incorporation")


def profile(number: str = "0105556123453", **told: Any) -> dict[str, Any]:
    """Tier 1's fields of a Thai company."""
    fields = {
        "legal_name": "Chao Phraya Trading Co., Ltd.",
        "registration_number": number,
        "incorporated_on": "2013-08-01",
        "registered_address": ADDRESS | {"country": "TH"},
    }
    return fields | told


def submitting(company: Company, business: Person, **told: Any) -> Reply:
    """Tier 1 with all its papers."""
    uploads = [uploaded(company, business, kind) for kind in PAPERS]
    body = {"tier": 1, "fields": profile(**told), "uploads": uploads}
    return company.post(f"/v1/customers/{business.customer_id}/submissions", body)


def business_submitted(company: Company, business: Person, **told: Any) -> str:
    """The id of the business's tier 1 submission, which waits for a reviewer."""
    sent = submitting(company, business, **told)
    assert sent.status == 201, sent.text
    company.world.settle()
    return str(sent.json["submission_id"])


def people_path(business: Person) -> str:
    return f"/v1/customers/{business.customer_id}/people"


def steps_of(company: Company, customer: Person) -> list[tuple[str, dict[str, Any]]]:
    """The customer's events after the first, as (type, details)."""
    history = company.get(f"/v1/customers/{customer.customer_id}/history").json["events"]
    return [(each["type"], each["details"]) for each in history[1:]]
