"""A customer's bank account in calls that customers and reviewers make."""

from typing import Any

from local.world.gateway import Reply
from tests.world_helpers import (
    Company,
    Person,
    a_customer,
    approved,
    submitted,
    uploaded,
)

NUMBER = "012-3-45678-9"
REJECTED = {"code": "name_differs", "comment": "Send an account of your own."}


def a_known_customer(company: Company) -> Person:
    """Tier 1 is approved: the name Somchai Jaidee is proved."""
    person = a_customer(company)
    approved(company, submitted(company, person))
    return person


def where(person: Person) -> str:
    return f"/v1/customers/{person.customer_id}/bank-account"


def told(company: Company, person: Person, **changes: Any) -> dict[str, Any]:
    """What the customer sends, with a photo of the bank book that was accepted."""
    asked = {"bank_code": "004", "account_number": NUMBER, "account_name": "MR. SOMCHAI JAIDEE"}
    if "bank_book_upload_id" not in changes:
        asked["bank_book_upload_id"] = uploaded(company, person, "bank_book")
    return asked | changes


def sent(company: Company, person: Person, **changes: Any) -> dict[str, Any]:
    reply = put(company, person, told(company, person, **changes))
    assert reply.status == 200, reply.text
    return dict(reply.json)


def put(
    company: Company, person: Person, body: Any, token: str = "", key: str | None = None
) -> Reply:
    return company.world.api.put(where(person), body, token or company.token, key=key)


def standing(company: Company, person: Person) -> dict[str, Any]:
    return dict(company.get(where(person)).json)


def decided(company: Company, person: Person, action: str, by: str = "", **body: Any) -> Reply:
    """A reviewer's decision on the first account, unless `version` says another one."""
    asked = {"version": 1} | (REJECTED if action == "reject" else {}) | body
    path = f"/bank-accounts/{person.customer_id}/{action}"
    return company.review(path, asked, by=by or company.reviewer)


def verified(company: Company, person: Person) -> dict[str, Any]:
    reply = decided(company, person, "verify")
    assert reply.status == 200, reply.text
    return dict(reply.json)


def verified_by_two(company: Company, person: Person, version: int) -> dict[str, Any]:
    """Of a changed account: the reviewer first, and the administrator after that."""
    first, second = (
        decided(company, person, "verify", by=each, version=version)
        for each in (company.reviewer, company.admin)
    )
    assert (first.json["status"], second.status) == ("pending", 200), first.text + second.text
    return dict(second.json)


def opened(company: Company, person: Person) -> dict[str, Any]:
    reply = company.review(f"/bank-accounts/{person.customer_id}")
    assert reply.status == 200, reply.text
    return dict(reply.json)


def queue(company: Company, by: str = "", **query: str) -> dict[str, Any]:
    reply = company.world.api.get(
        "/v1/review/bank-accounts", by or company.reviewer, query={"mode": "test"} | query
    )
    assert reply.status == 200, reply.text
    return dict(reply.json)


def waiting(company: Company) -> list[str]:
    return [each["customer_id"] for each in queue(company)["bank_accounts"]]


def events(company: Company, person: Person) -> list[dict[str, Any]]:
    """The history of bank accounts alone."""
    history = company.get(f"/v1/customers/{person.customer_id}/history", query={"limit": "100"})
    return [each for each in history.json["events"] if each["type"].startswith("bank_account.")]
