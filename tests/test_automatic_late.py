"""When the person comes late or never, and when FaceID's result comes after everybody has left."""

import pytest

from local.world import World
from tests.automatic_helpers import PRICE, Exchange, an_exchange
from tests.billing_helpers import ask
from tests.world_helpers import Company, backdate


@pytest.fixture
def exchange(company: Company) -> Exchange:
    return an_exchange(company, liveness_attempts=1)


def test_nobody_came_and_a_reviewer_takes_over(exchange: Exchange, world: World) -> None:
    submission_id = exchange.submit()

    backdate(world, "due_at")
    backdate(world, "expires_at")
    world.run("PollLiveness")
    world.settle()

    assert exchange.case(submission_id)["task"]["route_reason"] == "no_answer_in_time"
    assert exchange.balance() == (350_000, 0, 0)
    assert exchange.page_of(submission_id).code == "liveness_over"


@pytest.mark.parametrize(
    ("outcome", "found"),
    [("pass", "matched"), ("mismatch", "face_mismatch"), ("no_such_id", "no_such_id")],
)
def test_a_result_that_comes_after_the_release_is_charged_late(
    exchange: Exchange, world: World, outcome: str, found: str
) -> None:
    submission_id = exchange.submit()
    url = exchange.page_of(submission_id).json["url"]
    backdate(world, "due_at")
    backdate(world, "expires_at")
    world.run("PollLiveness")
    world.settle()

    exchange.press(url, outcome)
    world.run("SweepHolds")

    assert exchange.submission(submission_id)["status"] == "pending"
    told = [each.outcome for each in exchange.entries()]
    assert told == [None, found], "what it found, and not why it was closed before"
    days = ask(exchange.company, "/statistics", mode="test").json["totals"]
    assert {each["outcome"]: each["count"] for each in days} == {"released": 1, found: 1}
    assert exchange.case(submission_id)["liveness"][0]["late"] is True
    assert [each.state for each in exchange.entries()] == ["RELEASED", "CAPTURED_LATE"]
    exchange.books_must_agree_with_the_bill()


def test_a_late_result_that_cannot_be_paid_is_written_down(company: Company, world: World) -> None:
    exchange = an_exchange(company, funds=PRICE, liveness_attempts=1)
    submission_id = exchange.submit()
    url = exchange.page_of(submission_id).json["url"]
    backdate(world, "due_at")
    backdate(world, "expires_at")
    world.run("PollLiveness")
    world.settle()
    exchange.fund(-PRICE, "taken back")

    exchange.press(url)
    world.run("SweepHolds")

    assert [each.state for each in exchange.entries()] == ["RELEASED", "UNCOLLECTED"]
    assert exchange.balance() == (0, 0, 0)


def test_a_result_under_way_when_the_time_is_over_keeps_the_fee_held(
    exchange: Exchange, world: World
) -> None:
    submission_id = exchange.submit()
    exchange.show_face(submission_id, "processing")
    backdate(world, "due_at")
    backdate(world, "expires_at")
    world.run("PollLiveness")
    world.settle()
    assert exchange.case(submission_id)["task"]["route_reason"] == "no_answer_in_time"
    assert exchange.balance() == (315_000, PRICE, 0)

    (session,) = [each for each in exchange.sandbox("requests")["requests"] if each["biz_no"]][-1:]
    exchange.sandbox("finish", {"biz_id": session["biz_no"]})
    world.run("SweepHolds")

    assert [each.state for each in exchange.entries()] == ["CAPTURED"]
    exchange.books_must_agree_with_the_bill()
