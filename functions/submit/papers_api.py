"""HTTP routes for papers that a case lacks: staff bring them in, or ask the customer."""

from shared.caller import Caller
from shared.case_answers import SubmissionAnswer
from shared.http import Api
from shared.reply import Once
from submit import completing, erasure, links, needs, submissions, support, uploads
from submit.api import EVIDENCE, REFUSALS, TURN
from submit.erasure import ErasureRequest
from submit.link_answers import LinkAnswer, Links, LinkState, NewLink
from submit.needs import InLanguage, Requirements
from submit.submissions import StaffResubmission, StaffSubmission
from submit.support import SupportQuery, SupportRequest, SupportText
from submit.uploads import StaffUpload, UploadAnswer, UploadPermit

handler = api = Api()

MADE = ("tier_unknown", "customer_merged", "invalid_fields", "no_email", "nothing_missing")


@api.route("GET /v1/review/customers/{customer_id}/requirements", may="see_customers")
def staff_get_requirements(caller: Caller, customer_id: str, query: InLanguage) -> Requirements:
    """What each tier still needs, why, and what would satisfy it, in the customer's language."""
    return needs.requirements(caller, customer_id, query)


@api.route(
    "POST /v1/review/customers/{customer_id}/uploads",
    may="bring_papers",
    status=201,
    codes=("invalid_fields", "customer_merged", "own_case", "too_many_open_uploads", "busy"),
)
def staff_create_upload(
    caller: Caller, customer_id: str, body: StaffUpload, once: Once
) -> UploadPermit:
    """Announce a file that staff send for the customer; it is marked so for ever."""
    return uploads.create_upload(caller, customer_id, body, once, body.reason)


@api.route(
    "POST /v1/review/customers/{customer_id}/uploads/{upload_id}/complete",
    may="bring_papers",
    codes=(*REFUSALS, "own_case"),
)
def staff_complete_upload(caller: Caller, customer_id: str, upload_id: str) -> UploadAnswer:
    """Say that the file has arrived; it is looked at and accepted or refused."""
    return completing.complete_upload(caller, customer_id, upload_id)


@api.route(
    "POST /v1/review/customers/{customer_id}/uploads/{upload_id}/erase",
    may="erase_files",
    codes=("own_case",),
)
def erase_upload(
    caller: Caller, customer_id: str, upload_id: str, body: ErasureRequest
) -> UploadAnswer:
    """Erase a file that was sent wrongly, for ever and wherever it is; a tombstone stays."""
    return erasure.erase(caller, customer_id, upload_id, body.reason)


@api.route(
    "POST /v1/review/customers/{customer_id}/submissions",
    may="bring_papers",
    status=201,
    codes=(*EVIDENCE, *TURN, "own_case"),
)
def staff_submit(
    caller: Caller, customer_id: str, body: StaffSubmission, once: Once
) -> SubmissionAnswer:
    """Send the evidence for a tier for the customer; a colleague has to approve it."""
    return submissions.submit(caller, customer_id, body, once, body.reason)


@api.route(
    "POST /v1/review/tasks/{submission_id}/resubmit",
    may="bring_papers",
    codes=(*EVIDENCE, "illegal_move", "own_case", "revision_unchanged"),
)
def staff_resubmit(
    caller: Caller, submission_id: str, body: StaffResubmission, once: Once
) -> SubmissionAnswer:
    """Answer a revision request for the customer; a colleague has to approve it."""
    return submissions.resubmit(caller, submission_id, body, once, body.reason)


@api.route("POST /v1/customers/{customer_id}/links", may="send_links", status=201, codes=MADE)
def create_link(caller: Caller, customer_id: str, body: NewLink, once: Once) -> LinkAnswer:
    """Make a one-time link for what is missing, valid for 48 hours; it can be e-mailed."""
    return links.create_link(caller, customer_id, body, once)


@api.route("GET /v1/customers/{customer_id}/links", may="send_links")
def list_links(caller: Caller, customer_id: str) -> Links:
    """The customer's links and what became of them, newest first."""
    return links.list_links(caller, customer_id)


@api.route("DELETE /v1/customers/{customer_id}/links/{link_id}", may="send_links")
def revoke_link(caller: Caller, customer_id: str, link_id: str) -> LinkState:
    """Revoke a link, and the token that it was swapped for."""
    return links.revoke_link(caller, customer_id, link_id)


@api.route(
    "POST /v1/review/customers/{customer_id}/links",
    may="hand_out_links",
    status=201,
    codes=(*MADE, "own_case"),
)
def staff_create_link(caller: Caller, customer_id: str, body: NewLink, once: Once) -> LinkAnswer:
    """Make a one-time link for what is missing, for a customer who asks staff; or e-mail it."""
    return links.create_link(caller, customer_id, body, once)


@api.route("GET /v1/review/customers/{customer_id}/links", may="hand_out_links")
def staff_list_links(caller: Caller, customer_id: str) -> Links:
    """The customer's links and what became of them, newest first."""
    return links.list_links(caller, customer_id)


@api.route(
    "DELETE /v1/review/customers/{customer_id}/links/{link_id}",
    may="hand_out_links",
    codes=("own_case",),
)
def staff_revoke_link(caller: Caller, customer_id: str, link_id: str) -> LinkState:
    """Revoke a link, and the token that it was swapped for."""
    return links.revoke_link(caller, customer_id, link_id)


@api.route(
    "GET /v1/review/customers/{customer_id}/support-text",
    may="see_customers",
    codes=("tier_unknown",),
)
def get_support_text(caller: Caller, customer_id: str, query: SupportQuery) -> SupportText:
    """What is missing, as a text for a reply to the customer, with a place for a link."""
    return support.support_text(caller, customer_id, query)


@api.route(
    "POST /v1/review/customers/{customer_id}/support-text",
    may="hand_out_links",
    status=201,
    codes=("tier_unknown", "customer_merged", "nothing_missing", "own_case"),
)
def create_support_text(
    caller: Caller, customer_id: str, body: SupportRequest, once: Once
) -> SupportText:
    """The same with a fresh one-time link in it, which is shown in this answer only."""
    return support.support_text_with_link(caller, customer_id, body, once)
