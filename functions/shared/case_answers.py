"""How a case is shown, to companies, customers and staff alike."""

from datetime import datetime
from typing import Any, Literal

from shared.case import Status
from shared.http import Answer
from shared.money import to_decimal
from shared.tables import Customer, Event, Submission

CustomerStatus = Literal["not_started"] | Status


class Amount(Answer):
    """A decimal string in the currency's own precision."""

    amount: str
    currency: str


class CustomerAnswer(Answer):
    """`tier` 0 and status `not_started` until something is decided or sent."""

    customer_id: str
    external_id: str
    kind: str
    country: str
    language: str
    email: str | None
    phone: str | None
    name: str | None
    kyc_status: CustomerStatus
    tier: int
    max_loan: Amount
    created_at: datetime
    updated_at: datetime


class Correction(Answer):
    """What a reviewer asks the customer to change."""

    item: str
    code: str
    comment: str


class Reason(Answer):
    code: str
    comment: str


class SubmissionAnswer(Answer):
    """A submission as its customer may see it."""

    submission_id: str
    customer_id: str
    tier: int
    status: Status
    revision: int
    policy: str
    created_at: datetime
    submitted_at: datetime
    decided_at: datetime | None
    corrections: list[Correction]
    reason: Reason | None


class EventAnswer(Answer):
    """One step. `actor` is a key, a customer or a staff member's id, or `system`."""

    sequence: int
    type: str
    at: datetime
    actor: str
    actor_name: str | None
    submission_id: str | None
    revision: int | None
    details: dict[str, Any]


class History(Answer):
    events: list[EventAnswer]
    next_cursor: str | None


def customer_answer(customer: Customer) -> CustomerAnswer:
    return CustomerAnswer(
        customer_id=customer.customer_id,
        external_id=customer.external_id,
        kind=customer.kind,
        country=customer.country,
        language=customer.language,
        email=customer.email,
        phone=customer.phone,
        name=customer.name,
        kyc_status=customer.kyc_status,
        tier=customer.tier,
        max_loan=max_loan(customer),
        created_at=customer.created_at,
        updated_at=customer.updated_at,
    )


def max_loan(customer: Customer) -> Amount:
    amount = to_decimal(customer.max_loan_units, customer.currency)
    return Amount(amount=amount, currency=customer.currency)


def submission_answer(head: Submission) -> SubmissionAnswer:
    return SubmissionAnswer(
        submission_id=head.submission_id,
        customer_id=head.customer_id,
        tier=head.tier,
        status=head.status,
        revision=head.revision,
        policy=f"{head.policy}-{head.policy_version}",
        created_at=head.created_at,
        submitted_at=head.submitted_at,
        decided_at=head.decided_at,
        corrections=[Correction(**each) for each in head.corrections or []],
        reason=Reason(**head.reason) if head.reason else None,
    )


def event_answer(event: Event) -> EventAnswer:
    """What was declared is not repeated here: it is shown with its revision."""
    told = {name: value for name, value in (event.personal or {}).items() if name != "fields"}
    return EventAnswer(
        sequence=event.sequence,
        type=event.type,
        at=event.at,
        actor=event.actor,
        actor_name=event.actor_name,
        submission_id=event.submission_id,
        revision=event.revision if event.revision else None,
        details=(event.facts or {}) | told,
    )


def history_page(events: list[Event], limit: int) -> History:
    """`events` were asked for with that limit; a full page may have more behind it."""
    more = str(int(events[-1].sequence)) if len(events) == limit else None
    return History(events=[event_answer(each) for each in events], next_cursor=more)
