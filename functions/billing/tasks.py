"""State-machine and scheduled tasks of the billing slice."""

from typing import Any

from aws_lambda_powertools.metrics import MetricUnit

from billing import balances, bills, fees, notice_texts, reconciliation, seals, sweeper
from billing.entries import existing
from shared import machine
from shared.telemetry import metrics, task
from shared.tenant import Tenant


@task
@machine.step
def reserve_fee(event: dict[str, Any]) -> dict[str, Any]:
    """`{tenant, submission_id, attempt}` → `{attempt, next, reserved, reason}`."""
    attempt = int(event["attempt"])
    tenant = Tenant.parse(event["tenant"])
    reserved, reason = fees.reserve(tenant, event["submission_id"], attempt)
    return {"attempt": attempt, "next": attempt, "reserved": reserved, "reason": reason}


@task
def settle_fee(event: dict[str, Any]) -> dict[str, str]:
    """`{submission_id, attempt}` → `{state}` of the fee: HELD while nobody knows."""
    event_id = fees.event_id_of(event["submission_id"], int(event["attempt"]))
    return {"state": sweeper.settle_hold(existing(event_id)).state}


@task
@machine.step
def text_customer(event: dict[str, Any]) -> dict[str, bool]:
    """`{tenant, submission_id, revision}` → `{wanted: False}`: texted, or not to be."""
    tenant, revision = Tenant.parse(event["tenant"]), int(event["revision"])
    notice_texts.text_notice(tenant, event["submission_id"], revision)
    machine.rest(tenant, event["submission_id"], revision)
    return {"wanted": False}


@task
def sweep_holds(_event: dict[str, Any]) -> dict[str, int]:
    """`{settled, unresolved, failed}`: holds whose time is over, and results that came late."""
    settled, unresolved, failed = sweeper.sweep()
    metrics.add_metric(name="HoldsUnresolved", unit=MetricUnit.Count, value=unresolved)
    return {"settled": settled, "unresolved": unresolved, "failed": failed}


@task
def seal_days(_event: dict[str, Any]) -> dict[str, int]:
    """`{sealed}`: how many days of all accounts were closed, yesterday and what was missed."""
    return {"sealed": seals.seal_every_account()}


@task
def reconcile(event: dict[str, Any]) -> dict[str, int]:
    """`{full}` → `{check: how many things are wrong}`, each a metric with an alarm."""
    found = reconciliation.reconcile(full=event.get("full") is True)
    for check, wrong in found.items():
        metrics.add_metric(name=f"Reconcile{check}", unit=MetricUnit.Count, value=wrong)
    return found


@task
def watch_balances(_event: dict[str, Any]) -> dict[str, int]:
    """`{told}`: how many accounts' staff were told that their balance is low."""
    return {"told": balances.watch()}


@task
def import_bill(event: dict[str, Any]) -> dict[str, Any]:
    """`{month, imported_by}` → what the provider's bill and our charges disagree on."""
    return bills.import_bill(event["month"], event["imported_by"])
