"""Where money goes: a changed account takes two people, and one that two customers have nobody."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from local.world import World
from tests.bank_helpers import a_known_customer, events, standing
from tests.bank_helpers import sent as account_sent
from tests.bank_helpers import verified as account_verified
from tests.duplicate_helpers import resolved
from tests.refusal_helpers import call_must_be_refused
from tests.two_people_helpers import BANK_BOOK, by_link, sends_account, verifies
from tests.world_helpers import Company, Person

REJECTED = {"code": "name_differs", "comment": "No."}


# ── a changed payout account ─────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("language", "title"),
    [
        ("en", "Another bank account was sent for you"),
        ("th", "มีการส่งบัญชีธนาคารใหม่ในนามของคุณ"),
        ("zh-CN", "有人为您提交了新的银行账户"),
    ],
)
def test_the_customer_hears_of_another_account_before_anybody_looks_at_it(
    world: World, company: Company, rung: str, language: str, title: str
) -> None:
    person = a_known_customer(company)
    path = f"/v1/customers/{person.customer_id}"
    assert company.patch(path, {"language": language}).status == 200
    account_sent(company, person)
    account_verified(company, person)
    sends_account(by_link(company, rung, person, BANK_BOOK), person, "9876543210")

    newest = company.get(f"{path}/notifications").json["notifications"][0]
    world.run("SendNotices")

    assert (newest["outcome"], newest["title"]) == ("bank_account_changed", title)
    assert "3210" in newest["text"]
    assert "9876543210" not in newest["text"]
    assert world.emails[-1].to == [person.email]
    assert title in [each.subject for each in world.emails]


@contextmanager
def a_way_round(company: Company, person: Person, how: str) -> Iterator[str]:
    """Leaves an account that is not verified where a verified one was, and yields the next."""
    account_sent(company, person)
    account_verified(company, person)
    if how != "at once":
        account_sent(company, person, account_number="1111111111")
    if how == "rejected between":
        path = f"/bank-accounts/{person.customer_id}/reject"
        assert company.review(path, REJECTED | {"version": 2}).status == 200
    yield "2222222222"


@pytest.mark.parametrize("how", ["at once", "another between", "rejected between"])
def test_once_an_account_was_verified_every_other_takes_two(company: Company, how: str) -> None:
    person = a_known_customer(company)
    with a_way_round(company, person, how) as number:
        version = account_sent(company, person, account_number=number)["version"]

    assert verifies(company, company.reviewer, person, version).json["status"] == "pending"
    assert verifies(company, company.admin, person, version).json["status"] == "verified"
    steps = [each["type"] for each in events(company, person)][-2:]
    assert steps == ["bank_account.first_verified", "bank_account.verified"]


def test_the_first_of_two_counts_for_the_account_that_was_looked_at(company: Company) -> None:
    person = a_known_customer(company)
    account_sent(company, person)
    account_verified(company, person)
    account_sent(company, person, account_number="1111111111")
    verifies(company, company.reviewer, person, 2)
    account_sent(company, person, account_number="2222222222")

    assert verifies(company, company.admin, person, 2).code == "stale_bank_account"
    assert verifies(company, company.admin, person, 3).json["status"] == "pending"
    assert standing(company, person)["status"] == "pending"


# ── one account, two customers ───────────────────────────────────────────────────────────────────


def test_an_account_that_another_customer_has_too_is_verified_for_nobody(
    world: World, company: Company
) -> None:
    first, second = a_known_customer(company), a_known_customer(company)
    account_sent(company, first)
    account_sent(company, second)
    seen = company.review(f"/bank-accounts/{second.customer_id}").json
    [alert] = seen["duplicates"]

    for person in (first, second):
        refused = call_must_be_refused(
            world,
            lambda person=person: verifies(company, company.reviewer, person, 1),
            409,
            "duplicate_unresolved",
        )
        assert refused.error["alert_ids"] == [alert["alert_id"]]

    false_alarm = {"verdict": "false_alarm", "note": "Mother and son, one account."}
    company.review(f"/duplicates/{alert['alert_id']}/resolve", false_alarm)
    assert company.review(f"/bank-accounts/{second.customer_id}").json["duplicates"] == []
    assert verifies(company, company.reviewer, second, 1).json["status"] == "verified"


def test_another_number_is_no_matter_of_the_alert(company: Company) -> None:
    first, second = a_known_customer(company), a_known_customer(company)
    account_sent(company, first)
    account_sent(company, second)
    account_sent(company, second, account_number="9876543210")

    assert verifies(company, company.reviewer, second, 2).json["status"] == "verified"


def test_who_could_have_sent_the_account_does_not_clear_it(
    world: World, company: Company, rung: str
) -> None:
    first, second = a_known_customer(company), a_known_customer(company)
    account_sent(company, first)
    sends_account(by_link(company, rung, second, BANK_BOOK), second)
    [alert] = company.review(f"/bank-accounts/{second.customer_id}").json["duplicates"]
    alert_id = alert["alert_id"]

    call_must_be_refused(
        world, lambda: resolved(company, alert_id, "false_alarm", by=rung), 403, "sent_by_you"
    )

    assert resolved(company, alert_id, "false_alarm").json["status"] == "resolved"
