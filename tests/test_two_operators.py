"""Two operators for what one alone must not do: large deposits, taking back, and declining."""

from typing import Any

import pytest

from billing.reconciliation import reconcile
from local.world import World
from shared.settings import settings
from tests.billing_helpers import operate, operator, rated, told, topped_up
from tests.refusal_helpers import call_must_be_refused, nothing_must_change
from tests.world_helpers import Company, a_company

REASON = {"reason": "It was another company's transfer."}


def body(company: Company, amount: str, reference: str = "tx-1", mode: str = "live") -> Any:
    named = {"company_id": company.company_id, "mode": mode, "reference": reference}
    return named | {"amount": amount, "currency": "USDT"}


def book(company: Company, amount: str, reference: str = "tx-1", by: str = "ana") -> Any:
    return operate(company.world, "/deposits", body(company, amount, reference), by)


def back(entry_id: str, amount: str | None = None) -> dict[str, Any]:
    asked = {"entry_id": entry_id, "currency": "USDT", "reason": "A digit slipped."}
    return asked | ({"amount": amount} if amount else {})


def must_be_refused(world: World, path: str, code: str, sent: Any, by: str = "ana") -> Any:
    status = {"not_found": 404, "proposal_over": 409}.get(code)
    token = operator(world, by)
    with nothing_must_change(world):
        reply = world.api.post(f"/v1/operator{path}", sent, token)
    assert reply.code == code, reply.text
    assert status in (None, reply.status)
    return reply.error


def usdt(company: Company) -> str:
    return str(told(company, "/balance")["usdt_available"]["amount"])


def everything_must_fit() -> None:
    assert set(reconcile(full=True).values()) == {0}


# What one operator sends in a day, and for which of these a second one is needed.
DAYS = (
    (["10000"], [False]),
    (["10000.000001"], [True]),
    (["99999999"], [True]),
    (["5000", "5000"], [False, False]),
    (["5000", "5000", "0.000001"], [False, False, True]),
    (["9999.999999", "0.000002", "0.000001"], [False, True, False]),
    (["10000", "1", "1"], [False, True, True]),
    (["20000", "10000", "1"], [True, False, True]),
)


@pytest.mark.parametrize(("amounts", "two"), DAYS, ids=str)
def test_more_than_a_days_limit_takes_a_second_operator(
    company: Company, amounts: list[str], two: list[bool]
) -> None:
    done = [book(company, each, f"tx-{place}") for place, each in enumerate(amounts)]

    assert [each["proposal"] is not None for each in done] == two
    assert [each["entry"] is None for each in done] == two
    everything_must_fit()


def test_the_limit_is_each_operators_over_all_companies_and_for_live_money(
    company: Company, world: World
) -> None:
    other = a_company(world, "Bangkok Credit")
    book(company, "6000")

    split = book(other, "6000", "tx-2")
    colleague = book(other, "6000", "tx-3", by="bo")
    play = operate(world, "/deposits", body(company, "99999999", "tx-4", "test"))

    assert (split["entry"], colleague["proposal"], play["proposal"]) == (None, None, None)
    assert usdt(other) == "6000.000000"


def test_the_stage_says_what_the_limit_is(
    company: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    lower = settings().model_copy(update={"deposit_limit_usdt": 0})
    monkeypatch.setattr("billing.by_hand.settings", lambda: lower)

    assert book(company, "0.000001")["proposal"]["state"] == "proposed"


def test_a_large_deposit_is_applied_by_another_operator_once(
    company: Company, world: World
) -> None:
    proposal = book(company, "12000")["proposal"]
    where = f"/proposals/{proposal['proposal_id']}/apply"
    assert (proposal["kind"], proposal["reference"]) == ("deposit", "tx-1")
    assert proposal["amount"] == {"amount": "12000.000000", "currency": "USDT"}
    assert usdt(company) == "0.000000"
    must_be_refused(world, where, "same_person", {})
    with nothing_must_change(world):
        assert book(company, "12000")["proposal"] == proposal
        assert book(company, "12000", by="bo")["proposal"] == proposal
    must_be_refused(world, "/deposits", "reference_reused", body(company, "11000"))
    must_be_refused(world, "/deposits", "reference_reused", body(a_company(world, "X"), "12000"))

    applied = operate(world, where, {}, by="bo")

    assert (applied["state"], usdt(company)) == ("applied", "12000.000000")
    assert applied["ended_by"] != applied["proposed_by"]
    assert operate(world, where, {}, by="chi") == applied
    booked = book(company, "12000")
    assert (booked["proposal"], booked["entry"]["actor"]) == (None, applied["ended_by"])
    assert usdt(company) == "12000.000000"
    everything_must_fit()


# Who ends it, and what that is called.
ENDS = (("ana", "withdrawn"), ("bo", "declined"))


@pytest.mark.parametrize(("by", "state"), ENDS)
def test_every_kind_is_withdrawn_by_its_proposer_or_declined_by_a_colleague(
    company: Company, world: World, by: str, state: str
) -> None:
    for proposal_id in one_of_each(company):
        where = f"/proposals/{proposal_id}"
        must_be_refused(world, f"{where}/decline", "invalid_request", {}, by)

        ended = operate(world, f"{where}/decline", REASON, by)

        assert (ended["state"], ended["ended_reason"]) == (state, REASON["reason"])
        assert operate(world, f"{where}/decline", REASON, by) == ended
        for verb, other in (("apply", "bo"), ("apply", "chi"), ("decline", "chi")):
            sent = REASON if verb == "decline" else {}
            over = must_be_refused(world, f"{where}/{verb}", "proposal_over", sent, other)
            assert over["state"] == state
    assert usdt(company) == "100.000000"
    assert one_of_each(company)
    everything_must_fit()


def one_of_each(company: Company) -> list[str]:
    """Open proposals of an operator: a deposit, its taking back, and a correction."""
    world = company.world
    book(company, "100", "tx-small")
    named = {"company_id": company.company_id, "mode": "live", "currency": "CNY"}
    correction = named | {"amount": "5", "reason": "Credited too little."}
    return [
        book(company, "12000", "tx-large")["proposal"]["proposal_id"],
        operate(world, "/take-backs", back("deposit:tx-small"))["proposal_id"],
        operate(world, "/adjustments", correction)["proposal_id"],
    ]


def test_an_applied_proposal_cannot_be_declined_any_more(company: Company, world: World) -> None:
    for proposal_id in one_of_each(company):
        operate(world, f"/proposals/{proposal_id}/apply", {}, by="bo")
        for by in ("ana", "bo", "chi"):
            where = f"/proposals/{proposal_id}/decline"
            assert must_be_refused(world, where, "proposal_over", REASON, by)["state"] == "applied"


def test_proposals_are_listed_newest_first_with_who_made_them(
    company: Company, world: World
) -> None:
    made = one_of_each(company)

    listed = world.api.get("/v1/operator/proposals", operator(world)).json["proposals"]

    assert [each["proposal_id"] for each in listed] == made[::-1]
    assert [each["kind"] for each in listed] == ["adjustment", "take_back", "deposit"]
    assert {each["proposed_by"] for each in listed} == {listed[0]["proposed_by"]}


@pytest.mark.parametrize(("part", "left"), [(None, "0.000000"), ("900", "100.000000")])
def test_a_wrong_deposit_is_taken_back_by_two_operators_with_a_reason(
    company: Company, world: World, part: str | None, left: str
) -> None:
    book(company, "1000")
    proposal = operate(world, "/take-backs", back("deposit:tx-1", part))
    where = f"/proposals/{proposal['proposal_id']}/apply"
    must_be_refused(world, where, "same_person", {})
    assert usdt(company) == "1000.000000"

    operate(world, where, {}, by="bo")

    assert usdt(company) == left
    row, deposit = told(company, "/entries")["entries"]
    assert (row["type"], row["about"], row["reason"]) == (
        "take_back",
        deposit["entry_id"],
        "A digit slipped.",
    )
    amount = f"-{part or '1000'}.000000"
    assert row["amount"] == {"amount": amount, "currency": "USDT"}
    moved = told(company, "/statistics")["days"][0]["transfers"]
    assert {each["type"]: each["amount"]["amount"] for each in moved}["take_back"] == amount
    must_be_refused(world, "/take-backs", "already_taken_back", back("deposit:tx-1", "1"))
    everything_must_fit()


def test_nothing_is_taken_back_that_was_exchanged_or_is_no_deposit(
    company: Company, world: World
) -> None:
    rated(world)
    book(company, "100")
    for sent, code in (
        (back("deposit:tx-1", "100.000001"), "invalid_fields"),
        (back("deposit:tx-2"), "not_found"),
        (back("deposit:tx-1", "0"), "invalid_fields"),
        (back("deposit:tx-1") | {"reason": ""}, "invalid_request"),
    ):
        must_be_refused(world, "/take-backs", code, sent)
    proposed = operate(world, "/take-backs", back("deposit:tx-1"))
    again = must_be_refused(
        world, "/take-backs", "already_proposed", back("deposit:tx-1", "1"), "bo"
    )
    assert again["proposal_id"] == proposed["proposal_id"]
    top_up = topped_up(company, "40")

    where = f"/proposals/{proposed['proposal_id']}"
    must_be_refused(world, f"{where}/apply", "insufficient_usdt", {}, "bo")
    entry = told(company, "/entries", type="top_up")["entries"][0]["entry_id"]
    must_be_refused(world, "/take-backs", "not_a_deposit", back(entry))
    assert top_up["paid"]["amount"] == "40.000000"

    operate(world, f"{where}/decline", REASON)
    smaller = operate(world, "/take-backs", back("deposit:tx-1", "60"))
    operate(world, f"/proposals/{smaller['proposal_id']}/apply", {}, by="bo")
    assert usdt(company) == "0.000000"
    everything_must_fit()


@pytest.mark.parametrize("group", ["admin", "billing", "reviewer"])
def test_only_operators_see_and_answer_proposals(
    company: Company, world: World, group: str
) -> None:
    made = one_of_each(company)
    token = world.staff("x@siam.example.com", [group], company.company_id)

    calls = [lambda: world.api.get("/v1/operator/proposals", token)]
    calls += [
        lambda each=each: world.api.post(f"/v1/operator/proposals/{each}/apply", {}, token)
        for each in made
    ]
    for call in calls:
        call_must_be_refused(world, call, 403, "forbidden")
