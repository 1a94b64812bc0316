"""HTTP routes by which reviewers look at customers who may be one person."""

from typing import Annotated

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from duplicates import alerts, resolutions
from duplicates.alerts import AlertPage, Alerts, AlertView
from duplicates.resolutions import Choice
from duplicates.rules import Action, Verdict
from shared.caller import Caller
from shared.http import Api, Body
from shared.ids import CUSTOMER

handler = api = Api()

Note = Annotated[str, Field(min_length=1, max_length=2000, description="for colleagues only")]


class DuplicateResolution(Body):
    """`same_person` says whom to `keep`, and what becomes of the other one.

    `merge` closes it, which a colleague confirms; `reject` records that it stays refused.
    `false_alarm` has neither.
    """

    verdict: Verdict
    keep: Annotated[str, Field(pattern=CUSTOMER)] | None = None
    action: Action | None = None
    note: Note

    @model_validator(mode="after")
    def _says_all(self) -> "DuplicateResolution":
        given = [each is not None for each in (self.keep, self.action)]
        if self.verdict == "same_person" and not all(given):
            raise PydanticCustomError("keep_missing", "Say whom to keep, and merge or reject.")
        if self.verdict == "false_alarm" and any(given):
            raise PydanticCustomError("keep_unasked", "A false alarm keeps both.")
        return self


class Confirmation(Body):
    """With `verdict`, only what was proposed with that one is confirmed."""

    verdict: Verdict | None = None
    note: Note | None = None


@api.route("GET /v1/review/duplicates", may="see_cases", codes=("invalid_cursor",))
def list_duplicates(caller: Caller, query: AlertPage) -> Alerts:
    """Alerts that two customers may be one person, oldest first, by status and cause."""
    return alerts.list_alerts(caller, query)


@api.route(
    "GET /v1/review/duplicates/{alert_id}", may="see_cases", codes=("busy", "file_not_intact")
)
def open_duplicate(caller: Caller, alert_id: str) -> AlertView:
    """One alert, with both customers and their files side by side."""
    return alerts.open_alert(caller, alert_id)


@api.route(
    "POST /v1/review/duplicates/{alert_id}/resolve",
    may="resolve_duplicates",
    codes=(
        "already_decided",
        "customer_merged",
        "invalid_fields",
        "merge_not_possible",
        "not_of_this_alert",
        "not_refused",
        "own_case",
        "number_held_by_other",
        "sent_by_you",
    ),
)
def resolve_duplicate(caller: Caller, alert_id: str, body: DuplicateResolution) -> AlertView:
    """Say what the two are, or propose it where that takes two people."""
    choice = Choice(body.verdict, body.note, body.action, body.keep)
    return resolutions.resolve(caller, alert_id, choice)


@api.route(
    "POST /v1/review/duplicates/{alert_id}/confirm",
    may="resolve_duplicates",
    codes=(
        "already_decided",
        "customer_merged",
        "merge_not_possible",
        "not_proposed",
        "own_case",
        "same_person",
        "sent_by_you",
    ),
)
def confirm_duplicate(caller: Caller, alert_id: str, body: Confirmation) -> AlertView:
    """Agree, as a second person, with what a colleague proposed."""
    return resolutions.confirm(caller, alert_id, body.note, body.verdict)
