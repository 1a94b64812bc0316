"""HTTP routes of the lending slice."""

from typing import cast

from lending import downgrades, loans, standing
from lending.downgrades import Downgrade, Unfreezing
from lending.gates import Gate, GateAnswer
from lending.loans import LoanAnswer, Loans, NewLoan
from shared.caller import Caller
from shared.case_answers import CustomerAnswer
from shared.http import Api
from shared.paging import Page

handler = api = Api()


# Without an Idempotency-Key: the loan_ref does its work, and for longer than a day.
@api.route(
    "POST /v1/customers/{customer_id}/loans",
    may="manage_loans",
    status=201,
    codes=(
        "invalid_fields",
        "currency_differs",
        "loan_exists",
        "loan_not_allowed",
        "loan_limit_exceeded",
    ),
)
def open_loan(caller: Caller, customer_id: str, body: NewLoan) -> LoanAnswer:
    """Count a loan against the customer's limit."""
    return loans.open_loan(caller, customer_id, body)


@api.route("GET /v1/customers/{customer_id}/loans", may="manage_loans", codes=("invalid_cursor",))
def list_loans(caller: Caller, customer_id: str, query: Page) -> Loans:
    """The customer's loans, newest first, and what is left of the limit."""
    return loans.list_loans(caller, customer_id, query)


@api.route("POST /v1/customers/{customer_id}/loans/{loan_id}/close", may="manage_loans")
def close_loan(caller: Caller, customer_id: str, loan_id: str) -> LoanAnswer:
    """Say that the loan is repaid: it counts no longer."""
    return loans.close_loan(caller, customer_id, loan_id)


@api.route("POST /v1/customers/{customer_id}/gates/{gate}", may="ask_gates")
def ask_gate(caller: Caller, customer_id: str, gate: str) -> GateAnswer:
    """Whether money may leave to this customer now, and every reason why not."""
    return standing.look_at_gate(caller, customer_id, cast(Gate, gate))


@api.route("GET /v1/review/customers/{customer_id}/gates/{gate}", may="see_customers")
def review_gate(caller: Caller, customer_id: str, gate: str) -> GateAnswer:
    """What the gate would answer the company now, as staff see it."""
    return standing.look_at_gate(caller, customer_id, cast(Gate, gate))


@api.route(
    "GET /v1/review/customers/{customer_id}/loans",
    may="see_customers",
    codes=("invalid_cursor",),
)
def review_loans(caller: Caller, customer_id: str, query: Page) -> Loans:
    """The customer's loans, as staff see them."""
    return loans.list_loans(caller, customer_id, query)


@api.route(
    "POST /v1/review/customers/{customer_id}/downgrade",
    may="lower_tiers",
    codes=("own_case", "tier_not_lower"),
)
def lower_tier(caller: Caller, customer_id: str, body: Downgrade) -> CustomerAnswer:
    """Lower the customer's tier and limit; the gates stay closed until that is resolved."""
    return downgrades.lower_tier(caller, customer_id, body)


@api.route(
    "POST /v1/review/customers/{customer_id}/unfreeze",
    may="unfreeze_customers",
    codes=("own_case", "sent_by_you"),
)
def unfreeze(caller: Caller, customer_id: str, body: Unfreezing) -> CustomerAnswer:
    """Say that the lower tier is right: the gates answer by it again."""
    return downgrades.unfreeze(caller, customer_id, body)
