"""Clocks of what waits: reviewers see what is due, customers are reminded, staff get one mail."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from local.world import World
from review import notices
from review.sla import CUSTOMERS, days_left, reminder_due, reviewers
from shared.notice_mail import ses
from tests.casework_helpers import days_pass
from tests.refusal_helpers import call_must_be_refused, nothing_must_change
from tests.test_repair import unreachable
from tests.world_helpers import (
    Company,
    a_customer,
    asked_to_correct,
    resubmitted,
    submitted,
)

NOON = datetime(2026, 11, 26, 12, tzinfo=UTC)
NOTHING = {"reminded": 0, "expired": 0, "failed": 0, "digests": 0}


@pytest.mark.parametrize(
    ("hours", "state"),
    [(0, "on_time"), (23.9, "on_time"), (24, "due_soon"), (71.9, "due_soon"), (72, "late")],
)
def test_a_task_is_late_when_the_company_says_so(hours: float, state: str) -> None:
    since = NOON - timedelta(hours=hours)

    read = reviewers(24, 72).reading(since, NOON)

    assert (read.state, read.due_at) == (state, since + timedelta(hours=72))


@pytest.mark.parametrize(
    ("days", "had", "number", "left"),
    [
        (2.9, 0, None, 58),
        (3, 0, 1, 57),
        (13, 1, None, 47),
        (14.5, 1, 2, 46),
        (20, 0, 2, 40),
        (30, 2, 3, 30),
        (59.5, 3, None, 1),
        (61, 3, None, 0),
    ],
)
def test_a_customer_is_reminded_three_times(
    days: float, had: int, number: int | None, left: int
) -> None:
    waited = timedelta(days=days)

    assert (reminder_due(waited, had), days_left(waited)) == (number, left)


def test_every_text_is_there_in_every_language() -> None:
    en, th, zh = (notices.texts(each)["outcomes"] for each in ("en", "th", "zh-CN"))

    assert en.keys() == th.keys() == zh.keys()
    assert all(each["title"] and each["text"] for words in (th, zh) for each in words.values())


def told(company: Company, customer_id: str) -> list[str]:
    found = company.get(f"/v1/customers/{customer_id}/notifications").json["notifications"]
    return [each["title"] for each in reversed(found)]


def test_a_customer_who_does_not_resubmit_is_reminded_and_then_the_submission_expires(
    world: World, company: Company
) -> None:
    person = a_customer(company)
    submission_id = submitted(company, person)
    asked_to_correct(company, submission_id, "full_name", "As on the card.")
    reminded, expires = NOTHING | {"reminded": 1}, NOTHING | {"expired": 1}
    ages = [(2, NOTHING), (1.5, reminded), (10, NOTHING), (1, reminded), (20, reminded)]
    ages += [(27, expires)]

    for days, done in ages:
        days_pass(world, submission_id, days)
        assert world.run("WatchAges") == done
        with nothing_must_change(world):
            assert world.run("WatchAges") == NOTHING

    asked, reminder = "Please correct your submission", "A reminder: please correct your submission"
    expired = "Your submission for tier 1 has expired"
    titles = [f"{asked} for tier 1", *[f"{reminder} for tier 1"] * 3, expired]
    assert told(company, person.customer_id) == titles
    assert [each.subject for each in world.emails] == titles
    assert "As on the card." in world.emails[1].text
    assert "within 57 days" in world.emails[1].text
    resubmitted(company, submission_id, fields={"full_name": "Somchai Rakdee"})
    asked_to_correct(company, submission_id, "full_name", revision=2)
    days_pass(world, submission_id, 4)
    assert world.run("WatchAges") == NOTHING | {"reminded": 1}


def test_a_reminder_whose_sender_died_is_sent_by_the_next_run_once(
    world: World, company: Company
) -> None:
    first, second = a_customer(company), a_customer(company)
    for person in (first, second):
        submission_id = submitted(company, person)
        asked_to_correct(company, submission_id, "full_name")
        days_pass(world, submission_id, 5)
    with unreachable(ses, "SendEmail"):
        assert world.run("WatchAges") == NOTHING | {"failed": 2}
    assert len(told(company, first.customer_id)) == 2
    assert len(world.emails) == 2

    for _ in range(2):
        assert world.run("WatchAges") == NOTHING

    assert [each.to for each in world.emails[2:]] == [[first.email], [second.email]]


def test_staff_hear_once_a_day_of_late_tasks(world: World, company: Company) -> None:
    chosen: dict[str, Any] = {"review_emails": ["review@example.com"]}
    chosen |= {"review_due_soon_hours": 2, "review_late_hours": 5}
    path, query = "/v1/settings", {"mode": "test"}
    kept = world.api.request("PATCH", path, company.admin, json=chosen, query=query)
    tasks = [submitted(company, a_customer(company)) for _ in range(3)]
    days_pass(world, tasks[0], 6 / 24)
    days_pass(world, tasks[1], 3 / 24)

    with unreachable(ses, "SendEmail"):
        assert world.run("WatchAges") == NOTHING
    assert world.run("WatchAges") == NOTHING | {"digests": 1}
    assert world.run("WatchAges") == NOTHING

    assert kept.json["review_late_hours"] == 5
    [mail] = world.emails
    assert mail.to == ["review@example.com"]
    assert mail.subject == "KYC service: late review tasks at Siam Lending (test): 1"
    assert "1 are due soon" in mail.text
    shown = company.review("/tasks").json["tasks"]
    assert [each["sla"]["state"] for each in shown] == ["late", "due_soon", "on_time"]
    ages = company.review("/tasks/summary").json["pending"]
    assert ages == {"fresh": 1, "waiting": 1, "late": 1, "counted_all": True}
    wrong = {"review_late_hours": 2}
    call_must_be_refused(
        world,
        lambda: world.api.request("PATCH", path, company.admin, json=wrong, query=query),
        422,
        "invalid_fields",
    )


def test_customers_have_until_the_submission_expires() -> None:
    states = [CUSTOMERS.reading(NOON - timedelta(days=each), NOON).state for each in (1, 30, 60)]

    assert states == ["on_time", "due_soon", "late"]
