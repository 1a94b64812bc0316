"""Money at the same moment, on an engine whose transactions are atomic: never below zero."""

from decimal import Decimal

from local.automatic import PRICES
from local.client import Refused
from local.stack import Stack
from tests.e2e.automatic_steps import AutomaticDesk, open_desk, side_by_side
from tests.e2e.steps import Json, at_once

CLIENTS = 8
PRICE = Decimal(PRICES["faceid"])
# At 7.1834 CNY for one: 11.4934 CNY are three fees and not four.
FOR_THREE, FOR_ONE, FOR_TWO = "1.600000", "0.600000", "1.100000"


def test_of_eight_customers_with_money_for_three_three_are_checked(stack: Stack) -> None:
    desk = open_desk(stack, "Three", FOR_THREE)
    begun = Decimal(desk.balance()[0])
    prepared = side_by_side(lambda _: desk.prepared(), list(range(CLIENTS)))
    calls = [lambda each=each: desk.send(*each) for each in prepared]

    sent = [str(each["submission_id"]) for each in accepted(at_once(CLIENTS, *calls))]
    routes = side_by_side(desk.until_page_or_decided, sent)
    available, held = desk.balance()
    assert (Decimal(available), Decimal(held)) == (begun - 3 * PRICE, 3 * PRICE)
    checked = [each for each, route in zip(sent, routes, strict=True) if route == "automatic"]
    side_by_side(lambda each: desk.show_face(each, "mismatch"), checked)

    ended = side_by_side(desk.until_decided, sent)
    reasons = sorted(each["route_reason"] for each in ended)
    assert reasons == ["face_mismatch"] * 3 + ["insufficient_balance"] * 5
    unpaid = [each for each in sent if each not in checked]
    assert [desk.calls_about(each).total() for each in unpaid] == [0] * 5
    assert Decimal(desk.balance()[0]) == begun - 3 * PRICE
    desk.books_must_agree_with_the_bill()


def test_a_top_up_asked_for_eight_times_moves_money_once(stack: Stack) -> None:
    desk = open_desk(stack, "Repeats", FOR_THREE)
    before = desk.billing.get("/v1/billing/balance")
    asked = top_up_asked(desk, "10")

    answers = accepted(at_once(CLIENTS, lambda: desk.billing.post("/v1/billing/top-ups", asked)))

    assert len({each["top_up_id"] for each in answers}) == 1
    received = Decimal(answers[0]["received"]["amount"])
    assert received == Decimal("71.8340")
    after = desk.billing.get("/v1/billing/balance")
    assert gained(before, after, "available") == received
    assert gained(before, after, "usdt_available") == Decimal(-10)
    assert len(desk.entries("top_up")) == 2


def test_a_top_up_while_fees_are_reserved_loses_and_doubles_nothing(stack: Stack) -> None:
    desk = open_desk(stack, "Meanwhile", FOR_ONE)
    begun = Decimal(desk.balance()[0])
    prepared = side_by_side(lambda _: desk.prepared(), list(range(4)))
    asked = top_up_asked(desk, FOR_TWO)
    calls = [lambda each=each: desk.send(*each) for each in prepared]

    *answers, topped_up = accepted(
        at_once(5, *calls, lambda: desk.billing.post("/v1/billing/top-ups", asked))
    )
    sent = [str(each["submission_id"]) for each in answers]
    routes = side_by_side(desk.until_page_or_decided, sent)

    checked = [each for each, route in zip(sent, routes, strict=True) if route == "automatic"]
    assert 1 <= len(checked) <= 3
    funds = begun + Decimal(topped_up["received"]["amount"])
    available, held = desk.balance()
    assert (Decimal(available), Decimal(held)) == (
        funds - len(checked) * PRICE,
        len(checked) * PRICE,
    )
    side_by_side(lambda each: desk.show_face(each, "pass"), checked)
    side_by_side(desk.until_decided, sent)
    assert Decimal(desk.balance()[0]) == funds - len(checked) * PRICE
    desk.books_must_agree_with_the_bill()


def top_up_asked(desk: AutomaticDesk, amount: str) -> Json:
    paid = {"amount": amount, "currency": "USDT"}
    quote = desk.billing.post("/v1/billing/quotes", paid)
    return {"request_id": "asked-for-once", "quote_id": quote["quote_id"]} | paid


def accepted(answers: list[Json | Refused]) -> list[Json]:
    assert [each for each in answers if isinstance(each, Refused)] == []
    return [each for each in answers if not isinstance(each, Refused)]


def gained(before: Json, after: Json, name: str) -> Decimal:
    return Decimal(after[name]["amount"]) - Decimal(before[name]["amount"])
