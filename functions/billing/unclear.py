"""Fees that stay held because nobody understands what the provider said: two operators settle them.

Only a hold whose time is over, of a check that has ended and whose comparison is neither known nor
still under way. What the operators found out is written on the check, where the provider's own
answer would stand, so the ledger, the sweeper and the poller go on from one truth. An answer that
the provider gives later charges nothing again: its bill shows the difference.
"""

from datetime import datetime
from typing import Literal

from billing import proposals
from billing.amounts import cny
from billing.entries import HELD, entry_key, find, open_holds
from billing.fees import FACEID, check_of
from billing.proposals import APPLY, ProposalAnswer, Settle
from billing.sweeper import settle_hold
from billing.tables import Entry, Proposal
from billing.transfers import Also
from shared.case_answers import Amount
from shared.clock import now
from shared.errors import ApiError
from shared.http import Answer
from shared.liveness_check import LivenessCheck, finished_list_key
from shared.reply import Once
from shared.tenant import Mode, Tenant
from shared.transaction import Transaction

MOST_LISTED = 200
# What FaceID bills, in our words.
Outcome = Literal[
    "matched",
    "face_mismatch",
    "no_such_id",
    "name_mismatch",
    "source_photo_unusable",
    "liveness_failed",
    "unclear_answer",
]


class UnclearHold(Answer):
    """`why` is the reason of the check's end; ask the provider about `provider_ref`."""

    entry_id: str
    company_id: str
    mode: Mode
    amount: Amount
    submission_id: str
    attempt: int
    provider_ref: str
    why: str
    held_at: datetime
    ended_at: datetime
    over_since: datetime


def unclear_holds() -> list[UnclearHold]:
    """Oldest first."""
    over = [each for each in open_holds() if _is_over(each)]
    over.sort(key=lambda hold: hold.expires_at)
    shown = [_shown(hold, check) for hold in over if (check := _unclear(hold))]
    return shown[:MOST_LISTED]


def propose(
    entry_id: str, settle: Settle, outcome: Outcome | None, reason: str, by: str, once: Once
) -> ProposalAnswer:
    hold = find(entry_id)
    if hold is None:
        raise ApiError("not_found")
    if not _is_over(hold) or _unclear(hold) is None:
        raise ApiError("not_unclear")
    made = proposals.new("settlement", hold.account, hold.units, by)
    made.about, made.settle, made.outcome, made.reason = entry_id, settle, outcome, reason
    proposals.keep(made, once)
    return proposals.answer(made)


def _apply(proposal: Proposal, by: str, also: Also) -> None:
    """What dies after the write is ended by the sweeper: the hold's time is over."""
    hold = find(proposal.about or "")
    check = _unclear(hold) if hold else None
    if hold is None or check is None:
        raise ApiError("not_unclear")
    charged, at = proposal.settle == "charge", now()
    found = [LivenessCheck.billed.set(charged), LivenessCheck.settled_by.set(by)]
    if charged:
        found.append(LivenessCheck.settled_as.set(proposal.outcome or "unclear_answer"))
        found.append(LivenessCheck.list_key.set(finished_list_key(at)))
        found.append(LivenessCheck.list_at.set(at))
    unasked = LivenessCheck.lease_until.does_not_exist() | (LivenessCheck.lease_until < at)
    unknown = LivenessCheck.billed.does_not_exist() & LivenessCheck.verdict.exists()
    tx = Transaction()
    refused = ApiError("not_unclear")
    tx.check(Entry, *entry_key(hold.event_id), Entry.state == HELD, refused)
    tx.update(check, found, unknown & unasked, refused)
    also(tx)
    tx.commit()
    settle_hold(hold)


def _is_over(hold: Entry) -> bool:
    """By the time that was promised, however often it was extended."""
    return hold.state == HELD and hold.service == FACEID and hold.expires_at < now()


def _unclear(hold: Entry) -> LivenessCheck | None:
    """The ended check, when nobody knows whether it was billed; without a page it was not."""
    check = check_of(hold)
    known = check is None or check.billed is not None or not check.biz_id or not check.verdict
    return None if known else check


def _shown(hold: Entry, check: LivenessCheck) -> UnclearHold:
    tenant = Tenant.parse(hold.account)
    return UnclearHold(
        entry_id=hold.event_id,
        company_id=tenant.company_id,
        mode=tenant.mode,
        amount=cny(hold.units),
        submission_id=check.submission_id,
        attempt=check.attempt,
        provider_ref=check.biz_id,
        why=check.reason,
        held_at=hold.occurred_at,
        ended_at=check.finished_at,
        over_since=hold.expires_at,
    )


APPLY["settlement"] = _apply
