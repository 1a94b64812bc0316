"""The identity document that a customer was approved with: until when it is good, and its renewal.

Only a document whose last day was asked for expires here. It is renewed by sending the tier that
asks for it again, from 60 days before that day on; the customer keeps their tier meanwhile.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from shared.case_store import newest_revisions
from shared.policy import Policy
from shared.tables import Submission

RENEWED_FROM = timedelta(days=60)
ITEM = "document_expires_on"


def expires_on(heads: list[Submission]) -> date | None:
    """The last day of the document that was approved last; None where none is known."""
    approved = [each for each in heads if each.status == "approved"]
    sent = newest_revisions(approved)
    for head in sorted(approved, key=lambda each: each.decided_at, reverse=True):
        event = sent.get(head.submission_id)
        fields: dict[str, Any] = ((event and event.personal) or {}).get("fields", {})
        if "document_type" in fields or ITEM in fields:
            told = fields.get(ITEM)
            return date.fromisoformat(told) if told else None
    return None


@dataclass(frozen=True)
class Renewal:
    """The tier to send again, and the last day of the document that it replaces."""

    tier: int
    expires_on: date


def renewal(terms: Policy, heads: list[Submission], today: date) -> Renewal | None:
    """None as long as the document is good for more than 60 days, or never expires."""
    last_day = expires_on(heads)
    asking = [each.tier for each in terms.tiers if any(one.item == ITEM for one in each.individual)]
    if last_day is None or not asking or last_day - RENEWED_FROM > today:
        return None
    return Renewal(asking[0], last_day)
