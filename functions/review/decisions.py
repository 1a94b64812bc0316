"""A reviewer's decision: status, tier, limit, history and notice in one transaction."""

from dataclasses import dataclass, field, replace
from typing import Any

from pynamodb.expressions.update import Action as Update

from review import four_eyes, notices, supplements
from review.checklists import require_answered
from review.claims import no_claim, require_open, require_unclaimed
from review.queue import FirstApproval, first_approval_of, list_key
from shared.automatic import against_deciding
from shared.bank_account import verify_anew
from shared.caller import SYSTEM, Caller
from shared.case import Action, Status, move
from shared.case_answers import Amount, CustomerStatus, max_loan
from shared.case_store import load_customer, load_submission, record
from shared.checklist import ChecklistAnswer, facts_of, notes_of
from shared.clock import now
from shared.company_settings import settings_of
from shared.duplicate_alerts import require_not_refused
from shared.errors import ApiError, ForReview, TaskFailed
from shared.hands import require_other_hands
from shared.http import Answer
from shared.liveness_check import load_check
from shared.loan_limits import limit_units
from shared.machine import due, tell
from shared.own_case import require_another_person
from shared.people_check import require_people
from shared.policy import policy
from shared.reasons import require_known, told
from shared.said import digest_of
from shared.suspension import require_not_suspended, unless_suspended
from shared.tables import Customer, Submission
from shared.tenant import Tenant
from shared.transaction import Transaction, until_settled


@dataclass(frozen=True)
class Verdict:
    """What the reviewer chose: `corrections` with a revision request, `reason` with a reject.

    `checklist` are their answers: all that the tier requires with an approval, any with the rest.
    """

    action: Action
    revision: int
    corrections: list[dict[str, str]] = field(default_factory=list)
    reason: dict[str, Any] | None = None
    note: str | None = None
    # Papers outside the tier's list: {title, description}.
    supplements: list[dict[str, str]] = field(default_factory=list)
    checklist: list[ChecklistAnswer] = field(default_factory=list)
    facts: dict[str, Any] = field(default_factory=dict)

    @property
    def digest(self) -> str:
        """Of what the reviewer said, word for word."""
        answers = facts_of(self.checklist) | notes_of(self.checklist)
        asked = [self.corrections, self.supplements]
        return digest_of(self.action, asked, self.reason, self.note, answers)


class DecisionAnswer(Answer):
    """The submission after the decision, and what it made of the customer.

    Still `pending`, with `first_approval`, where another person has to approve it too.
    """

    submission_id: str
    customer_id: str
    revision: int
    status: Status
    decided_by: str | None
    first_approval: FirstApproval | None
    kyc_status: CustomerStatus
    tier: int
    max_loan: Amount


def decide(caller: Caller, submission_id: str, verdict: Verdict) -> DecisionAnswer:
    """The first decision wins. The same reviewer's same decision again is answered alike, and
    another one by the same reviewer is as late as a colleague's.
    """
    _require_known_reasons(verdict)
    head, customer = until_settled(lambda: _decide(caller, submission_id, verdict))
    tell(head)
    return DecisionAnswer(
        submission_id=submission_id,
        customer_id=head.customer_id,
        revision=head.revision,
        status=head.status,
        decided_by=head.decided_by_name or head.decided_by,
        first_approval=first_approval_of(head),
        kyc_status=customer.kyc_status,
        tier=customer.tier,
        max_loan=max_loan(customer),
    )


def _require_known_reasons(verdict: Verdict) -> None:
    if verdict.reason:
        require_known("rejection", verdict.reason["code"])
    for position, each in enumerate(verdict.corrections):
        require_known("correction", each["code"], f"corrections.{position}.code")


def _decide(caller: Caller, submission_id: str, verdict: Verdict) -> tuple[Submission, Customer]:
    require_not_suspended(caller.tenant.company_id)
    head = load_submission(caller.tenant, submission_id)
    customer = load_customer(caller.tenant, head.customer_id)
    if head.revision != verdict.revision:
        raise ApiError("stale_revision", details={"revision": head.revision})
    require_another_person(caller, customer)
    if _is_repeat(head, caller, verdict):
        return head, customer
    require_open(head)
    require_unclaimed(head, caller)
    if verdict.action == "approve":
        require_other_hands(caller, head)
        require_not_refused(caller.tenant, head.customer_id)
        _require_files(head)
        if head.tier > customer.tier + 1:
            raise ApiError("tier_locked")  # the tier was lowered since it was sent
    require_answered(head, customer, verdict.checklist, approving=verdict.action == "approve")
    if verdict.action == "approve" and four_eyes.is_first(head, caller):
        four_eyes.write_first(head, customer, caller, verdict.checklist, verdict.note)
    else:
        head.decision_digest = verdict.digest
        _write(head, customer, caller, _with_supplements(head, verdict))
    return head, customer


def approve_matched(tenant: Tenant, submission_id: str, revision: int, attempt: int) -> Submission:
    """The approval of a revision whose live face check matched; a repeat changes nothing.

    TaskFailed when the check itself does not say so: the machine's word alone approves nobody.
    ForReview, with the reason, where something stands against it since the check began.
    """
    return until_settled(lambda: _approve_matched(tenant, submission_id, revision, attempt))


def _approve_matched(tenant: Tenant, submission_id: str, revision: int, attempt: int) -> Submission:
    head = load_submission(tenant, submission_id)
    if head.revision != revision or head.status != "pending":
        return head
    check = load_check(tenant, submission_id, attempt)
    if check is None or (check.revision, check.verdict) != (revision, "matched"):
        raise TaskFailed("no matched check of this revision")
    customer = load_customer(tenant, head.customer_id)
    if reason := against_deciding(tenant, head, customer):
        raise ForReview(reason)
    facts = {"liveness_attempt": attempt}
    _write(head, customer, SYSTEM, Verdict("approve", revision, facts=facts))
    return head


def _with_supplements(head: Submission, verdict: Verdict) -> Verdict:
    """Asked with the corrections, under the numbers that are free."""
    if not verdict.supplements:
        return verdict
    asked = supplements.numbered(verdict.supplements, head.supplements)
    head.supplements += len(asked)
    return replace(verdict, corrections=[*verdict.corrections, *asked])


def _require_files(head: Submission) -> None:
    """What was erased proves nothing any more."""
    if head.erased_kinds:
        raise ApiError("evidence_erased", details={"kinds": head.erased_kinds})


def _write(head: Submission, customer: Customer, caller: Caller, verdict: Verdict) -> None:
    """The decision, what it makes of the customer, and the notice: together or not at all."""
    if verdict.reason:
        reason = told("rejection", language=customer.language, **verdict.reason)
        verdict = replace(verdict, reason=reason)
    if head.first_approval:
        facts = verdict.facts | {"first_approved_by": head.first_approval["by"]}
        verdict = replace(verdict, facts=facts)
    tx = Transaction()
    unless_suspended(tx, Tenant.parse(head.tenant))
    if verdict.action == "approve":
        tier = policy(head.policy, head.policy_version).tier(head.tier)
        require_people(tx, caller, customer, tier)
    _change_head(tx, head, caller, verdict, customer.sequence + 1)
    _change_customer(tx, customer, head, caller, verdict)
    tx.create(notices.notification(customer, head))
    tx.commit()


def _is_repeat(head: Submission, caller: Caller, verdict: Verdict) -> bool:
    """The reply to this very decision was lost on the way."""
    same_person = head.decided_by == caller.actor and head.status != "pending"
    stands = same_person and head.status == move("pending", verdict.action)
    return stands and head.decision_digest == verdict.digest


def _change_head(
    tx: Transaction, head: Submission, caller: Caller, verdict: Verdict, event_number: int
) -> None:
    head.status = move(head.status, verdict.action)
    head.decided_at, head.decided_by = now(), caller.actor
    head.decided_by_name = caller.actor_name
    head.corrections, head.reason = verdict.corrections or None, verdict.reason
    head.decision_events = [*head.decision_events, event_number]
    changes: list[Update] = [
        Submission.status.set(head.status),
        Submission.decided_at.set(head.decided_at),
        Submission.decided_by.set(head.decided_by),
        Submission.decision_events.set(head.decision_events),
        Submission.list_key.set(list_key(head.tenant, head.status)),
        Submission.list_at.set(head.decided_at),
        *no_claim(),
        *due(),
    ]
    if head.decision_digest:
        changes.append(Submission.decision_digest.set(head.decision_digest))
    if head.decided_by_name:
        changes.append(Submission.decided_by_name.set(head.decided_by_name))
    if head.corrections:
        changes.append(Submission.corrections.set(head.corrections))
    if verdict.supplements:
        changes.append(Submission.supplements.set(head.supplements))
    if head.reason:
        changes.append(Submission.reason.set(head.reason))
    if head.first_approval:
        changes.append(Submission.first_approval.remove())
        head.first_approval = None
    tx.update(head, changes)


def _change_customer(
    tx: Transaction, customer: Customer, head: Submission, caller: Caller, verdict: Verdict
) -> None:
    facts: dict[str, Any] = {"status": head.status, "tier": head.tier}
    facts |= facts_of(verdict.checklist) | verdict.facts
    if verdict.reason:
        facts["finality"] = verdict.reason["finality"]
    customer.kyc_status = head.status
    changes: list[Update] = [Customer.kyc_status.set(head.status)]
    if head.status == "approved":
        facts |= _prove_name(tx, customer, head, changes)
        changes += _approved(customer, head)
        if caller is not SYSTEM:  # who froze it was a person, and a face alone answers nobody
            customer.frozen_at = None
            changes.append(Customer.frozen_at.remove())
        facts["max_loan"] = max_loan(customer).model_dump()
    said = {"corrections": verdict.corrections, "reason": verdict.reason, "note": verdict.note}
    record(
        tx,
        customer,
        caller,
        f"submission.{head.status}",
        changes,
        submission_id=head.submission_id,
        revision=head.revision,
        facts=facts,
        personal={name: value for name, value in said.items() if value}
        | notes_of(verdict.checklist),
    )


def _approved(customer: Customer, head: Submission) -> list[Update]:
    """The tier and its limit, which only a downgrade lowers: what the company lends less by now is
    for new customers. A document's renewal is of a tier below, or at, the one held.
    """
    terms = policy(head.policy, head.policy_version)
    customer.tier, customer.currency = max(customer.tier, head.tier), terms.currency
    own = settings_of(Tenant.parse(head.tenant)).loan_limits
    todays = limit_units(own, terms, customer.tier)
    customer.max_loan_units = max(customer.max_loan_units, todays)
    return [
        Customer.tier.set(customer.tier),
        Customer.max_loan_units.set(customer.max_loan_units),
        Customer.currency.set(customer.currency),
    ]


def _prove_name(
    tx: Transaction, customer: Customer, head: Submission, changes: list[Update]
) -> dict[str, str]:
    """The name of the submission is the customer's now; facts where the bank account follows."""
    if not head.customer_name:
        return {}
    tenant, before = Tenant.parse(head.tenant), customer.name
    customer.name = head.customer_name
    changes.append(Customer.name.set(customer.name))
    anew = verify_anew(tx, tenant, customer.customer_id, before, customer.name)
    return {"bank_account": "pending"} if anew else {}
