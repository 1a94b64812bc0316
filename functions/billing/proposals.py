"""Proposals about money: one operator says what is to happen, another one makes it happen.

proposed ──another operator──▶ applied
   └──▶ withdrawn (by whoever proposed it) | declined (by a colleague)

What a kind does, billing/by_hand.py and billing/unclear.py say. It is written in one transaction
with the proposal's end: once, and never beside a refusal.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Literal

from pynamodb.expressions.condition import Condition

from billing.amounts import cny, usdt
from billing.tables import Proposal, Subject
from billing.transfers import Also
from shared import ids
from shared.case_answers import Amount
from shared.clock import now, rfc3339
from shared.errors import ApiError, KycError
from shared.http import Answer
from shared.reply import Once
from shared.telemetry import logger
from shared.tenant import Mode, Tenant
from shared.transaction import Transaction

Kind = Literal["adjustment", "deposit", "take_back", "settlement"]
State = Literal["proposed", "applied", "withdrawn", "declined"]
Settle = Literal["charge", "release"]

PREFIXES: dict[Kind, str] = {
    "adjustment": "adj",
    "deposit": "dep",
    "take_back": "tkb",
    "settlement": "stl",
}
IN_USDT = ("deposit", "take_back")
# StatementIndex lists proposals under these, as it lists entries under their account.
PROPOSALS = "PROPOSALS"
MOST_LISTED = 200

# By kind: the ledger's part, for whoever applies it.
Apply = Callable[[Proposal, str, Also], object]
APPLY: dict[str, Apply] = {}


class TakenAlready(KycError):
    """There is an open proposal about the same thing, or this one is open no more."""


class ProposalAnswer(Answer):
    """Proposed by one person; it changes something when another one applies it.

    `about` is the entry to take back or to settle, and `settle` what becomes of that one.
    """

    proposal_id: str
    kind: Kind
    company_id: str
    mode: Mode
    amount: Amount
    reason: str | None
    reference: str | None
    about: str | None
    settle: Settle | None
    outcome: str | None
    state: State
    proposed_by: str
    proposed_at: datetime
    ended_by: str | None
    ended_at: datetime | None
    ended_reason: str | None


def new(kind: Kind, account: str, units: int, by: str) -> Proposal:
    proposal_id, at = ids.new_id(PREFIXES[kind]), now()
    made = Proposal(*_key(proposal_id), proposal_id=proposal_id, kind=kind, account=account)
    made.units, made.proposed_by, made.proposed_at, made.state = units, by, at, "proposed"
    made.statement_key, made.statement_at = PROPOSALS, f"{rfc3339(at)}#{proposal_id}"
    return made


def add(tx: Transaction, proposal: Proposal) -> None:
    """Of what it is about there is one open proposal; TakenAlready when there is another."""
    tx.create(proposal)
    if subject := _subject_of(proposal):
        subject.proposal_id, subject.open = proposal.proposal_id, True
        tx.put(subject, Subject.pk.does_not_exist() | (Subject.open == False), TakenAlready)  # noqa: E712


def keep(proposal: Proposal, once: Once | None) -> None:
    """409 with the number of the open proposal about the same thing."""
    tx = Transaction()
    if once:
        once.keep(tx, answer(proposal))
    add(tx, proposal)
    try:
        tx.commit()
    except TakenAlready:
        first = about_the_same(proposal)
        details = {"proposal_id": first.proposal_id} if first else {}
        raise ApiError("already_proposed", details=details) from None


def about_the_same(proposal: Proposal) -> Proposal | None:
    """The newest one, open or not."""
    subject = _subject_of(proposal)
    try:
        found = Subject.get(subject.pk, subject.sk, consistent_read=True) if subject else None
    except Subject.DoesNotExist:
        found = None
    return _load(found.proposal_id) if found else None


def newest(kind: Kind | None = None) -> list[Proposal]:
    """Open or not, newest first."""
    of_kind = Proposal.kind == kind if kind else None
    found = Proposal.by_statement.query(
        PROPOSALS, filter_condition=of_kind, scan_index_forward=False, limit=MOST_LISTED
    )
    return list(found)


def apply(proposal_id: str, by: str, kind: Kind | None = None) -> Proposal:
    """Once; whoever repeats it is answered as the first one was."""
    proposal = _load(proposal_id, kind)
    if proposal.state == "proposed":
        if proposal.proposed_by == by:
            raise ApiError("same_person")
        try:
            APPLY[proposal.kind](proposal, by, lambda tx: _end(tx, proposal, "applied", by))
        except KycError:
            # Who was faster decides; else the refusal is the ledger's.
            if _load(proposal_id).state == "proposed":
                raise
        proposal = _load(proposal_id)
    if proposal.state != "applied":
        raise ApiError("proposal_over", details={"state": proposal.state})
    return proposal


def end(proposal_id: str, by: str, reason: str) -> Proposal:
    """Withdrawn by whoever proposed it, declined by anybody else; nothing happens then."""
    proposal = _load(proposal_id)
    state: State = "withdrawn" if proposal.proposed_by == by else "declined"
    if proposal.state == "proposed":
        tx = Transaction()
        _end(tx, proposal, state, by, reason)
        try:
            tx.commit()
        except TakenAlready:
            logger.info("ended by another", extra={"proposal_id": proposal_id})
        proposal = _load(proposal_id)
    if (proposal.state, proposal.ended_by) != (state, by):
        raise ApiError("proposal_over", details={"state": proposal.state})
    return proposal


def _end(tx: Transaction, proposal: Proposal, state: State, by: str, reason: str = "") -> None:
    changes = [
        Proposal.state.set(state),
        Proposal.ended_by.set(by),
        Proposal.ended_at.set(now()),
    ]
    if reason:
        changes.append(Proposal.ended_reason.set(reason))
    tx.update(Proposal(*_key(proposal.proposal_id)), changes, _is_open(), TakenAlready)
    if subject := _subject_of(proposal):
        tx.update(subject, [Subject.open.set(False)])


def _is_open() -> Condition:
    return Proposal.state == "proposed"


def _subject_of(proposal: Proposal) -> Subject | None:
    what = proposal.about or proposal.reference
    return Subject(f"SUBJECT#{proposal.kind}#{what}", "P") if what else None


def _load(proposal_id: str, kind: Kind | None = None) -> Proposal:
    try:
        found = Proposal.get(*_key(proposal_id), consistent_read=True)
    except Proposal.DoesNotExist:
        raise ApiError("not_found") from None
    if kind and found.kind != kind:
        raise ApiError("not_found")
    return found


def _key(proposal_id: str) -> tuple[str, str]:
    return f"PROPOSAL#{proposal_id}", "P"


def told(proposal: Proposal) -> dict[str, object]:
    tenant = Tenant.parse(proposal.account)
    shown = usdt if proposal.kind in IN_USDT else cny
    return {
        "proposal_id": proposal.proposal_id,
        "kind": proposal.kind,
        "company_id": tenant.company_id,
        "mode": tenant.mode,
        "amount": shown(proposal.units),
        "reason": proposal.reason,
        "reference": proposal.reference,
        "about": proposal.about,
        "settle": proposal.settle,
        "outcome": proposal.outcome,
        "state": proposal.state,
        "proposed_by": proposal.proposed_by,
        "proposed_at": proposal.proposed_at,
        "ended_by": proposal.ended_by,
        "ended_at": proposal.ended_at,
        "ended_reason": proposal.ended_reason,
    }


def answer(proposal: Proposal) -> ProposalAnswer:
    return ProposalAnswer.model_validate(told(proposal))
