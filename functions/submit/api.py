"""HTTP routes of the submit slice."""

from shared.caller import Caller
from shared.case_answers import (
    CustomerAnswer,
    History,
    SubmissionAnswer,
    customer_answer,
    history_page,
    submission_answer,
)
from shared.case_store import history, load_customer, load_remains, load_submission
from shared.http import Api
from shared.paging import Page, decode_number
from shared.reply import Once
from submit import case_file, completing, customers, needs, submissions, uploads
from submit.case_file import Notifications, Revisions
from submit.customers import CustomerChange, CustomerPage, Customers, NewCustomer
from submit.needs import InLanguage, Requirements
from submit.submissions import NewSubmission, Resubmission
from submit.uploads import NewUpload, UploadAnswer, UploadPermit

handler = api = Api()

EVIDENCE = (
    "invalid_fields",
    "requirements_missing",
    "upload_unknown",
    "identity_already_used",
    "customer_merged",
)
TURN = (
    "submission_open",
    "submission_rejected",
    "tier_already_approved",
    "tier_locked",
    "tier_unknown",
)
REFUSALS = (
    "upload_not_received",
    "upload_size_mismatch",
    "upload_checksum_mismatch",
    "upload_type_mismatch",
    "upload_damaged",
    "upload_too_small",
    "upload_too_large",
    "upload_blank",
    "upload_active_content",
    "upload_encrypted",
    "upload_erased",
)


@api.route(
    "POST /v1/customers",
    may="manage_customers",
    status=201,
    codes=("customer_exists", "invalid_fields"),
)
def create_customer(caller: Caller, body: NewCustomer, once: Once) -> CustomerAnswer:
    """Make a customer under your own external_id."""
    return customers.create_customer(caller, body, once)


@api.route("GET /v1/customers", may="manage_customers", codes=("invalid_cursor",))
def list_customers(caller: Caller, query: CustomerPage) -> Customers:
    """Customers, newest first; `external_id` finds one."""
    return customers.list_customers(caller, query)


@api.route("GET /v1/customers/{customer_id}", may="see_own_case")
def get_customer(caller: Caller, customer_id: str) -> CustomerAnswer:
    """One customer: status, tier and loan limit."""
    return customer_answer(load_customer(caller.tenant, customer_id))


@api.route(
    "PATCH /v1/customers/{customer_id}",
    may="manage_customers",
    codes=("invalid_fields", "customer_merged", "busy"),
)
def change_customer(caller: Caller, customer_id: str, body: CustomerChange) -> CustomerAnswer:
    """Change how the customer is reached."""
    return customers.change_customer(caller, customer_id, body)


@api.route("GET /v1/customers/{customer_id}/requirements", may="see_own_case")
def get_requirements(caller: Caller, customer_id: str, query: InLanguage) -> Requirements:
    """What each tier still needs, why, and what would satisfy it, in the customer's language."""
    return needs.requirements(caller, customer_id, query)


@api.route("GET /v1/customers/{customer_id}/notifications", may="see_own_case")
def get_notifications(caller: Caller, customer_id: str) -> Notifications:
    """What the customer was told, newest first."""
    return case_file.notifications(caller, customer_id)


@api.route(
    "GET /v1/customers/{customer_id}/history", may="manage_customers", codes=("invalid_cursor",)
)
def get_history(caller: Caller, customer_id: str, query: Page) -> History:
    """Every step with its actor, oldest first; of a deleted customer too, without words."""
    customer = load_remains(caller.tenant, customer_id)
    events = history(customer, decode_number(query.cursor), query.limit)
    return history_page(events, query.limit)


@api.route(
    "POST /v1/customers/{customer_id}/uploads",
    may="send_evidence",
    status=201,
    codes=(
        "invalid_fields",
        "customer_merged",
        "item_not_in_link",
        "too_many_open_uploads",
        "busy",
    ),
)
def create_upload(caller: Caller, customer_id: str, body: NewUpload, once: Once) -> UploadPermit:
    """Announce a file and get the permit to send it straight to storage."""
    return uploads.create_upload(caller, customer_id, body, once)


@api.route("GET /v1/customers/{customer_id}/uploads/{upload_id}", may="see_own_case")
def get_upload(caller: Caller, customer_id: str, upload_id: str) -> UploadAnswer:
    """One upload and whether it was accepted."""
    return uploads.get_upload(caller, customer_id, upload_id)


@api.route(
    "POST /v1/customers/{customer_id}/uploads/{upload_id}/complete",
    may="send_evidence",
    codes=(*REFUSALS, "busy"),
)
def complete_upload(caller: Caller, customer_id: str, upload_id: str) -> UploadAnswer:
    """Say that the file has arrived; it is looked at and accepted or refused."""
    return completing.complete_upload(caller, customer_id, upload_id)


@api.route(
    "POST /v1/customers/{customer_id}/submissions",
    may="send_evidence",
    status=201,
    codes=(*EVIDENCE, *TURN, "item_not_in_link", "busy"),
)
def submit(caller: Caller, customer_id: str, body: NewSubmission, once: Once) -> SubmissionAnswer:
    """Send the evidence for a tier."""
    return submissions.submit(caller, customer_id, body, once)


@api.route("GET /v1/submissions/{submission_id}", may="see_own_case")
def get_submission(caller: Caller, submission_id: str) -> SubmissionAnswer:
    """A submission's status and what was asked to be corrected."""
    return submission_answer(load_submission(caller.tenant, submission_id))


@api.route(
    "POST /v1/submissions/{submission_id}/resubmit",
    may="send_evidence",
    codes=(*EVIDENCE, "illegal_move", "revision_unchanged", "item_not_in_link", "busy"),
)
def resubmit(
    caller: Caller, submission_id: str, body: Resubmission, once: Once
) -> SubmissionAnswer:
    """Answer a revision request with the next revision."""
    return submissions.resubmit(caller, submission_id, body, once)


@api.route(
    "GET /v1/submissions/{submission_id}/revisions",
    may="see_own_case",
    codes=("invalid_cursor",),
)
def get_revisions(caller: Caller, submission_id: str, query: Page) -> Revisions:
    """All rounds of a submission, oldest first: what was sent and what was decided."""
    return case_file.revisions(caller, submission_id, query)


@api.route("GET /v1/review/customers", may="see_customers", codes=("invalid_cursor",))
def staff_list_customers(caller: Caller, query: CustomerPage) -> Customers:
    """The company's customers, newest first; `external_id` finds one."""
    return customers.list_customers(caller, query)


@api.route("GET /v1/review/customers/{customer_id}/notifications", may="see_customers")
def staff_get_notifications(caller: Caller, customer_id: str) -> Notifications:
    """What the customer was told, newest first, as staff see it."""
    return case_file.notifications(caller, customer_id)
