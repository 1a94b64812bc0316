"""A fee that stays held because nobody understands the provider's answer is settled by two."""

from datetime import timedelta
from typing import Any

import pytest

from billing.entries import open_holds
from billing.reconciliation import reconcile
from liveness.provider import Finding
from local.world import World
from shared.liveness_check import LivenessCheck
from tests.automatic_helpers import PRICE, Exchange, an_exchange
from tests.billing_helpers import operate, operator
from tests.refusal_helpers import nothing_must_change
from tests.world_helpers import Company, backdate

REASON = "FaceID's support, case 4711."
CHARGE = {"settle": "charge", "outcome": "no_such_id", "reason": REASON}
RELEASE = {"settle": "release", "reason": REASON}


@pytest.fixture
def exchange(company: Company) -> Exchange:
    return an_exchange(company, liveness_attempts=1)


def an_unclear_answer(exchange: Exchange, monkeypatch: pytest.MonkeyPatch) -> str:
    """FaceID says something new; the submission goes to a reviewer."""
    unclear = Finding("finished", None, "unclear_answer", {"status": "OK"})
    monkeypatch.setattr("liveness.sessions.faceid.find", lambda *_: unclear)
    submission_id = exchange.submit()
    exchange.show_face(submission_id)
    return submission_id


def no_answer(exchange: Exchange, _: pytest.MonkeyPatch) -> str:
    """FaceID is still at it when nobody waits any more."""
    submission_id = exchange.submit()
    exchange.show_face(submission_id, "processing")
    for name in ("due_at", "expires_at"):
        backdate(exchange.world, name)
    exchange.world.run("PollLiveness")
    exchange.world.settle()
    return submission_id


UNCLEAR = {"unclear_answer": an_unclear_answer, "no_answer_in_time": no_answer}


def hours_pass(hours: int = 3) -> None:
    """For the holds: they were made that much earlier."""
    for hold in open_holds():
        hold.expires_at -= timedelta(hours=hours)
        hold.open_until -= timedelta(hours=hours)
        hold.save()


def fees(world: World) -> list[dict[str, Any]]:
    shown = world.api.get("/v1/operator/unclear-fees", operator(world))
    return list(shown.json["fees"])


def propose(exchange: Exchange, submission_id: str, asked: dict[str, Any]) -> str:
    body = asked | {"entry_id": f"faceid:{submission_id}:1"}
    made = operate(exchange.world, "/settlements", body)
    assert (made["kind"], made["about"], made["state"]) == (
        "settlement",
        body["entry_id"],
        "proposed",
    )
    return str(made["proposal_id"])


def refused(world: World, path: str, body: dict[str, Any], by: str = "ana") -> str:
    with nothing_must_change(world):
        reply = world.api.post(f"/v1/operator{path}", body, operator(world, by))
    return str(reply.code)


@pytest.mark.parametrize("why", UNCLEAR)
@pytest.mark.parametrize(
    ("asked", "state", "balance"),
    [
        (CHARGE, "CAPTURED", (315_000, 0, PRICE)),
        (RELEASE, "RELEASED", (350_000, 0, 0)),
    ],
)
def test_two_operators_charge_or_release_it_and_everything_agrees(
    exchange: Exchange,
    world: World,
    monkeypatch: pytest.MonkeyPatch,
    why: str,
    asked: dict[str, Any],
    state: str,
    balance: tuple[int, int, int],
) -> None:
    submission_id = UNCLEAR[why](exchange, monkeypatch)
    hours_pass()
    (fee,) = fees(world)
    assert (fee["why"], fee["submission_id"], fee["amount"]["amount"]) == (
        why,
        submission_id,
        "3.5000",
    )
    where = f"/proposals/{propose(exchange, submission_id, asked)}/apply"
    assert exchange.balance() == (315_000, PRICE, 0)
    assert refused(world, where, {}) == "same_person"

    applied = operate(world, where, {}, by="bo")

    assert operate(world, where, {}, by="chi") == applied
    assert exchange.balance() == balance
    assert fees(world) == []
    world.run("PollLiveness")
    assert world.run("SweepHolds") == {"settled": 0, "unresolved": 0, "failed": 0}
    (entry,) = exchange.entries()
    assert (entry.state, entry.outcome) == (state, asked.get("outcome"))
    (check,) = checks()
    assert (check.billed, check.fee_state) == (state == "CAPTURED", state)
    assert (entry.provider_ref == check.biz_id) == (state == "CAPTURED")
    found = reconcile(full=True)
    assert {name for name, wrong in found.items() if wrong} <= {"ProviderBill"}


@pytest.mark.parametrize("asked", [CHARGE, RELEASE], ids=["charged", "released"])
def test_an_answer_that_comes_afterwards_charges_nothing_again(
    exchange: Exchange, world: World, monkeypatch: pytest.MonkeyPatch, asked: dict[str, Any]
) -> None:
    submission_id = no_answer(exchange, monkeypatch)
    hours_pass()
    proposal_id = propose(exchange, submission_id, asked)
    operate(world, f"/proposals/{proposal_id}/apply", {}, by="bo")
    balance, entries = exchange.balance(), [each.state for each in exchange.entries()]

    (session,) = [each for each in exchange.sandbox("requests")["requests"] if each["biz_no"]][-1:]
    exchange.sandbox("finish", {"biz_id": session["biz_no"]})
    for _ in range(2):
        backdate(world, "due_at")
        world.run("PollLiveness")
        world.run("SweepHolds")

    assert exchange.balance() == balance
    assert [each.state for each in exchange.entries()] == entries
    assert exchange.case(submission_id)["liveness"][0]["late"] is False


def test_who_dies_after_the_operators_word_is_followed_by_the_sweeper(
    exchange: Exchange, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    submission_id = an_unclear_answer(exchange, monkeypatch)
    hours_pass()
    proposal_id = propose(exchange, submission_id, CHARGE)
    with monkeypatch.context() as broken:
        broken.setattr("billing.unclear.settle_hold", died)
        reply = world.api.post(
            f"/v1/operator/proposals/{proposal_id}/apply", {}, operator(world, "bo")
        )
    assert (reply.status, exchange.balance()) == (500, (315_000, PRICE, 0))

    assert world.run("SweepHolds")["settled"] == 1

    assert exchange.balance() == (315_000, 0, PRICE)
    applied = operate(world, f"/proposals/{proposal_id}/apply", {}, by="bo")
    assert applied["state"] == "applied"


def died(_hold: Any) -> None:
    raise RuntimeError("died")


def test_a_fee_whose_answer_came_after_the_proposal_is_the_answers(
    exchange: Exchange, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    submission_id = no_answer(exchange, monkeypatch)
    hours_pass()
    proposal_id = propose(exchange, submission_id, RELEASE)
    (session,) = [each for each in exchange.sandbox("requests")["requests"] if each["biz_no"]][-1:]
    exchange.sandbox("finish", {"biz_id": session["biz_no"]})

    assert refused(world, f"/proposals/{proposal_id}/apply", {}, "bo") == "not_unclear"

    world.run("SweepHolds")
    exchange.books_must_agree_with_the_bill()
    assert refused(world, f"/proposals/{proposal_id}/apply", {}, "bo") == "not_unclear"


def test_only_what_is_over_and_unclear_is_settled_by_hand(
    exchange: Exchange, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    running = exchange.submit()
    asked = CHARGE | {"entry_id": f"faceid:{running}:1"}
    assert refused(world, "/settlements", asked) == "not_unclear"
    hours_pass()
    assert refused(world, "/settlements", asked) == "not_unclear"
    assert fees(world) == []
    exchange.show_face(running)
    assert refused(world, "/settlements", asked) == "not_unclear"
    unclear = an_unclear_answer(exchange, monkeypatch)
    asked = CHARGE | {"entry_id": f"faceid:{unclear}:1"}
    assert refused(world, "/settlements", asked) == "not_unclear"
    hours_pass()
    proposal_id = propose(exchange, unclear, CHARGE)
    for body, code in (
        (asked, "already_proposed"),
        (asked | {"entry_id": f"faceid:{running}:2"}, "not_found"),
        (asked | {"outcome": "sent"}, "invalid_request"),
        (asked | {"outcome": None}, "invalid_fields"),
        (asked | {"settle": "release"}, "invalid_fields"),
        (asked | {"reason": ""}, "invalid_request"),
    ):
        assert refused(world, "/settlements", body) == code

    operate(world, f"/proposals/{proposal_id}/decline", {"reason": "It was billed."}, "bo")

    assert refused(world, f"/proposals/{proposal_id}/apply", {}, "bo") == "proposal_over"
    assert [each["entry_id"] for each in fees(world)] == [asked["entry_id"]]


def checks() -> list[LivenessCheck]:
    return list(LivenessCheck.scan(LivenessCheck.sk.startswith("LIVENESS#")))
