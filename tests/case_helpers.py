"""A case as it is stored, without the way that leads to it: for tests of money."""

from datetime import UTC, datetime

from shared.company_settings import settings_of
from shared.ids import customer_of
from shared.tables import Customer, Submission, customer_pk, submission_sk
from shared.tenant import Tenant


def on_its_way(tenant: Tenant, submission_id: str) -> Submission:
    """Of a company with automatic checks, sent, and waiting for its live face check."""
    chosen = settings_of(tenant)
    chosen.automatic = True
    chosen.save()
    customer_id, at = customer_of(submission_id), datetime.now(UTC)
    pk = customer_pk(tenant, customer_id)
    told = {
        "tenant": str(tenant),
        "customer_id": customer_id,
        "external_id": customer_id,
        "kind": "individual",
        "country": "CN",
        "policy": "lending",
        "created_at": at,
    }
    Customer(
        pk,
        "CUSTOMER",
        language="en",
        kyc_status="pending",
        tier=0,
        max_loan_units=0,
        currency="THB",
        sequence=1,
        updated_at=at,
        **told,
    ).save()
    head = Submission(pk, submission_sk(submission_id), submission_id=submission_id, **told)
    head.status, head.tier, head.policy_version, head.revision = "pending", 1, 2, 1
    head.revision_events, head.submitted_at, head.route = [1], at, "automatic"
    head.save()
    return head
