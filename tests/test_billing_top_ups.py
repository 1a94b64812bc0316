"""Prices, quotes and top-ups: what staff see, and everything that is refused."""

from datetime import timedelta
from typing import Any

from billing.tables import Quote
from local.world import World
from local.world.gateway import Reply
from tests.billing_helpers import (
    ask,
    billing_staff,
    deposited,
    in_days,
    operate,
    quoted,
    rated,
    told,
    topped_up,
    with_money,
)
from tests.refusal_helpers import call_must_be_refused
from tests.world_helpers import Company, a_company

BAD_AMOUNTS: list[Any] = [
    True,
    1,
    1.5,
    None,
    "",
    "-1",
    "+1",
    "1e3",
    "1E3",
    "1,000",
    "01",
    ".5",
    "5.",
    "0.0000001",
    "1000000000000",
    "NaN",
    "Infinity",
    "0x10",
    "١",
    "1_000",
]


def top_up_body(quote: dict[str, Any], **changes: Any) -> dict[str, Any]:
    body = {"request_id": "r1", "quote_id": quote["quote_id"], **quote["pays"]}
    return body | changes


def post_top_up(company: Company, body: dict[str, Any], **more: Any) -> Reply:
    return ask(company, "/top-ups", body, **more)


def asking_must_be_refused(company: Company, path: str, body: Any, status: int, code: str) -> None:
    billing_staff(company)
    call_must_be_refused(company.world, lambda: ask(company, path, body), status, code)


def test_a_top_up_turns_usdt_into_cny_at_the_quoted_rate(company: Company) -> None:
    rated(company.world, "7.1834")
    deposited(company, "250")

    done = topped_up(company, "100.000001", request_id="first")

    assert done["top_up_id"] == "top_first"
    assert done["paid"] == {"amount": "100.000001", "currency": "USDT"}
    assert done["received"] == {"amount": "718.3400", "currency": "CNY"}
    assert (done["rate"], done["rounded_off"]) == ("7.1834", "0.0000071834")
    balance = told(company, "/balance")
    assert balance["available"]["amount"] == "718.3400"
    assert balance["usdt_available"]["amount"] == "149.999999"
    assert told(company, "/top-ups/top_first") == done


def test_the_same_request_again_gets_the_same_answer_and_moves_nothing(company: Company) -> None:
    rated(company.world)
    deposited(company)
    body = top_up_body(quoted(company, "10"))
    first = post_top_up(company, body)

    again = post_top_up(company, body)

    assert (again.status, again.json) == (first.status, first.json)
    assert told(company, "/balance")["available"]["amount"] == "71.8340"
    assert len(told(company, "/entries", type="top_up")["entries"]) == 1


def test_a_request_id_is_for_one_top_up(company: Company) -> None:
    rated(company.world)
    deposited(company)
    post_top_up(company, top_up_body(quoted(company, "10")))
    other = top_up_body(quoted(company, "20"))

    asking_must_be_refused(company, "/top-ups", other, 409, "request_id_reused")


def test_what_was_topped_up_is_never_returned(company: Company) -> None:
    rated(company.world)
    deposited(company)
    topped_up(company, "10", request_id="kept")

    asking_must_be_refused(company, "/top-ups/top_kept/refund", {}, 409, "top_up_not_refundable")
    asking_must_be_refused(company, "/top-ups/top_other/refund", {}, 404, "not_found")


def test_an_amount_that_is_no_amount_is_refused(company: Company) -> None:
    rated(company.world)
    deposited(company)
    quote = quoted(company, "10")

    for amount in BAD_AMOUNTS:
        for path, body in (("/quotes", quote["pays"]), ("/top-ups", top_up_body(quote))):
            asked = body | {"amount": amount}
            asking_must_be_refused(company, path, asked, 400, "invalid_request")


def test_nothing_cannot_be_topped_up(company: Company) -> None:
    rated(company.world)
    for zero in ("0", "0.0", "0.000000"):
        asked = {"amount": zero, "currency": "USDT"}
        asking_must_be_refused(company, "/quotes", asked, 422, "invalid_fields")


def test_too_little_to_bring_anything_is_refused(company: Company) -> None:
    rated(company.world, "0.5")
    body = {"amount": "0.000001", "currency": "USDT"}

    asking_must_be_refused(company, "/quotes", body, 422, "amount_too_small")


def test_without_a_rate_there_is_no_quote(company: Company) -> None:
    tomorrow = in_days(1)
    operate(company.world, "/rates", {"cny_per_usdt": "7", "valid_from": tomorrow})
    body = {"amount": "10", "currency": "USDT"}

    asking_must_be_refused(company, "/quotes", body, 422, "rate_unavailable")


def test_a_quote_is_used_once(company: Company) -> None:
    rated(company.world)
    deposited(company)
    body = top_up_body(quoted(company, "10"))
    post_top_up(company, body)

    asking_must_be_refused(company, "/top-ups", body | {"request_id": "r2"}, 409, "quote_used")


def test_a_quote_holds_for_five_minutes(company: Company) -> None:
    rated(company.world)
    deposited(company)
    quote = quoted(company, "10")
    kept = Quote.get(f"QUOTE#{quote['quote_id']}", "Q")
    kept.expires_at -= timedelta(minutes=5)
    kept.save()

    asking_must_be_refused(company, "/top-ups", top_up_body(quote), 422, "quote_expired")


def test_a_quote_stands_though_the_rate_has_changed(company: Company) -> None:
    rated(company.world, "7.00")
    deposited(company)
    quote = quoted(company, "10")
    rated(company.world, "6.00")

    done = post_top_up(company, top_up_body(quote)).json

    assert (done["rate"], done["received"]["amount"]) == ("7", "70.0000")
    assert quoted(company, "10")["receives"]["amount"] == "60.0000"


def test_more_usdt_than_there_is_cannot_go(company: Company) -> None:
    rated(company.world)
    deposited(company, "9.999999")
    body = top_up_body(quoted(company, "10"))

    asking_must_be_refused(company, "/top-ups", body, 422, "insufficient_usdt")


def test_the_amount_must_be_the_quotes(company: Company) -> None:
    rated(company.world)
    deposited(company)
    body = top_up_body(quoted(company, "10"), amount="11")

    asking_must_be_refused(company, "/top-ups", body, 422, "amount_differs")


def test_a_quote_is_for_one_company_and_one_mode(world: World, company: Company) -> None:
    rated(world)
    other = a_company(world, "Other")
    theirs = top_up_body(quoted(other, "10"))
    play_money = top_up_body(quoted(company, "10", mode="test"))

    asking_must_be_refused(company, "/top-ups", theirs, 422, "quote_unknown")
    asking_must_be_refused(company, "/top-ups", play_money, 422, "quote_unknown")


def test_one_key_makes_one_quote(company: Company) -> None:
    rated(company.world)
    body = {"amount": "10", "currency": "USDT"}

    first, again = (ask(company, "/quotes", body, key="k1") for _ in range(2))

    assert first.json == again.json


def test_the_modes_have_money_of_their_own(company: Company) -> None:
    with_money(company, "10", mode="test")

    assert told(company, "/balance", mode="test")["available"]["amount"] == "71.8340"
    assert told(company, "/balance")["available"]["amount"] == "0.0000"
    assert told(company, "/balance")["usdt_available"]["amount"] == "0.000000"
