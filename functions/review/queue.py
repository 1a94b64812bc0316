"""The reviewers' queue: oldest first, one store query a page."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Annotated, Literal

from pydantic import Field
from pynamodb.expressions.condition import Condition

from review import colleagues, sla
from review.sla import Clock, Sla
from shared import paging
from shared.caller import Caller
from shared.case import Status
from shared.clock import now
from shared.company_settings import settings_of
from shared.http import Answer
from shared.paging import Page
from shared.suspension import resumed_at
from shared.tables import Submission
from shared.tenant import Tenant

RECENT = timedelta(days=7)
COUNT_LIMIT = 10_000
EVER = datetime(2000, 1, 1, tzinfo=UTC)


class TaskPage(Page):
    """Filters are combined. `claimed=me` shows the tasks that the caller works on."""

    status: Status = "pending"
    tier: Annotated[int, Field(ge=1, le=3)] | None = None
    country: Annotated[str, Field(pattern=r"^[A-Z]{2}$")] | None = None
    kind: Literal["individual", "business"] | None = None
    claimed: Literal["me", "nobody"] | None = None


class Claim(Answer):
    """`handed_over_by` is the colleague who gave it to the one who has it."""

    by: str
    name: str
    expires_at: datetime
    handed_over_by: str | None


class FirstApproval(Answer):
    """Of two; the second one has to be another person's. `by` is a staff member's id."""

    by: str
    name: str
    at: datetime


class Task(Answer):
    """A row of the queue; `waiting_since` is when this revision was sent.

    `route_reason` says why it was not decided automatically. `sla` is that of whoever it waits for.
    """

    submission_id: str
    customer_id: str
    external_id: str
    customer_name: str | None
    kind: str
    country: str
    tier: int
    status: Status
    revision: int
    route_reason: str
    waiting_since: datetime
    sla: Sla | None
    claim: Claim | None
    first_approval: FirstApproval | None
    decided_by: str | None
    decided_at: datetime | None


class Tasks(Answer):
    tasks: list[Task]
    next_cursor: str | None


class Ages(Answer):
    """By the company's clock: on time, due soon, late. `counted_all` is false past 10,000."""

    fresh: int
    waiting: int
    late: int
    counted_all: bool


class Summary(Answer):
    """`pending` waits for reviewers, `revision_requested` for customers; decided in 7 days.

    `expired` are those whose customers may still resume them.
    """

    pending: Ages
    revision_requested: Ages
    expired: int
    approved_recently: int
    rejected_recently: int


@dataclass(frozen=True)
class Clocks:
    """What a task's age is read on, by whom it waits for; `resumed_at` of the company."""

    reviewers: Clock
    resumed_at: datetime | None
    customers: Clock = sla.CUSTOMERS


def clocks_of(tenant: Tenant) -> Clocks:
    chosen = settings_of(tenant)
    reviewers = sla.reviewers(chosen.review_due_soon_hours, chosen.review_late_hours)
    return Clocks(reviewers, resumed_at(tenant.company_id))


def list_key(tenant: object, status: str) -> str:
    return f"{tenant}#{status}"


def list_tasks(caller: Caller, page: TaskPage) -> Tasks:
    """Filtered pages may be shorter than `limit`; the list ends when `next_cursor` is null."""
    key = list_key(caller.tenant, page.status)
    start = paging.decode(page.cursor, list_key=key)
    colleagues.note_seen(caller)
    wanted = _filters(caller, page)
    found = Submission.by_list.query(
        key,
        filter_condition=wanted,
        limit=page.limit,
        page_size=page.limit if wanted is None else 1000,
        last_evaluated_key=start,
    )
    clocks = clocks_of(caller.tenant)
    tasks = [task_of(each, clocks) for each in found]
    return Tasks(tasks=tasks, next_cursor=paging.encode(found.last_evaluated_key))


def summarise(caller: Caller) -> Summary:
    clocks = clocks_of(caller.tenant)
    return Summary(
        pending=_ages(list_key(caller.tenant, "pending"), clocks.reviewers),
        revision_requested=_ages(
            list_key(caller.tenant, "revision_requested"), clocks.customers, clocks.resumed_at
        ),
        expired=count_between(list_key(caller.tenant, "expired")),
        approved_recently=count_between(list_key(caller.tenant, "approved"), after=now() - RECENT),
        rejected_recently=count_between(list_key(caller.tenant, "rejected"), after=now() - RECENT),
    )


def task_of(head: Submission, clocks: Clocks | None = None) -> Task:
    """A row, with the company's clocks, which are read when they are not at hand."""
    return Task(
        submission_id=head.submission_id,
        customer_id=head.customer_id,
        external_id=head.external_id,
        customer_name=head.customer_name,
        kind=head.kind,
        country=head.country,
        tier=head.tier,
        status=head.status,
        revision=head.revision,
        route_reason=head.route_reason,
        waiting_since=head.submitted_at,
        sla=_sla(head, clocks or clocks_of(Tenant.parse(head.tenant))),
        claim=claim_of(head),
        first_approval=first_approval_of(head),
        decided_by=head.decided_by_name or head.decided_by,
        decided_at=head.decided_at,
    )


def _sla(head: Submission, clocks: Clocks) -> Sla | None:
    """None when it waits for nobody."""
    if head.status == "pending":
        return clocks.reviewers.reading(head.submitted_at, now())
    if head.status == "revision_requested":
        since = sla.waits_since(head.decided_at, clocks.resumed_at)
        return clocks.customers.reading(since, now())
    return None


def first_approval_of(head: Submission) -> FirstApproval | None:
    return FirstApproval(**head.first_approval) if head.first_approval else None


def claim_of(head: Submission) -> Claim | None:
    """The claim in force; one that has expired is none."""
    if not head.claimed_by or head.claim_expires_at < now():
        return None
    name = head.claimed_by_name or head.claimed_by
    return Claim(
        by=head.claimed_by,
        name=name,
        expires_at=head.claim_expires_at,
        handed_over_by=head.handed_over_by_name or head.handed_over_by,
    )


def _filters(caller: Caller, page: TaskPage) -> Condition | None:
    conditions = []
    if page.tier:
        conditions.append(Submission.tier == page.tier)
    if page.country:
        conditions.append(Submission.country == page.country)
    if page.kind:
        conditions.append(Submission.kind == page.kind)
    if page.claimed == "me":
        mine = (Submission.claimed_by == caller.actor) & (Submission.claim_expires_at > now())
        conditions.append(mine)
    if page.claimed == "nobody":
        free = Submission.claimed_by.does_not_exist() | (Submission.claim_expires_at < now())
        conditions.append(free)
    return _all(iter(conditions))


def _all(conditions: Iterator[Condition]) -> Condition | None:
    first = next(conditions, None)
    for each in conditions:
        first = first & each
    return first


def _ages(key: str, clock: Clock, resumed_at: datetime | None = None) -> Ages:
    """Where the wait began anew more lately than that, nobody waits so long."""
    edges = (now() - clock.due_soon, now() - clock.late)
    soon, due = (EVER if resumed_at and resumed_at > edge else edge for edge in edges)
    fresh, late = count_between(key, after=soon), count_between(key, before=due)
    waiting = count_between(key, after=due, before=soon)
    counted_all = max(fresh, waiting, late) < COUNT_LIMIT
    return Ages(fresh=fresh, waiting=waiting, late=late, counted_all=counted_all)


def count_between(key: str, after: datetime | None = None, before: datetime | None = None) -> int:
    between = Submission.list_at.between(after or EVER, before or now())
    return Submission.by_list.count(key, between, limit=COUNT_LIMIT)
