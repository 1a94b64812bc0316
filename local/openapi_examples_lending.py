"""Examples of loans and gates: Somchai borrows twice, and has to renew his document."""

from typing import Any

from local.openapi_examples import CUSTOMER, NOTHING_LENT, TIER_1_LOAN

LOAN = "loan_01JD93V8N4P6R2T5W7Y9Z1B3D5"
OPENED_AT, CLOSED_AT = "2026-11-23T04:00:00Z", "2026-12-23T04:00:00Z"
_amount = {"amount": "10000.00", "currency": "THB"}
_loan = {
    "loan_id": LOAN,
    "loan_ref": "loan-2044",
    "amount": _amount,
    "status": "open",
    "opened_at": OPENED_AT,
    "closed_at": None,
}

EXAMPLES: dict[str, dict[str, Any]] = {
    "NewLoan": {"loan_ref": "loan-2044", "amount": "10000.00", "currency": "THB"},
    "LoanAnswer": _loan
    | {
        "customer_id": CUSTOMER,
        "max_loan": TIER_1_LOAN,
        "open": _amount,
        "available": {"amount": "40000.00", "currency": "THB"},
    },
    "Loans": {
        "loans": [_loan | {"status": "closed", "closed_at": CLOSED_AT}],
        "max_loan": TIER_1_LOAN,
        "open": NOTHING_LENT,
        "available": TIER_1_LOAN,
        "next_cursor": None,
    },
    "Downgrade": {"tier": 1, "reason": "Lost the employment that tier 2 rests on."},
    "Unfreezing": {"reason": "Tier 1 does not rest on the employment."},
    "GateAnswer": {
        "allowed": False,
        "reasons": [
            {
                "code": "bank_account_not_verified",
                "text": "The customer's bank account is not verified.",
                "requirement": "bank_account",
            },
            {
                "code": "document_expired",
                "text": "The identity document has expired.",
                "requirement": "document_expires_on",
            },
        ],
    },
}
