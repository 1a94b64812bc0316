"""A company suspended and resumed by the platform: nobody of it gets in, and nothing is lost.

pk           sk                    item
COMPANY#co   STANDING#time         StandingChange: who did it, when and why

The mark is on the company's own row and is written together with the change. What was paid for is
settled, decisions made are told, and messages to endpoints are delivered; nothing new is paid for
and nothing is decided, by the machine neither (shared/automatic.py).
"""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field
from pynamodb.attributes import UnicodeAttribute, UTCDateTimeAttribute

from shared.caller import Caller
from shared.clock import now
from shared.errors import ApiError
from shared.http import Answer, Body
from shared.items import Item
from shared.suspension import company_pk
from shared.tables import Company
from shared.transaction import Transaction, until_settled

Step = Literal["suspended", "resumed"]


class StandingChange(Item):
    step = UnicodeAttribute()
    reason = UnicodeAttribute()
    at = UTCDateTimeAttribute()
    by = UnicodeAttribute()
    by_name = UnicodeAttribute(null=True)


class StandingReason(Body):
    """Operators read it beside the change; the company does not."""

    reason: Annotated[str, Field(min_length=3, max_length=500)]


class StandingStep(Answer):
    step: Step
    reason: str
    at: datetime
    by: str
    by_name: str | None


class CompanyStanding(Answer):
    """`suspended_at` is null while the company may use the service; changes are newest first."""

    company_id: str
    suspended_at: datetime | None
    changes: list[StandingStep]


def suspend(caller: Caller, company_id: str, reason: str) -> CompanyStanding:
    """One that is suspended already is answered as it is."""
    return until_settled(lambda: _change(caller, company_id, "suspended", reason))


def resume(caller: Caller, company_id: str, reason: str) -> CompanyStanding:
    """One that is not suspended is answered as it is."""
    return until_settled(lambda: _change(caller, company_id, "resumed", reason))


def standing(company_id: str) -> CompanyStanding:
    company = _load(company_id)
    begins = StandingChange.sk.startswith("STANDING#")
    found = StandingChange.query(company.pk, begins, scan_index_forward=False, consistent_read=True)
    return CompanyStanding(
        company_id=company_id,
        suspended_at=company.suspended_at,
        changes=[
            StandingStep(
                step=each.step, reason=each.reason, at=each.at, by=each.by, by_name=each.by_name
            )
            for each in found
        ],
    )


def _change(caller: Caller, company_id: str, step: Step, reason: str) -> CompanyStanding:
    company, at = _load(company_id), now()
    suspends = step == "suspended"
    if suspends == (company.suspended_at is not None):
        return standing(company_id)
    change = StandingChange(company.pk, f"STANDING#{at.isoformat()}", step=step, reason=reason)
    change.at, change.by, change.by_name = at, caller.actor, caller.actor_name
    tx = Transaction()
    tx.create(change)
    if suspends:
        tx.update(company, [Company.suspended_at.set(at)], Company.suspended_at.does_not_exist())
    else:
        resumed = [Company.suspended_at.remove(), Company.resumed_at.set(at)]
        tx.update(company, resumed, Company.suspended_at.exists())
    tx.commit()
    return standing(company_id)


def _load(company_id: str) -> Company:
    try:
        return Company.get(company_pk(company_id), "COMPANY", consistent_read=True)
    except Company.DoesNotExist:
        raise ApiError("not_found") from None
