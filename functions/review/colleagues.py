"""Who works on a company's cases: staff who have looked at its queue, as they signed in.

Cognito cannot be asked for the users of one company, so the directory is kept from what staff
themselves bring with each call. Whoever has not come for 30 days is no longer shown.
"""

from datetime import datetime, timedelta

from pynamodb.attributes import JSONAttribute, UnicodeAttribute, UTCDateTimeAttribute

from shared.caller import Caller
from shared.clock import now
from shared.errors import ApiError
from shared.http import Answer
from shared.items import Item
from shared.permissions import roles_with
from shared.tenant import Tenant
from shared.transaction import Transaction

SHOWN_FOR, NOTED_EVERY = timedelta(days=30), timedelta(days=1)


class Colleague(Item):
    """At `COMPANY#co` and `STAFF#id`, for both modes."""

    staff_id = UnicodeAttribute()
    name = UnicodeAttribute()
    email = UnicodeAttribute(null=True)
    roles = JSONAttribute()
    seen_at = UTCDateTimeAttribute()


class ColleagueAnswer(Answer):
    """`seen_at` is exact to a day."""

    staff_id: str
    name: str
    email: str | None
    seen_at: datetime


class Colleagues(Answer):
    """By name; the caller is one of them."""

    colleagues: list[ColleagueAnswer]


def note_seen(caller: Caller) -> None:
    """Once a day, and when something about them has changed."""
    key = _key(caller.tenant, caller.actor)
    shown = (caller.actor_name or caller.actor, caller.email or None, sorted(caller.roles))
    found = _find(*key)
    known = found and (found.name, found.email, found.roles) == shown
    if found and known and found.seen_at > now() - NOTED_EVERY:
        return
    met = Colleague(*key, staff_id=caller.actor, seen_at=now())
    met.name, met.email, met.roles = shown
    tx = Transaction()
    tx.put(met)
    tx.commit()


def list_colleagues(caller: Caller) -> Colleagues:
    """Those who may decide cases."""
    note_seen(caller)
    begins = Colleague.sk.startswith("STAFF#")
    found = Colleague.query(f"COMPANY#{caller.tenant.company_id}", begins, consistent_read=True)
    shown = sorted((each for each in found if _decides(each)), key=lambda each: each.name)
    return Colleagues(
        colleagues=[
            ColleagueAnswer(
                staff_id=each.staff_id, name=each.name, email=each.email, seen_at=each.seen_at
            )
            for each in shown
        ]
    )


def colleague_of(caller: Caller, staff_id: str) -> Colleague:
    """Somebody else of the caller's company who may decide cases, or 422 `colleague_unknown`."""
    found = _find(*_key(caller.tenant, staff_id))
    if found is None or staff_id == caller.actor or not _decides(found):
        raise ApiError("colleague_unknown")
    return found


def _decides(colleague: Colleague) -> bool:
    lately = colleague.seen_at > now() - SHOWN_FOR
    return lately and bool(roles_with("decide_cases") & set(colleague.roles))


def _find(pk: str, sk: str) -> Colleague | None:
    try:
        return Colleague.get(pk, sk, consistent_read=True)
    except Colleague.DoesNotExist:
        return None


def _key(tenant: Tenant, staff_id: str) -> tuple[str, str]:
    return f"COMPANY#{tenant.company_id}", f"STAFF#{staff_id}"
