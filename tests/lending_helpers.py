"""Borrowers: customers who are approved and have a bank account that was verified."""

from typing import Any

from local.world.gateway import Reply
from local.world.template import template
from tests.world_helpers import Company, Person, a_customer, approved, submitted, uploaded

TIER_1_LIMIT = "50000.00"


def bank_account_is(company: Company, person: Person, status: str, mode: str = "test") -> None:
    """Written where verifying an account leaves it; how it comes to that is told elsewhere."""
    pk = f"{company.company_id}#{mode}#{person.customer_id}"
    item = {"pk": {"S": pk}, "sk": {"S": "BANK"}, "status": {"S": status}}
    company.world.client("dynamodb").put_item(TableName=template().name("CasesTable"), Item=item)


def customer_row_is(company: Company, person: Person, **facts: str | int) -> None:
    """What a lower limit or another status would make of the customer."""
    changes = {
        name: {"Value": {"N": str(value)} if isinstance(value, int) else {"S": value}}
        for name, value in facts.items()
    }
    pk = f"{company.company_id}#test#{person.customer_id}"
    company.world.client("dynamodb").update_item(
        TableName=template().name("CasesTable"),
        Key={"pk": {"S": pk}, "sk": {"S": "CUSTOMER"}},
        AttributeUpdates=changes,
    )


def a_borrower(company: Company, country: str = "TH") -> Person:
    person = a_customer(company, country)
    approved(company, submitted(company, person))
    bank_account_is(company, person, "verified")
    return person


def tier_2_submitted(company: Company, person: Person, **more: Any) -> str:
    fields = {
        "occupation": "employed",
        "employer": "Siam Steel",
        "monthly_income": {"amount": "45000.00", "currency": "THB"},
    }
    files = [uploaded(company, person, kind) for kind in ("address_proof", "income_proof")]
    body = {"tier": 2, "fields": fields | more, "uploads": files}
    sent = company.post(f"/v1/customers/{person.customer_id}/submissions", body)
    assert sent.status == 201, sent.text
    company.world.settle()
    return str(sent.json["submission_id"])


def borrow(
    company: Company, person: Person, amount: str = "10000.00", ref: str = "loan-1", **more: Any
) -> Reply:
    asked = {"loan_ref": ref, "amount": amount, "currency": "THB"} | more
    return company.post(f"/v1/customers/{person.customer_id}/loans", asked)


def repay(company: Company, person: Person, loan_id: str) -> Reply:
    return company.post(f"/v1/customers/{person.customer_id}/loans/{loan_id}/close")


def loans_of(company: Company, person: Person, **query: Any) -> dict[str, Any]:
    listed = company.get(f"/v1/customers/{person.customer_id}/loans", query=query)
    assert listed.status == 200, listed.text
    return dict(listed.json)


def limits_in(answer: dict[str, Any]) -> tuple[str, str, str]:
    """(max_loan, open, available), all in baht."""
    told = [answer[name] for name in ("max_loan", "open", "available")]
    assert {each["currency"] for each in told} == {"THB"}
    limit, total, left = (each["amount"] for each in told)
    return limit, total, left


def steps_of(company: Company, person: Person) -> list[dict[str, Any]]:
    path = f"/v1/customers/{person.customer_id}/history"
    events = company.get(path, query={"limit": "100"}).json["events"]
    return [each for each in events if each["type"].startswith("loan.")]


def ask(company: Company, person: Person, gate: str) -> Reply:
    return company.post(f"/v1/customers/{person.customer_id}/gates/{gate}")


def reasons(company: Company, person: Person, gate: str) -> list[str]:
    answer = ask(company, person, gate)
    assert answer.status == 200, answer.text
    assert answer.json["allowed"] is not bool(answer.json["reasons"])
    return [each["code"] for each in answer.json["reasons"]]
