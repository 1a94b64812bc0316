"""Two people for one approval, in the tiers for which the company asks for that."""

from review.claims import no_claim
from shared.caller import Caller
from shared.case_store import record
from shared.checklist import ChecklistAnswer, facts_of, notes_of
from shared.clock import now, rfc3339
from shared.company_settings import settings_of
from shared.errors import ApiError
from shared.people_check import require_people
from shared.policy import policy
from shared.suspension import unless_suspended
from shared.tables import Customer, Submission
from shared.tenant import Tenant
from shared.transaction import Transaction


def takes_two(head: Submission) -> bool:
    return head.tier in settings_of(Tenant.parse(head.tenant)).four_eyes_tiers


def is_first(head: Submission, caller: Caller) -> bool:
    """Whether an approval now is the first of two; 409 when both would be one person's."""
    if not takes_two(head):
        return False
    if head.first_approval is None:
        return True
    if head.first_approval["by"] == caller.actor:
        raise ApiError("second_person_needed", details={"first_approval": head.first_approval})
    return False


def write_first(
    head: Submission,
    customer: Customer,
    caller: Caller,
    answers: list[ChecklistAnswer],
    note: str | None,
) -> None:
    """The submission stays pending, and free for somebody else; the customer hears nothing yet."""
    name = caller.actor_name or caller.actor
    head.first_approval = {"by": caller.actor, "name": name, "at": rfc3339(now())}
    tx = Transaction()
    unless_suspended(tx, Tenant.parse(head.tenant))
    tier = policy(head.policy, head.policy_version).tier(head.tier)
    require_people(tx, caller, customer, tier)
    tx.update(head, [Submission.first_approval.set(head.first_approval), *no_claim()])
    record(
        tx,
        customer,
        caller,
        "submission.first_approved",
        submission_id=head.submission_id,
        revision=head.revision,
        facts={"tier": head.tier} | facts_of(answers),
        personal=({"note": note} if note else {}) | notes_of(answers),
    )
    tx.commit()
