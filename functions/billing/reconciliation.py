"""Seven numbers that must be 0: what the ledger says in one place against what it says in another.

Daily it works from the seals and what came after them. In full, as after a restore, it reads every
entry again. Balances go on changing while it reads, so they are read before and after the entries:
what lies between both readings is no difference, and what is gone at the next try was none.
"""

import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict
from datetime import date, timedelta

from billing.accounts import every_account
from billing.bills import Month, differences_in
from billing.entries import DONE, HELD, TOP_UP, open_holds
from billing.ledger import usdt_account
from billing.results import results_without_one_charge
from billing.seals import ONE_DAY, broken_days, seals_of
from billing.slots import read_slots, slots_of
from billing.statement import settled
from billing.sums import Sums, sums_of, totals_in
from billing.tables import Account, Entry
from shared.clock import now
from shared.telemetry import logger

CHECKS = (
    "SlotEquation",
    "EntriesAndSlots",
    "SealChain",
    "OverdueHolds",
    "ResultsAndCharges",
    "ProviderBill",
    "UsdtAndCny",
)
OVERDUE_AFTER = timedelta(hours=2)
TRIES, LOOK_AGAIN_SECONDS = 3, 0.3
# Daily: the days whose entries are read again, and the months whose bills count.
DAYS_AGAIN, MONTHS = 2, 3
EVERY_DAY, ALL_MONTHS = 100_000, 24
CNY_TOTALS = ("spent", "topped", "rev", "adj", "held")
USDT_TOTALS = ("usdt_deposited", "usdt_spent", "usdt_taken")

Found = Counter[str]


def reconcile(full: bool) -> dict[str, int]:
    """`{check: how many things are wrong}`; a log line names each of them."""
    found: Found = Counter(dict.fromkeys(CHECKS, 0))
    accounts, holds = every_account(), open_holds()
    for account in accounts:
        _slots(account.account, found)
        _chain(account, full, found)
        _totals(account, full, holds, found)
        _rates(account, full, found)
    _overdue(holds, found)
    first = min((each.created_at.date() for each in accounts), default=now().date())
    recent = now().date() - DAYS_AGAIN * ONE_DAY
    for check_id in results_without_one_charge(accounts, first if full else max(first, recent)):
        _wrong(found, "ResultsAndCharges", check_id)
    found["ProviderBill"] += differences_in(_months(ALL_MONTHS if full else MONTHS))
    return dict(found)


def _wrong(found: Found, check: str, where: str, what: str = "") -> None:
    found[check] += 1
    logger.warning("does not reconcile", extra={"check": check, "where": where, "what": what})


def _slots(account: str, found: Found) -> None:
    """What came and went is what is there, in every slot; moves cancel out."""
    slots = read_slots(account, slots_of(account))
    for slot in slots:
        if slot.topped + slot.adj + slot.rev + slot.mv - slot.spent != slot.avail + slot.held:
            _wrong(found, "SlotEquation", slot.pk)
        if min(slot.avail, slot.held) < 0:
            _wrong(found, "SlotEquation", slot.pk, "negative")
    if sum(slot.mv for slot in slots):
        _wrong(found, "SlotEquation", account, "moves")


def _chain(account: Account, full: bool, found: Found) -> None:
    seals = seals_of(account.account)
    for day in broken_days(account, seals, EVERY_DAY if full else DAYS_AGAIN):
        _wrong(found, "SealChain", account.account, day)


def _totals(account: Account, full: bool, holds: list[Entry], found: Found) -> None:
    """Entries and open holds against the balance items; only what differs each time is wrong."""
    differing = _differing(account, full, holds)
    for _ in range(TRIES - 1):
        if not differing:
            return
        time.sleep(LOOK_AGAIN_SECONDS)
        differing &= _differing(account, full, open_holds())
    for name in sorted(differing):
        check = "UsdtAndCny" if name in USDT_TOTALS else "EntriesAndSlots"
        _wrong(found, check, account.account, name)


def _differing(account: Account, full: bool, holds: list[Entry]) -> set[str]:
    name = account.account
    before = _in_balances(name)
    held = sum(entry.units for entry in holds if entry.account == name)
    in_entries = asdict(totals_in(_sums(account, full))) | {"held": held}
    after = _in_balances(name)
    return {
        each
        for each, units in in_entries.items()
        if not min(before[each], after[each]) <= units <= max(before[each], after[each])
    }


def _in_balances(account: str) -> dict[str, int]:
    slots, usdt = read_slots(account, slots_of(account)), usdt_account(account)
    totals = {name: sum(getattr(slot, name) for slot in slots) for name in CNY_TOTALS}
    return totals | {
        "usdt_deposited": usdt.deposited,
        "usdt_spent": usdt.spent,
        "usdt_taken": usdt.taken,
    }


def _sums(account: Account, full: bool) -> Iterator[Sums]:
    """Of every day: as sealed, or as the entries say when all are read again."""
    seals = [] if full else seals_of(account.account)
    yield from (seal.sums for seal in seals)
    last = date.fromisoformat(seals[-1].day) if seals else account.created_at.date() - ONE_DAY
    yield sums_of(settled(account.account, last + ONE_DAY, now().date() + ONE_DAY))


def _overdue(holds: list[Entry], found: Found) -> None:
    """By the time that was promised when the money was held, however often that was extended."""
    for entry in holds:
        if entry.state == HELD and entry.expires_at < now() - OVERDUE_AFTER:
            _wrong(found, "OverdueHolds", entry.event_id)


def _rates(account: Account, full: bool, found: Found) -> None:
    """Each top-up's two legs at its own rate, and the USDT account's own equation."""
    usdt = usdt_account(account.account)
    if usdt.deposited != usdt.avail + usdt.spent + usdt.taken or usdt.avail < 0:
        _wrong(found, "UsdtAndCny", usdt.pk)
    recent = now().date() - DAYS_AGAIN * ONE_DAY
    first = account.created_at.date() if full else max(account.created_at.date(), recent)
    for entry in settled(account.account, first, now().date(), only=Entry.type == TOP_UP):
        if not _is_at_its_rate(entry):
            _wrong(found, "UsdtAndCny", entry.event_id)


def _is_at_its_rate(entry: Entry) -> bool:
    micro, num, den = entry.usdt_micro or 0, entry.rate_num or 0, entry.rate_den or 1
    return entry.state == DONE and (entry.units, entry.remainder) == divmod(micro * num, den)


def _months(count: int) -> list[Month]:
    found = [Month(now().date().replace(day=1))]
    while len(found) < count:
        found.append(found[-1].previous)
    return found
