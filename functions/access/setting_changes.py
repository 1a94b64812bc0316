"""Who changed which setting from what to what: one item for each change, written together with it.

pk           sk                      item
COMPANY#co   CHANGE#mode#00000001    SettingsChange, numbered without gaps

So what was switched off for an hour, and on again, can be seen afterwards.
"""

from datetime import datetime
from typing import Any

from pynamodb.attributes import JSONAttribute, UnicodeAttribute, UTCDateTimeAttribute

from shared import paging
from shared.caller import Caller
from shared.http import Answer
from shared.items import IntegerAttribute, Item
from shared.paging import Page
from shared.tenant import Tenant
from shared.transaction import Transaction


class SettingsChange(Item):
    """`changes` are {setting, before, after}, as SettingChange shows them."""

    number = IntegerAttribute()
    at = UTCDateTimeAttribute()
    by = UnicodeAttribute()
    by_name = UnicodeAttribute(null=True)
    changes = JSONAttribute()


class SettingChange(Answer):
    """`setting` is named as in PATCH, with its tier or language: `loan_limits.2`.

    Null is the policy's limit, or the shipped text.
    """

    setting: str
    before: Any
    after: Any


class ChangeAnswer(Answer):
    """What one request changed."""

    number: int
    at: datetime
    by: str
    by_name: str | None
    changes: list[SettingChange]


class SettingsChanges(Answer):
    changes: list[ChangeAnswer]
    next_cursor: str | None


Values = dict[str, Any]


def note(tx: Transaction, caller: Caller, at: datetime, number: int, changes: list[Values]) -> None:
    pk, sk = _key(caller.tenant, number)
    change = SettingsChange(pk, sk, number=number, at=at, changes=changes)
    change.by, change.by_name = caller.actor, caller.actor_name
    tx.create(change)


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
        changes=[_answer(each) for each in found],
        next_cursor=str(found[-1].number) if more else None,
    )


def _key(tenant: Tenant, number: int) -> tuple[str, str]:
    return f"COMPANY#{tenant.company_id}", f"CHANGE#{tenant.mode}#{number:08d}"


def _answer(change: SettingsChange) -> ChangeAnswer:
    return ChangeAnswer(
        number=change.number,
        at=change.at,
        by=change.by,
        by_name=change.by_name,
        changes=[SettingChange(**each) for each in change.changes],
    )
