"""What stands against the automatic way of a case that is on it: asked at every step that matters.

A submission's route says what held when it was sent (submit/routing.py). Until a face has matched,
an hour may pass, and after a failed attempt another one begins: by then the company may have been
suspended, or may have chosen otherwise. Each reason is a route reason, which the reviewer reads.
"""

from shared.case_store import load_customer, load_submission
from shared.company_settings import CompanySettings, settings_of
from shared.duplicate_alerts import standing_alerts
from shared.suspension import is_suspended
from shared.tables import Customer, Submission
from shared.tenant import Tenant


def against_paying(tenant: Tenant, submission_id: str, attempt: int) -> str | None:
    """Why that attempt may not begin; what cannot be decided by it is not paid for either."""
    chosen = settings_of(tenant)
    if not chosen.automatic:
        return "automatic_off"
    if attempt > chosen.liveness_attempts:
        return "attempts_used"
    head = load_submission(tenant, submission_id)
    return _against(tenant, chosen, head, load_customer(tenant, head.customer_id))


def against_deciding(tenant: Tenant, head: Submission, customer: Customer) -> str | None:
    """Why a matched face does not approve. Switched off since, it does: it was paid for."""
    return _against(tenant, settings_of(tenant), head, customer)


def _against(
    tenant: Tenant, chosen: CompanySettings, head: Submission, customer: Customer
) -> str | None:
    if is_suspended(tenant.company_id):
        return "company_suspended"
    if head.tier in chosen.four_eyes_tiers:
        return "four_eyes"
    if standing_alerts(tenant, head.customer_id):
        return "duplicate_suspected"
    if head.erased_kinds:
        return "evidence_erased"
    return "tier_lowered" if head.tier > customer.tier + 1 else None
