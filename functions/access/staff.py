"""A company's administrators keep its staff: who comes in, as what, and who does no more.

The row is what the front door looks at, so it is written first when somebody is changed, and takes
effect with it. Cognito follows: asked again with the same, what is missing there is done. Somebody
new is made in Cognito first, which gives them their id; without a row they are in no group.
"""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field
from pynamodb.expressions.update import Action

from access import sign_ins
from access.staff_fields import StaffEmail, StaffName
from shared.caller import Caller
from shared.clock import now
from shared.errors import ApiError, Raced
from shared.http import Answer, Body
from shared.reply import Once
from shared.staff import StaffMember, find_member, invited, members_of, staff_key
from shared.transaction import Transaction, until_settled

Group = Literal["reviewer", "billing", "admin"]
Groups = Annotated[list[Group], Field(min_length=1, max_length=3)]


class NewStaffMember(Body):
    email: StaffEmail
    name: StaffName
    groups: Groups


class StaffChange(Body):
    """What is left out stays. Their address is for ever: another one is another person."""

    name: StaffName | None = None
    groups: Groups | None = None
    disabled: bool | None = None


class StaffAnswer(Answer):
    """`seen_at`, exact to a day, is null for who has not looked at the queue yet."""

    staff_id: str
    name: str
    email: str | None
    groups: list[str]
    invited_at: datetime | None
    seen_at: datetime | None
    disabled_at: datetime | None


class Staff(Answer):
    """By name; those who are disabled are among them."""

    staff: list[StaffAnswer]


def list_staff(caller: Caller) -> Staff:
    found = sorted(members_of(caller.tenant.company_id), key=lambda each: each.name)
    return Staff(staff=[_answer(each) for each in found])


def invite(caller: Caller, asked: NewStaffMember, once: Once) -> StaffAnswer:
    return until_settled(lambda: _invite(caller, asked, once))


def change(caller: Caller, staff_id: str, asked: StaffChange) -> StaffAnswer:
    """At once, also for whoever is signed in; 409 `last_administrator` when none would be left."""
    member = until_settled(lambda: _change(caller, staff_id, asked))
    sign_ins.set_groups(staff_id, member.roles)
    if member.disabled_at:
        sign_ins.disable(staff_id)
    else:
        sign_ins.enable(staff_id)
    return _answer(member)


def _invite(caller: Caller, asked: NewStaffMember, once: Once) -> StaffAnswer:
    company_id, groups = caller.tenant.company_id, sorted(set(asked.groups))
    sign_in = sign_ins.invite(asked.email, asked.name, company_id)
    found = find_member(company_id, sign_in.staff_id)
    if sign_in.company_id != company_id or (found and found.changes):
        raise ApiError("staff_exists")
    sign_ins.set_groups(sign_in.staff_id, groups)
    member = invited(company_id, sign_in.staff_id, asked.name, asked.email, caller.actor)
    member.roles, member.seen_at = groups, found.seen_at if found else None
    tx = Transaction()
    once.keep(tx, _answer(member))
    tx.put(member, StaffMember.changes.does_not_exist())
    tx.commit()
    return _answer(member)


def _change(caller: Caller, staff_id: str, asked: StaffChange) -> StaffMember:
    member = find_member(caller.tenant.company_id, staff_id)
    if member is None:
        raise ApiError("not_found")
    before, was_administrator = member.unchanged, "admin" in member.roles and not member.disabled_at
    actions = _set(member, asked)
    tx = Transaction()
    if was_administrator and not member.is_administrator:
        _somebody_must_stay(tx, caller, staff_id)
    tx.update(member, actions, before)
    tx.commit()
    return member


def _set(member: StaffMember, asked: StaffChange) -> list[Action]:
    """The member as they will be, and the writes that make them so."""
    member.changes = (member.changes or 0) + 1
    member.name = asked.name or member.name
    member.roles = sorted(set(asked.groups or member.roles))
    actions: list[Action] = [
        StaffMember.changes.set(member.changes),
        StaffMember.name.set(member.name),
        StaffMember.roles.set(member.roles),
    ]
    if asked.disabled and member.disabled_at is None:
        member.disabled_at = now()
        actions.append(StaffMember.disabled_at.set(member.disabled_at))
    elif asked.disabled is False and member.disabled_at:
        member.disabled_at = None
        actions.append(StaffMember.disabled_at.remove())
    return actions


def _somebody_must_stay(tx: Transaction, caller: Caller, leaving: str) -> None:
    """An administrator who is one still when this is written: two cannot put out each other."""
    company_id = caller.tenant.company_id
    if caller.actor != leaving:
        asking = find_member(company_id, caller.actor)
        if asking is None or asking.changes is None:
            return  # known by the token alone, which the front door has accepted
        if not asking.is_administrator:
            raise ApiError("forbidden")
        staying = asking
    else:
        others = (each for each in members_of(company_id) if each.staff_id != leaving)
        found = next((each for each in others if each.is_administrator), None)
        if found is None:
            raise ApiError("last_administrator")
        staying = found
    tx.check(StaffMember, *staff_key(company_id, staying.staff_id), staying.unchanged, Raced)


def _answer(member: StaffMember) -> StaffAnswer:
    return StaffAnswer(
        staff_id=member.staff_id,
        name=member.name,
        email=member.email,
        groups=member.roles,
        invited_at=member.invited_at,
        seen_at=member.seen_at,
        disabled_at=member.disabled_at,
    )
