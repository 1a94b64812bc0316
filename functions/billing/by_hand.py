"""What operators do by hand: USDT that arrived, corrections by two people, charges given back."""

from datetime import datetime

from billing import ledger
from billing.accounts import account_of
from billing.amounts import cny
from billing.statement import EntryAnswer, entry_answer
from billing.tables import Adjustment, Entry
from shared import ids
from shared.case_answers import Amount
from shared.clock import now, rfc3339
from shared.errors import ApiError, EventReused, Raced
from shared.http import Answer
from shared.money import to_units
from shared.reply import Once
from shared.telemetry import logger
from shared.tenant import Mode, Tenant
from shared.transaction import Transaction

# StatementIndex lists proposals under it, as it lists entries under their account.
ADJUSTMENTS = "ADJUSTMENTS"
MOST_LISTED = 200


class AccountEntry(Answer):
    """A line of an account's statement, and whose account it is."""

    company_id: str
    mode: Mode
    entry: EntryAnswer


class AdjustmentAnswer(Answer):
    """Proposed by one person; it changes the balance when another one applies it."""

    adjustment_id: str
    company_id: str
    mode: Mode
    amount: Amount
    reason: str
    proposed_by: str
    proposed_at: datetime
    applied_by: str | None
    applied_at: datetime | None


def deposit(company_id: str, mode: Mode, amount: str, reference: str, by: str) -> AccountEntry:
    """Once for each reference, whoever sends it again."""
    account = account_of(company_id, mode)
    try:
        return _shown(ledger.deposit(account, reference, to_units(amount, "USDT"), by))
    except EventReused:
        raise ApiError("reference_reused") from None


def reverse(entry_id: str, reason: str, by: str) -> AccountEntry:
    return _shown(ledger.reverse(entry_id, by, reason))


def propose(
    company_id: str, mode: Mode, amount: str, reason: str, by: str, once: Once
) -> AdjustmentAnswer:
    account, adjustment_id = account_of(company_id, mode), ids.new_id("adj")
    proposal = Adjustment(*_key(adjustment_id), adjustment_id=adjustment_id, account=account)
    proposal.units, proposal.reason = to_units(amount, "CNY"), reason
    proposal.proposed_by, proposal.proposed_at = by, now()
    proposal.statement_key = ADJUSTMENTS
    proposal.statement_at = f"{rfc3339(proposal.proposed_at)}#{adjustment_id}"
    answer = _adjustment(proposal)
    tx = Transaction()
    once.keep(tx, answer)
    tx.create(proposal)
    tx.commit()
    return answer


def list_adjustments() -> list[AdjustmentAnswer]:
    """The newest ones, applied or not."""
    found = Adjustment.by_statement.query(ADJUSTMENTS, scan_index_forward=False, limit=MOST_LISTED)
    return [_adjustment(each) for each in found]


def apply(adjustment_id: str, by: str) -> AdjustmentAnswer:
    """The ledger decides who applied it; what is noted here follows, and a repetition mends it."""
    proposal = _load(adjustment_id)
    if not proposal.applied:
        entry = ledger.adjust(
            proposal.account,
            adjustment_id,
            proposal.units,
            proposal.reason,
            proposal.proposed_by,
            by,
        )
        _note_applied(proposal, entry)
    return _adjustment(proposal)


def _note_applied(proposal: Adjustment, entry: Entry) -> None:
    proposal.applied_by, proposal.applied_at = entry.actor, entry.settled_at
    tx = Transaction()
    applied = [
        Adjustment.applied.set(True),
        Adjustment.applied_by.set(entry.actor),
        Adjustment.applied_at.set(entry.settled_at),
    ]
    tx.update(proposal, applied, Adjustment.applied == False)  # noqa: E712  a condition, no test
    try:
        tx.commit()
    except Raced:
        logger.info("noted already", extra={"adjustment_id": proposal.adjustment_id})


def _load(adjustment_id: str) -> Adjustment:
    try:
        return Adjustment.get(*_key(adjustment_id), consistent_read=True)
    except Adjustment.DoesNotExist:
        raise ApiError("not_found") from None


def _key(adjustment_id: str) -> tuple[str, str]:
    return f"ADJUSTMENT#{adjustment_id}", "A"


def _shown(entry: Entry) -> AccountEntry:
    tenant = Tenant.parse(entry.account)
    return AccountEntry(company_id=tenant.company_id, mode=tenant.mode, entry=entry_answer(entry))


def _adjustment(proposal: Adjustment) -> AdjustmentAnswer:
    tenant = Tenant.parse(proposal.account)
    return AdjustmentAnswer(
        adjustment_id=proposal.adjustment_id,
        company_id=tenant.company_id,
        mode=tenant.mode,
        amount=cny(proposal.units),
        reason=proposal.reason,
        proposed_by=proposal.proposed_by,
        proposed_at=proposal.proposed_at,
        applied_by=proposal.applied_by,
        applied_at=proposal.applied_at,
    )
