"""One attempt at a live face check: what the liveness, billing and review slices know of it.

    requested ──token──▶ open ──result──▶ finished
        └──────no token──────┴──no result──▶ closed

`billed` is what the provider's own rules make of it: true, false, or absent while nobody knows.
It decides the charge; `verdict` decides the submission. A result that comes after `closed`, or is
understood after `finished`, sets `late` and `billed`, and changes no verdict.
"""

from datetime import datetime
from typing import Any, Literal

from pynamodb.attributes import (
    BooleanAttribute,
    JSONAttribute,
    UnicodeAttribute,
    UTCDateTimeAttribute,
)

from shared.ids import customer_of
from shared.items import IntegerAttribute, Item
from shared.tables import customer_pk
from shared.tenant import Tenant

Verdict = Literal["matched", "again", "review"]

# DueIndex keys: what the liveness poller and what the hold sweeper must look at.
DUE_AT_PROVIDER = "LIVENESS"
DUE_LATE_RESULT = "LATE_RESULT"


class LivenessCheck(Item):
    """`check_id` is the provider's `biz_no`: `co_….live.sub_….1`, enough to find the item."""

    check_id = UnicodeAttribute()
    tenant = UnicodeAttribute()
    customer_id = UnicodeAttribute()
    submission_id = UnicodeAttribute()
    revision = IntegerAttribute()
    attempt = IntegerAttribute()
    status = UnicodeAttribute()
    created_at = UTCDateTimeAttribute()
    # The machine's wait, answered once with the verdict.
    task_token = UnicodeAttribute(null=True)
    # While somebody talks to the provider; who dies doing it is followed after the lease.
    lease_until = UTCDateTimeAttribute(null=True)
    # The provider's id of the session, the person's page, and until when it opens.
    biz_id = UnicodeAttribute(null=True)
    url = UnicodeAttribute(null=True)
    expires_at = UTCDateTimeAttribute(null=True)
    finished_at = UTCDateTimeAttribute(null=True)
    verdict = UnicodeAttribute(null=True)
    reason = UnicodeAttribute(null=True)
    billed = BooleanAttribute(null=True)
    late = BooleanAttribute(null=True)
    # What a late result said: `reason` is why the check was closed before it.
    late_reason = UnicodeAttribute(null=True)
    # When the provider's answer stayed unclear: the operator who said what it was, and what.
    settled_by = UnicodeAttribute(null=True)
    settled_as = UnicodeAttribute(null=True)
    # What was found: numbers and codes, nothing personal. Images are objects in the bucket.
    facts = JSONAttribute(null=True)
    images = JSONAttribute(null=True)
    # What the ledger did, once it is settled: an entry's state, and CNY in units of 0.0001.
    fee_state = UnicodeAttribute(null=True)
    fee_units = IntegerAttribute(null=True)


def liveness_sk(submission_id: str, attempt: int) -> str:
    return f"LIVENESS#{submission_id}#{attempt:02d}"


def check_id_of(tenant: Tenant, submission_id: str, attempt: int) -> str:
    return f"{tenant.company_id}.{tenant.mode}.{submission_id}.{attempt}"


def load_check(tenant: Tenant, submission_id: str, attempt: int) -> LivenessCheck | None:
    key = customer_pk(tenant, customer_of(submission_id)), liveness_sk(submission_id, attempt)
    try:
        return LivenessCheck.get(*key, consistent_read=True)
    except LivenessCheck.DoesNotExist:
        return None


def check_named(check_id: str) -> LivenessCheck | None:
    """By the id that a provider echoes; None for anything that is no such id."""
    try:
        company_id, mode, submission_id, attempt = check_id.split(".")
        return load_check(Tenant.parse(f"{company_id}#{mode}"), submission_id, int(attempt))
    except ValueError:
        return None


def checks_of(tenant: Tenant, submission_id: str) -> list[LivenessCheck]:
    """All attempts of a submission, oldest first."""
    pk = customer_pk(tenant, customer_of(submission_id))
    begins = LivenessCheck.sk.startswith(f"LIVENESS#{submission_id}#")
    return list(LivenessCheck.query(pk, begins, consistent_read=True))


def finished_list_key(day: datetime) -> str:
    """ListIndex: all checks of all companies whose result came on that UTC day."""
    return f"LIVENESS#{day:%Y-%m-%d}"


Facts = dict[str, Any]
