"""A customer's open loans together are never more than the limit of the tier."""

from typing import Any

import pytest

from local.world import World
from tests.lending_helpers import (
    a_borrower,
    bank_account_is,
    borrow,
    customer_row_is,
    limits_in,
    loans_of,
    repay,
    steps_of,
)
from tests.refusal_helpers import call_must_be_refused, customer_token
from tests.world_helpers import Company, Person, a_company, a_customer

NO_LOAN = "loan_00000000000000000000000000"


@pytest.fixture
def person(company: Company) -> Person:
    return a_borrower(company)


def test_loans_add_up_to_the_limit_and_make_room_when_repaid(
    world: World, company: Company, person: Person
) -> None:
    first = borrow(company, person, "30000.00", "loan-1")
    assert first.status == 201, first.text
    assert first.json["status"] == "open"
    assert first.json["amount"] == {"amount": "30000.00", "currency": "THB"}
    assert limits_in(first.json) == ("50000.00", "30000.00", "20000.00")

    refused = call_must_be_refused(
        world, lambda: borrow(company, person, "20000.01", "loan-2"), 422, "loan_limit_exceeded"
    )
    assert limits_in(refused.error) == ("50000.00", "30000.00", "20000.00")

    assert borrow(company, person, "20000", "loan-2").status == 201
    closed = repay(company, person, first.json["loan_id"])

    assert (closed.status, closed.json["status"]) == (200, "closed")
    assert closed.json["closed_at"]
    assert limits_in(closed.json) == ("50000.00", "20000.00", "30000.00")
    assert borrow(company, person, "30000.00", "loan-3").status == 201


def test_every_loan_is_a_step_of_the_history(company: Company, person: Person) -> None:
    loan_id = borrow(company, person).json["loan_id"]
    repay(company, person, loan_id)

    steps = steps_of(company, person)

    details = {"loan_id": loan_id, "amount": {"amount": "10000.00", "currency": "THB"}}
    assert [each["type"] for each in steps] == ["loan.opened", "loan.closed"]
    assert [each["details"] for each in steps] == [details, details]
    assert {each["actor"][:4] for each in steps} == {"key_"}


def test_a_loan_that_is_told_again_is_the_same_loan(
    world: World, company: Company, person: Person
) -> None:
    first = borrow(company, person, "50000.00")

    again = borrow(company, person, "50000")

    assert (again.status, again.json) == (201, first.json)
    other = call_must_be_refused(
        world, lambda: borrow(company, person, "100.00"), 409, "loan_exists"
    )
    assert other.error["loan_id"] == first.json["loan_id"]
    repay(company, person, first.json["loan_id"])
    assert borrow(company, person, "50000.00").json["status"] == "closed"
    assert limits_in(loans_of(company, person))[1] == "0.00"
    assert len(steps_of(company, person)) == 2


def test_a_loan_is_closed_once(company: Company, person: Person) -> None:
    loan_id = borrow(company, person).json["loan_id"]
    borrow(company, person, ref="loan-2")
    first = repay(company, person, loan_id)

    again = repay(company, person, loan_id)

    assert (again.status, again.json) == (200, first.json)
    assert limits_in(again.json) == ("50000.00", "10000.00", "40000.00")
    assert [each["type"] for each in steps_of(company, person)].count("loan.closed") == 1


def test_a_lower_limit_leaves_open_loans_alone_and_allows_no_more(
    world: World, company: Company, person: Person
) -> None:
    loan_id = borrow(company, person, "30000.00").json["loan_id"]

    customer_row_is(company, person, max_loan_units=1_000_000)

    assert limits_in(loans_of(company, person)) == ("10000.00", "30000.00", "0.00")
    refused = call_must_be_refused(
        world, lambda: borrow(company, person, "0.01", "loan-2"), 422, "loan_limit_exceeded"
    )
    assert limits_in(refused.error) == ("10000.00", "30000.00", "0.00")
    assert limits_in(repay(company, person, loan_id).json) == ("10000.00", "0.00", "10000.00")


def test_no_loan_while_the_gate_is_closed_and_every_reason_is_told(
    world: World, company: Company
) -> None:
    stranger = a_customer(company)

    refused = call_must_be_refused(
        world, lambda: borrow(company, stranger), 422, "loan_not_allowed"
    )

    assert [each["code"] for each in refused.error["reasons"]] == [
        "kyc_not_approved",
        "tier_too_low",
        "bank_account_not_verified",
    ]


def test_a_closed_gate_leaves_open_loans_alone(
    world: World, company: Company, person: Person
) -> None:
    loan_id = borrow(company, person).json["loan_id"]
    bank_account_is(company, person, "rejected")

    call_must_be_refused(
        world, lambda: borrow(company, person, ref="loan-2"), 422, "loan_not_allowed"
    )

    assert borrow(company, person).json["loan_id"] == loan_id
    assert limits_in(loans_of(company, person)) == ("50000.00", "10000.00", "40000.00")
    assert repay(company, person, loan_id).status == 200


@pytest.mark.parametrize(
    ("wrong", "status", "code"),
    [
        ({"amount": "0.00"}, 422, "invalid_fields"),
        ({"amount": "1.001"}, 422, "invalid_fields"),
        ({"amount": "-1.00"}, 400, "invalid_request"),
        ({"amount": "1e3"}, 400, "invalid_request"),
        ({"amount": "٣"}, 400, "invalid_request"),
        ({"amount": 100}, 400, "invalid_request"),
        ({"amount": "1000000000000"}, 400, "invalid_request"),
        ({"currency": "USD"}, 422, "currency_differs"),
        ({"currency": "baht"}, 400, "invalid_request"),
        ({"loan_ref": ""}, 400, "invalid_request"),
        ({"loan_ref": "loan 1"}, 400, "invalid_request"),
        ({"loan_ref": "l" * 129}, 400, "invalid_request"),
        ({"interest": "5"}, 400, "invalid_request"),
    ],
)
def test_what_is_not_a_loan_is_refused(
    world: World, company: Company, wrong: dict[str, Any], status: int, code: str
) -> None:
    stranger = a_customer(company)

    call_must_be_refused(world, lambda: borrow(company, stranger, **wrong), status, code)


def test_loans_are_paged_newest_first(world: World, company: Company, person: Person) -> None:
    made = [borrow(company, person, "1.00", f"loan-{each}").json["loan_id"] for each in range(3)]

    first = loans_of(company, person, limit="2")
    rest = loans_of(company, person, limit="2", cursor=first["next_cursor"])

    shown = [each["loan_id"] for each in first["loans"] + rest["loans"]]
    assert sorted(shown) == sorted(made)
    assert (len(first["loans"]), len(rest["loans"]), rest["next_cursor"]) == (2, 1, None)
    assert limits_in(rest) == ("50000.00", "3.00", "49997.00")
    path = f"/v1/customers/{person.customer_id}/loans"
    for cursor in ("EVENT#00000001", "loan_", "ก"):
        call_must_be_refused(
            world,
            lambda sent=cursor: company.get(path, query={"cursor": sent}),
            400,
            "invalid_cursor",
        )


def test_reviewers_see_the_loans(company: Company, person: Person) -> None:
    borrow(company, person)

    for colleague in (company.reviewer, company.admin):
        shown = company.review(f"/customers/{person.customer_id}/loans", by=colleague)
        assert shown.json == loans_of(company, person)


def test_only_the_company_lends(world: World, company: Company, person: Person) -> None:
    path = f"/v1/customers/{person.customer_id}"
    token = customer_token(company, person.customer_id, 2)
    clerk = world.staff("chai@example.com", ["billing"], company.company_id, "Chai")
    asked = {"loan_ref": "loan-1", "amount": "1.00", "currency": "THB"}

    for call in (
        lambda: world.api.post(f"{path}/loans", asked, token),
        lambda: world.api.get(f"{path}/loans", token),
        lambda: world.api.post(f"{path}/loans/{NO_LOAN}/close", None, token),
        lambda: world.api.post(f"{path}/gates/disbursement", None, token),
        lambda: company.review(f"/customers/{person.customer_id}/loans", by=clerk),
    ):
        call_must_be_refused(world, call, 403, "forbidden")


def test_loans_of_others_do_not_exist(world: World, company: Company, person: Person) -> None:
    """Another company's, those of the other mode, and those of another customer."""
    loan_id = borrow(company, person).json["loan_id"]
    path = f"/v1/customers/{person.customer_id}"
    other = a_company(world, "Isan Lending")
    asked = {"loan_ref": "loan-1", "amount": "1.00", "currency": "THB"}

    for key in (other.token, company.live_token):
        for call in (
            lambda key=key: world.api.post(f"{path}/loans", asked, key),
            lambda key=key: world.api.get(f"{path}/loans", key),
            lambda key=key: world.api.post(f"{path}/loans/{loan_id}/close", None, key),
            lambda key=key: world.api.post(f"{path}/gates/withdrawal", None, key),
        ):
            call_must_be_refused(world, call, 404, "not_found")
    neighbour = a_customer(company)
    for wanted, named in ((neighbour, loan_id), (person, NO_LOAN), (person, "loan_1")):
        call_must_be_refused(
            world, lambda who=wanted, id_=named: repay(company, who, id_), 404, "not_found"
        )
    abroad = f"/v1/review/customers/{person.customer_id}/loans"
    call_must_be_refused(world, lambda: world.api.get(abroad, company.reviewer), 404, "not_found")


def test_two_customers_may_have_loans_of_one_name(company: Company, person: Person) -> None:
    neighbour = a_borrower(company)

    made = [borrow(company, each, "50000.00").json["loan_id"] for each in (person, neighbour)]

    assert len(set(made)) == 2
