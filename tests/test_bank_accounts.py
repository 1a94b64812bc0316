"""A customer names a bank account, and a reviewer verifies that it is the customer's own."""

import requests

from local.world import World
from tests.bank_helpers import (
    NUMBER,
    REJECTED,
    a_known_customer,
    decided,
    events,
    opened,
    put,
    queue,
    sent,
    standing,
    told,
    verified,
    verified_by_two,
    waiting,
    where,
)
from tests.refusal_helpers import customer_token, nothing_must_change
from tests.world_helpers import Company, a_company, a_customer, approved, picture, submitted


def test_a_bank_account_is_sent_looked_at_and_verified(company: Company) -> None:
    person = a_known_customer(company)
    assert standing(company, person)["status"] == "not_provided"

    pending = sent(company, person)
    assert (pending["status"], pending["version"]) == ("pending", 1)
    assert waiting(company) == [person.customer_id]

    shown = opened(company, person)
    assert (shown["account_number"], shown["kyc_name"]) == ("0123456789", "Somchai Jaidee")
    assert shown["comparison"]["verdict"] == "match"
    book = requests.get(shown["bank_book"]["url"], timeout=5)
    assert book.content == picture("bank_book", person.customer_id)

    done = verified(company, person)
    assert (done["status"], done["decided_by"]) == ("verified", "Dao Reviewer")
    assert standing(company, person)["status"] == "verified"
    assert waiting(company) == []


def test_history_says_who_did_what_and_nothing_of_the_account(company: Company) -> None:
    person = a_known_customer(company)
    sent(company, person)
    verified(company, person)

    first, second = events(company, person)

    assert (first["type"], second["type"]) == ("bank_account.sent", "bank_account.verified")
    assert first["details"]["version"] == second["details"]["version"] == 1
    assert (second["actor_name"], second["details"]["name_score"]) == ("Dao Reviewer", 100)
    for each in (first, second):
        assert "0123456789" not in str(each)
        assert "SOMCHAI" not in str(each).upper()


def test_a_company_and_its_customer_see_four_digits_of_the_number(company: Company) -> None:
    person = a_known_customer(company)
    sent(company, person)
    token = customer_token(company, person.customer_id)

    for seen in (company.get(where(person)), company.world.api.get(where(person), token)):
        assert seen.json["account_number_last_four"] == "6789"
        assert "0123456789" not in seen.text
        assert seen.json["bank"]["name_th"] == "ธนาคารกสิกรไทย"
    assert "0123456789" not in str(queue(company))


def test_a_customer_sends_the_account_from_a_link(company: Company) -> None:
    person = a_known_customer(company)
    token = customer_token(company, person.customer_id, items=["bank_book"])

    reply = put(company, person, told(company, person), token)

    assert (reply.status, reply.json["status"]) == (200, "pending")
    assert events(company, person)[0]["actor"] == person.customer_id


def test_a_rejected_customer_reads_why_and_sends_another(company: Company) -> None:
    person = a_known_customer(company)
    sent(company, person, account_name="Malee Srisuk")
    assert decided(company, person, "reject").json["status"] == "rejected"

    seen = standing(company, person)
    told = {"text": "It is not in the name that you proved.", "finality": None}
    assert (seen["status"], seen["reason"]) == ("rejected", REJECTED | told)
    assert waiting(company) == []

    again = sent(company, person)
    assert (again["status"], again["version"], again["reason"]) == ("pending", 2, None)
    assert waiting(company) == [person.customer_id]


def test_another_account_is_verified_anew(company: Company) -> None:
    person = a_known_customer(company)
    book = sent(company, person)["bank_book_upload_id"]
    verified(company, person)

    changed = sent(company, person, account_number="9876543210", bank_book_upload_id=book)

    assert (changed["status"], changed["version"]) == ("pending", 2)
    assert changed["decided_at"] is None
    assert opened(company, person)["decided_by"] is None
    assert verified_by_two(company, person, version=2)["status"] == "verified"


def test_the_same_account_sent_again_changes_nothing(company: Company) -> None:
    person = a_known_customer(company)
    body = told(company, person)
    put(company, person, body)
    verified(company, person)

    with nothing_must_change(company.world):
        again = put(company, person, body | {"account_number": NUMBER.replace("-", " ")})

    assert (again.json["status"], again.json["version"]) == ("verified", 1)


def test_a_late_repetition_does_not_bring_back_an_older_account(company: Company) -> None:
    person = a_known_customer(company)
    older, newer = told(company, person), told(company, person, account_number="9876543210")
    first = put(company, person, older, key="one")
    put(company, person, newer, key="two")

    with nothing_must_change(company.world):
        repeated = put(company, person, older, key="one")

    assert repeated.text == first.text
    assert standing(company, person)["account_number_last_four"] == "3210"


def test_the_same_decision_again_is_answered_alike(company: Company) -> None:
    person = a_known_customer(company)
    sent(company, person)
    first = verified(company, person)

    with nothing_must_change(company.world):
        again = verified(company, person)

    assert (again["status"], again["decided_at"]) == ("verified", first["decided_at"])


def test_a_reviewer_may_overrule_the_comparison_and_says_why(company: Company) -> None:
    person = a_known_customer(company)
    sent(company, person, account_name="Malee Srisuk")

    why = "Took her husband's name; marriage certificate seen."
    done = decided(company, person, "verify", note=why)

    assert (done.status, done.json["status"]) == (200, "verified")
    (_, decision) = events(company, person)
    assert decision["details"]["name_verdict"] == "different"
    assert decision["details"]["note"] == why


def test_a_name_in_another_script_is_the_reviewers_to_judge(company: Company) -> None:
    person = a_known_customer(company)
    sent(company, person, account_name="นาย สมชาย ใจดี")

    comparison = opened(company, person)["comparison"]

    assert (comparison["score"], comparison["verdict"]) == (None, "different_script")
    assert verified(company, person)["status"] == "verified"


def test_an_account_can_wait_until_the_name_is_proved(company: Company) -> None:
    person = a_customer(company)
    sent(company, person)
    assert opened(company, person)["comparison"] is None

    submission_id = submitted(company, person)
    assert decided(company, person, "verify").code == "kyc_name_unproved"

    approved(company, submission_id)
    assert verified(company, person)["status"] == "verified"


def test_the_queue_is_oldest_first_in_pages(company: Company) -> None:
    people = [a_customer(company) for _ in range(3)]
    for person in people:
        sent(company, person)

    first = queue(company, limit="2")
    second = queue(company, limit="2", cursor=first["next_cursor"])

    listed = [each["customer_id"] for page in (first, second) for each in page["bank_accounts"]]
    assert listed == [each.customer_id for each in people]
    assert second["next_cursor"] is None


def test_each_company_and_each_mode_has_its_own_queue(world: World, company: Company) -> None:
    person = a_known_customer(company)
    sent(company, person)
    other = a_company(world, "Other")

    assert waiting(other) == []
    assert queue(company, mode="live")["bank_accounts"] == []
    assert queue(company, by=company.admin)["bank_accounts"] != []
