"""The list of alerts, oldest first, and one alert with both customers side by side."""

from datetime import datetime

from duplicates.rules import Action, Verdict
from duplicates.sides import Side, side_of
from shared import paging
from shared.caller import Caller
from shared.duplicate_alerts import (
    AlertRow,
    AlertStatus,
    Cause,
    DuplicateAlert,
    alert_pk,
    alert_row,
    list_key,
)
from shared.errors import ApiError
from shared.http import Answer
from shared.paging import Page
from shared.tenant import Tenant


class AlertPage(Page):
    """`proposed` waits for a second person."""

    status: AlertStatus = "open"
    cause: Cause | None = None


class Alerts(Answer):
    alerts: list[AlertRow]
    next_cursor: str | None


class Step(Answer):
    """Who said what about the alert; `keep` and `action` when they are the same person.

    `by` is a name, `by_id` a staff member's id.
    """

    verdict: Verdict
    action: Action | None
    keep: str | None
    by: str
    by_id: str
    at: datetime


class AlertView(AlertRow):
    """Both customers, in the order in which they came with what they share.

    `proposal` waits for a second person to confirm it. `decision` ended it, until a refusal is
    taken back; `note` is what was written with the last of the two.
    """

    sides: list[Side]
    proposal: Step | None
    decision: Step | None
    note: str | None


def list_alerts(caller: Caller, page: AlertPage) -> Alerts:
    """Filtered pages may be shorter than `limit`; the list ends when `next_cursor` is null."""
    key = list_key(caller.tenant, page.status)
    start = paging.decode(page.cursor, list_key=key)
    wanted = DuplicateAlert.cause == page.cause if page.cause else None
    found = DuplicateAlert.by_list.query(
        key,
        filter_condition=wanted,
        limit=page.limit,
        page_size=page.limit if wanted is None else 1000,
        last_evaluated_key=start,
    )
    rows = [alert_row(each) for each in found]
    return Alerts(alerts=rows, next_cursor=paging.encode(found.last_evaluated_key))


def open_alert(caller: Caller, alert_id: str) -> AlertView:
    return alert_view(caller, load_alert(caller.tenant, alert_id), show=True)


def load_alert(tenant: Tenant, alert_id: str) -> DuplicateAlert:
    try:
        return DuplicateAlert.get(alert_pk(tenant, alert_id), "ALERT", consistent_read=True)
    except DuplicateAlert.DoesNotExist:
        raise ApiError("not_found") from None


def alert_view(caller: Caller, alert: DuplicateAlert, *, show: bool = False) -> AlertView:
    """`show` opens the files of both."""
    pair = (alert.first_id, alert.second_id)
    return AlertView(
        **dict(alert_row(alert)),
        sides=[side_of(caller, alert, each, show=show) for each in pair],
        proposal=_proposal(alert),
        decision=_decision(alert),
        note=alert.note,
    )


def _proposal(alert: DuplicateAlert) -> Step | None:
    if not alert.proposal:
        return None
    told = {name: alert.proposal[name] for name in ("verdict", "action", "keep", "at")}
    return Step(**told, by=alert.proposal["name"], by_id=alert.proposal["by"])


def _decision(alert: DuplicateAlert) -> Step | None:
    if not alert.decided_by:
        return None
    return Step(
        verdict=alert.verdict,
        action=alert.action,
        keep=alert.keep,
        by=alert.decided_by_name or alert.decided_by,
        by_id=alert.decided_by,
        at=alert.decided_at,
    )
