"""HTTP routes by which reviewers verify bank accounts."""

from typing import Annotated

from pydantic import Field

from banks import reviews
from banks.reviews import BankAccountTasks, BankAccountView, Choice, decide
from shared.caller import Caller
from shared.http import Api, Body
from shared.paging import Page

handler = api = Api()

DECIDED = ("already_decided", "own_case", "stale_bank_account")

Version = Annotated[int, Field(ge=1, description="the account that was looked at")]
Note = Annotated[str, Field(min_length=1, max_length=2000, description="for colleagues only")]


class BankVerification(Body):
    """`note` says why, where the names are different."""

    version: Version
    note: Note | None = None


class BankRejection(Body):
    """`code` and `comment` are told to the customer."""

    version: Version
    code: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{1,40}$", examples=["name_differs"])]
    comment: Annotated[str, Field(min_length=1, max_length=1000)]
    note: Note | None = None


@api.route("GET /v1/review/bank-accounts", may="see_cases", codes=("invalid_cursor",))
def list_bank_accounts(caller: Caller, query: Page) -> BankAccountTasks:
    """Bank accounts that wait for a reviewer, oldest first."""
    return reviews.list_accounts(caller, query)


@api.route(
    "GET /v1/review/bank-accounts/{customer_id}", may="see_cases", codes=("busy", "file_not_intact")
)
def open_bank_account(caller: Caller, customer_id: str) -> BankAccountView:
    """One bank account, its bank book, its name beside the KYC name; history notes who looked."""
    return reviews.open_account(caller, customer_id)


@api.route(
    "POST /v1/review/bank-accounts/{customer_id}/verify",
    may="decide_bank_accounts",
    codes=(
        *DECIDED,
        "bank_book_erased",
        "busy",
        "duplicate_unresolved",
        "kyc_name_unproved",
        "note_required",
        "second_person_needed",
        "sent_by_you",
    ),
)
def verify_bank_account(
    caller: Caller, customer_id: str, body: BankVerification
) -> BankAccountView:
    """Say that the account is the customer's own; a changed one takes two people."""
    return decide(caller, customer_id, Choice("verify", body.version, note=body.note))


@api.route(
    "POST /v1/review/bank-accounts/{customer_id}/reject",
    may="decide_bank_accounts",
    codes=(*DECIDED, "invalid_fields"),
)
def reject_bank_account(caller: Caller, customer_id: str, body: BankRejection) -> BankAccountView:
    """Turn the account down with a reason; the customer may send another."""
    reason = {"code": body.code, "comment": body.comment}
    return decide(caller, customer_id, Choice("reject", body.version, body.note, reason))
