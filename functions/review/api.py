"""HTTP routes of the review slice."""

from typing import Annotated, Self

from pydantic import AfterValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from review import casework_api, claims, queue, reason_list
from review.case_view import CaseView, open_case
from review.decisions import DecisionAnswer, Verdict, decide
from review.queue import Summary, Task, TaskPage, Tasks
from review.reason_list import ReasonQuery, Reasons
from shared.caller import Caller
from shared.case_answers import CustomerAnswer, History, customer_answer, history_page
from shared.case_store import history, load_customer, load_remains
from shared.checklist import ChecklistAnswer
from shared.http import Api, Body
from shared.paging import Page, decode_number
from shared.plain_names import one_line

handler = api = Api()
api.routes |= casework_api.api.routes

DECIDED = (
    "already_decided",
    "claimed_by_other",
    "not_ready_for_review",
    "own_case",
    "stale_revision",
    "tier_locked",
    "busy",
)
ANSWERED = (*DECIDED, "invalid_fields")

Revision = Annotated[int, Field(ge=1, description="the revision that was looked at")]
Code = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{1,40}$", examples=["unreadable"])]
Item = Annotated[
    str,
    Field(pattern=r"^[a-z][a-z0-9_]{1,40}(\.[a-z0-9_]{1,40}){0,3}$", examples=["address.line1"]),
]
Comment = Annotated[str, Field(min_length=1, max_length=1000)]


Checklist = Annotated[list[ChecklistAnswer], Field(default_factory=list, max_length=60)]


class Approval(Body):
    """`checklist` answers the task's; what is required there has to be answered here."""

    revision: Revision
    checklist: Checklist
    note: Annotated[str, Field(max_length=2000, description="for colleagues only")] | None = None


class CorrectionRequest(Body):
    """`item` is a field, a part of one, or an upload kind; the customer reads `comment`."""

    item: Item
    code: Code
    comment: Comment


class SupplementRequest(Body):
    """A paper outside the tier's list. The customer reads both."""

    title: Annotated[str, Field(min_length=1, max_length=100), AfterValidator(one_line)]
    description: Comment


class RevisionRequest(Body):
    """At least one correction or supplement."""

    revision: Revision
    corrections: Annotated[list[CorrectionRequest], Field(default_factory=list, max_length=40)]
    supplements: Annotated[list[SupplementRequest], Field(default_factory=list, max_length=10)]
    checklist: Checklist
    note: Annotated[str, Field(max_length=2000)] | None = None

    @model_validator(mode="after")
    def _asks_for_something(self) -> Self:
        if not self.corrections and not self.supplements:
            raise PydanticCustomError("nothing_asked", "Ask for at least one thing.")
        return self


class Rejection(Body):
    """`code`, by its text, and `comment` are told to the customer."""

    revision: Revision
    code: Code
    comment: Comment
    checklist: Checklist
    note: Annotated[str, Field(max_length=2000)] | None = None


@api.route("GET /v1/review/tasks", may="see_cases", codes=("invalid_cursor",))
def list_tasks(caller: Caller, query: TaskPage) -> Tasks:
    """The queue, oldest first, with filters."""
    return queue.list_tasks(caller, query)


@api.route("GET /v1/review/tasks/summary", may="see_cases")
def summarise_tasks(caller: Caller) -> Summary:
    """How many tasks wait, by status and age."""
    return queue.summarise(caller)


@api.route(
    "GET /v1/review/tasks/{submission_id}", may="see_cases", codes=("busy", "file_not_intact")
)
def get_task(caller: Caller, submission_id: str) -> CaseView:
    """One task with its customer, declared fields and files; history notes who looked."""
    return open_case(caller, submission_id)


@api.route("POST /v1/review/tasks/{submission_id}/claim", may="decide_cases", codes=DECIDED)
def claim(caller: Caller, submission_id: str) -> Task:
    """Take the task for 15 minutes, or renew the claim."""
    return claims.claim(caller, submission_id)


@api.route("POST /v1/review/tasks/{submission_id}/release", may="decide_cases", codes=("busy",))
def release(caller: Caller, submission_id: str) -> Task:
    """Give the task back to the queue."""
    return claims.release(caller, submission_id)


@api.route(
    "POST /v1/review/tasks/{submission_id}/approve",
    may="decide_cases",
    codes=(
        *ANSWERED,
        "checklist_incomplete",
        "duplicate_refused",
        "people_unverified",
        "second_person_needed",
        "sent_by_you",
        "evidence_erased",
    ),
)
def approve(caller: Caller, submission_id: str, body: Approval) -> DecisionAnswer:
    """Approve the revision: status, tier and loan limit change together."""
    verdict = Verdict("approve", body.revision, note=body.note, checklist=body.checklist)
    return decide(caller, submission_id, verdict)


@api.route(
    "POST /v1/review/tasks/{submission_id}/request-revision", may="decide_cases", codes=ANSWERED
)
def request_revision(caller: Caller, submission_id: str, body: RevisionRequest) -> DecisionAnswer:
    """Ask the customer to correct the listed items."""
    corrections = [each.model_dump() for each in body.corrections]
    verdict = Verdict(
        "request_revision",
        body.revision,
        corrections=corrections,
        supplements=[each.model_dump() for each in body.supplements],
        note=body.note,
        checklist=body.checklist,
    )
    return decide(caller, submission_id, verdict)


@api.route("POST /v1/review/tasks/{submission_id}/reject", may="decide_cases", codes=ANSWERED)
def reject(caller: Caller, submission_id: str, body: Rejection) -> DecisionAnswer:
    """Reject the submission with a reason."""
    reason = {"code": body.code, "comment": body.comment}
    verdict = Verdict(
        "reject", body.revision, reason=reason, note=body.note, checklist=body.checklist
    )
    return decide(caller, submission_id, verdict)


@api.route("GET /v1/review/reasons", may="see_cases")
def list_reasons(query: ReasonQuery) -> Reasons:
    """The catalogue of reasons that decisions can have, in one language."""
    return reason_list.list_reasons(query)


@api.route("GET /v1/review/customers/{customer_id}", may="see_customers")
def get_customer(caller: Caller, customer_id: str) -> CustomerAnswer:
    """One customer, as staff see it."""
    return customer_answer(load_customer(caller.tenant, customer_id))


@api.route(
    "GET /v1/review/customers/{customer_id}/history", may="see_customers", codes=("invalid_cursor",)
)
def get_history(caller: Caller, customer_id: str, query: Page) -> History:
    """Every step with its actor, oldest first; of a deleted customer too, without words."""
    customer = load_remains(caller.tenant, customer_id)
    events = history(customer, decode_number(query.cursor), query.limit)
    return history_page(events, query.limit)
