"""Two customers who may be one person: the alert that reviewers resolve, and the number's guard.

Of one matter between two customers there is one alert, whoever came first and however often they
try: its id is made of the two and the matter. `functions/duplicates` resolves alerts.

pk                          sk                      item
co#mode#DUPLICATE#dup_…     ALERT                   DuplicateAlert
co#mode#cus_…               DUPLICATE#dup_…         AlertRef, under each of the two
co#mode#IDENTITY#hash       GUARD                   IdentityGuard
"""

import hashlib
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

from pynamodb.attributes import (
    JSONAttribute,
    UnicodeAttribute,
    UnicodeSetAttribute,
    UTCDateTimeAttribute,
)

from shared.clock import now
from shared.errors import ApiError, KycError
from shared.http import Answer
from shared.items import IntegerAttribute, Item
from shared.tables import customer_pk
from shared.tenant import Tenant
from shared.transaction import Transaction

Cause = Literal["identity_number", "bank_account", "phone", "email", "same_file", "similar_picture"]
AlertStatus = Literal["open", "proposed", "resolved"]
UNRESOLVED: tuple[AlertStatus, ...] = ("open", "proposed")


class IdentityGuard(Item):
    """Who may hold a document's number: one customer, or those whom two reviewers let share it.

    Without `customer_ids` the number is free.
    """

    customer_ids = UnicodeSetAttribute(null=True)


class DuplicateAlert(Item):
    """`first_id` had it first; `second_id` came with the same, `times` times.

    `about` is what they share: a guard's or a mark's pk, or the kind of the two files.
    """

    alert_id = UnicodeAttribute()
    tenant = UnicodeAttribute()
    cause = UnicodeAttribute()
    about = UnicodeAttribute()
    first_id = UnicodeAttribute()
    second_id = UnicodeAttribute()
    status = UnicodeAttribute()
    times = IntegerAttribute()
    raised_at = UTCDateTimeAttribute()
    last_seen_at = UTCDateTimeAttribute()
    # Through whose hands a refused submission came: it is kept nowhere else.
    hands = UnicodeSetAttribute(null=True)
    # By customer: the uploads that are alike, and what a refused submission declared.
    uploads = JSONAttribute(null=True)
    personal = JSONAttribute(null=True)
    # What takes two: {verdict, action, keep, by, name, at} of the one who proposed it.
    proposal = JSONAttribute(null=True)
    verdict = UnicodeAttribute(null=True)
    action = UnicodeAttribute(null=True)
    keep = UnicodeAttribute(null=True)
    note = UnicodeAttribute(null=True)
    decided_by = UnicodeAttribute(null=True)
    decided_by_name = UnicodeAttribute(null=True)
    decided_at = UTCDateTimeAttribute(null=True)


class AlertRef(Item):
    alert_id = UnicodeAttribute()


class AlreadyRaised(KycError):
    """There is an alert about this: it was seen once more."""


@dataclass(frozen=True)
class Suspicion:
    """That two customers may be one; `uploads` and `personal` are by customer id."""

    tenant: Tenant
    cause: Cause
    about: str
    first_id: str
    second_id: str
    uploads: dict[str, str] = field(default_factory=dict)
    personal: dict[str, Any] = field(default_factory=dict)
    hands: frozenset[str] = frozenset()

    @property
    def alert_id(self) -> str:
        """The same one, whichever of the two came first."""
        pair = sorted((self.first_id, self.second_id))
        named = "|".join([str(self.tenant), self.cause, self.about, *pair])
        return f"dup_{hashlib.sha256(named.encode()).hexdigest()[:32]}"


class AlertRow(Answer):
    """A row of the list; the customers in the order in which they came with what they share.

    `refused_id` is the one of them who stays refused, as reviewers said.
    """

    alert_id: str
    cause: Cause
    status: AlertStatus
    customer_ids: list[str]
    times: int
    raised_at: datetime
    last_seen_at: datetime
    refused_id: str | None = None


def give_back(tx: Transaction, pk: str, customer_id: str) -> None:
    """Free a number: the customer corrected it, or was deleted. Raced when they do not hold it."""
    held = IdentityGuard.customer_ids
    tx.update(IdentityGuard(pk, "GUARD"), [held.delete({customer_id})], held.contains(customer_id))


def last_four(number: str) -> str:
    """What reviewers see of a number that two share: `A123456(3)` → `4563`."""
    return "".join(filter(str.isalnum, number))[-4:]


def alert_pk(tenant: object, alert_id: str) -> str:
    return f"{tenant}#DUPLICATE#{alert_id}"


def list_key(tenant: object, status: str) -> str:
    """ListIndex: the alerts of one status."""
    return f"{tenant}#DUPLICATES#{status}"


def raise_alert(found: Suspicion) -> None:
    """Written once for both customers; seen again, it only counts, and shows what is newest."""
    alert_id, at = found.alert_id, now()
    alert = DuplicateAlert(alert_pk(found.tenant, alert_id), "ALERT", alert_id=alert_id)
    alert.tenant, alert.cause, alert.about = str(found.tenant), found.cause, found.about
    alert.first_id, alert.second_id = found.first_id, found.second_id
    alert.status, alert.times = "open", 1
    alert.raised_at = alert.last_seen_at = alert.list_at = at
    alert.list_key = list_key(found.tenant, alert.status)
    alert.uploads, alert.personal = found.uploads or None, found.personal or None
    alert.hands = set(found.hands) or None
    tx = Transaction()
    tx.create(alert, AlreadyRaised)
    for customer_id in (found.first_id, found.second_id):
        pk = customer_pk(found.tenant, customer_id)
        tx.create(AlertRef(pk, f"DUPLICATE#{alert_id}", alert_id=alert_id), AlreadyRaised)
    try:
        tx.commit()
    except AlreadyRaised:
        _count(alert)


def _count(alert: DuplicateAlert) -> None:
    seen = [DuplicateAlert.times.add(1), DuplicateAlert.last_seen_at.set(alert.last_seen_at)]
    if alert.personal:
        seen.append(DuplicateAlert.personal.set(alert.personal))
    if alert.hands:
        seen.append(DuplicateAlert.hands.add(alert.hands))
    tx = Transaction()
    tx.update(alert, seen, DuplicateAlert.pk.exists())
    tx.commit()


def alerts_of(tenant: Tenant, customer_id: str) -> list[DuplicateAlert]:
    """All alerts that name the customer, oldest first."""
    begins = AlertRef.sk.startswith("DUPLICATE#")
    refs = AlertRef.query(customer_pk(tenant, customer_id), begins, consistent_read=True)
    keys = [(alert_pk(tenant, each.alert_id), "ALERT") for each in refs]
    found = list(DuplicateAlert.batch_get(keys, consistent_read=True)) if keys else []
    return sorted(found, key=lambda each: each.raised_at)


def is_refusal(alert: DuplicateAlert) -> bool:
    """Whether it was said that one of the two stays refused, and nobody has taken that back."""
    return bool(alert.action == "reject")


def is_refused(alert: DuplicateAlert, customer_id: str) -> bool:
    return is_refusal(alert) and alert.keep != customer_id


def standing_alerts(tenant: Tenant, customer_id: str) -> list[DuplicateAlert]:
    """What speaks against the customer now: alerts that nobody resolved, and those by which the
    customer stays refused.
    """
    return [
        each
        for each in alerts_of(tenant, customer_id)
        if each.status in UNRESOLVED or is_refused(each, customer_id)
    ]


def require_not_refused(tenant: Tenant, customer_id: str) -> None:
    """409 `duplicate_refused` for one who stays refused as a duplicate of somebody else."""
    alerts = [each for each in alerts_of(tenant, customer_id) if is_refused(each, customer_id)]
    if alerts:
        alert_ids = [each.alert_id for each in alerts]
        raise ApiError("duplicate_refused", details={"alert_ids": alert_ids})


def alert_row(alert: DuplicateAlert) -> AlertRow:
    return AlertRow(
        alert_id=alert.alert_id,
        cause=alert.cause,
        status=alert.status,
        customer_ids=[alert.first_id, alert.second_id],
        times=alert.times,
        raised_at=alert.raised_at,
        last_seen_at=alert.last_seen_at,
        refused_id=_refused_of(alert),
    )


def _refused_of(alert: DuplicateAlert) -> str | None:
    pair = (alert.first_id, alert.second_id)
    return next((each for each in pair if is_refused(alert, each)), None)
