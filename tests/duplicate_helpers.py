"""Two customers who may be one person, in calls that the company and its reviewers make."""

from typing import Any

from local.world.gateway import Reply
from tests.bank_helpers import sent as account_sent
from tests.world_helpers import Company, Person, a_customer, evidence, picture, submitted, uploaded

DAO, MALI = "Dao Reviewer", "Mali Admin"


def second_account(company: Company, first: Person, **fields: Any) -> Person:
    """Another customer who has just been refused with the first one's document number."""
    second = a_customer(company)
    number = first.fields["document_number"]
    reply = tried(company, second, {"document_number": number} | fields)
    assert (reply.status, reply.code) == (409, "identity_already_used"), reply.text
    return second


def tried(company: Company, person: Person, fields: dict[str, Any]) -> Reply:
    """A submission that says that, and is taken or not."""
    body = evidence(company, person)
    body["fields"] = person.fields | fields
    return company.post(f"/v1/customers/{person.customer_id}/submissions", body)


def a_pair(company: Company) -> tuple[Person, Person, str]:
    """A holder whose submission waits, a second account, and the alert about them."""
    first = a_customer(company)
    submitted(company, first)
    second = second_account(company, first)
    (alert,) = alerts(company)
    return first, second, str(alert["alert_id"])


def two_who_share(company: Company, cause: str) -> tuple[Person, Person]:
    """Two customers who have sent nothing else, and one alert that both have the same."""
    same = {"phone": {"phone": "+66812345678"}, "email": {"email": "nok@example.com"}}
    first, second = (a_customer(company, **same.get(cause, {})) for _ in range(2))
    for each in (first, second):
        if cause == "bank_account":
            account_sent(company, each)
        if cause == "same_file":
            uploaded(company, each, "address_proof", picture("selfie", "both"))
    return first, second


def alerts(company: Company, by: str = "", mode: str = "test", **query: str) -> list[Any]:
    reply = company.world.api.get(
        "/v1/review/duplicates", by or company.reviewer, query={"mode": mode} | query
    )
    assert reply.status == 200, reply.text
    return list(reply.json["alerts"])


def opened(company: Company, alert_id: str) -> dict[str, Any]:
    reply = company.review(f"/duplicates/{alert_id}")
    assert reply.status == 200, reply.text
    return dict(reply.json)


def resolved(company: Company, alert_id: str, verdict: str, by: str = "", **more: Any) -> Reply:
    body = {"verdict": verdict, "note": "Looked at both."} | more
    return company.review(f"/duplicates/{alert_id}/resolve", body, by=by or company.reviewer)


def merge_proposed(company: Company, alert_id: str, keep: Person, by: str = "") -> Reply:
    more = {"keep": keep.customer_id, "action": "merge"}
    return resolved(company, alert_id, "same_person", by=by, **more)


def merged(company: Company, alert_id: str, keep: Person) -> Reply:
    """The reviewer proposes it and the administrator confirms, or the first refusal of it."""
    proposed = merge_proposed(company, alert_id, keep)
    if proposed.status != 200:
        return proposed
    assert proposed.json["status"] == "proposed", proposed.text
    return confirmed(company, alert_id, company.admin)


def confirmed(company: Company, alert_id: str, by: str) -> Reply:
    return company.review(f"/duplicates/{alert_id}/confirm", {}, by=by)


def steps(company: Company, person: Person) -> list[dict[str, Any]]:
    """What history says of duplicates."""
    history = company.get(f"/v1/customers/{person.customer_id}/history", query={"limit": "100"})
    return [each for each in history.json["events"] if each["type"].startswith("duplicate.")]
