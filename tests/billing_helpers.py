"""Money in business words: operators set prices and book deposits, billing staff top up."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

from billing.entries import is_final
from billing.tables import Account, Entry, LedgerItem
from local.world import World
from local.world.gateway import Reply
from local.world.template import template
from shared.clock import rfc3339
from shared.ids import new_id, submission_id
from shared.liveness_check import (
    LivenessCheck,
    check_id_of,
    finished_list_key,
    liveness_sk,
)
from shared.tables import customer_pk
from shared.tenant import Mode, Tenant
from tests.case_helpers import on_its_way
from tests.world_helpers import Company

RATE, PRICE = "7.1834", "1.0000"
_numbers = count(1)


def operator(world: World, name: str = "ana") -> str:
    """The token of a platform operator; one name is one person."""
    return world.staff(f"{name}@platform.example.com", ["operator"], name=name.title())


def billing_staff(company: Company) -> str:
    return company.world.staff("nok@example.com", ["billing"], company.company_id, "Nok Billing")


def in_days(days: int) -> str:
    """That time of a day to come."""
    return rfc3339(datetime.now(UTC) + timedelta(days=days))


def operate(world: World, path: str, body: dict[str, Any], by: str = "ana") -> Any:
    """An operator's POST that succeeds."""
    reply = world.api.post(f"/v1/operator{path}", body, operator(world, by))
    assert reply.status in (200, 201), reply.text
    return reply.json


def priced(world: World, price: str = PRICE, service: str = "faceid") -> None:
    operate(world, "/prices", {"service": service, "price": price, "currency": "CNY"})


def rated(world: World, rate: str = RATE) -> None:
    operate(world, "/rates", {"cny_per_usdt": rate})


def deposited(company: Company, amount: str = "100.000000", mode: Mode = "live") -> str:
    """The reference of USDT that arrived for the company."""
    reference = f"tx-{next(_numbers)}"
    body = {"company_id": company.company_id, "mode": mode, "amount": amount}
    body |= {"currency": "USDT", "reference": reference}
    operate(company.world, "/deposits", body)
    return reference


def ask(
    company: Company,
    path: str,
    json: Any = None,
    *,
    mode: Mode = "live",
    by: str | None = None,
    key: str | None = None,
    **query: Any,
) -> Reply:
    """A call of billing staff: a GET without `json`, else a POST."""
    asked = {"mode": mode} | {name.rstrip("_"): str(value) for name, value in query.items()}
    method, token = "GET" if json is None else "POST", by or billing_staff(company)
    where = f"/v1/billing{path}"
    return company.world.api.request(method, where, token, json=json, query=asked, key=key)


def told(company: Company, path: str, **more: Any) -> Any:
    reply = ask(company, path, **more)
    assert reply.status == 200, reply.text
    return reply.json


def quoted(company: Company, amount: str = "100.000000", mode: Mode = "live") -> dict[str, Any]:
    reply = ask(company, "/quotes", {"amount": amount, "currency": "USDT"}, mode=mode)
    assert reply.status == 201, reply.text
    return dict(reply.json)


def topped_up(
    company: Company, amount: str = "100.000000", mode: Mode = "live", request_id: str | None = None
) -> dict[str, Any]:
    """A top-up by quote; USDT must have been deposited."""
    body = {"quote_id": quoted(company, amount, mode)["quote_id"], "amount": amount}
    body |= {"request_id": request_id or f"request-{next(_numbers)}", "currency": "USDT"}
    reply = ask(company, "/top-ups", body, mode=mode)
    assert reply.status == 201, reply.text
    return dict(reply.json)


def with_money(company: Company, amount: str = "100.000000", mode: Mode = "live") -> None:
    """The company has topped up, and the face check has a price."""
    world = company.world
    if not world.api.get("/v1/operator/prices", operator(world)).json["prices"]:
        priced(world)
        rated(world)
    deposited(company, amount, mode)
    topped_up(company, amount, mode)


def reserved(company: Company, mode: Mode = "live") -> dict[str, Any]:
    """A new submission's event, whose first live face check asked for its fee."""
    event = {
        "tenant": f"{company.company_id}#{mode}",
        "customer_id": (customer_id := new_id("cus")),
        "submission_id": submission_id(customer_id, 1),
        "revision": 1,
        "attempt": 1,
    }
    on_its_way(Tenant.parse(event["tenant"]), event["submission_id"])
    company.world.run("ReserveFee", event)
    return event


def finished(event: dict[str, Any], *, billed: bool, reason: str = "matched") -> LivenessCheck:
    """The provider's answer, as the liveness slice keeps it."""
    tenant, at = Tenant.parse(event["tenant"]), datetime.now(UTC)
    pk = customer_pk(tenant, event["customer_id"])
    check = LivenessCheck(pk, liveness_sk(event["submission_id"], event["attempt"]))
    check.check_id = check_id_of(tenant, event["submission_id"], event["attempt"])
    check.tenant, check.customer_id = event["tenant"], event["customer_id"]
    check.submission_id, check.revision = event["submission_id"], event["revision"]
    check.attempt, check.status = event["attempt"], "finished"
    check.biz_id, check.billed, check.reason = f"biz-{next(_numbers)}", billed, reason
    check.created_at = check.finished_at = check.list_at = at
    check.list_key = finished_list_key(at)
    check.save()
    return check


def charged(company: Company, reason: str = "matched", mode: Mode = "live") -> LivenessCheck:
    """A live face check from its reservation to its fee."""
    event = reserved(company, mode)
    check = finished(event, billed=True, reason=reason)
    company.world.run("SettleFee", event)
    return check


def event_id_of(check: LivenessCheck) -> str:
    return f"faceid:{check.submission_id}:{check.attempt}"


def entry_of(check: LivenessCheck) -> Entry:
    return Entry.get(f"EVT#{event_id_of(check)}", "E")


def entries_stored() -> Iterable[Entry]:
    return [each for each in Entry.scan() if each.pk.startswith("EVT#")]


def let_days_pass(days: int) -> None:
    """Everything that happened so far happened that many days earlier."""
    ago = timedelta(days=days)
    for account in Account.scan(LedgerItem.sk == "META"):
        account.created_at -= ago
        account.save()
    for entry in entries_stored():
        entry.occurred_at -= ago
        if entry.expires_at:
            entry.expires_at -= ago
        if entry.open_until:
            entry.open_until -= ago
        if entry.settled_at:
            settle_at(entry, entry.settled_at - ago)
        entry.save()
    for check in LivenessCheck.scan(LivenessCheck.sk.startswith("LIVENESS#")):
        check.list_at -= ago
        check.finished_at = check.list_at
        check.list_key = finished_list_key(check.list_at)
        check.save()


def settle_at(entry: Entry, at: datetime) -> Entry:
    """Final since that moment."""
    is_final(entry, entry.state)
    entry.settled_at = at
    entry.statement_key = f"{entry.account}#{at:%Y%m}"
    entry.statement_at = f"{rfc3339(at)}#{entry.event_id}"
    return entry


def ledger_stored(world: World) -> list[dict[str, Any]]:
    pages = world.client("dynamodb").get_paginator("scan")
    found = pages.paginate(TableName=template().name("LedgerTable"))
    return sorted((item for page in found for item in page["Items"]), key=str)


def wrong(world: World, *, full: bool = False) -> dict[str, int]:
    """The numbers of the reconciliation that are not 0."""
    found = world.run("Reconcile", {"full": full})
    return {check: number for check, number in found.items() if number}
