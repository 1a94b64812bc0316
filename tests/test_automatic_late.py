"""When the person comes late or never, and when FaceID's result comes after everybody has left."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import pytest
from botocore.exceptions import EndpointConnectionError

from liveness.faceid_result import UNCOMPARED
from local.world import World
from sandbox.scenarios import SCENARIOS
from shared import machine
from shared.liveness_check import checks_of
from shared.tenant import Tenant
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


NEW_WORD = "SOME_NEW_WORD"


@pytest.fixture
def new_word(monkeypatch: pytest.MonkeyPatch) -> None:
    """FaceID answers with a word that it did not have when this was written, and bills it."""
    told = replace(SCENARIOS["internal"], error=f"{NEW_WORD}: 王小明", billed=True)
    monkeypatch.setitem(SCENARIOS, "internal", told)


def polled(world: World) -> None:
    backdate(world, "due_at")
    world.run("PollLiveness")
    world.run("SweepHolds")


@pytest.mark.usefixtures("new_word")
@pytest.mark.parametrize(
    ("meaning", "fee"), [(("no_such_id", True), PRICE), (("failed", False), 0)]
)
def test_an_answer_that_nobody_understood_is_settled_once_its_word_is_known(
    exchange: Exchange,
    world: World,
    monkeypatch: pytest.MonkeyPatch,
    meaning: tuple[str, bool],
    fee: int,
) -> None:
    submission_id = exchange.submit()
    exchange.show_face(submission_id, "internal")
    assert exchange.case(submission_id)["task"]["route_reason"] == "unclear_answer"
    world.run("PollLiveness")
    world.run("SweepHolds")
    assert exchange.heard()["get_result"] == 1, "three times it may be read, so not at once again"
    polled(world)
    assert exchange.heard()["get_result"] == 2
    assert exchange.balance() == (350_000 - PRICE, PRICE, 0)

    monkeypatch.setitem(UNCOMPARED, NEW_WORD, meaning)
    for _ in range(3):
        polled(world)

    assert exchange.heard()["get_result"] == 2, "the answer was kept"
    assert exchange.balance() == (350_000 - fee, 0, fee)
    [entry] = exchange.entries()
    ended = ("CAPTURED", "no_such_id") if fee else ("RELEASED", None)
    assert (entry.state, entry.outcome) == ended
    assert exchange.submission(submission_id)["status"] == "pending"


@pytest.mark.usefixtures("new_word")
def test_what_nobody_understands_for_half_a_day_waits_for_operators(
    exchange: Exchange, world: World
) -> None:
    submission_id = exchange.submit()
    exchange.show_face(submission_id, "internal")

    backdate(world, "created_at")
    for _ in range(3):
        polled(world)
        backdate(world, "open_until", table="LedgerTable")
        backdate(world, "expires_at", table="LedgerTable")

    assert exchange.heard()["get_result"] == 2, "the page's answer, and one more look"
    assert world.run("SweepHolds")["unresolved"] == 1, "which is an alarm"
    assert exchange.balance() == (350_000 - PRICE, PRICE, 0)
    [check] = checks_of(Tenant.parse(exchange.account), submission_id)
    assert (check.facts["error"], check.due) == (NEW_WORD, None), "to be asked about, no name in it"


@pytest.mark.usefixtures("new_word")
def test_who_dies_before_the_machine_heard_of_an_unclear_answer_is_followed(
    exchange: Exchange, world: World
) -> None:
    submission_id = exchange.submit()
    url = exchange.page_of(submission_id).json["url"]

    with unreachable_wait():
        exchange.press(url, "internal")
    polled(world)
    world.settle()

    assert exchange.case(submission_id)["task"]["route_reason"] == "unclear_answer"


@contextmanager
def unreachable_wait() -> Iterator[None]:
    """Step Functions hears nothing meanwhile."""

    def fail(**_: Any) -> None:
        raise EndpointConnectionError(endpoint_url="https://states.example")

    machine.sfn.meta.events.register_first("before-call.sfn.SendTaskSuccess", fail)
    try:
        yield
    finally:
        machine.sfn.meta.events.unregister("before-call.sfn.SendTaskSuccess", fail)
