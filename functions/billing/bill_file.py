"""The provider's bill as operators put it: what its lines say. Pure.

A line is a session of ours, or it is of another product, a total, or unreadable; only what cannot
be a bill at all is refused, so that one odd line does not hide what the others say.
"""

import csv
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation

from shared.errors import KycError

COLUMNS = {"biz_id", "biz_no", "billed_at", "product", "quantity"}
# The product that we buy, by a word of its name: `faceid_lite_h5`, `FaceID Lite`.
OURS = "lite"
MOST = 1_000_000


class BillUnreadable(KycError):
    """The file is not there, or it is not a bill."""


@dataclass
class BillFile:
    """`billed` is how often each session was billed, credits taken off: then it may be 0 or less.

    `unreadable` are numbers of lines, `other_products` sessions of what we do not compare.
    """

    billed: Counter[str] = field(default_factory=Counter)
    with_credits: set[str] = field(default_factory=set)
    other_products: list[str] = field(default_factory=list)
    unreadable: list[str] = field(default_factory=list)

    @property
    def sessions(self) -> set[str]:
        """Those that have to be paid for."""
        return {ref for ref, quantity in self.billed.items() if quantity > 0}


def read(lines: Iterable[str]) -> BillFile:
    bill, table = BillFile(), csv.DictReader(lines)
    try:
        if not set(table.fieldnames or ()) >= COLUMNS:
            raise BillUnreadable("columns are missing")
        for row in table:
            told = {name: (row[name] or "").strip() for name in COLUMNS}
            _take(bill, told, table.line_num)
    except (UnicodeDecodeError, csv.Error) as error:
        raise BillUnreadable(type(error).__name__) from None
    if bill.unreadable and not (bill.billed or bill.other_products):
        raise BillUnreadable(bill.unreadable[0])
    return bill


def _take(bill: BillFile, told: dict[str, str], number: int) -> None:
    ref, product, quantity = told["biz_id"], told["product"], _whole(told["quantity"])
    if not told["biz_no"] and not (ref and product):
        return  # a total: it names no session, or no product
    if not ref or not product or quantity is None:
        bill.unreadable.append(f"line {number}")
    elif OURS not in re.split(r"[^a-z0-9]+", product.lower()):
        bill.other_products.append(f"{product} {ref}")
    else:
        bill.billed[ref] += quantity
        if quantity < 0:
            bill.with_credits.add(ref)


def _whole(text: str) -> int | None:
    """`1`, `1.0` and `-1`, as spreadsheets write whole numbers."""
    try:
        number = Decimal(text)
    except InvalidOperation:
        return None
    is_whole = number.is_finite() and number == number.to_integral_value() and abs(number) <= MOST
    return int(number) if is_whole else None
