"""Prices and rates, and who may see and set what."""

from typing import Any

import pytest

from local.world import World
from tests.billing_helpers import (
    billing_staff,
    charged,
    deposited,
    in_days,
    operate,
    operator,
    priced,
    rated,
    told,
    topped_up,
)
from tests.refusal_helpers import call_must_be_refused
from tests.world_helpers import Company


def test_the_overview_says_what_services_cost_and_whether_they_work(company: Company) -> None:
    soon = in_days(30)
    priced(company.world, "1.0000")
    later = {"service": "faceid", "price": "0.9", "currency": "CNY", "valid_from": soon}
    operate(company.world, "/prices", later)

    face, text = told(company, "/services")["services"]

    assert (face["name"], face["status"]) == ("Live face check", "suspended")
    assert face["price"] == {"amount": "1.0000", "currency": "CNY"}
    assert face["next_price"]["price"]["amount"] == "0.9000"
    assert [each["price"]["amount"] for each in face["history"]] == ["1.0000"]
    assert (text["name"], text["status"], text["price"]) == ("Text message", "not_offered", None)


def test_a_service_works_while_the_balance_pays_for_it(company: Company) -> None:
    priced(company.world, "1.0000")
    rated(company.world, "1")
    deposited(company)
    topped_up(company, "1")
    assert told(company, "/services")["services"][0]["status"] == "active"

    charged(company)

    assert told(company, "/services")["services"][0]["status"] == "suspended"


def test_a_price_is_for_ever(world: World, company: Company) -> None:
    soon = in_days(30)
    body = {"service": "sms", "price": "0.0450", "currency": "CNY", "valid_from": soon}
    set_first = operate(world, "/prices", body)

    again = operate(world, "/prices", body)
    ana = operator(world)
    for changed, status, code in (
        ({"price": "0.05"}, 409, "price_exists"),
        ({"valid_from": "2026-01-01T00:00:00Z"}, 422, "valid_from_past"),
        ({"price": "0"}, 422, "invalid_fields"),
        ({"price": "0.04500"}, 400, "invalid_request"),
        ({"valid_from": "9999-12-31T23:59:59-12:00"}, 422, "invalid_fields"),
        ({"valid_from": 1_900_000_000}, 400, "invalid_request"),
        ({"service": "fax"}, 400, "invalid_request"),
        ({"valid_from": "2036-01-01T00:00:00"}, 400, "invalid_request"),
    ):
        asked = body | changed
        call_must_be_refused(
            world,
            lambda asked=asked: world.api.post("/v1/operator/prices", asked, ana),
            status,
            code,
        )

    assert again == set_first
    assert len(world.api.get("/v1/operator/prices", ana).json["prices"]) == 1


def test_a_rate_is_for_ever(world: World, company: Company) -> None:
    soon = in_days(1)
    body = {"cny_per_usdt": "7.1834", "valid_from": soon}
    ana, first = operator(world), operate(world, "/rates", body)

    assert operate(world, "/rates", body) == first
    for changed, status, code in (
        ({"cny_per_usdt": "7.2"}, 409, "rate_exists"),
        ({"cny_per_usdt": "0"}, 422, "invalid_fields"),
        ({"cny_per_usdt": 7.2}, 400, "invalid_request"),
        ({"valid_from": "2026-01-01T00:00:00Z"}, 422, "valid_from_past"),
    ):
        asked = body | changed
        call_must_be_refused(
            world,
            lambda asked=asked: world.api.post("/v1/operator/rates", asked, ana),
            status,
            code,
        )
    assert world.api.get("/v1/operator/rates", ana).json["rates"] == [first]


READS = ("/services", "/balance", "/entries", "/entries.csv", "/statistics", "/top-ups/top_x")


@pytest.mark.parametrize("path", READS)
def test_money_is_shown_to_billing_staff_and_administrators_only(
    company: Company, path: str
) -> None:
    api, where = company.world.api, f"/v1/billing{path}"

    seen = {api.get(where, token).status for token in (company.admin, billing_staff(company))}

    assert seen == {404 if "top_x" in path else 200}
    assert api.get(where, company.reviewer).code == "forbidden"
    assert api.get(where, operator(company.world)).code == "forbidden"
    assert api.get(where, company.live_token).status == 401


WRITES = (
    ("/v1/operator/prices", {"service": "faceid", "price": "1", "currency": "CNY"}),
    ("/v1/operator/rates", {"cny_per_usdt": "7"}),
    ("/v1/operator/reversals", {"entry_id": "faceid:x:1", "reason": "no reason"}),
    ("/v1/operator/adjustments/adj_01JD8Z6N8Q0S2T4W6Y8A0C2E4G/apply", {}),
)


@pytest.mark.parametrize(("path", "body"), WRITES)
def test_only_operators_set_prices_and_correct(
    company: Company, path: str, body: dict[str, Any]
) -> None:
    api = company.world.api
    for token in (company.admin, billing_staff(company), company.reviewer):
        call_must_be_refused(
            company.world, lambda token=token: api.post(path, body, token), 403, "forbidden"
        )
