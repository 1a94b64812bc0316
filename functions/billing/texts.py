"""A text message is paid for like a face check: its price is held, it is sent, the hold is charged.

    hold ──▶ mark "asked" ──▶ ask the provider ──▶ "sent"      captured
      │                                       └──▶ "not_sent"  released
      └─ short: DECLINED, and nothing is sent

No provider of text messages can be told "only once": whoever asks twice sends twice. So the mark
comes first, and only who wrote it may ask. Whoever finds the mark and no result cannot tell a
message on its way from one that a dying process never sent: it is left alone. A text that is
missing can be asked for again by the person who misses it; one that came twice, or was charged
twice, cannot be taken back.

What stays open is ended by the sweeper after the hold's end, when no sender can be alive any more.
It writes the end before it releases: a sender that it overtook finds no place for its mark. Nobody
is charged for a message that nobody can vouch for; how many there are is counted (TextsUnknown).
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, Literal

from aws_lambda_powertools.metrics import MetricUnit
from pynamodb.expressions.condition import Condition
from pynamodb.expressions.update import Action

from billing import ledger
from billing.entries import DECLINED, HELD
from billing.fees import WORK_OF, Work, hold, price_at
from billing.messages import (
    ASKED,
    NOT_SENT,
    SENT,
    UNKNOWN,
    TextMessage,
    customer_of_message,
    load_message,
    message_key,
)
from billing.reach import NoText, why_no_text
from billing.sms import NotSent, OutcomeUnknown, Provider, provider_for
from billing.tables import Entry
from shared.caller import SYSTEM, Caller
from shared.case_store import load_customer, record
from shared.clock import now
from shared.errors import KycError
from shared.settings import settings
from shared.telemetry import logger, metrics
from shared.tenant import Tenant
from shared.transaction import Transaction, until_settled

SMS = "sms"
# Longer than a function can run.
HELD_FOR = timedelta(minutes=15)
# A live face check's attempts begin with 1: a text about a submission is not one of them.
NO_ATTEMPT = 0

Outcome = (
    NoText | Literal["sent", "not_sent", "unknown", "suspended", "not_offered", "company_suspended"]
)


@dataclass(frozen=True)
class Text:
    """`event`, `facts` and who it was are what the customer's history says once it is sent."""

    message_id: str
    phone: str = field(repr=False)
    words: str = field(repr=False)
    event: str
    facts: dict[str, Any]
    caller: Caller = SYSTEM
    submission_id: str | None = None
    revision: int | None = None


class AlreadyAsked(KycError):
    """Somebody else asked the provider for this message, or it is too late to."""


class Ended(KycError):
    """The message's end was written by somebody else."""


def is_offered(tenant: Tenant) -> bool:
    return provider_for(tenant.mode) is not None and price_at(SMS, now()) is not None


def send(tenant: Tenant, text: Text) -> Outcome:
    """Send it if nobody has begun to; else tell what became of it. Never sends one id twice."""
    provider, price = provider_for(tenant.mode), price_at(SMS, now())
    if provider is None or price is None:
        return "not_offered"
    if refusal := why_no_text(text.phone, settings().sms_countries):
        return refusal
    event_id, about = event_id_of(text.message_id), text.submission_id or ""
    entry = hold(tenant, event_id, SMS, price, about, NO_ATTEMPT, HELD_FOR)
    if entry is None:
        return "company_suspended"
    if entry.state == DECLINED:
        return "suspended"
    if entry.state == HELD and _mark(tenant, text.message_id):
        _ask(tenant, provider, text)
    return _settle(tenant, text.message_id)


def event_id_of(message_id: str) -> str:
    return f"{SMS}:{message_id}"


def _mark(tenant: Tenant, message_id: str) -> bool:
    message = TextMessage(*message_key(tenant, message_id), message_id=message_id)
    message.status, message.asked_at = ASKED, now()
    tx = Transaction()
    tx.create(message, AlreadyAsked)
    try:
        tx.commit()
    except AlreadyAsked:
        return False
    return True


def _ask(tenant: Tenant, provider: Provider, text: Text) -> None:
    told = {"message_id": text.message_id}
    try:
        provider_ref = provider(text.message_id, text.phone, text.words)
    except NotSent as error:
        logger.warning("text not sent", extra=told | {"reason": str(error)})
        _end(tenant, text.message_id, NOT_SENT)
    except OutcomeUnknown as error:
        logger.warning("text perhaps sent", extra=told | {"reason": str(error)})
    else:
        until_settled(lambda: _note_sent(tenant, text, provider_ref))


def _note_sent(tenant: Tenant, text: Text, provider_ref: str) -> None:
    """The message's end and the customer's history, together or not at all."""
    customer = load_customer(tenant, customer_of_message(text.message_id))
    tx = Transaction()
    changes = [TextMessage.provider_ref.set(provider_ref)]
    _add_end(tx, tenant, text.message_id, SENT, changes)
    about: dict[str, Any] = {"submission_id": text.submission_id, "revision": text.revision}
    record(tx, customer, text.caller, text.event, facts=text.facts, **about)
    tx.commit()


def _end(tenant: Tenant, message_id: str, status: str) -> None:
    tx = Transaction()
    _add_end(tx, tenant, message_id, status)
    tx.commit()


def _add_end(
    tx: Transaction,
    tenant: Tenant,
    message_id: str,
    status: str,
    more: Sequence[Action] = (),
    condition: Condition | None = None,
) -> None:
    """From `asked`, unless another condition is given."""
    changes = [
        TextMessage.message_id.set(message_id),
        TextMessage.status.set(status),
        TextMessage.ended_at.set(now()),
        *more,
    ]
    only = TextMessage.status == ASKED if condition is None else condition
    tx.update(TextMessage(*message_key(tenant, message_id)), changes, only, Ended)


def _settle(tenant: Tenant, message_id: str) -> Outcome:
    """By what is known now; what is not is left to the sweeper."""
    message = load_message(tenant, message_id)
    if message and message.status == SENT:
        ledger.capture(event_id_of(message_id), message.provider_ref, SENT)
        return "sent"
    if message and message.status == NOT_SENT:
        ledger.release(event_id_of(message_id))
        return "not_sent"
    return "unknown"


def what_became(entry: Entry) -> Work:
    """For the sweeper, which looks after the hold's end: from then on every message has one."""
    tenant, message_id = Tenant.parse(entry.account), entry.event_id.removeprefix(f"{SMS}:")
    message = load_message(tenant, message_id)
    if message and message.status != ASKED:
        sent = message.status == SENT
        return Work(billed=sent, provider_ref=message.provider_ref or "", outcome=SENT)
    try:
        _close(tenant, message_id, begun=message is not None)
    except Ended:
        return Work(billed=None)
    return Work(billed=False)


def _close(tenant: Tenant, message_id: str, *, begun: bool) -> None:
    """Begun: nobody can say. Not begun: not sent, and never will be."""
    only = None if begun else TextMessage.pk.does_not_exist()
    tx = Transaction()
    _add_end(tx, tenant, message_id, UNKNOWN if begun else NOT_SENT, condition=only)
    tx.commit()
    if begun:
        metrics.add_metric(name="TextsUnknown", unit=MetricUnit.Count, value=1)


WORK_OF[SMS] = what_became
