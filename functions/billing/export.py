"""The statement as a table that a spreadsheet opens."""

import csv
import io
from datetime import date

from billing.statement import EntryAnswer, Filters, rows_of
from shared.http import Csv

MOST_ROWS = 10_000
# A spreadsheet takes a cell that begins like this for a formula, and runs it.
FORMULA = ("=", "+", "-", "@", "\t", "\r")
HEADER = (
    "entry_id",
    "settled_at",
    "occurred_at",
    "type",
    "service",
    "state",
    "outcome",
    "amount",
    "currency",
    "unit_price",
    "paid_usdt",
    "rate",
    "submission_id",
    "attempt",
    "provider_ref",
    "about",
    "reference",
    "reason",
    "actor",
)
# Written by us, as numbers: a minus is a minus.
NUMBERS = {"amount", "unit_price", "paid_usdt", "rate", "attempt"}


class EntriesCsv(Csv):
    """The statement's lines, newest first, as comma-separated values with a header."""


def export(account: str, filters: Filters) -> EntriesCsv:
    first, last = filters.days
    rows = rows_of(account, filters, MOST_ROWS)
    return EntriesCsv(filename=_name(first, last), text=as_csv(rows))


def as_csv(rows: list[EntryAnswer]) -> str:
    written = io.StringIO()
    table = csv.writer(written)
    table.writerow(HEADER)
    table.writerows([_cell(name, value) for name, value in _values(row).items()] for row in rows)
    return written.getvalue()


def _values(row: EntryAnswer) -> dict[str, str]:
    told = row.model_dump(mode="json")
    told |= {"amount": row.amount.amount, "currency": row.amount.currency}
    told["unit_price"] = row.unit_price.amount if row.unit_price else None
    told["paid_usdt"] = row.paid.amount if row.paid else None
    return {name: "" if told[name] is None else str(told[name]) for name in HEADER}


def _cell(name: str, value: str) -> str:
    return f"'{value}" if name not in NUMBERS and value.startswith(FORMULA) else value


def _name(first: date, last: date) -> str:
    return f"entries-{first.isoformat()}-{last.isoformat()}.csv"
