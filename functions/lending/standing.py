"""What the gates look at, from what is stored."""

from datetime import date
from typing import Any

from lending.gates import Gate, GateAnswer, Reason, Standing, unmet
from shared.bank_account import load_bank_account
from shared.caller import Caller
from shared.case_store import load_customer, newest_revisions, submissions_of
from shared.clock import now
from shared.policy import policy
from shared.tables import Customer
from shared.tenant import Tenant


def look_at_gate(caller: Caller, customer_id: str, gate: Gate) -> GateAnswer:
    reasons = reasons_against(gate, load_customer(caller.tenant, customer_id))
    return GateAnswer(allowed=not reasons, reasons=reasons)


def reasons_against(gate: Gate, customer: Customer) -> list[Reason]:
    """Read after the customer: what changed since has moved the customer's event number."""
    return unmet(gate, _standing_of(customer), now().date())


def _standing_of(customer: Customer) -> Standing:
    lends = (each.tier for each in policy(customer.policy).tiers if each.max_loan_units > 0)
    return Standing(
        kyc_status=customer.kyc_status,
        tier=customer.tier,
        max_loan_units=customer.max_loan_units,
        lending_tier=next(lends, None),
        bank_account=_bank_account_status(customer),
        document_expires_on=_document_expires_on(customer),
        merged_into=customer.merged_into,
    )


def _bank_account_status(customer: Customer) -> str:
    account = load_bank_account(Tenant.parse(customer.tenant), customer.customer_id)
    return account.status if account else "not_provided"


def _document_expires_on(customer: Customer) -> date | None:
    """The last day of the document that was approved last; None where none is known."""
    approved = [each for each in submissions_of(customer) if each.status == "approved"]
    sent = newest_revisions(approved)
    for head in sorted(approved, key=lambda each: each.decided_at, reverse=True):
        event = sent.get(head.submission_id)
        fields: dict[str, Any] = ((event and event.personal) or {}).get("fields", {})
        if "document_type" in fields or "document_expires_on" in fields:
            told = fields.get("document_expires_on")
            return date.fromisoformat(told) if told else None
    return None
