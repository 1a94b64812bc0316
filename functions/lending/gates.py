"""What must be true of a customer before money leaves, and what of it is not. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from shared.http import Answer

Gate = Literal["disbursement", "withdrawal"]
Code = Literal[
    "customer_merged",
    "kyc_not_approved",
    "tier_too_low",
    "tier_lowered",
    "bank_account_not_verified",
    "document_expired",
]

TEXTS: dict[Code, str] = {
    "customer_merged": "The customer is closed: it was merged into another one.",
    "kyc_not_approved": "The customer is not approved.",
    "tier_too_low": "The customer's tier allows no loan.",
    "tier_lowered": "The customer's tier was lowered, and that is not resolved yet.",
    "bank_account_not_verified": "The customer's bank account is not verified.",
    "document_expired": "The identity document has expired.",
}
# A tier stays held while the next one is looked at, or was not finished. After a final rejection
# nothing is paid out.
STANDS = ("approved", "pending", "revision_requested", "expired")


class Reason(Answer):
    """`requirement` is what would remove it, such as `tier_2`, `review` or `bank_account`."""

    code: Code
    text: str
    requirement: str | None


class GateAnswer(Answer):
    """Open when there is no reason against it; else all of them."""

    allowed: bool
    reasons: list[Reason]


@dataclass(frozen=True)
class Standing:
    """What is known of a customer; `lending_tier` is the lowest one that allows a loan.

    `rejected_for_evidence`: the newest submission was rejected for its evidence, which says nothing
    against what was approved before.
    """

    kyc_status: str
    tier: int
    max_loan_units: int
    lending_tier: int | None
    bank_account: str
    document_expires_on: date | None
    merged_into: str | None = None
    frozen: bool = False
    rejected_for_evidence: bool = False


def unmet(gate: Gate, customer: Standing, today: date) -> list[Reason]:
    """Every reason why the gate is closed, in a fixed order; a document is good on its last day."""
    return [
        Reason(code=code, text=TEXTS[code], requirement=requirement)
        for code, requirement in _unmet(gate, customer, today)
    ]


def _unmet(gate: Gate, customer: Standing, today: date) -> Iterator[tuple[Code, str | None]]:
    if customer.merged_into:
        yield "customer_merged", None
    stands = customer.kyc_status in STANDS or customer.rejected_for_evidence
    if customer.tier < 1 or not stands:
        yield "kyc_not_approved", f"tier_{customer.tier + 1}"
    if gate == "disbursement" and (customer.tier < 1 or customer.max_loan_units <= 0):
        yield "tier_too_low", _higher_tier(customer)
    if customer.frozen:
        yield "tier_lowered", "review"
    if customer.bank_account != "verified":
        yield "bank_account_not_verified", "bank_account"
    if customer.document_expires_on and customer.document_expires_on < today:
        yield "document_expired", "document_expires_on"


def _higher_tier(customer: Standing) -> str | None:
    """None where no tier would help: the policy lends nothing, or the limit was taken away."""
    lends = customer.lending_tier
    return f"tier_{lends}" if lends and lends > customer.tier else None
