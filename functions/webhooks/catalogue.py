"""What companies are told of, and what each event says. Pure.

One row for each public type: the facts of its event in history that go out. Whatever has no row is
nobody's business but ours. A fact is an id, a status, a number or a code: who a customer is, what
was sent and what somebody wrote is read through the API.
"""

import json
from collections.abc import Mapping
from typing import Any, NamedTuple

PING = "ping"
EVERYTHING = "*"


class Told(NamedTuple):
    """`when` is for the documentation; `facts` are those that go out."""

    when: str
    facts: tuple[str, ...] = ()


EVENTS: dict[str, Told] = {
    "customer.created": Told("a customer was made"),
    "customer.changed": Told("contact data or language changed", ("changed",)),
    "customer.deleted": Told("the customer was deleted: nothing of them is found", ("reason",)),
    "customer.reminded": Told("corrections were asked for again", ("reminder",)),
    "customer.unfrozen": Told("money may leave again after a lowered tier"),
    "phone.verified": Told("the customer proved the phone number"),
    "submission.submitted": Told("the first revision of a tier was sent", ("tier",)),
    "submission.sent_to_review": Told("the automatic way ended at a reviewer", ("reason",)),
    "submission.approved": Told("the customer has the tier and its limit", ("tier", "max_loan")),
    "submission.revision_requested": Told("a reviewer asked for corrections", ("tier",)),
    "submission.resubmitted": Told("the next revision was sent", ("tier",)),
    "submission.expired": Told("nobody corrected it in time", ("tier",)),
    "submission.rejected": Told("a reviewer said no", ("tier", "finality")),
    "tier.lowered": Told(
        "staff lowered the tier: no money may leave", ("tier", "tier_before", "max_loan")
    ),
    "person.added": Told("the business has another person", ("person_id", "roles")),
    "person.changed": Told("a person's roles or share changed", ("person_id", "roles")),
    "person.removed": Told("a person left the business", ("person_id", "roles")),
    "duplicate.merged": Told("two customers were one: `other` is closed", ("keep", "other")),
    "bank_account.sent": Told("a bank account was sent, or another one", ("version",)),
    "bank_account.verified": Told("a reviewer verified the bank account", ("version",)),
    "bank_account.rejected": Told("a reviewer turned the bank account down", ("version",)),
    "loan.opened": Told("a loan counts against the limit", ("loan_id", "amount")),
    "loan.closed": Told("a loan was repaid", ("loan_id", "amount")),
}


def event_id(customer_id: str, sequence: int) -> str:
    """One event has one id, for all endpoints, deliveries and tries."""
    return f"evt_{customer_id.removeprefix('cus_')}{sequence:08d}"


def wants(chosen: list[str], event_type: str) -> bool:
    """Whether an endpoint that chose these types hears of that one."""
    return EVERYTHING in chosen or event_type in chosen


def data_of(event_type: str, facts: Mapping[str, Any], ids: Mapping[str, Any]) -> dict[str, Any]:
    """`ids` name whom and what it is about; those that are None are left out."""
    named = {name: value for name, value in ids.items() if value is not None}
    return named | {name: facts[name] for name in EVENTS[event_type].facts if name in facts}


def body_of(
    event_id: str,
    event_type: str,
    at: str,
    sequence: int | None,
    mode: str,
    data: Mapping[str, Any],
) -> str:
    """The JSON that is sent, byte for byte, with every try."""
    envelope = {
        "id": event_id,
        "type": event_type,
        "created_at": at,
        "sequence": sequence,
        "mode": mode,
        "data": data,
    }
    return json.dumps(envelope, ensure_ascii=False)
