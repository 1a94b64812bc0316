"""An e-mail that is refused is tried for a day, whatever it tells of, and sent once."""

import json
from typing import Any

import pytest

from local.world import World
from local.world.functions import Outage
from tests.world_helpers import (
    Company,
    a_customer,
    approval,
    asked_to_correct,
    backdate,
    submitted,
)


def approved_while_mail_is_refused(company: Company, submission_id: str) -> None:
    with Outage("NotifyCustomer", "sesv2"):
        company.review(f"/tasks/{submission_id}/approve", approval(company, submission_id))
        company.world.settle()
    assert company.world.emails == []


def newest_notice(company: Company, customer_id: str) -> dict[str, Any]:
    path = f"/v1/customers/{customer_id}/notifications"
    return dict(company.get(path).json["notifications"][0])


def test_a_decision_is_mailed_once_when_the_mail_service_is_well_again(
    world: World, company: Company
) -> None:
    person = a_customer(company)
    approved_while_mail_is_refused(company, submitted(company, person))
    assert world.run("SendNotices") == {"sent": 0, "failed": 0}, "the machine has its time first"
    with Outage("SendNotices", "sesv2"):
        backdate(world, "due_at", "")
        assert world.run("SendNotices") == {"sent": 0, "failed": 1}

    backdate(world, "due_at")
    runs = [world.run("SendNotices") for _ in range(2)]

    assert runs == [{"sent": 1, "failed": 0}, {"sent": 0, "failed": 0}]
    assert [each.to for each in world.emails] == [[person.email]]
    assert newest_notice(company, person.customer_id)["emailed_at"]
    backdate(world, "due_at")
    assert world.run("SendNotices") == {"sent": 0, "failed": 0}


def test_after_a_day_it_is_given_up_and_an_alarm_names_the_customer(
    world: World, company: Company, capsys: pytest.CaptureFixture[str]
) -> None:
    person = a_customer(company)
    approved_while_mail_is_refused(company, submitted(company, person))
    backdate(world, "created_at", "")
    backdate(world, "due_at")
    capsys.readouterr()

    with Outage("SendNotices", "sesv2"):
        runs = [world.run("SendNotices") for _ in range(2)]

    assert runs == [{"sent": 0, "failed": 1}, {"sent": 0, "failed": 0}]
    assert given_up(capsys.readouterr().out) == [1, 0]
    told = [json.loads(each) for each in world.logs if "e-mail given up" in each]
    assert [each["customer_id"] for each in told] == [person.customer_id]
    notice = newest_notice(company, person.customer_id)
    assert (notice["outcome"], notice["emailed_at"], world.emails) == ("approved", None, [])


def given_up(out: str) -> list[int]:
    """What each run counted for the alarm."""
    told = [json.loads(each) for each in out.splitlines() if '"NoticesGivenUp"' in each]
    return [int(sum(each["NoticesGivenUp"])) for each in told]


def test_a_customer_without_an_address_is_waited_for_by_nobody(
    world: World, company: Company
) -> None:
    person = a_customer(company, email=None)
    asked_to_correct(company, submitted(company, person), "full_name")

    backdate(world, "due_at")

    assert world.run("SendNotices") == {"sent": 0, "failed": 0}
    assert (newest_notice(company, person.customer_id)["emailed_at"], world.emails) == (None, [])
