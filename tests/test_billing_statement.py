"""Consumption details and statistics: what staff can look up, page through and take away."""

import csv
import io
import random
from collections import Counter
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from billing.entries import CAPTURED, CAPTURED_LATE, DECLINED, RELEASED, UNCOLLECTED, new_entry
from billing.ledger import open_account
from local.world import World
from tests.billing_helpers import (
    ask,
    billing_staff,
    charged,
    deposited,
    entries_stored,
    event_id_of,
    finished,
    let_days_pass,
    operate,
    priced,
    rated,
    reserved,
    settle_at,
    told,
    topped_up,
    with_money,
)
from tests.refusal_helpers import call_must_be_refused
from tests.world_helpers import Company, a_company

ENDS = (CAPTURED, CAPTURED_LATE, RELEASED, DECLINED, UNCOLLECTED)
FOUND = ("matched", "mismatch", "no_such_id")


def today() -> date:
    return datetime.now(UTC).date()


def listed(company: Company, **query: Any) -> list[dict[str, Any]]:
    """The statement from 60 days ago, all pages."""
    rows: list[dict[str, Any]] = []
    asked = {"from_": today() - timedelta(days=60)} | query
    while True:
        page = told(company, "/entries", **asked)
        rows += page["entries"]
        if page["next_cursor"] is None:
            return rows
        assert len(page["entries"]) == asked["limit"]
        asked["cursor"] = page["next_cursor"]


def test_the_statement_tells_what_every_check_cost(company: Company) -> None:
    with_money(company)
    check = charged(company, "mismatch")

    row, top_up, deposit = listed(company)

    assert row["entry_id"] == event_id_of(check)
    assert (row["type"], row["service"], row["state"]) == ("charge", "faceid", "captured")
    assert (row["outcome"], row["provider_ref"]) == ("mismatch", check.biz_id)
    assert row["amount"] == {"amount": "-1.0000", "currency": "CNY"}
    assert row["unit_price"] == {"amount": "1.0000", "currency": "CNY"}
    assert (row["submission_id"], row["attempt"]) == (check.submission_id, 1)
    assert top_up["amount"]["amount"] == "718.3400"
    assert (top_up["paid"]["amount"], top_up["rate"]) == ("100.000000", "7.1834")
    assert deposit["amount"] == {"amount": "100.000000", "currency": "USDT"}


def test_what_was_not_charged_changed_nothing(company: Company) -> None:
    priced(company.world)
    rated(company.world)
    reserved(company)
    with_money(company)
    event = reserved(company)
    finished(event, billed=False, reason="no_face")
    company.world.run("SettleFee", event)

    released, declined = listed(company, type="charge")

    assert (released["state"], declined["state"]) == ("released", "declined")
    for row in (released, declined):
        assert row["amount"]["amount"] == "0.0000"
        assert row["unit_price"]["amount"] == "1.0000"


def test_the_amounts_of_the_statement_add_up_to_the_balance(company: Company) -> None:
    with_money(company)
    given_back = charged(company)
    charged(company, "mismatch")
    reversal = {"entry_id": event_id_of(given_back), "reason": "our camera was broken"}
    operate(company.world, "/reversals", reversal)

    rows = [row for row in listed(company) if row["amount"]["currency"] == "CNY"]

    units = sum(int(row["amount"]["amount"].replace(".", "")) for row in rows)
    assert units == int(told(company, "/balance")["available"]["amount"].replace(".", ""))
    assert rows[0]["about"] == event_id_of(given_back)


def test_filters_narrow_the_statement(company: Company) -> None:
    with_money(company)
    charged(company)
    let_days_pass(40)
    charged(company)

    assert len(listed(company)) == 4
    assert [row["type"] for row in listed(company, type="top_up")] == ["top_up"]
    assert [row["state"] for row in listed(company, state="captured", service="faceid")] == [
        "captured"
    ] * 2
    assert listed(company, service="sms") == []
    long_ago = today() - timedelta(days=40)
    assert len(listed(company, from_=long_ago, to=long_ago)) == 3
    this_month = told(company, "/entries")["entries"]
    assert len(this_month) == 1


def test_pages_follow_each_other_across_months(company: Company) -> None:
    with_money(company)
    for _ in range(3):
        charged(company)
        let_days_pass(15)
    wanted = sorted((each.statement_at, each.event_id) for each in entries_stored())[::-1]

    for limit in (1, 2, 3, 100):
        rows = listed(company, limit=limit)
        assert [row["entry_id"] for row in rows] == [event_id for _, event_id in wanted]
    assert len(listed(company, limit=1, type="charge")) == 3


def test_a_wrong_cursor_or_period_is_refused(company: Company) -> None:
    for query, status, code in (
        ({"cursor": "%%%"}, 400, "invalid_cursor"),
        ({"cursor": "bm9uc2Vuc2U="}, 400, "invalid_cursor"),
        ({"limit": 0}, 400, "invalid_request"),
        ({"from_": "yesterday"}, 400, "invalid_request"),
        ({"from_": "9999-12-31"}, 400, "invalid_request"),
        ({"to": "0001-01-01"}, 400, "invalid_request"),
        ({"from_": "2026-02-30"}, 400, "invalid_request"),
        ({"from_": "20261122"}, 400, "invalid_request"),
        ({"to": "1763800000"}, 400, "invalid_request"),
        ({"from_": "2026-11-22", "to": "2026-11-21"}, 422, "invalid_fields"),
        ({"from_": "2020-01-01", "to": "2026-11-21"}, 422, "invalid_fields"),
        ({"type": "move"}, 400, "invalid_request"),
    ):
        reply = ask(company, "/entries", **query)
        assert (reply.status, reply.code) == (status, code), query


def test_a_company_sees_nothing_of_another(world: World, company: Company) -> None:
    with_money(company)
    charged(company)
    other = a_company(world, "Other")

    assert listed(other) == []
    assert told(other, "/statistics")["days"] == []
    assert ask(other, "/top-ups/top_request-1").status == 404
    assert listed(company, mode="test") == []


def test_the_statement_opens_in_a_spreadsheet(company: Company) -> None:
    with_money(company)
    check = charged(company)
    reversal = {"entry_id": event_id_of(check), "reason": '=HYPERLINK("x"), "twice"\nand more'}
    operate(company.world, "/reversals", reversal)

    reply = ask(company, "/entries.csv")

    assert reply.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert f"{today()}.csv" in reply.headers["Content-Disposition"]
    rows = list(csv.DictReader(io.StringIO(reply.text, newline="")))
    assert [row["type"] for row in rows] == ["reversal", "charge", "top_up", "deposit"]
    assert rows[0]["reason"] == "'" + reversal["reason"]
    assert (rows[1]["amount"], rows[1]["currency"]) == ("-1.0000", "CNY")
    assert (rows[2]["paid_usdt"], rows[2]["rate"]) == ("100.000000", "7.1834")


def test_a_table_that_is_too_long_is_refused(
    company: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("billing.export.MOST_ROWS", 1)
    with_money(company)
    by = billing_staff(company)

    refused = call_must_be_refused(
        company.world, lambda: ask(company, "/entries.csv", by=by), 422, "export_too_large"
    )

    assert refused.error["most_rows"] == 1
    assert ask(company, "/entries.csv", by=by, type="top_up").status == 200


def test_staff_see_how_often_each_outcome_was_paid_for(company: Company) -> None:
    with_money(company)
    for reason in ("matched", "matched", "mismatch"):
        charged(company, reason)
    reserved(company)

    (day,) = told(company, "/statistics")["days"]

    assert (day["day"], day["sealed"]) == (str(today()), False)
    assert [(use["outcome"], use["count"], use["charged"]["amount"]) for use in day["uses"]] == [
        ("matched", 2, "2.0000"),
        ("mismatch", 1, "1.0000"),
    ]
    assert [(each["type"], each["amount"]["amount"]) for each in day["transfers"]] == [
        ("deposit", "100.000000"),
        ("top_up", "718.3400"),
    ]


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_statistics_are_the_plain_count_of_the_entries(company: Company, seed: int) -> None:
    chance = random.Random(seed)
    account = f"{company.company_id}#live"
    open_account(account)
    let_days_pass(40)
    counted, paid = Counter[tuple[str, str, str]](), Counter[tuple[str, str, str]]()
    for number in range(120):
        state, service = chance.choice(ENDS), chance.choice(("faceid", "sms"))
        entry = new_entry(f"{service}:{number}", account, "charge", chance.randrange(20_000), [])
        entry.state, entry.service, entry.outcome = state, service, chance.choice(FOUND)
        seconds = chance.randrange(40 * 24 * 3600)
        settle_at(entry, datetime.now(UTC) - timedelta(seconds=seconds)).save()
        charge = state in (CAPTURED, CAPTURED_LATE)
        outcome = entry.outcome if charge else state.lower()
        cell = str(entry.settled_at.date()), service, outcome
        counted[cell] += 1
        paid[cell] += entry.units if charge else 0

    period = {"from_": today() - timedelta(days=40)}
    live = told(company, "/statistics", **period)
    company.world.run("SealDays")
    closed = told(company, "/statistics", **period)

    for shown in (live, closed):
        uses = [(day["day"], use) for day in shown["days"] for use in day["uses"]]
        cells = {(day, use["service"], use["outcome"]): use for day, use in uses}
        assert {cell: use["count"] for cell, use in cells.items()} == counted, f"seed {seed}"
        assert {cell: units_in(use) for cell, use in cells.items()} == paid, f"seed {seed}"
        assert sum(use["count"] for use in shown["totals"]) == 120
    assert live["days"] == [day | {"sealed": False} for day in closed["days"]]
    assert {day["sealed"] for day in closed["days"] if day["day"] != str(today())} == {True}


def units_in(use: dict[str, Any]) -> int:
    return int(use["charged"]["amount"].replace(".", ""))


def test_a_rate_is_shown_as_it_was_set(company: Company) -> None:
    for rate in ("0.00000001", "7", "10.5", "999999.99999999"):
        rated(company.world, rate)
        shown = company.world.api.get(
            "/v1/operator/rates",
            company.world.staff("ana@platform.example.com", ["operator"]),
        ).json["rates"][0]
        assert shown["cny_per_usdt"] == rate
    deposited(company, "1")
    assert topped_up(company, "1")["received"]["amount"] == "999999.9999"
