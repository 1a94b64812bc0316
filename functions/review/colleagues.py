"""Who works on a company's cases: its staff who have looked at its queue.

Of those whom no administrator has set (shared/staff.py) is kept what they bring with each call.
Whoever has not come for 30 days is no longer shown.
"""

from datetime import datetime, timedelta

from shared.caller import Caller
from shared.clock import now
from shared.errors import ApiError
from shared.http import Answer
from shared.permissions import roles_with
from shared.staff import StaffMember, find_member, members_of, staff_key
from shared.transaction import Transaction, until_settled

SHOWN_FOR, NOTED_EVERY = timedelta(days=30), timedelta(days=1)


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
    until_settled(lambda: _note_seen(caller))


def _note_seen(caller: Caller) -> None:
    """Of those whom administrators have set, nothing else is changed."""
    company_id, shown = caller.tenant.company_id, _shown(caller)
    found = find_member(company_id, caller.actor)
    known = found and (found.changes or (found.name, found.email, found.roles) == shown)
    if found and known and found.seen_at and found.seen_at > now() - NOTED_EVERY:
        return
    tx = Transaction()
    if found and found.changes:
        tx.update(found, [StaffMember.seen_at.set(now())], StaffMember.pk.exists())
    else:
        met = StaffMember(*staff_key(company_id, caller.actor), staff_id=caller.actor)
        met.name, met.email, met.roles = shown
        met.seen_at = now()
        tx.put(met, StaffMember.changes.does_not_exist())
    tx.commit()


def _shown(caller: Caller) -> tuple[str, str | None, list[str]]:
    return caller.actor_name or caller.actor, caller.email or None, sorted(caller.roles)


def list_colleagues(caller: Caller) -> Colleagues:
    """Those who may decide cases."""
    note_seen(caller)
    found = members_of(caller.tenant.company_id)
    shown = sorted((each for each in found if _decides(each)), key=lambda each: each.name)
    return Colleagues(
        colleagues=[
            ColleagueAnswer(
                staff_id=each.staff_id, name=each.name, email=each.email, seen_at=each.seen_at
            )
            for each in shown
        ]
    )


def colleague_of(caller: Caller, staff_id: str) -> StaffMember:
    """Somebody else of the caller's company who may decide cases, or 422 `colleague_unknown`."""
    found = find_member(caller.tenant.company_id, staff_id)
    if found is None or staff_id == caller.actor or not _decides(found):
        raise ApiError("colleague_unknown")
    return found


def _decides(colleague: StaffMember) -> bool:
    if colleague.disabled_at or not colleague.seen_at or colleague.seen_at < now() - SHOWN_FOR:
        return False
    return bool(roles_with("decide_cases") & set(colleague.roles))
