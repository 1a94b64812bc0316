"""Messages that arrive again, at once, late or forged, on the deployed stack: one paid call."""

from typing import Any

import pytest

from local.stack import Stack
from tests.e2e.automatic_steps import AutomaticDesk, open_desk
from tests.e2e.steps import at_once

CALLBACKS = 5


@pytest.fixture(scope="module")
def desk(stack: Stack) -> AutomaticDesk:
    return open_desk(stack, "Deliveries", "20")


def test_every_step_delivered_three_times_is_one_check_and_one_charge(desk: AutomaticDesk) -> None:
    submission_id = desk.sent()
    url = desk.page_of(submission_id)
    step = desk.step(submission_id)

    for function in ("ReserveFee", "StartLiveness") * 2:
        desk.run(function, step)
    assert desk.page_of(submission_id) == url
    desk.press(url, "pass")
    desk.until_decided(submission_id)
    for function in ("StartLiveness", "SettleFee", "RecordDecision", "ReserveFee") * 2:
        desk.run(function, step)

    must_be_one_paid_match(desk, submission_id)


def test_a_callback_five_times_at_once_is_followed_once(desk: AutomaticDesk) -> None:
    submission_id = desk.sent()
    desk.press(desk.page_of(submission_id), "notify_never", go_back=False)
    form = form_about(desk, submission_id)

    answers: list[Any] = at_once(
        2 * CALLBACKS,
        lambda: desk.call_back(form),
        lambda: desk.call_back(form, "return"),
    )

    assert answers == [200, 303] * CALLBACKS
    desk.until_decided(submission_id)
    must_be_one_paid_match(desk, submission_id)


def test_a_forged_callback_is_refused_and_a_late_one_changes_nothing(desk: AutomaticDesk) -> None:
    submission_id = desk.sent()
    desk.press(desk.page_of(submission_id), "notify_never", go_back=False)
    form = form_about(desk, submission_id)

    assert desk.call_back(form_about(desk, submission_id, "somebody else's secret")) == 403
    assert desk.calls_about(submission_id)["get_result"] == 0
    assert desk.call_back(form) == 200
    desk.until_decided(submission_id)
    assert [desk.call_back(form), desk.call_back(form, "return")] == [200, 303]

    must_be_one_paid_match(desk, submission_id)


@pytest.mark.parametrize(
    ("told", "reason"),
    [({"phone": "+66812345678"}, "phone_not_chinese"), ({"country": "HK"}, "not_mainland_china")],
    ids=["phone", "country"],
)
def test_what_our_own_rules_decide_asks_nothing_of_faceid(
    desk: AutomaticDesk, told: dict[str, str], reason: str
) -> None:
    before = desk.charges()

    submission_id = desk.sent(**told)

    assert desk.until_decided(submission_id)["route_reason"] == reason
    assert desk.calls_about(submission_id).total() == 0
    assert desk.charges() == before


def test_the_books_of_all_this_agree_with_the_bill(desk: AutomaticDesk) -> None:
    desk.books_must_agree_with_the_bill()


def form_about(desk: AutomaticDesk, submission_id: str, secret: str = "") -> str:
    kept = desk.kept(submission_id)
    return desk.faceid.form(secret, biz_id=kept["biz_id"], biz_no=kept["check_id"])


def must_be_one_paid_match(desk: AutomaticDesk, submission_id: str) -> None:
    desk.must_have_asked_once(submission_id)
    assert len(desk.billed_for(submission_id)) == 1
    charges = [each for each in desk.charges() if each["submission_id"] == submission_id]
    assert [each["state"] for each in charges] == ["captured"]
    submission = desk.submission(submission_id)
    assert submission["status"] == "approved"
    types = [each["type"] for each in desk.history(submission["customer_id"])]
    assert types.count("liveness.finished") == types.count("submission.approved") == 1
    assert list(desk.executions(submission_id)) == [f"{submission_id}-r1"]
