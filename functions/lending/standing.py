"""What the gates look at, from what is stored."""

from lending.gates import Gate, GateAnswer, Reason, Standing, unmet
from shared.bank_account import load_bank_account
from shared.caller import Caller
from shared.case_store import load_customer, submissions_of
from shared.clock import now
from shared.company_settings import settings_of
from shared.identity_document import expires_on
from shared.loan_limits import lowest_lending_tier
from shared.policy import policy
from shared.reasons import is_final
from shared.tables import Customer, Submission
from shared.tenant import Tenant


def look_at_gate(caller: Caller, customer_id: str, gate: Gate) -> GateAnswer:
    reasons = reasons_against(gate, load_customer(caller.tenant, customer_id))
    return GateAnswer(allowed=not reasons, reasons=reasons)


def reasons_against(gate: Gate, customer: Customer) -> list[Reason]:
    """Read after the customer: what changed since has moved the customer's event number."""
    return unmet(gate, _standing_of(customer), now().date())


def _standing_of(customer: Customer) -> Standing:
    heads = submissions_of(customer)
    own = settings_of(Tenant.parse(customer.tenant)).loan_limits
    return Standing(
        kyc_status=customer.kyc_status,
        tier=customer.tier,
        max_loan_units=customer.max_loan_units,
        lending_tier=lowest_lending_tier(own, policy(customer.policy)),
        bank_account=_bank_account_status(customer),
        merged_into=customer.merged_into,
        document_expires_on=expires_on(heads),
        frozen=customer.frozen_at is not None,
        rejected_for_evidence=_is_for_evidence(heads),
    )


def _bank_account_status(customer: Customer) -> str:
    account = load_bank_account(Tenant.parse(customer.tenant), customer.customer_id)
    return account.status if account else "not_provided"


def _is_for_evidence(heads: list[Submission]) -> bool:
    """Of the newest one; a final rejection stays one when the tier is opened again."""
    return bool(heads) and heads[-1].status == "rejected" and not is_final(heads[-1].reason)
