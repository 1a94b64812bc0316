"""The provider's monthly bill against our charges, line by line, in both directions.

A comparison near midnight may be billed in one month and charged in the next, so a day on either
side is looked at, and the neighbouring month's bill decides there, if it has arrived.
"""

import io
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from billing.accounts import every_account
from billing.bill_file import BillFile, BillUnreadable, read
from billing.entries import CAPTURED, CAPTURED_LATE, UNCOLLECTED
from billing.fees import FACEID
from billing.statement import settled
from billing.tables import Bill, Entry
from shared.aws import client
from shared.clock import now
from shared.settings import settings
from shared.tenant import Tenant
from shared.transaction import Transaction

BILLED = (CAPTURED, CAPTURED_LATE, UNCOLLECTED)
MOST_LISTED = 100
ONE_DAY = timedelta(days=1)

s3 = client("s3")


@dataclass(frozen=True)
class Month:
    """`first` and `last` are its days."""

    first: date

    @classmethod
    def parse(cls, text: str) -> "Month":
        if not re.fullmatch(r"20[0-9]{2}-(0[1-9]|1[0-2])", text):
            raise BillUnreadable("a month is written as 2026-11")
        return cls(date.fromisoformat(f"{text}-01"))

    @property
    def last(self) -> date:
        return self.next.first - ONE_DAY

    @property
    def next(self) -> "Month":
        return Month((self.first + timedelta(days=31)).replace(day=1))

    @property
    def previous(self) -> "Month":
        return Month((self.first - ONE_DAY).replace(day=1))

    def __str__(self) -> str:
        return f"{self.first:%Y-%m}"


def key_of(month: Month) -> str:
    return f"bills/{month}.csv"


def import_bill(month_text: str, by: str) -> dict[str, Any]:
    """`{month, lines, matched, missing_here, missing_there, billed_twice, counts}`.

    It replaces an earlier import of the month. `missing_here`: billed, and no charge of ours;
    `missing_there`: charged, and not billed. Test mode is no contract's: its charges may be on a
    bill and need not be. `credited`, `charged_twice`, `unreadable` and `other_products` are there
    when there is something to tell; all but the last are counted as differences.
    """
    month = Month.parse(month_text)
    found = _file(month)
    if found is None:
        raise BillUnreadable("there is no file of that month")
    charges = list(_charges(month))
    bill = _bill(month, _differences(month, found, charges), by)
    if found.other_products:
        bill.differences["other_products"] = sorted(found.other_products)[:MOST_LISTED]
    bill.lines = len(found.billed)
    bill.matched = len(found.sessions & {str(each.provider_ref) for each in charges})
    tx = Transaction()
    tx.put(bill)
    tx.commit()
    return _summary(bill)


def _differences(month: Month, found: BillFile, charges: list[Entry]) -> dict[str, list[str]]:
    """By name, in order; what nothing is said of is left out, but for the three that are usual."""
    billed, by_ref = found.billed, {str(each.provider_ref): each for each in charges}
    before, after = _file(month.previous), _file(month.next)
    usual = {
        "missing_here": found.sessions - set(by_ref),
        "missing_there": {
            ref
            for ref, charge in by_ref.items()
            if ref not in billed and _is_due(charge, month, before, after)
        },
        "billed_twice": {
            ref
            for ref, quantity in billed.items()
            if quantity > 1 or (quantity < 1 and ref not in found.with_credits)
        },
    }
    times = Counter(str(each.provider_ref) for each in charges)
    further = {
        # Taken back, while our charge stands; or taken back of another month's bill.
        "credited": {
            ref
            for ref in found.with_credits
            if billed[ref] < 0 or (billed[ref] == 0 and ref in by_ref)
        },
        "charged_twice": {ref for ref, number in times.items() if number > 1},
        "unreadable": set(found.unreadable),
    }
    return {name: sorted(refs) for name, refs in (usual | further).items() if refs or name in usual}


def differences_in(months: list[Month]) -> int:
    """How many lines and charges the bills of these months disagree on; unbilled months: none."""
    keys = [(f"BILL#{month}", "BILL") for month in months]
    return sum(sum(bill.differences["counts"].values()) for bill in Bill.batch_get(keys))


def _bill(month: Month, differences: dict[str, list[str]], by: str) -> Bill:
    bill = Bill(f"BILL#{month}", "BILL", month=str(month), imported_at=now(), imported_by=by)
    counts = {name: len(refs) for name, refs in differences.items()}
    listed: dict[str, Any] = {name: refs[:MOST_LISTED] for name, refs in differences.items()}
    bill.differences = listed | {"counts": counts}
    return bill


def _summary(bill: Bill) -> dict[str, Any]:
    told = {"month": bill.month, "lines": bill.lines, "matched": bill.matched}
    return told | dict(bill.differences)


def _file(month: Month) -> BillFile | None:
    """None when there is no file of that month."""
    try:
        found = s3.get_object(Bucket=settings().media_bucket, Key=key_of(month))
    except s3.exceptions.NoSuchKey:
        return None
    return read(io.TextIOWrapper(found["Body"], encoding="utf-8-sig", newline=""))


def _charges(month: Month) -> Iterator[Entry]:
    for account in every_account():
        for entry in settled(account.account, month.first - ONE_DAY, month.last + ONE_DAY):
            if entry.service == FACEID and entry.state in BILLED:
                yield entry


def _is_due(charge: Entry, month: Month, before: BillFile | None, after: BillFile | None) -> bool:
    """Whether a charge that is not on this month's bill should have been."""
    day, ref = charge.settled_at.date(), charge.provider_ref
    if Tenant.parse(charge.account).mode == "test" or day > month.last:
        return False
    if day < month.first:
        return before is not None and ref not in before.billed
    if day == month.first:
        return before is None or ref not in before.billed
    if day == month.last:
        return after is not None and ref not in after.billed
    return True
