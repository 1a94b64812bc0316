"""What entries add up to: by type, service and outcome, and in all.

Sums of a day are `{type: {service: {outcome: {count, units, usdt_micro}}}}`; `units` is by how much
the balance changed, so that opening + all units = closing.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from billing.entries import (
    ADJUSTMENT,
    CAPTURED,
    CAPTURED_LATE,
    CHARGE,
    DEPOSIT,
    DONE,
    REVERSAL,
    TAKE_BACK,
    TOP_UP,
)
from billing.tables import Entry

Sum = dict[str, int]
Sums = dict[str, dict[str, dict[str, Sum]]]


def change_of(entry: Entry) -> int:
    """CNY units by which `available + held` changed: a hold moves money and changes nothing."""
    if entry.type == CHARGE and entry.state in (CAPTURED, CAPTURED_LATE):
        return -entry.units
    if entry.type in (TOP_UP, REVERSAL, ADJUSTMENT) and entry.state == DONE:
        return entry.units
    return 0


def label_of(entry: Entry) -> str:
    """What a charge brought (matched, mismatch, …), or what became of it without a result."""
    charged = entry.state in (CAPTURED, CAPTURED_LATE)
    return entry.outcome if charged and entry.outcome else entry.state.lower()


def sums_of(entries: Iterable[Entry]) -> Sums:
    sums: Sums = {}
    for entry in entries:
        services = sums.setdefault(entry.type, {})
        labels = services.setdefault(entry.service or "", {})
        counted = labels.setdefault(label_of(entry), {"count": 0, "units": 0, "usdt_micro": 0})
        counted["count"] += 1
        counted["units"] += change_of(entry)
        counted["usdt_micro"] += entry.usdt_micro or 0
    return sums


def cells(sums: Sums) -> Iterator[tuple[str, str, str, Sum]]:
    """`(type, service, outcome, sum)`, in the order of their names."""
    for kind, services in sorted(sums.items()):
        for service, labels in sorted(services.items()):
            for label, counted in sorted(labels.items()):
                yield kind, service, label, counted


def change_in(sums: Sums) -> int:
    return sum(counted["units"] for *_, counted in cells(sums))


@dataclass(frozen=True)
class Totals:
    """What the balance items of an account must say; CNY units, and USDT micro where it is said."""

    spent: int = 0
    topped: int = 0
    rev: int = 0
    adj: int = 0
    usdt_deposited: int = 0
    usdt_spent: int = 0
    usdt_taken: int = 0


def totals_in(many: Iterable[Sums]) -> Totals:
    by_type: dict[str, Sum] = {}
    for sums in many:
        for kind, _, _, counted in cells(sums):
            total = by_type.setdefault(kind, {"units": 0, "usdt_micro": 0})
            total["units"] += counted["units"]
            total["usdt_micro"] += counted["usdt_micro"]

    def of(kind: str, name: str) -> int:
        return by_type.get(kind, {}).get(name, 0)

    return Totals(
        spent=-of(CHARGE, "units"),
        topped=of(TOP_UP, "units"),
        rev=of(REVERSAL, "units"),
        adj=of(ADJUSTMENT, "units"),
        usdt_deposited=of(DEPOSIT, "usdt_micro"),
        usdt_spent=of(TOP_UP, "usdt_micro"),
        usdt_taken=-of(TAKE_BACK, "usdt_micro"),
    )


def canonical(value: Any) -> bytes:
    """One spelling for one value, so that its hash is the same wherever it is computed."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=True).encode()
