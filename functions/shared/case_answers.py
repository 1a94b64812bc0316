"""How a case is shown, to companies, customers and staff alike."""

from datetime import datetime
from typing import Any, Literal

from shared.caller import Caller
from shared.case import Status
from shared.http import Answer
from shared.liveness_check import LivenessCheck
from shared.money import to_decimal
from shared.reasons import Finality
from shared.tables import Customer, Event, Submission

CustomerStatus = Literal["not_started"] | Status


class Amount(Answer):
    """A decimal string in the currency's own precision."""

    amount: str
    currency: str


class CustomerAnswer(Answer):
    """`tier` 0 and status `not_started` until something is decided or sent.

    `merged_into` names the customer that this one turned out to be: it is closed.
    `frozen_at`: since when the gates are closed because the tier was lowered.
    """

    customer_id: str
    external_id: str
    kind: str
    country: str
    language: str
    email: str | None
    phone: str | None
    phone_verified_at: datetime | None
    name: str | None
    kyc_status: CustomerStatus
    tier: int
    max_loan: Amount
    merged_into: str | None
    frozen_at: datetime | None
    created_at: datetime
    updated_at: datetime


class Correction(Answer):
    """What a reviewer asks the customer to change; `title` is a supplementary document's."""

    item: str
    code: str
    comment: str
    title: str | None = None


class Reason(Answer):
    """`text` is what the code says in the customer's language; after a `retryable` rejection the
    customer may send the tier again, after a `final` one only the company can open it.

    Both are null where the decision is older than the catalogue; such a rejection is final.
    """

    code: str
    comment: str
    text: str | None = None
    finality: Finality | None = None


class StaffMark(Answer):
    """Who of the staff sent something for the customer, and why; it stays for ever."""

    staff_id: str
    name: str | None
    reason: str


class Erasure(StaffMark):
    """Who had a file erased, and why; `erased_at` is null until storage has deleted it."""

    asked_at: datetime
    erased_at: datetime | None = None


class SubmissionAnswer(Answer):
    """A submission as its customer may see it.

    `route` is how this revision is decided: `automatic` by a live face check, else by reviewers;
    `route_reason` says why. `sent_by_staff`: not by the customer, but by staff for them.
    """

    submission_id: str
    customer_id: str
    tier: int
    status: Status
    revision: int
    policy: str
    route: str
    route_reason: str
    sent_by_staff: bool = False
    created_at: datetime
    submitted_at: datetime
    decided_at: datetime | None
    corrections: list[Correction]
    reason: Reason | None


class CheckAnswer(Answer):
    """One attempt at a live face check. `fee` is told to the company and its staff only.

    `facts` hold the provider's numbers: confidence, thresholds, signs of an attack.
    """

    attempt: int
    status: Literal["requested", "open", "finished", "closed"]
    verdict: Literal["matched", "again", "review"] | None
    reason: str | None
    started_at: datetime
    expires_at: datetime | None
    finished_at: datetime | None
    late: bool
    facts: dict[str, Any]
    fee: Amount | None


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
    """Of a deleted one, ids and codes are left."""
    return CustomerAnswer(
        customer_id=customer.customer_id,
        external_id=customer.external_id or "",
        kind=customer.kind,
        country=customer.country,
        language=customer.language or "",
        email=customer.email,
        phone=customer.phone,
        phone_verified_at=phone_verified_at(customer),
        name=customer.name,
        kyc_status=customer.kyc_status,
        tier=customer.tier,
        max_loan=max_loan(customer),
        merged_into=customer.merged_into,
        frozen_at=customer.frozen_at,
        created_at=customer.created_at,
        updated_at=customer.updated_at,
    )


def phone_verified_at(customer: Customer) -> datetime | None:
    """None when it was another number that was proved."""
    is_current = customer.phone is not None and customer.phone == customer.phone_verified
    return customer.phone_verified_at if is_current else None


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
        route=head.route,
        route_reason=head.route_reason,
        sent_by_staff=bool(head.sent_by_staff),
        created_at=head.created_at,
        submitted_at=head.submitted_at,
        decided_at=head.decided_at,
        corrections=[Correction(**each) for each in head.corrections or []],
        reason=Reason(**head.reason) if head.reason else None,
    )


def staff_mark(caller: Caller, reason: str) -> StaffMark:
    return StaffMark(staff_id=caller.actor, name=caller.actor_name, reason=reason)


def sender_of(sent: Event) -> StaffMark | None:
    """Of a revision; None when it was not sent by staff for the customer."""
    if not (sent.facts or {}).get("sent_by_staff"):
        return None
    reason = (sent.personal or {}).get("reason", "")
    return StaffMark(staff_id=sent.actor, name=sent.actor_name, reason=reason)


def check_answer(check: LivenessCheck, *, private: bool) -> CheckAnswer:
    """`private` for the company and its staff; a customer sees neither numbers nor money."""
    fee = check.fee_units if private else None
    return CheckAnswer(
        attempt=check.attempt,
        status=check.status,
        verdict=check.verdict,
        reason=check.reason,
        started_at=check.created_at,
        expires_at=check.expires_at,
        finished_at=check.finished_at,
        late=bool(check.late),
        facts=(check.facts or {}) if private else {},
        fee=None if fee is None else Amount(amount=to_decimal(fee, "CNY"), currency="CNY"),
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
