"""How often each service was used, with what outcome, and what it cost, day by day."""

from collections.abc import Iterable
from datetime import date, datetime
from itertools import groupby
from typing import cast

from billing.amounts import cny, usdt
from billing.entries import CHARGE, DEPOSIT, MOVE, TAKE_BACK
from billing.prices import Service
from billing.seals import ONE_DAY, seals_of
from billing.statement import Period, settled
from billing.sums import Sums, cells, sums_of
from shared.case_answers import Amount
from shared.clock import now
from shared.http import Answer


class Use(Answer):
    """`outcome`: what the check found, or `released`, `declined`, `uncollected`: not charged."""

    service: Service
    outcome: str
    count: int
    charged: Amount


class Transfer(Answer):
    """Money that is no charge: top-ups, deposits or their taking back, reversals, adjustments."""

    type: str
    service: Service | None
    count: int
    amount: Amount


class DayStatistics(Answer):
    """A sealed day is closed and does not change any more."""

    day: date
    sealed: bool
    uses: list[Use]
    transfers: list[Transfer]


class Statistics(Answer):
    """Days in UTC, oldest first; days without anything are left out. `totals` are of all days."""

    days: list[DayStatistics]
    totals: list[Use]
    as_of: datetime


def statistics(account: str, period: Period) -> Statistics:
    """One read for all sealed days, and the statement for the others."""
    first, last = period.days
    as_of = now()
    last = min(last, as_of.date())
    by_day = {date.fromisoformat(seal.day): seal.sums for seal in seals_of(account, first, last)}
    sealed = set(by_day)
    for begin, end in _gaps(first, last, sealed):
        by_day |= _live(account, begin, end)
    days = [_day(day, day in sealed, sums) for day, sums in sorted(by_day.items())]
    return Statistics(
        days=[day for day in days if day.uses or day.transfers],
        totals=_uses(by_day.values()),
        as_of=as_of,
    )


def _gaps(first: date, last: date, sealed: set[date]) -> list[tuple[date, date]]:
    """Runs of days that are not sealed, so that each is read at once."""
    gaps: list[tuple[date, date]] = []
    day = first
    while day <= last:
        if day not in sealed:
            begin = gaps.pop()[0] if gaps and gaps[-1][1] + ONE_DAY == day else day
            gaps.append((begin, day))
        day += ONE_DAY
    return gaps


def _live(account: str, begin: date, end: date) -> dict[date, Sums]:
    by_day = groupby(settled(account, begin, end), lambda entry: entry.settled_at.date())
    return {day: sums_of(entries) for day, entries in by_day}


def _day(day: date, sealed: bool, sums: Sums) -> DayStatistics:
    return DayStatistics(day=day, sealed=sealed, uses=_uses([sums]), transfers=_transfers(sums))


def _uses(many: Iterable[Sums]) -> list[Use]:
    """Charges by service and outcome, of all days together."""
    total: dict[tuple[str, str], tuple[int, int]] = {}
    for sums in many:
        for kind, service, label, counted in cells(sums):
            if kind == CHARGE:
                count, units = total.get((service, label), (0, 0))
                total[service, label] = count + counted["count"], units - counted["units"]
    return [
        Use(service=cast(Service, service), outcome=label, count=count, charged=cny(units))
        for (service, label), (count, units) in sorted(total.items())
    ]


def _transfers(sums: Sums) -> list[Transfer]:
    found = []
    for kind, service, _, counted in cells(sums):
        if kind in (CHARGE, MOVE):
            continue
        in_usdt = kind in (DEPOSIT, TAKE_BACK)
        amount = usdt(counted["usdt_micro"]) if in_usdt else cny(counted["units"])
        served = cast(Service, service) if service else None
        found.append(Transfer(type=kind, service=served, count=counted["count"], amount=amount))
    return found
