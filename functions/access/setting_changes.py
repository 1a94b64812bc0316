"""Who changed which setting from what to what: one item for each change, written together with it.

pk           sk                      item
COMPANY#co   CHANGE#mode#00000001    SettingsChange, numbered without gaps

So what was switched off for an hour, and on again, can be seen afterwards. A change that takes two
(access/easing.py) has two: the proposal, which keeps what was asked for, and what it became.

pending ──another administrator──▶ confirmed: a change of its own, with `confirms`
   └──▶ withdrawn (by its proposer) | declined | overtaken (the settings changed meanwhile)
"""

from datetime import datetime
from typing import Any, Literal

from pynamodb.attributes import JSONAttribute, UnicodeAttribute, UTCDateTimeAttribute

from shared import paging
from shared.caller import Caller
from shared.clock import now
from shared.errors import ApiError
from shared.http import Answer
from shared.items import IntegerAttribute, Item
from shared.paging import Page
from shared.tenant import Tenant
from shared.transaction import Transaction

PENDING = "pending"

ProposalState = Literal["pending", "confirmed", "withdrawn", "declined", "overtaken"]


class SettingsChange(Item):
    """`changes` are {setting, before, after}, as SettingChange shows them."""

    number = IntegerAttribute()
    at = UTCDateTimeAttribute()
    by = UnicodeAttribute()
    by_name = UnicodeAttribute(null=True)
    changes = JSONAttribute()
    # Of a proposal: the request as it was sent, what became of it, and by whom.
    asked = JSONAttribute(null=True)
    state = UnicodeAttribute(null=True)
    ended_at = UTCDateTimeAttribute(null=True)
    ended_by = UnicodeAttribute(null=True)
    ended_by_name = UnicodeAttribute(null=True)
    # Of a change that was proposed first: the proposal's number.
    confirms = IntegerAttribute(null=True)


class SettingChange(Answer):
    """`setting` is named as in PATCH, with its tier or language: `loan_limits.2`.

    Null is the policy's limit, or the shipped text.
    """

    setting: str
    before: Any
    after: Any


class ChangeAnswer(Answer):
    """What one request changed.

    With a `proposal` it changed nothing: another administrator has to confirm it. The change that
    follows names it in `confirms`.
    """

    number: int
    at: datetime
    by: str
    by_name: str | None
    changes: list[SettingChange]
    proposal: ProposalState | None
    ended_at: datetime | None
    ended_by: str | None
    ended_by_name: str | None
    confirms: int | None


class SettingsChanges(Answer):
    changes: list[ChangeAnswer]
    next_cursor: str | None


Values = dict[str, Any]


def change_of(caller: Caller, number: int, changes: list[Values]) -> SettingsChange:
    """By that person and now, for `tx.create`."""
    change = SettingsChange(*_key(caller.tenant, number), number=number, at=now(), changes=changes)
    change.by, change.by_name = caller.actor, caller.actor_name
    return change


def proposal(tenant: Tenant, number: int) -> SettingsChange:
    """404 for a number that is no proposal."""
    try:
        found = SettingsChange.get(*_key(tenant, number), consistent_read=True)
    except SettingsChange.DoesNotExist:
        raise ApiError("not_found") from None
    if found.state is None:
        raise ApiError("not_found")
    return found


def end(tx: Transaction, caller: Caller, number: int, state: ProposalState) -> None:
    """Once."""
    ended = [
        SettingsChange.state.set(state),
        SettingsChange.ended_at.set(now()),
        SettingsChange.ended_by.set(caller.actor),
    ]
    if caller.actor_name:
        ended.append(SettingsChange.ended_by_name.set(caller.actor_name))
    still = SettingsChange.state == PENDING
    tx.update(SettingsChange(*_key(caller.tenant, number)), ended, still)


def differences(before: Values, after: Values) -> list[Values]:
    """Of two sets of settings with the same names."""
    return [
        {"setting": name, "before": before[name], "after": after[name]}
        for name in before
        if before[name] != after[name]
    ]


def list_changes(caller: Caller, page: Page) -> SettingsChanges:
    """Newest first."""
    seen = paging.decode_number(page.cursor)
    (pk, first), (_, last) = (
        _key(caller.tenant, number) for number in (1, seen - 1 if seen else 99_999_999)
    )
    if seen == 1:
        return SettingsChanges(changes=[], next_cursor=None)
    between = SettingsChange.sk.between(first, last)
    found = list(SettingsChange.query(pk, between, scan_index_forward=False, limit=page.limit))
    more = len(found) == page.limit and found[-1].number > 1
    return SettingsChanges(
        changes=[change_answer(each) for each in found],
        next_cursor=str(found[-1].number) if more else None,
    )


def _key(tenant: Tenant, number: int) -> tuple[str, str]:
    return f"COMPANY#{tenant.company_id}", f"CHANGE#{tenant.mode}#{number:08d}"


def change_answer(change: SettingsChange) -> ChangeAnswer:
    return ChangeAnswer(
        number=change.number,
        at=change.at,
        by=change.by,
        by_name=change.by_name,
        changes=[SettingChange(**each) for each in change.changes],
        proposal=change.state,
        ended_at=change.ended_at,
        ended_by=change.ended_by,
        ended_by_name=change.ended_by_name,
        confirms=change.confirms,
    )
