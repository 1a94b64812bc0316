"""What happened on an account: settled entries, newest first, by the page or all of them."""

import base64
import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from functools import reduce
from itertools import islice
from operator import and_
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, model_validator
from pydantic_core import PydanticCustomError
from pynamodb.expressions.condition import Condition

from billing.amounts import cny, rate_text, usdt
from billing.entries import CHARGE, MOVE
from billing.prices import Service
from billing.sums import change_of
from billing.tables import Entry
from shared.case_answers import Amount
from shared.clock import now
from shared.errors import ApiError
from shared.http import Answer, Query
from shared.paging import Cursor, Limit

Type = Literal["charge", "top_up", "deposit", "take_back", "reversal", "adjustment"]
State = Literal["captured", "captured_late", "uncollected", "released", "declined", "done"]

LONGEST = timedelta(days=366)
PLACE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]{12}Z#[!-~]{1,250}")


def _written_as_a_day(given: object) -> object:
    """pydantic would take a number of seconds for a day, too; and there is no day after 9999."""
    if isinstance(given, str) and not re.fullmatch(r"20[0-9]{2}-[0-9]{2}-[0-9]{2}", given):
        raise ValueError("a day is written as 2026-11-22")
    return given


Day = Annotated[date, BeforeValidator(_written_as_a_day)]


class Period(Query):
    """Days in UTC, both included; by default the month so far."""

    first: Annotated[Day | None, Field(alias="from")] = None
    last: Annotated[Day | None, Field(alias="to")] = None

    @property
    def days(self) -> tuple[date, date]:
        last = self.last or max(now().date(), self.first or date.min)
        return self.first or last.replace(day=1), last

    @model_validator(mode="after")
    def _in_order(self) -> "Period":
        first, last = self.days
        if not first <= last <= first + LONGEST:
            raise PydanticCustomError("invalid_period", "Give at most a year, the first day first.")
        return self


class Filters(Period):
    """Filters are combined."""

    service: Service | None = None
    type: Type | None = None
    state: State | None = None


class EntriesPage(Filters):
    limit: Limit = 50
    cursor: Cursor | None = None


class EntryAnswer(Answer):
    """One line of the statement; `amount` is what it changed, in the currency it changed.

    A charge that was declined, released or not collected changed nothing; `unit_price` says what
    it would have cost. A top-up names the USDT that it took and the rate; `about` is the entry
    that a reversal, a late result or a deposit's taking back belongs to.
    """

    entry_id: str
    type: Type
    service: Service | None
    state: State
    outcome: str | None
    amount: Amount
    unit_price: Amount | None
    paid: Amount | None
    rate: str | None
    submission_id: str | None
    attempt: int | None
    provider_ref: str | None
    about: str | None
    reference: str | None
    reason: str | None
    actor: str | None
    occurred_at: datetime
    settled_at: datetime


class Entries(Answer):
    """Newest first."""

    entries: list[EntryAnswer]
    next_cursor: str | None


def list_entries(account: str, page: EntriesPage) -> Entries:
    """A place in the list is a place in time, so a cursor fits every list and shows nothing."""
    before = _decode(page.cursor)
    found = settled(account, *page.days, only=_wanted(page), newest_first=True, before=before)
    rows = list(islice(found, page.limit + 1))
    more = len(rows) > page.limit
    shown = rows[: page.limit]
    cursor = _encode(shown[-1]) if more else None
    return Entries(entries=[entry_answer(each) for each in shown], next_cursor=cursor)


def rows_of(account: str, filters: Filters, most: int) -> list[EntryAnswer]:
    """All at once, newest first; 422 when there are more than `most`."""
    found = settled(account, *filters.days, only=_wanted(filters), newest_first=True)
    rows = list(islice(found, most + 1))
    if len(rows) > most:
        raise ApiError("export_too_large", details={"most_rows": most})
    return [entry_answer(each) for each in rows]


def settled(
    account: str,
    first: date,
    last: date,
    *,
    only: Condition | None = None,
    newest_first: bool = False,
    before: str | None = None,
) -> Iterator[Entry]:
    """What was settled on those days, both included; `before` is the place to go on from."""
    begin, end = first.isoformat(), (last + timedelta(days=1)).isoformat()
    end = min(end, before) if before else end
    if end < begin:
        return
    for month in months(first, last, newest_first=newest_first):
        found = Entry.by_statement.query(
            f"{account}#{month}",
            Entry.statement_at.between(begin, end),
            filter_condition=only,
            scan_index_forward=not newest_first,
        )
        yield from (each for each in found if each.statement_at != before)


def months(first: date, last: date, *, newest_first: bool = False) -> list[str]:
    """`202611` for every month that the days touch."""
    numbers = range(first.year * 12 + first.month - 1, last.year * 12 + last.month)
    found = [f"{number // 12}{number % 12 + 1:02d}" for number in numbers]
    return found[::-1] if newest_first else found


def entry_answer(entry: Entry) -> EntryAnswer:
    in_usdt = entry.currency == "USDT"
    rated = entry.rate_num is not None and entry.rate_den is not None
    return EntryAnswer(
        entry_id=entry.event_id,
        type=entry.type,
        service=entry.service,
        state=entry.state.lower(),
        outcome=entry.outcome,
        amount=usdt(entry.units) if in_usdt else cny(change_of(entry)),
        unit_price=cny(entry.units) if entry.type == CHARGE else None,
        paid=usdt(entry.usdt_micro) if rated and entry.usdt_micro is not None else None,
        rate=rate_text(entry.rate_num, entry.rate_den) if rated else None,
        submission_id=entry.submission_id,
        attempt=entry.attempt,
        provider_ref=entry.provider_ref,
        about=entry.about,
        reference=entry.reference,
        reason=entry.reason,
        actor=entry.actor,
        occurred_at=entry.occurred_at,
        settled_at=entry.settled_at,
    )


def _wanted(filters: Filters) -> Condition:
    """Moves between slots are nobody's business but the ledger's."""
    conditions = [Entry.type != MOVE]
    if filters.service:
        conditions.append(Entry.service == filters.service)
    if filters.type:
        conditions.append(Entry.type == filters.type)
    if filters.state:
        conditions.append(Entry.state == filters.state.upper())
    return reduce(and_, conditions)


def _encode(entry: Entry) -> str:
    return base64.urlsafe_b64encode(str(entry.statement_at).encode()).decode()


def _decode(cursor: str | None) -> str | None:
    if not cursor:
        return None
    try:
        place = base64.b64decode(cursor, altchars=b"-_", validate=True).decode()
    except ValueError:
        raise ApiError("invalid_cursor") from None
    if not PLACE.fullmatch(place):
        raise ApiError("invalid_cursor")
    return place
