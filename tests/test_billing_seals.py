"""Closed days and the seven numbers: whatever is tampered with, one of them is not 0."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from billing.reconciliation import CHECKS
from billing.seals import seal_hash
from billing.sums import change_in
from billing.tables import Entry, Seal, Slot, UsdtAccount
from local.world import World
from shared.liveness_check import LivenessCheck
from tests.billing_helpers import (
    charged,
    entries_stored,
    entry_of,
    event_id_of,
    finished,
    ledger_stored,
    let_days_pass,
    operate,
    reserved,
    told,
    with_money,
    wrong,
)
from tests.refusal_helpers import nothing_must_change
from tests.world_helpers import Company


def seals_of(company: Company) -> list[Seal]:
    return list(Seal.query(f"ACC#{company.company_id}#live", Seal.sk.startswith("SEAL#")))


def the_past(company: Company) -> LivenessCheck:
    """Three days: money and a charge, nothing, then a charge, a release and a hold; all sealed."""
    with_money(company)
    first = charged(company)
    let_days_pass(2)
    charged(company, "mismatch")
    event = reserved(company)
    finished(event, billed=False)
    company.world.run("SettleFee", event)
    let_days_pass(1)
    reserved(company)
    company.world.run("SealDays")
    return first


def test_every_day_since_the_account_was_opened_is_sealed_once(company: Company) -> None:
    the_past(company)
    first, empty, last = seals_of(company)

    with nothing_must_change(company.world):
        assert company.world.run("SealDays") == {"sealed": 0}

    today = datetime.now(UTC).date()
    assert [each.day for each in (first, empty, last)] == [
        str(today - timedelta(days=days)) for days in (3, 2, 1)
    ]
    assert (first.opening_units, first.closing_units) == (0, 7_183_400 - 10_000)
    assert (empty.entries, empty.closing_units) == (0, 7_173_400)
    assert (last.opening_units, last.closing_units) == (7_173_400, 7_163_400)
    assert (empty.previous_hash, last.previous_hash) == (first.hash, empty.hash)
    assert last.sums["charge"]["faceid"] == {
        "mismatch": {"count": 1, "units": -10_000, "usdt_micro": 0},
        "released": {"count": 1, "units": 0, "usdt_micro": 0},
    }


def test_a_day_is_not_sealed_before_it_is_over(company: Company) -> None:
    with_money(company)

    assert company.world.run("SealDays") == {"sealed": 0}
    assert seals_of(company) == []


def test_a_sealed_day_is_shown_as_it_was(company: Company) -> None:
    the_past(company)
    period = {"from_": datetime.now(UTC).date() - timedelta(days=5)}

    days = told(company, "/statistics", **period)["days"]

    assert [day["sealed"] for day in days] == [True, True]
    assert [use["outcome"] for use in days[1]["uses"]] == ["mismatch", "released"]


def test_all_numbers_are_0_when_all_is_well(company: Company) -> None:
    """After every kind of entry there is, in both modes, sealed or not."""
    world = company.world
    first = the_past(company)
    with_money(company, mode="test")
    charged(company, mode="test")
    reversal = {"entry_id": event_id_of(first), "reason": "Our camera was broken."}
    operate(world, "/reversals", reversal)
    correction = {"company_id": company.company_id, "mode": "live", "amount": "-3"}
    correction |= {"currency": "CNY", "reason": "Credited twice."}
    proposed = operate(world, "/adjustments", correction)
    operate(world, f"/adjustments/{proposed['adjustment_id']}/apply", {}, by="bo")

    daily, full = world.run("Reconcile"), world.run("Reconcile", {"full": True})

    assert daily == full == dict.fromkeys(CHECKS, 0)


def test_every_number_is_a_metric(world: World, capsys: pytest.CaptureFixture[str]) -> None:
    world.run("Reconcile")

    told_to_the_alarms = capsys.readouterr().out
    for check in CHECKS:
        assert f'"Reconcile{check}":[0.0]' in told_to_the_alarms


def change(item: Any, **values: Any) -> None:
    for name, value in values.items():
        setattr(item, name, value)
    item.save()


def slot(check: LivenessCheck) -> Slot:
    return Slot.get(f"ACC#{check.tenant}#0", "BAL")


def usdt(check: LivenessCheck) -> UsdtAccount:
    return UsdtAccount.get(f"USDT#{check.tenant}", "BAL")


def seal(check: LivenessCheck, days_ago: int) -> Seal:
    day = datetime.now(UTC).date() - timedelta(days=days_ago)
    return Seal.get(f"ACC#{check.tenant}", f"SEAL#{day}")


def open_hold() -> Entry:
    return next(each for each in entries_stored() if each.state == "HELD")


def the_top_up() -> Entry:
    return next(each for each in entries_stored() if each.type == "top_up")


def spend_more(check: LivenessCheck) -> None:
    change(slot(check), avail=slot(check).avail - 1)


def move_out_of_nothing(check: LivenessCheck) -> None:
    change(slot(check), avail=slot(check).avail + 5, mv=5)


def forge_the_balance(check: LivenessCheck) -> None:
    change(slot(check), avail=slot(check).avail + 500, topped=slot(check).topped + 500)


def forget_a_hold(check: LivenessCheck) -> None:
    open_hold().delete()


def change_an_amount(check: LivenessCheck) -> None:
    change(entry_of(check), units=1)


def forget_a_charge(check: LivenessCheck) -> None:
    entry_of(check).delete()


def forget_a_day(check: LivenessCheck) -> None:
    seal(check, 2).delete()


def forget_the_last_day(check: LivenessCheck) -> None:
    seal(check, 1).delete()


def change_a_seal(check: LivenessCheck) -> None:
    change(seal(check, 3), entries=7)


def forge_a_seal(check: LivenessCheck) -> None:
    """With a hash that fits it: the next day's does not."""
    forged = seal(check, 2)
    forged.sums = {"adjustment": {"": {"done": {"count": 1, "units": 5, "usdt_micro": 0}}}}
    forged.closing_units += change_in(forged.sums)
    change(forged, hash=seal_hash(forged))


def let_a_hold_age(check: LivenessCheck) -> None:
    change(open_hold(), expires_at=datetime.now(UTC) - timedelta(hours=3))


def lose_a_result(check: LivenessCheck) -> None:
    check.delete()


def unbill_a_result(check: LivenessCheck) -> None:
    change(LivenessCheck.get(check.pk, check.sk), billed=False)


def charge_twice(check: LivenessCheck) -> None:
    twin = entry_of(check)
    twin.pk, twin.event_id = f"EVT#late:{twin.event_id}", f"late:{twin.event_id}"
    twin.state, twin.statement_at = "CAPTURED_LATE", f"{twin.statement_at}x"
    twin.save()


def change_a_top_up(check: LivenessCheck) -> None:
    change(the_top_up(), remainder=12)


def forge_usdt(check: LivenessCheck) -> None:
    change(usdt(check), avail=usdt(check).avail + 5)


def forge_a_deposit(check: LivenessCheck) -> None:
    change(usdt(check), avail=usdt(check).avail + 5, deposited=usdt(check).deposited + 5)


# What somebody did to the table, and the numbers that show it in a full reconciliation.
TAMPERING: list[tuple[Callable[[LivenessCheck], None], set[str]]] = [
    (spend_more, {"SlotEquation"}),
    (move_out_of_nothing, {"SlotEquation"}),
    (forge_the_balance, {"EntriesAndSlots"}),
    (forget_a_hold, {"EntriesAndSlots"}),
    (change_an_amount, {"EntriesAndSlots", "SealChain"}),
    (forget_a_charge, {"EntriesAndSlots", "SealChain", "ResultsAndCharges"}),
    (forget_a_day, {"SealChain"}),
    (forget_the_last_day, {"SealChain"}),
    (change_a_seal, {"SealChain"}),
    (forge_a_seal, {"SealChain"}),
    (let_a_hold_age, {"OverdueHolds"}),
    (lose_a_result, {"ResultsAndCharges"}),
    (unbill_a_result, {"ResultsAndCharges"}),
    (charge_twice, {"EntriesAndSlots", "SealChain", "ResultsAndCharges"}),
    (change_a_top_up, {"SealChain", "UsdtAndCny"}),
    (forge_usdt, {"UsdtAndCny"}),
    (forge_a_deposit, {"UsdtAndCny"}),
]


@pytest.mark.parametrize(
    ("tamper", "shown"), [pytest.param(*each, id=each[0].__name__) for each in TAMPERING]
)
def test_what_was_tampered_with_shows(
    company: Company,
    tamper: Callable[[LivenessCheck], None],
    shown: set[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("billing.reconciliation.LOOK_AGAIN_SECONDS", 0)
    monkeypatch.setattr("billing.seals.SEALED_WITHIN", timedelta())
    check = the_past(company)
    assert wrong(company.world, full=True) == {}

    tamper(check)

    assert set(wrong(company.world, full=True)) == shown


def test_the_daily_run_sees_what_happened_since_the_last_seal(
    company: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("billing.reconciliation.LOOK_AGAIN_SECONDS", 0)
    the_past(company)
    recent = charged(company)
    assert wrong(company.world) == {}

    change_an_amount(recent)

    assert wrong(company.world) == {"EntriesAndSlots": 1}


def test_the_daily_run_reads_every_seal_though_not_every_entry(company: Company) -> None:
    check = the_past(company)

    change_a_seal(check)

    assert wrong(company.world) == {"SealChain": 1}


def test_a_result_may_take_a_while_to_be_charged(company: Company) -> None:
    with_money(company)
    event = reserved(company)
    check = finished(event, billed=True)
    assert wrong(company.world) == {}

    change(check, list_at=datetime.now(UTC) - timedelta(hours=3))
    assert wrong(company.world) == {"ResultsAndCharges": 1}
    company.world.run("SettleFee", event)
    assert wrong(company.world) == {}


def test_reconciling_changes_nothing(company: Company) -> None:
    the_past(company)
    before = ledger_stored(company.world)

    wrong(company.world, full=True)

    assert ledger_stored(company.world) == before
