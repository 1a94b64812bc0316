"""What is refused about bank accounts, and that nothing changes then."""

from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any

import pytest

from local.world import World
from tests.bank_helpers import (
    a_known_customer,
    decided,
    events,
    put,
    sent,
    standing,
    told,
    verified,
    where,
)
from tests.refusal_helpers import call_must_be_refused, customer_token
from tests.world_helpers import Company, Person, a_company, a_customer, picture, uploaded

CLIENTS = 16
NO_UPLOAD = "upl_01JD8ZX1T9P3F5H7K2M4Q6S8VW"


@pytest.mark.parametrize(
    ("changes", "field", "code"),
    [
        ({"bank_code": "999"}, "bank_code", "unknown_bank"),
        ({"account_number": "0123456"}, "account_number", "wrong_length"),
        ({"bank_code": "030"}, "account_number", "wrong_length"),
        ({"account_name": "12345"}, "account_name", "invalid_name"),
        ({"account_name": "Somchai\u202eeediaJ"}, "account_name", "invalid_name"),
    ],
)
def test_what_cannot_be_an_account_is_not_taken(
    company: Company, changes: dict[str, Any], field: str, code: str
) -> None:
    person = a_customer(company)
    body = told(company, person, **changes)

    refused = call_must_be_refused(
        company.world, lambda: put(company, person, body), 422, "invalid_fields"
    )

    (wrong,) = refused.error["fields"]
    assert (wrong["field"], wrong["code"]) == (field, code)
    assert standing(company, person)["status"] == "not_provided"


@pytest.mark.parametrize(
    "changes",
    [
        {"bank_code": 4},
        {"bank_code": "4"},
        {"account_number": "012-3-4567A-9"},
        {"account_number": "0" * 40},
        {"account_name": " "},
        {"bank_book_upload_id": "none"},
        {"status": "verified"},
    ],
)
def test_a_wrong_shape_is_refused(company: Company, changes: dict[str, Any]) -> None:
    person = a_customer(company)
    body = told(company, person, bank_book_upload_id=NO_UPLOAD) | changes

    call_must_be_refused(company.world, lambda: put(company, person, body), 400, "invalid_request")


def test_the_photo_must_be_an_accepted_bank_book_of_this_customer(company: Company) -> None:
    person, other = a_customer(company), a_customer(company)
    content = picture("bank_book")
    announced = company.world.announce(
        person.customer_id, "bank_book", content, "image/jpeg", company.token
    )
    for upload_id, code in (
        (NO_UPLOAD, "upload_unknown"),
        (uploaded(company, other, "bank_book"), "upload_unknown"),
        (announced.json["upload_id"], "upload_unknown"),
        (uploaded(company, person, "selfie"), "invalid_fields"),
    ):
        body = told(company, person, bank_book_upload_id=upload_id)
        call_must_be_refused(company.world, lambda body=body: put(company, person, body), 422, code)


def test_a_different_name_is_verified_with_a_note_only(company: Company) -> None:
    person = a_known_customer(company)
    sent(company, person, account_name="Malee Srisuk")

    call_must_be_refused(
        company.world, lambda: decided(company, person, "verify"), 422, "note_required"
    )


def test_an_account_without_its_bank_book_is_rejected_and_never_verified(company: Company) -> None:
    person = a_known_customer(company)
    book = sent(company, person)["bank_book_upload_id"]
    path = f"/customers/{person.customer_id}/uploads/{book}/erase"
    assert company.review(path, {"reason": "Another one's."}, by=company.admin).status == 200

    verify = partial(decided, company, person, "verify")
    call_must_be_refused(company.world, verify, 409, "bank_book_erased")

    assert decided(company, person, "reject").status == 200
    sent(company, person)
    assert decided(company, person, "verify", version=2).status == 200


def test_a_decision_is_about_the_account_that_was_looked_at(company: Company) -> None:
    person = a_known_customer(company)
    sent(company, person)
    sent(company, person, account_number="9876543210")

    for action in ("verify", "reject"):
        refused = call_must_be_refused(
            company.world,
            lambda action=action: decided(company, person, action),
            409,
            "stale_bank_account",
        )
        assert refused.error["version"] == 2


def test_the_first_reviewer_wins_and_the_second_learns_who(company: Company) -> None:
    person = a_known_customer(company)
    sent(company, person)
    verified(company, person)

    for action, by in (("reject", company.admin), ("verify", company.admin), ("reject", "")):
        refused = call_must_be_refused(
            company.world,
            lambda action=action, by=by: decided(company, person, action, by=by),
            409,
            "already_decided",
        )
        decision = refused.error["decision"]
        assert (decision["status"], decision["decided_by"]) == ("verified", "Dao Reviewer")


def test_there_is_nothing_to_decide_before_an_account_is_sent(company: Company) -> None:
    person = a_known_customer(company)

    for call in (
        lambda: company.review(f"/bank-accounts/{person.customer_id}"),
        lambda: decided(company, person, "verify"),
        lambda: decided(company, person, "reject"),
    ):
        call_must_be_refused(company.world, call, 404, "not_found")


def test_nobody_reaches_another_companys_or_customers_account(
    world: World, company: Company
) -> None:
    person, neighbour = a_known_customer(company), a_customer(company)
    sent(company, person)
    other = a_company(world, "Other")
    body = told(company, person)
    customers_token = customer_token(company, neighbour.customer_id)
    for call in (
        lambda: world.api.get(where(person), other.token),
        lambda: world.api.get(where(person), company.live_token),
        lambda: world.api.get(where(person), customers_token),
        lambda: put(company, person, body, other.token),
        lambda: put(company, person, body, company.live_token),
        lambda: put(company, person, body, customers_token),
        lambda: other.review(f"/bank-accounts/{person.customer_id}"),
        lambda: decided(company, person, "verify", by=other.reviewer),
        lambda: decided(company, person, "reject", by=other.admin),
        lambda: world.api.get(f"/v1/review/bank-accounts/{person.customer_id}", company.reviewer),
    ):
        call_must_be_refused(world, call, 404, "not_found")


def test_only_reviewers_and_admins_decide(world: World, company: Company) -> None:
    person = a_known_customer(company)
    sent(company, person)
    for group in ("billing", "operator"):
        by = world.staff(f"{group}@example.com", [group], company.company_id, group)
        for call in (
            lambda by=by: company.review("/bank-accounts", by=by),
            lambda by=by: company.review(f"/bank-accounts/{person.customer_id}", by=by),
            lambda by=by: decided(company, person, "verify", by=by),
            lambda by=by: decided(company, person, "reject", by=by),
        ):
            call_must_be_refused(world, call, 403, "forbidden")
    call_must_be_refused(
        world, lambda: decided(company, person, "verify", by=company.token), 401, "unauthenticated"
    )


def test_of_many_reviewers_at_once_one_decides(world: World, company: Company) -> None:
    person = a_known_customer(company)
    sent(company, person)
    names = [f"reviewer{number}@example.com" for number in range(CLIENTS)]
    tokens = [world.staff(each, ["reviewer"], company.company_id, each) for each in names]

    def decide(number: int) -> Any:
        action = "verify" if number % 2 else "reject"
        return decided(company, person, action, by=tokens[number])

    with ThreadPoolExecutor(CLIENTS) as reviewers:
        replies = list(reviewers.map(decide, range(CLIENTS)))

    won = [each for each in replies if each.status == 200]
    assert len(won) == 1
    assert {each.code for each in replies if each.status != 200} <= {"already_decided", "busy"}
    assert [each["type"] for each in events(company, person)][1:] == [
        f"bank_account.{standing(company, person)['status']}"
    ]
    assert won[0].json["status"] == standing(company, person)["status"]


def test_of_accounts_sent_at_once_each_is_in_history_and_the_last_stands(
    company: Company,
) -> None:
    person = a_customer(company)
    book = uploaded(company, person, "bank_book")

    def send(number: int) -> Any:
        changes = {"account_number": f"00000000{number:02d}", "bank_book_upload_id": book}
        return put(company, person, told(company, person, **changes))

    with ThreadPoolExecutor(CLIENTS) as clients:
        replies = list(clients.map(send, range(CLIENTS)))

    taken = [each.json for each in replies if each.status == 200]
    assert taken
    assert {each.code for each in replies if each.status != 200} <= {"busy"}
    versions = [each["details"]["version"] for each in events(company, person)]
    assert versions == list(range(1, len(taken) + 1))
    (last,) = (each for each in taken if each["version"] == len(taken))
    assert standing(company, person) == last


def _verifying(company: Company, person: Person) -> Any:
    return decided(company, person, "verify")


def test_an_account_changed_while_it_is_verified_is_never_the_verified_one(
    company: Company,
) -> None:
    person = a_known_customer(company)
    sent(company, person)
    other = told(company, person, account_number="9876543210")

    with ThreadPoolExecutor(2) as both:
        verifying = both.submit(_verifying, company, person)
        changing = both.submit(put, company, person, other)

    assert changing.result().status == 200
    assert verifying.result().code in ("", "stale_bank_account")
    seen = standing(company, person)
    assert (seen["status"], seen["version"]) == ("pending", 2)
