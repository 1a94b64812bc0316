"""HTTP routes by which staff bring in the papers that a customer's case lacks."""

from shared.caller import Caller
from shared.case_answers import SubmissionAnswer
from shared.http import Api
from shared.reply import Once
from submit import needs, submissions, uploads
from submit.api import EVIDENCE, REFUSALS, TURN
from submit.needs import InLanguage, Requirements
from submit.submissions import StaffResubmission, StaffSubmission
from submit.uploads import StaffUpload, UploadAnswer, UploadPermit

handler = api = Api()


@api.route("GET /v1/review/customers/{customer_id}/requirements", may="see_customers")
def get_requirements(caller: Caller, customer_id: str, query: InLanguage) -> Requirements:
    """What each tier still needs, why, and what would satisfy it, in the customer's language."""
    return needs.requirements(caller, customer_id, query)


@api.route(
    "POST /v1/review/customers/{customer_id}/uploads",
    may="bring_papers",
    status=201,
    codes=("invalid_fields", "customer_merged"),
)
def create_upload(caller: Caller, customer_id: str, body: StaffUpload, once: Once) -> UploadPermit:
    """Announce a file that staff send for the customer; it is marked so for ever."""
    return uploads.create_upload(caller, customer_id, body, once, body.reason)


@api.route(
    "POST /v1/review/customers/{customer_id}/uploads/{upload_id}/complete",
    may="bring_papers",
    codes=REFUSALS,
)
def complete_upload(caller: Caller, customer_id: str, upload_id: str) -> UploadAnswer:
    """Say that the file has arrived; it is looked at and accepted or refused."""
    return uploads.complete_upload(caller, customer_id, upload_id)


@api.route(
    "POST /v1/review/customers/{customer_id}/submissions",
    may="bring_papers",
    status=201,
    codes=(*EVIDENCE, *TURN),
)
def submit(caller: Caller, customer_id: str, body: StaffSubmission, once: Once) -> SubmissionAnswer:
    """Send the evidence for a tier for the customer; a colleague has to approve it."""
    return submissions.submit(caller, customer_id, body, once, body.reason)


@api.route(
    "POST /v1/review/tasks/{submission_id}/resubmit",
    may="bring_papers",
    codes=(*EVIDENCE, "illegal_move", "revision_unchanged"),
)
def resubmit(
    caller: Caller, submission_id: str, body: StaffResubmission, once: Once
) -> SubmissionAnswer:
    """Answer a revision request for the customer; a colleague has to approve it."""
    return submissions.resubmit(caller, submission_id, body, once, body.reason)
