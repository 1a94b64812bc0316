"""What operators do by hand: USDT that arrived or did not, corrections, charges given back.

A correction takes two people, and so does taking a deposit back. A deposit takes two where one
operator's deposits of a day would be more than the stage's limit (DepositLimitUsdt): in live mode,
as test mode has play money only.
"""

from datetime import datetime

from billing import ledger, proposals
from billing.accounts import account_of
from billing.entries import DEPOSIT, entry_key, find, same
from billing.proposals import APPLY, ProposalAnswer, TakenAlready
from billing.statement import EntryAnswer, entry_answer
from billing.tables import Alone, Entry, Proposal
from billing.transfers import Also, deposit_id, nothing_else, take_back_id
from shared.clock import now
from shared.errors import ApiError, EventReused, FieldError, KycError
from shared.http import Answer
from shared.money import to_units
from shared.reply import Once
from shared.settings import settings
from shared.tenant import Mode, Tenant
from shared.transaction import Transaction


class AccountEntry(Answer):
    """A line of an account's statement, and whose account it is."""

    company_id: str
    mode: Mode
    entry: EntryAnswer


class DepositAnswer(Answer):
    """Booked (`entry`), or waiting for another operator (`proposal`)."""

    company_id: str
    mode: Mode
    entry: EntryAnswer | None
    proposal: ProposalAnswer | None


class AdjustmentAnswer(ProposalAnswer):
    """A proposal by the name that it has among corrections."""

    adjustment_id: str
    applied_by: str | None
    applied_at: datetime | None


class TooMuchAlone(KycError):
    """The operator's deposits of the day would be more than one person may book."""


def deposit(company_id: str, mode: Mode, amount: str, reference: str, by: str) -> DepositAnswer:
    """Once for each reference, whoever sends it again."""
    account, micro = account_of(company_id, mode), to_units(amount, "USDT")
    entry, proposal = None, None
    try:
        entry = ledger.deposit(account, reference, micro, by, _alone(mode, micro, by))
    except TooMuchAlone:
        proposal = _propose_deposit(account, reference, micro, by)
        entry = None if proposal else same(account, deposit_id(reference), micro)
    except EventReused:
        raise ApiError("reference_reused") from None
    return DepositAnswer(
        company_id=company_id,
        mode=mode,
        entry=entry_answer(entry) if entry else None,
        proposal=proposals.answer(proposal) if proposal else None,
    )


def _alone(mode: Mode, micro: int, by: str) -> Also:
    """Counted by person and day, in the deposit's own transaction: parts are not less than all."""
    if mode == "test":
        return nothing_else
    left = to_units(str(settings().deposit_limit_usdt), "USDT") - micro

    def count(tx: Transaction) -> None:
        day = Alone(f"ALONE#{by}#{now():%Y-%m-%d}", "USDT")
        booked = Alone.usdt_micro
        within = booked <= left
        if left >= 0:
            within |= booked.does_not_exist()
        tx.update(day, [booked.add(micro)], within, TooMuchAlone)

    return count


def _propose_deposit(account: str, reference: str, micro: int, by: str) -> Proposal | None:
    """The open one, sent again, is the same; None when the deposit is booked by now."""
    made = proposals.new("deposit", account, micro, by)
    made.reference = reference
    tx = Transaction()
    unbooked = Entry.pk.does_not_exist()
    tx.check(Entry, *entry_key(deposit_id(reference)), unbooked, EventReused)
    proposals.add(tx, made)
    try:
        tx.commit()
    except EventReused:
        return None
    except TakenAlready:
        first = proposals.about_the_same(made)
        if first is None or (first.account, first.units) != (account, micro):
            raise ApiError("reference_reused") from None
        return first
    return made


def reverse(entry_id: str, reason: str, by: str) -> AccountEntry:
    entry = ledger.reverse(entry_id, by, reason)
    tenant = Tenant.parse(entry.account)
    return AccountEntry(company_id=tenant.company_id, mode=tenant.mode, entry=entry_answer(entry))


def propose_adjustment(
    company_id: str, mode: Mode, amount: str, reason: str, by: str, once: Once
) -> AdjustmentAnswer:
    account = account_of(company_id, mode)
    made = proposals.new("adjustment", account, to_units(amount, "CNY"), by)
    made.reason = reason
    tx = Transaction()
    once.keep(tx, adjustment(made))
    proposals.add(tx, made)
    tx.commit()
    return adjustment(made)


def propose_take_back(
    entry_id: str, amount: str | None, reason: str, by: str, once: Once
) -> ProposalAnswer:
    """All of the deposit, or the part that was too much."""
    deposited = _deposited(entry_id)
    micro = to_units(amount, "USDT") if amount else deposited.units
    if micro > deposited.units:
        wrong = FieldError("amount", "above_deposit", "The deposit was less than that.")
        raise ApiError("invalid_fields", [wrong])
    if find(take_back_id(entry_id)):
        raise ApiError("already_taken_back")
    made = proposals.new("take_back", deposited.account, -micro, by)
    made.about, made.reason = entry_id, reason
    proposals.keep(made, once)
    return proposals.answer(made)


def _deposited(entry_id: str) -> Entry:
    found = find(entry_id)
    if found is None:
        raise ApiError("not_found")
    if found.type != DEPOSIT:
        raise ApiError("not_a_deposit")
    return found


def adjustment(proposal: Proposal) -> AdjustmentAnswer:
    applied = proposal.state == "applied"
    more = {
        "adjustment_id": proposal.proposal_id,
        "applied_by": proposal.ended_by if applied else None,
        "applied_at": proposal.ended_at if applied else None,
    }
    return AdjustmentAnswer.model_validate(proposals.told(proposal) | more)


def _apply_adjustment(each: Proposal, by: str, also: Also) -> None:
    reason, proposed_by = each.reason or "", each.proposed_by
    ledger.adjust(each.account, each.proposal_id, each.units, reason, proposed_by, by, also)


def _apply_deposit(each: Proposal, by: str, also: Also) -> None:
    ledger.deposit(each.account, each.reference or "", each.units, by, also)


def _apply_take_back(each: Proposal, by: str, also: Also) -> None:
    deposited = _deposited(each.about or "")
    ledger.take_back(deposited, -each.units, each.reason or "", each.proposed_by, by, also)


APPLY |= {
    "adjustment": _apply_adjustment,
    "deposit": _apply_deposit,
    "take_back": _apply_take_back,
}
