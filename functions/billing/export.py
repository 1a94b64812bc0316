"""The statement as a table that a spreadsheet opens."""

import csv
import io
import unicodedata
from datetime import date

from billing.statement import EntryAnswer, Filters, rows_of
from shared.http import Csv

MOST_ROWS = 10_000
# A spreadsheet takes a cell that begins like this for a formula, and runs it.
FORMULA = tuple("=+-@\N{MINUS SIGN}")
LEADS_ON = ("\t", "\r", "\n")
# Letters by name that show nothing, as spaces, marks and controls do.
FILLERS = "\N{HANGUL FILLER}\N{HANGUL CHOSEONG FILLER}\N{HANGUL JUNGSEONG FILLER}"
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
    return f"'{value}" if name not in NUMBERS and _may_be_run(value) else value


def _may_be_run(text: str) -> bool:
    """By the first sign that is seen, in its plain form: spreadsheets skip what shows nothing."""
    plain = unicodedata.normalize("NFKC", text)
    seen = next((each for each in plain if not _shows_nothing(each)), "")
    return text.startswith(LEADS_ON) or seen in FORMULA


def _shows_nothing(sign: str) -> bool:
    return unicodedata.category(sign)[0] in "CMZ" or sign in FILLERS


def _name(first: date, last: date) -> str:
    return f"entries-{first.isoformat()}-{last.isoformat()}.csv"
