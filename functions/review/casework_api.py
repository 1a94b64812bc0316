"""HTTP routes of the work on a case before and after its decisions."""

from typing import Annotated

from pydantic import Field

from review import colleagues, comparison_view, hand_over, notes, reopening
from review.colleagues import Colleagues
from review.comparison_view import Comparison, ComparisonQuery
from review.notes import Note
from review.queue import Task
from review.reopening import ReopenedTier
from shared.caller import Caller
from shared.http import Api, Body
from shared.reply import Once

api = Api()

HELD = ("already_decided", "claimed_by_other", "not_ready_for_review", "own_case", "busy")


class NewNote(Body):
    """For colleagues only."""

    text: Annotated[str, Field(min_length=1, max_length=2000)]


class HandOver(Body):
    """`to` is a colleague's `staff_id`; they and everybody else read `note` with the case."""

    to: Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]{1,64}$")]
    note: Annotated[str, Field(min_length=1, max_length=2000)] | None = None


class Reopening(Body):
    """`reason` is for colleagues only."""

    tier: Annotated[int, Field(ge=1, le=3)]
    reason: Annotated[str, Field(min_length=1, max_length=1000)]


@api.route(
    "GET /v1/review/tasks/{submission_id}/comparison",
    may="see_cases",
    codes=("busy", "file_not_intact"),
)
def compare_revisions(caller: Caller, submission_id: str, query: ComparisonQuery) -> Comparison:
    """A resubmission beside the comments that asked for it, and what else changed."""
    return comparison_view.compare_revisions(caller, submission_id, query.revision)


@api.route(
    "POST /v1/review/tasks/{submission_id}/notes",
    may="write_notes",
    status=201,
    codes=("busy", "own_case"),
)
def add_note(caller: Caller, submission_id: str, body: NewNote, once: Once) -> Note:
    """Leave a note for colleagues; the customer never reads it."""
    return notes.add_note(caller, submission_id, body.text, once)


@api.route("GET /v1/review/colleagues", may="see_cases")
def list_colleagues(caller: Caller) -> Colleagues:
    """Who decides cases at the company, and was seen in the last 30 days."""
    return colleagues.list_colleagues(caller)


@api.route(
    "POST /v1/review/tasks/{submission_id}/hand-over",
    may="decide_cases",
    codes=(*HELD, "colleague_unknown"),
)
def hand_over_task(caller: Caller, submission_id: str, body: HandOver) -> Task:
    """Give the task to a colleague, for whom it is claimed for a day."""
    return hand_over.hand_over(caller, submission_id, body.to, body.note)


@api.route(
    "POST /v1/review/tasks/{submission_id}/take-over",
    may="take_over_tasks",
    codes=("already_decided", "not_ready_for_review", "own_case", "busy"),
)
def take_over_task(caller: Caller, submission_id: str) -> Task:
    """Claim a task that a colleague has claimed."""
    return hand_over.take_over(caller, submission_id)


@api.route(
    "POST /v1/review/customers/{customer_id}/reopen",
    may="reopen_for_customers",
    codes=("not_rejected", "own_case", "customer_merged", "sent_by_you", "busy"),
)
def reopen_tier(caller: Caller, customer_id: str, body: Reopening) -> ReopenedTier:
    """Let a customer whose tier was rejected submit it anew."""
    return reopening.reopen(caller, customer_id, body.tier, body.reason)
