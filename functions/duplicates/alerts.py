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
    """Who said what about the alert; `keep` and `action` when they are the same person."""

    verdict: Verdict
    action: Action | None
    keep: str | None
    by: str
    at: datetime


class AlertView(AlertRow):
    """Both customers, in the order in which they came with what they share.

    `proposal` says who takes it for a false alarm; a second person confirms it. `decision` ended
    it; `note` is what was written with the last of the two.
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
    if not alert.proposed_by:
        return None
    by = alert.proposed_by_name or alert.proposed_by
    return Step(verdict="false_alarm", action=None, keep=None, by=by, at=alert.proposed_at)


def _decision(alert: DuplicateAlert) -> Step | None:
    if not alert.decided_by:
        return None
    return Step(
        verdict=alert.verdict,
        action=alert.action,
        keep=alert.keep,
        by=alert.decided_by_name or alert.decided_by,
        at=alert.decided_at,
    )
