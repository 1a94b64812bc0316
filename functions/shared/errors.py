"""Everything that can be refused, in one table.

KycError
├── ApiError        refused at the front door: a stable code, its status, what to do
├── Raced           another writer was first: read again and decide again
├── EventReused     one id of the ledger was used for two different facts
├── LedgerBroken    the ledger does not hold what it must hold
└── TaskFailed      a state-machine task could not finish (the names the machine catches)
    ├── CheckBusy
    ├── EmailNotSent
    ├── ForReview       a person decides after all; its text is the route reason
    ├── ProviderRefused
    ├── ProviderUnavailable
    └── UnexpectedFailure
"""

from dataclasses import dataclass, field
from typing import Any

# code: (HTTP status, what the caller reads). Codes are stable; texts may be improved.
CATALOGUE: dict[str, tuple[int, str]] = {
    "malformed_json": (400, "The body is not valid JSON."),
    "body_too_large": (400, "The body is larger than 256 KB. Files are uploaded separately."),
    "invalid_request": (400, "The request does not have the documented shape; see fields."),
    "invalid_cursor": (400, "The cursor is not one that this list returned."),
    "invalid_idempotency_key": (400, "Idempotency-Key must be 1 to 255 printable ASCII letters."),
    "unauthenticated": (401, "The credentials are missing, unknown, revoked or expired."),
    "link_unusable": (401, "The link was used, has expired or is unknown. Ask for a new one."),
    "forbidden": (403, "These credentials may not do this."),
    "company_suspended": (403, "The company is suspended. Ask the platform's operator."),
    "staff_disabled": (403, "You were disabled. Ask an administrator of your company."),
    "own_case": (403, "Nobody decides about themselves. A colleague has to."),
    "item_not_in_link": (403, "The link does not ask for that; see items. Ask for another link."),
    "sent_by_you": (403, "It came with your link or key, or you sent it. A colleague must decide."),
    "not_found": (404, "There is no such thing here."),
    "key_ended": (409, "The key has ended, or another one is in its place. Make a new one."),
    "last_administrator": (409, "Nobody else administers the company. Name another one first."),
    "staff_exists": (409, "This address signs in here already. One address is one person."),
    "customer_exists": (409, "A customer with this external_id exists already."),
    "identity_already_used": (409, "The document number is another customer's; reviewers see it."),
    "customer_merged": (409, "The customer is closed: it was another one; see merged_into."),
    "submission_open": (409, "A submission of this customer is still open."),
    "tier_already_approved": (409, "The customer already holds this tier."),
    "tier_not_lower": (409, "That is no lower tier than the customer holds; see tier."),
    "not_rejected": (409, "The newest submission of this tier was not rejected."),
    "submission_rejected": (409, "Rejected for good; only the company can open this tier again."),
    "illegal_move": (409, "The submission's status does not allow this."),
    "already_decided": (409, "Another reviewer decided first; see decision."),
    "stale_revision": (409, "The submission has a newer revision than the one looked at."),
    "evidence_erased": (409, "A file of this revision was erased. Ask for another; see kinds."),
    "file_not_intact": (409, "A file is not the one that was accepted. Erase it; see files."),
    "upload_erased": (409, "The file was erased. Upload another one."),
    "bank_book_erased": (409, "The photo of the bank book was erased. Ask for it again."),
    "stale_bank_account": (409, "Another account was sent since; see version."),
    "second_person_needed": (409, "You approved it already. Another person has to approve it too."),
    "duplicate_unresolved": (409, "Another customer has this too. Resolve the alerts first."),
    "claimed_by_other": (409, "Another reviewer is working on this task; see claim."),
    "merge_not_possible": (409, "Something of the customer to close is still open; see reasons."),
    "deletion_not_possible": (409, "Something of the customer is still open; see reasons."),
    "already_proposed": (409, "A proposal about it is open already; see proposal_id."),
    "change_pending": (
        409,
        "Another change waits to be confirmed; see number. End that one first.",
    ),
    "proposal_over": (
        409,
        "The proposal was applied or ended, or its ground has changed; see state.",
    ),
    "not_proposed": (409, "Nobody has proposed that. Open the alert again."),
    "not_refused": (409, "The customer was not refused. Reject what is open first; see reasons."),
    "duplicate_refused": (409, "The customer stays refused as a duplicate; see alert_ids."),
    "not_ready_for_review": (409, "The submission is still being checked. Try again shortly."),
    "liveness_not_offered": (409, "This submission is decided by reviewers; see reason."),
    "liveness_not_ready": (409, "The live face check is being prepared. Try again shortly."),
    "liveness_over": (409, "The live face check has ended; see the submission."),
    "invalid_signature": (403, "The callback's signature is wrong."),
    "phone_already_verified": (409, "The phone number is verified; see phone_verified_at."),
    "code_expired": (409, "No code is waiting: it was late or tried too often. Ask for a new one."),
    "idempotency_key_reused": (409, "The Idempotency-Key was used with another request."),
    "quote_used": (409, "The quote was used by another top-up. Ask for a new one."),
    "request_id_reused": (409, "The request_id was used for another top-up."),
    "already_reversed": (409, "The charge was reversed already."),
    "already_taken_back": (409, "The deposit was taken back already."),
    "not_unclear": (409, "Only a fee held beyond its time, of an unclear check, can be settled."),
    "top_up_not_refundable": (409, "What was topped up cannot be returned."),
    "reference_reused": (409, "The reference was used for another deposit."),
    "price_exists": (409, "Another price begins at that moment already."),
    "rate_exists": (409, "Another rate begins at that moment already."),
    "loan_exists": (409, "This loan_ref stands for a loan of another amount."),
    "person_exists": (409, "The business has this person already; change roles or share."),
    "webhook_disabled": (409, "The endpoint is switched off. Switch it on first."),
    "busy": (409, "The record was being changed by others. Try again."),
    "invalid_fields": (422, "Some values are not acceptable; see fields."),
    "tier_locked": (422, "The tier before this one must be approved first."),
    "automatic_unavailable": (422, "This stage has no face check for test mode."),
    "tier_unknown": (422, "The policy has no such tier for this customer."),
    "requirements_missing": (422, "The tier needs more than was sent; see fields."),
    "checklist_incomplete": (422, "The checklist stands against an approval; see fields."),
    "upload_unknown": (422, "An upload does not exist, was refused or is not complete."),
    "upload_not_received": (422, "No file has arrived. Send it to the upload's url first."),
    "upload_size_mismatch": (422, "The file's size is not the announced one. Upload it again."),
    "upload_checksum_mismatch": (422, "The file was damaged on the way. Upload it again."),
    "upload_type_mismatch": (422, "The file is not what its type says. Export or take it again."),
    "upload_damaged": (422, "The file cannot be opened completely. Take or export it again."),
    "upload_too_small": (422, "The picture is too small to be read. Take it closer or sharper."),
    "upload_too_large": (422, "There is too much in the file. Send a smaller or simpler one."),
    "upload_blank": (422, "The picture shows nothing. Take it again."),
    "upload_active_content": (
        422,
        "The PDF holds scripts, forms or attachments. Print it to a new PDF and send that.",
    ),
    "upload_encrypted": (422, "The PDF is protected by a password. Send it without one."),
    "revision_unchanged": (422, "Nothing was corrected. Change at least one item."),
    "quote_unknown": (422, "There is no such quote for this account. Ask for a new one."),
    "quote_expired": (422, "The quote has expired. Ask for a new one."),
    "amount_differs": (422, "The amount is not the quote's."),
    "insufficient_usdt": (422, "The administrator account has too little USDT."),
    "insufficient_balance": (422, "The service account has too little money available."),
    "not_reversible": (422, "Only a charge can be reversed."),
    "not_a_deposit": (422, "Only a deposit can be taken back."),
    "rate_unavailable": (422, "There is no exchange rate yet. Ask the platform's operator."),
    "amount_too_small": (422, "The amount brings less than 0.0001 CNY."),
    "export_too_large": (422, "That is more than most_rows lines. Ask for fewer days."),
    "valid_from_past": (422, "It may begin now or later, and not in the past."),
    "no_email": (422, "The customer has no e-mail address."),
    "nothing_missing": (422, "Nothing is missing for this tier now."),
    "no_phone": (422, "The customer has no phone number."),
    "phone_not_mobile": (422, "No text reaches this number: it is no mobile phone's."),
    "sms_country_closed": (422, "No texts are sent to numbers of this country."),
    "code_wrong": (422, "The code is not the one that was sent; see attempts_left."),
    "sms_not_offered": (422, "Text messages are not offered: no price is set, or no provider."),
    "sms_suspended": (422, "The service account has too little money for a text message."),
    "sms_not_sent": (422, "The text message could not be sent to this number."),
    "kyc_name_unproved": (422, "No tier is approved yet, so the customer's name is not proved."),
    "colleague_unknown": (422, "There is no such colleague; see /v1/review/colleagues."),
    "note_required": (422, "The names are different. Say in a note why the account is theirs."),
    "same_person": (422, "Whoever proposed it cannot be the one who applies it."),
    "not_of_this_alert": (422, "The customer to keep is none of the two."),
    "number_held_by_other": (422, "The customer to reject holds the number. Merge it instead."),
    "currency_differs": (422, "The customer's limit is in another currency."),
    "loan_not_allowed": (422, "No loan may be paid out now; see reasons."),
    "loan_limit_exceeded": (422, "The open loans would be more than the limit; see available."),
    "not_a_business": (422, "Only a business has people."),
    "person_unknown": (422, "person_id is not a customer of yours."),
    "role_needs_individual": (422, "A business can be a shareholder and nothing else."),
    "share_of_shareholder": (422, "A shareholder has a share_percent, and nobody else has."),
    "shares_over_whole": (422, "The shares would be more than the whole; see left_percent."),
    "ownership_loop": (422, "The business would own itself, directly or through others."),
    "people_unverified": (422, "People of the business are missing or not verified; see people."),
    "structure_too_large": (422, "A business has at most 30 people, and 20 connected businesses."),
    "too_many_webhooks": (422, "There are ten endpoints already. Remove one first."),
    "too_many_codes": (429, "A code was sent already. Wait for retry_after_seconds."),
    "too_many_open_uploads": (
        429,
        "Too many files are on the way. Complete them, or wait.",
    ),
    "too_many_requests": (429, "Too many requests. Wait as Retry-After says."),
    "internal_error": (500, "Our fault. Try again; quote the request_id if it stays."),
    "unavailable": (503, "Something this needs is slow or down. Wait as Retry-After says."),
}

TYPES = {
    400: "invalid_request",
    401: "authentication",
    403: "permission",
    404: "not_found",
    409: "conflict",
    422: "unacceptable",
    429: "rate_limit",
    500: "internal",
    503: "unavailable",
}


RETRY_AFTER_SECONDS = "2"


class KycError(Exception):
    """Anything that this service raises on purpose."""


@dataclass(frozen=True)
class FieldError:
    """One thing to correct: where it is, a stable code, and words without the value sent."""

    field: str
    code: str
    message: str


@dataclass
class ApiError(KycError):
    """A refusal by code; `details` are facts the caller needs (who decided, which id)."""

    code: str
    fields: list[FieldError] = field(default_factory=list)
    details: dict[str, Any] = field(default_factory=dict)

    @property
    def status(self) -> int:
        return CATALOGUE[self.code][0]

    @property
    def headers(self) -> dict[str, str]:
        """Headers of its own; a browser's page may read them (shared/http.py)."""
        usual = RETRY_AFTER_SECONDS if self.status == 503 else None
        seconds = self.details.get("retry_after_seconds", usual)
        return {} if seconds is None else {"Retry-After": str(seconds)}

    def body(self, request_id: str) -> dict[str, Any]:
        """`{"error": {type, code, message, fields, request_id, …details}}`."""
        status, message = CATALOGUE[self.code]
        error: dict[str, Any] = {"type": TYPES[status], "code": self.code, "message": message}
        error |= {"fields": [vars(each) for each in self.fields], "request_id": request_id}
        return {"error": error | self.details}


class Raced(KycError):
    """A conditional write lost to another writer."""


class EventReused(KycError):
    """An id of the ledger stands for one business fact, and came with another."""


class LedgerBroken(KycError):
    """An entry or a balance that must be there is not: somebody has to look."""


class TaskFailed(KycError):
    """A state-machine task could not do its work."""


class CheckBusy(TaskFailed):
    """Another delivery of the same task is at work on the live face check."""


class EmailNotSent(TaskFailed):
    """The mail service refused; the in-app notification stands."""


class ForReview(TaskFailed):
    """Nothing failed, and no further try will help: the text is the reason, a word of ours."""


class ProviderRefused(TaskFailed):
    """A provider will not do what is asked until keys, contract or data change; only its code."""


class ProviderUnavailable(TaskFailed):
    """A provider could not be reached or was too busy, after retries of our own."""


class UnexpectedFailure(TaskFailed):
    """A bug or an outage; carries the exception's class and place, never its text."""
