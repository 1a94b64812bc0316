"""A submission that is in front of the reviewers, without the machine that brought it there."""

from shared.clock import now
from shared.company_settings import CompanySettings, settings_key
from shared.ids import submission_id
from shared.tables import Event, Submission, event_sk
from shared.tables import submission_sk as sk_of
from shared.tenant import Tenant
from tests.ledger.clients import a_company, a_customer


def a_case(*four_eyes_tiers: int) -> tuple[Tenant, str]:
    """A tier 1 submission in review, of a company that wants two people for these tiers."""
    company = a_company()
    tenant = company.tenant
    chosen = CompanySettings(*settings_key(tenant))
    chosen.four_eyes_tiers = list(four_eyes_tiers)
    chosen.save()
    customer = a_customer(company, kyc_status="pending", external_id="user-1")
    made = submission_id(customer.customer_id, 1)
    sent = Event(customer.pk, event_sk(1), sequence=1, type="submission.submitted", at=now())
    sent.actor, sent.submission_id, sent.revision = "key_1", made, 1
    sent.facts, sent.personal = {"documents": []}, {"fields": {}}
    sent.save()
    head = Submission(customer.pk, sk_of(made), submission_id=made, tenant=str(tenant))
    head.customer_id, head.external_id = customer.customer_id, customer.external_id
    head.country, head.kind, head.tier, head.status = "TH", "individual", 1, "pending"
    head.policy, head.policy_version, head.revision = "lending", 2, 1
    head.revision_events, head.waiting_in, head.task_token = [1], "OpenReview r1", "token"
    head.created_at = head.submitted_at = now()
    head.save()
    return tenant, made
