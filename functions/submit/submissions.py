"""Submitting and resubmitting: each is one transaction, then the machine is told."""

from typing import Annotated, Any

from pydantic import Field

from shared import ids
from shared.caller import Caller
from shared.case import OPEN, move
from shared.case_answers import SubmissionAnswer, submission_answer
from shared.case_store import (
    approved_fields,
    load_active_customer,
    load_submission,
    may_be_sent_again,
    record,
    revision_event,
    submissions_of,
)
from shared.clock import now
from shared.company_settings import CompanySettings, is_check_offered, settings_of
from shared.duplicate_alerts import give_back, standing_alerts
from shared.errors import ApiError
from shared.hands import came_through, known_through
from shared.http import Body
from shared.identity_document import renewal
from shared.machine import DUE, due_anew, tell
from shared.own_case import require_another_person
from shared.policy import Policy, Tier, policy
from shared.reply import Once
from shared.tables import Customer, Submission, submission_sk
from shared.tenant import Tenant
from shared.transaction import Transaction, until_settled
from submit import identity_guard
from submit.evidence import Evidence, evidence_of, require_complete
from submit.form import SubmissionFields
from submit.own_files import require_own_files
from submit.routing import Facts, route
from submit.uploads import StaffReason

UploadIds = Annotated[
    list[Annotated[str, Field(pattern=ids.UPLOAD)]], Field(default_factory=list, max_length=40)
]


class NewSubmission(Body):
    """`fields` and `uploads` as the tier's requirements ask for them."""

    tier: Annotated[int, Field(ge=1, le=3)]
    fields: SubmissionFields = SubmissionFields()
    uploads: UploadIds


class Resubmission(Body):
    """Only what changes; everything else stays as in the revision before."""

    fields: SubmissionFields = SubmissionFields()
    uploads: UploadIds


class StaffSubmission(NewSubmission):
    """What staff send for a customer, and why the customer does not."""

    reason: StaffReason


class StaffResubmission(Resubmission):
    """What staff correct for a customer, and why the customer does not."""

    reason: StaffReason


def submit(
    caller: Caller, customer_id: str, body: NewSubmission, once: Once, why: str | None = None
) -> SubmissionAnswer:
    """`why` staff send it and not the customer."""
    caller.require_tier(body.tier)
    head = until_settled(lambda: _submit(caller, customer_id, body, once, why))
    tell(head)
    return submission_answer(head)


def _submit(
    caller: Caller, customer_id: str, body: NewSubmission, once: Once, why: str | None
) -> Submission:
    customer = load_active_customer(caller.tenant, customer_id)
    require_another_person(caller, customer)
    terms = policy(customer.policy)
    tier = terms.tier(body.tier)
    heads = submissions_of(customer)
    _require_turn(caller, customer, heads, body.tier)
    evidence = evidence_of(caller, customer, body.fields, body.uploads)
    chosen, earlier = settings_of(caller.tenant), approved_fields(heads, body.tier)
    require_complete(evidence, customer, tier, earlier, chosen.full_age_years)
    head = _new_head(customer, terms, body.tier)
    head.sent_by_staff = caller.actor if why else None
    _choose_route(chosen, customer, head, evidence, evidence)
    tx = Transaction()
    once.keep(tx, submission_answer(head))
    _guard_identity(tx, caller, customer, head, evidence)
    count = Customer.submissions.set(customer.submissions + 1)
    _record_revision(tx, caller, customer, head, evidence, "submission.submitted", [count], why)
    tx.create(head)
    with identity_guard.alerting(customer, head.identity_guard, evidence):
        tx.commit()
    return head


def resubmit(
    caller: Caller, submission_id: str, body: Resubmission, once: Once, why: str | None = None
) -> SubmissionAnswer:
    """`why` staff send it and not the customer."""
    head = until_settled(lambda: _resubmit(caller, submission_id, body, once, why))
    tell(head)
    return submission_answer(head)


def _resubmit(
    caller: Caller, submission_id: str, body: Resubmission, once: Once, why: str | None
) -> Submission:
    head = load_submission(caller.tenant, submission_id)
    caller.require_tier(head.tier)
    customer = load_active_customer(caller.tenant, head.customer_id)
    require_another_person(caller, customer)
    status = move(head.status, "resubmit")
    before = _evidence_sent(head)
    evidence = before.updated(sent := evidence_of(caller, customer, body.fields, body.uploads))
    if evidence == before:
        raise ApiError("revision_unchanged")
    earlier = approved_fields(submissions_of(customer), head.tier)
    chosen = settings_of(caller.tenant)
    tier, years = _policy_of(head), chosen.full_age_years
    require_complete(evidence, customer, tier, earlier, years, head.supplements)
    tx = Transaction()
    head.status, head.revision, head.restarts = status, head.revision + 1, 0
    head.corrections = head.decided_at = None
    head.submitted_at, head.sent_by_staff = now(), caller.actor if why else None
    _choose_route(chosen, customer, head, evidence, sent)
    once.keep(tx, submission_answer(head))
    _guard_identity(tx, caller, customer, head, evidence)
    _record_revision(tx, caller, customer, head, evidence, "submission.resubmitted", [], why)
    changes = [
        Submission.status.set(head.status),
        Submission.revision.set(head.revision),
        Submission.revision_events.set(head.revision_events),
        Submission.submitted_at.set(head.submitted_at),
        Submission.customer_name.set(head.customer_name),
        Submission.route.set(head.route),
        Submission.route_reason.set(head.route_reason),
        Submission.attempts_allowed.set(head.attempts_allowed),
        Submission.sms_notices.set(head.sms_notices),
        Submission.erased_kinds.remove(),
        Submission.decided_by.remove(),
        Submission.decided_by_name.remove(),
        Submission.list_key.remove(),
        Submission.list_at.remove(),
        Submission.expired_event.remove(),
        Submission.reminders.set(0),
        Submission.reminder_event.remove(),
    ]
    for name in ("sent_by_staff", "hands", "identity_guard", "corrections", "decided_at"):
        attribute, value = getattr(Submission, name), getattr(head, name)
        changes.append(attribute.set(value) if value else attribute.remove())
    tx.update(head, changes + due_anew())
    with identity_guard.alerting(customer, head.identity_guard, evidence):
        tx.commit()
    return head


def _require_turn(caller: Caller, customer: Customer, heads: list[Submission], tier: int) -> None:
    """Tiers are taken in order, one at a time."""
    for head in heads:
        if head.status in OPEN:
            raise ApiError("submission_open", details={"submission_id": head.submission_id})
    if tier <= customer.tier and not _renews(customer, heads, tier):
        raise ApiError("tier_already_approved")
    if tier > customer.tier + 1:
        raise ApiError("tier_locked")
    rejected = [head for head in heads if head.status == "rejected" and head.tier == tier]
    closed = rejected and not may_be_sent_again(rejected[-1])
    if closed and not caller.may("reopen_rejected_tiers"):
        raise ApiError("submission_rejected")


def _renews(customer: Customer, heads: list[Submission], tier: int) -> bool:
    renewable = renewal(policy(customer.policy), heads, now().date())
    return renewable is not None and renewable.tier == tier


def _new_head(customer: Customer, terms: Policy, tier: int) -> Submission:
    submission_id = ids.submission_id(customer.customer_id, customer.submissions + 1)
    at = now()
    head = Submission(customer.pk, submission_sk(submission_id), submission_id=submission_id)
    head.tenant, head.customer_id = customer.tenant, customer.customer_id
    head.status, head.tier, head.revision, head.revision_events = "pending", tier, 1, []
    head.policy, head.policy_version = terms.name, terms.version
    head.created_at = head.submitted_at = head.due_at = at
    head.due = DUE
    head.external_id, head.country, head.kind = (
        customer.external_id,
        customer.country,
        customer.kind,
    )
    head.customer_name = customer.name
    return head


def _guard_identity(
    tx: Transaction, caller: Caller, customer: Customer, head: Submission, evidence: Evidence
) -> None:
    document = evidence.document(customer.country)
    if document is None:
        return
    pk = identity_guard.guard_pk(caller.tenant, *document)
    identity_guard.take(tx, pk, customer.customer_id)
    if head.identity_guard and head.identity_guard != pk:
        give_back(tx, head.identity_guard, customer.customer_id)
    head.identity_guard = pk


def _choose_route(
    chosen: CompanySettings,
    customer: Customer,
    head: Submission,
    evidence: Evidence,
    sent: Evidence,
) -> None:
    """With the revision, for its history to say so. `sent` is what this revision brought."""
    tenant = Tenant.parse(customer.tenant)
    facts = Facts(
        switched_on=chosen.automatic,
        offered=is_check_offered(tenant),
        kind=customer.kind,
        country=customer.country,
        phone=customer.phone,
        fields=evidence.fields,
        file_kinds=frozenset(each["kind"] for each in evidence.documents),
        attempts=head.attempts,
        attempts_allowed=chosen.liveness_attempts,
        alike=require_own_files(customer, evidence, sent),
        suspected=bool(standing_alerts(tenant, customer.customer_id)),
        four_eyes=head.tier in chosen.four_eyes_tiers,
    )
    decided = route(facts)
    head.route, head.route_reason = decided.route, decided.reason
    head.attempts_allowed = chosen.liveness_attempts
    head.sms_notices = chosen.sms_notices


def _record_revision(
    tx: Transaction,
    caller: Caller,
    customer: Customer,
    head: Submission,
    evidence: Evidence,
    event_type: str,
    actions: list[Any],
    why: str | None,
) -> None:
    """The revision is its event: immutable, and in its place in history."""
    head.hands = set(evidence.hands) or None
    actions = [*actions, Customer.kyc_status.set(head.status), *known_through(head.hands)]
    name = evidence.fields.get("full_name") or evidence.fields.get("legal_name")
    if name:
        head.customer_name = name
        if customer.tier < 1:  # a proved name changes with an approval only
            actions.append(Customer.name.set(name))
    number = record(
        tx,
        customer,
        caller,
        event_type,
        actions,
        submission_id=head.submission_id,
        revision=head.revision,
        facts={
            "tier": head.tier,
            "documents": evidence.documents,
            "route": head.route,
            "route_reason": head.route_reason,
            "sent_by_staff": why is not None,
        }
        | came_through(caller, head),
        personal={"fields": evidence.fields} | ({"reason": why} if why else {}),
    )
    head.revision_events = [*head.revision_events, number]


def _evidence_sent(head: Submission) -> Evidence:
    event = revision_event(head, head.revision)
    erased = head.erased_kinds or []
    kept = [each for each in event.facts["documents"] if each["kind"] not in erased]
    return Evidence(event.personal["fields"], kept, frozenset(head.hands or ()))


def _policy_of(head: Submission) -> Tier:
    """A submission keeps the policy version it was made under."""
    return policy(head.policy, head.policy_version).tier(head.tier)
