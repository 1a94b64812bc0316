"""Whoever could have sent what two customers are compared by does not say what the two are."""

from dataclasses import replace

import pytest

from local.world import World
from local.world.gateway import Reply
from tests.duplicate_helpers import alerts, confirmed, merge_proposed, resolved, two_who_share
from tests.refusal_helpers import call_must_be_refused
from tests.two_people_helpers import (
    ALL_OF_TIER_1,
    WAYS,
    by_link,
    submits,
    tries,
)
from tests.world_helpers import Company, a_customer, picture, rejected, submitted, uploaded

EVERY_WAY = pytest.mark.parametrize("way", WAYS)


@pytest.mark.parametrize(
    ("way", "cause"),
    [
        *((each, "phone") for each in WAYS),
        *(("a link they made", each) for each in ("email", "same_file")),
    ],
)
def test_two_customers_who_may_be_one(
    world: World, company: Company, rung: str, way: str, cause: str
) -> None:
    """Neither alone, nor as the second, nor as the first."""
    first, second = two_who_share(company, cause)
    submission_id = submits(WAYS[way](company, rung, second, ALL_OF_TIER_1), second)
    rejected(company, submission_id, "duplicate_account", "You have an account.")
    alert_id = alerts(company, cause=cause)[0]["alert_id"]
    sides = [each.customer_id for each in (first, second)]

    for choice in (
        {"verdict": "false_alarm"},
        *({"verdict": "same_person", "keep": each, "action": "merge"} for each in sides),
        {"verdict": "same_person", "keep": sides[0], "action": "reject"},
    ):
        call_must_be_refused(
            world,
            lambda choice=choice: resolved(company, alert_id, by=rung, **choice),
            403,
            "sent_by_you",
        )
    merge_proposed(company, alert_id, keep=first)
    call_must_be_refused(world, lambda: confirmed(company, alert_id, rung), 403, "sent_by_you")

    assert confirmed(company, alert_id, company.admin).json["status"] == "resolved"


@EVERY_WAY
def test_a_number_that_was_refused_at_the_door(
    world: World, company: Company, rung: str, way: str
) -> None:
    """Nothing of it is stored but the alert, and that knows who could have sent it."""
    first, second = a_customer(company), a_customer(company)
    submitted(company, first)
    sender = WAYS[way](company, rung, second, ALL_OF_TIER_1)
    number = {"document_number": first.fields["document_number"]}
    taken = replace(second, fields=second.fields | number)
    assert tries(sender, taken).code == "identity_already_used"
    (alert,) = alerts(company, cause="identity_number")
    alert_id = alert["alert_id"]

    def alarm(by: str) -> Reply:
        return resolved(company, alert_id, "false_alarm", by=by)

    call_must_be_refused(world, lambda: alarm(rung), 403, "sent_by_you")
    assert alarm(company.reviewer).json["status"] == "proposed"
    call_must_be_refused(world, lambda: confirmed(company, alert_id, rung), 403, "sent_by_you")


def test_a_picture_that_was_only_uploaded_through_their_link(
    world: World, company: Company, rung: str
) -> None:
    """It is in no submission yet, and an alert already."""
    first, second = a_customer(company), a_customer(company)
    uploaded(company, first, "selfie", picture("selfie", "one face"))
    theirs = replace(company, token=by_link(company, rung, second, ALL_OF_TIER_1).token)
    uploaded(theirs, second, "selfie", picture("selfie", "one face"))
    (alert,) = alerts(company)
    alert_id = alert["alert_id"]

    call_must_be_refused(
        world, lambda: resolved(company, alert_id, "false_alarm", by=rung), 403, "sent_by_you"
    )

    assert resolved(company, alert_id, "false_alarm").json["status"] == "resolved"
