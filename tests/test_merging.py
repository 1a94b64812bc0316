"""A merger takes two people, and only who was refused stays refused, until two take that back."""

import pytest

from local.world import World
from local.world.gateway import Reply
from tests.duplicate_helpers import (
    MALI,
    a_pair,
    alerts,
    confirmed,
    merge_proposed,
    resolved,
    two_who_share,
)
from tests.refusal_helpers import call_must_be_refused, nothing_must_change
from tests.world_helpers import Company, approval, approved, rejected, submitted


def test_a_customer_is_closed_by_two_people_or_not_at_all(world: World, company: Company) -> None:
    first, second, alert_id = a_pair(company)

    half = merge_proposed(company, alert_id, keep=first).json

    assert (half["status"], half["proposal"]["action"]) == ("proposed", "merge")
    assert (half["proposal"]["keep"], half["proposal"]["by"]) == (first.customer_id, "Dao Reviewer")
    assert company.get(f"/v1/customers/{second.customer_id}").json["merged_into"] is None
    with nothing_must_change(world):
        assert merge_proposed(company, alert_id, keep=first).json["status"] == "proposed"
        assert confirmed(company, alert_id, company.reviewer).code == "same_person"
        confirm = f"/duplicates/{alert_id}/confirm"
        other = company.review(confirm, {"verdict": "false_alarm"}, by=company.admin)
        assert other.code == "not_proposed"
    told = {"verdict": "same_person", "note": "So it is."}
    assert company.review(confirm, told, by=company.admin).json["decision"]["by"] == MALI
    assert company.get(f"/v1/customers/{second.customer_id}").json["merged_into"]


def test_who_thinks_otherwise_proposes_that_and_cannot_confirm_it(
    world: World, company: Company
) -> None:
    first, _, alert_id = a_pair(company)
    resolved(company, alert_id, "false_alarm")

    other = merge_proposed(company, alert_id, keep=first, by=company.admin).json

    assert (other["status"], other["proposal"]["by"]) == ("proposed", MALI)
    call_must_be_refused(
        world, lambda: confirmed(company, alert_id, company.admin), 422, "same_person"
    )
    assert confirmed(company, alert_id, company.reviewer).json["decision"]["action"] == "merge"


@pytest.mark.parametrize("cause", ["phone", "email", "bank_account", "same_file"])
def test_nobody_stays_refused_who_never_was(world: World, company: Company, cause: str) -> None:
    first, second = two_who_share(company, cause)
    waiting = submitted(company, second)
    (alert,) = alerts(company, cause=cause)
    refuse = {"keep": first.customer_id, "action": "reject"}

    def said() -> Reply:
        return resolved(company, alert["alert_id"], "same_person", **refuse)

    refused = call_must_be_refused(world, said, 409, "not_refused")
    assert refused.error["reasons"] == ["open_submission", "never_refused"]
    assert refused.error["submission_id"] == waiting
    rejected(company, waiting, "duplicate_account", "You have an account.")
    assert said().json["decision"]["action"] == "reject"


def test_nobody_stays_refused_who_holds_a_tier(world: World, company: Company) -> None:
    first, second = two_who_share(company, "phone")
    approved(company, submitted(company, second))
    (alert,) = alerts(company)
    refuse = {"keep": first.customer_id, "action": "reject"}

    refused = call_must_be_refused(
        world,
        lambda: resolved(company, alert["alert_id"], "same_person", **refuse),
        409,
        "not_refused",
    )

    assert refused.error["reasons"] == ["tier_held", "never_refused"]


def test_who_stays_refused_is_approved_only_after_two_people_took_that_back(
    world: World, company: Company
) -> None:
    """They come again, with better pictures, to a reviewer who knows of nothing."""
    first, second = two_who_share(company, "phone")
    rejected(company, submitted(company, second), "duplicate_account", "You have an account.")
    (alert,) = alerts(company)
    alert_id = alert["alert_id"]
    resolved(company, alert_id, "same_person", keep=first.customer_id, action="reject")

    again = submitted(company, second)

    [shown] = company.review(f"/tasks/{again}").json["duplicates"]
    assert (shown["alert_id"], shown["refused_id"]) == (alert_id, second.customer_id)
    body = approval(company, again)
    for is_proposed in (False, True):
        if is_proposed:
            resolved(company, alert_id, "false_alarm")
        refused = call_must_be_refused(
            world,
            lambda: company.review(f"/tasks/{again}/approve", body),
            409,
            "duplicate_refused",
        )
        assert refused.error["alert_ids"] == [alert_id]
    call_must_be_refused(
        world, lambda: confirmed(company, alert_id, company.reviewer), 422, "same_person"
    )
    assert confirmed(company, alert_id, company.admin).json["decision"]["verdict"] == "false_alarm"
    assert approved(company, again).json["kyc_status"] == "approved"


def test_the_kept_one_is_approved_without_a_word(company: Company) -> None:
    first, second = two_who_share(company, "phone")
    rejected(company, submitted(company, second), "duplicate_account", "You have an account.")
    (alert,) = alerts(company)
    keep = {"keep": first.customer_id, "action": "reject"}
    resolved(company, alert["alert_id"], "same_person", **keep)

    waiting = submitted(company, first)

    assert company.review(f"/tasks/{waiting}").json["duplicates"] == []
    assert approved(company, waiting).json["kyc_status"] == "approved"
