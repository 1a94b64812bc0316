"""Many ask for loans at the same moment, and functions die over them: the sum stays right."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from local.world.functions import Crash, between
from shared.transaction import connection
from tests import bank_helpers
from tests.ledger.aws_like import AwsLike
from tests.lending_helpers import a_borrower, borrow, limits_in, loans_of, reasons, repay, steps_of
from tests.world_helpers import Company, Person

CLIENTS, ASKING = 16, 24


@pytest.fixture(autouse=True)
def aws_like() -> Iterator[AwsLike]:
    """Requests that meet are refused as DynamoDB refuses them."""
    between_them = AwsLike()
    with between(between_them.answer):
        yield between_them


@pytest.fixture
def person(company: Company) -> Person:
    return a_borrower(company)


def test_of_many_who_ask_at_once_exactly_those_who_fit_are_served(
    company: Company, person: Person
) -> None:
    def one(number: int) -> tuple[int, str]:
        reply = borrow(company, person, "10000.00", f"loan-{number}")
        while reply.code == "busy":
            reply = borrow(company, person, "10000.00", f"loan-{number}")
        return reply.status, reply.code

    with ThreadPoolExecutor(CLIENTS) as clients:
        replies = list(clients.map(one, range(ASKING)))

    assert replies.count((201, "")) == 5
    assert replies.count((422, "loan_limit_exceeded")) == ASKING - 5
    listed = loans_of(company, person, limit="100")
    assert limits_in(listed) == ("50000.00", "50000.00", "0.00")
    assert len(listed["loans"]) == 5
    assert len(steps_of(company, person)) == 5


def test_one_loan_that_is_sent_many_times_at_once_is_one_loan(
    company: Company, person: Person
) -> None:
    with ThreadPoolExecutor(CLIENTS) as clients:
        replies = list(clients.map(lambda _: borrow(company, person), range(CLIENTS)))

    made = {each.json["loan_id"] for each in replies if each.status == 201}
    assert len(made) == 1
    assert {each.code for each in replies} <= {"", "busy"}
    with ThreadPoolExecutor(CLIENTS) as clients:
        list(clients.map(lambda _: repay(company, person, *made), range(CLIENTS)))
    assert limits_in(loans_of(company, person)) == ("50000.00", "0.00", "50000.00")
    assert [each["type"] for each in steps_of(company, person)] == ["loan.opened", "loan.closed"]


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
def test_a_loan_whose_answer_was_lost_is_asked_for_again(
    company: Company, person: Person, after: bool
) -> None:
    """The function dies at each of its calls in turn, while it opens and while it closes."""
    nth, died = 1, True
    while died:
        ref = f"loan-{nth}"
        with Crash("LendingApi", nth, after=after) as opening:
            borrow(company, person, "100.00", ref)
        loan = borrow(company, person, "100.00", ref).json
        with Crash("LendingApi", nth, after=after) as closing:
            repay(company, person, loan["loan_id"])
        assert limits_in(repay(company, person, loan["loan_id"]).json)[1] == "0.00"
        died = opening.happened or closing.happened
        nth += 1

    assert nth > 5
    types = [each["type"] for each in steps_of(company, person)]
    assert types == ["loan.opened", "loan.closed"] * (nth - 1)


def test_no_loan_is_opened_on_an_account_that_was_changed_a_moment_ago(company: Company) -> None:
    """The customer names another account while the loan is about to be written."""
    person = bank_helpers.a_known_customer(company)
    bank_helpers.sent(company, person)
    bank_helpers.verified(company, person)
    assert reasons(company, person, "disbursement") == []
    changed = bank_helpers.told(company, person, account_number="987-6-54321-0")
    events, statuses = connection().client.meta.events, list[int]()

    def be_overtaken(request: Any, **_: Any) -> None:
        if b"LOAN#" in request.body and not statuses:
            statuses.append(0)
            statuses.append(bank_helpers.put(company, person, changed).status)

    events.register_first("before-send.dynamodb.TransactWriteItems", be_overtaken)
    try:
        refused = borrow(company, person)
    finally:
        events.unregister("before-send.dynamodb.TransactWriteItems", be_overtaken)

    assert statuses == [0, 200]
    assert (refused.status, refused.code) == (422, "loan_not_allowed")
    assert [each["code"] for each in refused.error["reasons"]] == ["bank_account_not_verified"]
    assert limits_in(loans_of(company, person))[1] == "0.00"
