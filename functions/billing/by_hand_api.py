"""HTTP routes for what operators do to money by hand, most of it by two of them."""

from billing import by_hand, proposals, unclear
from billing.bodies import (
    EndedProposal,
    NewAdjustment,
    NewDeposit,
    NewReversal,
    NewSettlement,
    NewTakeBack,
)
from billing.by_hand import AccountEntry, AdjustmentAnswer, DepositAnswer
from billing.proposals import ProposalAnswer
from billing.unclear import UnclearHold
from shared.caller import Caller
from shared.http import Answer, Api
from shared.reply import Once

handler = api = Api()


class Adjustments(Answer):
    """Newest first."""

    adjustments: list[AdjustmentAnswer]


class Proposals(Answer):
    """Newest first."""

    proposals: list[ProposalAnswer]


class UnclearFees(Answer):
    """Oldest first."""

    fees: list[UnclearHold]


@api.route(
    "POST /v1/operator/deposits",
    may="enter_deposits",
    status=201,
    codes=("invalid_fields", "not_found", "reference_reused"),
)
def deposit(caller: Caller, body: NewDeposit) -> DepositAnswer:
    """USDT has arrived for a company; above the day's limit another operator has to apply it."""
    named = body.company_id, body.mode
    return by_hand.deposit(*named, body.amount, body.reference, caller.actor)


@api.route(
    "POST /v1/operator/take-backs",
    may="correct_balances",
    status=201,
    codes=(
        "already_proposed",
        "already_taken_back",
        "invalid_fields",
        "not_a_deposit",
        "not_found",
    ),
)
def propose_take_back(caller: Caller, body: NewTakeBack, once: Once) -> ProposalAnswer:
    """Propose to take a wrong deposit back, once, as far as it was not exchanged."""
    return by_hand.propose_take_back(body.entry_id, body.amount, body.reason, caller.actor, once)


@api.route(
    "POST /v1/operator/adjustments",
    may="correct_balances",
    status=201,
    codes=("invalid_fields", "not_found"),
)
def propose_adjustment(caller: Caller, body: NewAdjustment, once: Once) -> AdjustmentAnswer:
    """Propose a correction of a service account; somebody else applies it."""
    named = body.company_id, body.mode
    return by_hand.propose_adjustment(*named, body.amount, body.reason, caller.actor, once)


@api.route("GET /v1/operator/adjustments", may="correct_balances")
def list_adjustments() -> Adjustments:
    """The newest corrections, proposed, applied or ended."""
    found = proposals.newest("adjustment")
    return Adjustments(adjustments=[by_hand.adjustment(each) for each in found])


@api.route(
    "POST /v1/operator/adjustments/{adjustment_id}/apply",
    may="correct_balances",
    codes=("proposal_over", "same_person", "insufficient_balance"),
)
def apply_adjustment(caller: Caller, adjustment_id: str) -> AdjustmentAnswer:
    """Apply a correction that another operator proposed."""
    return by_hand.adjustment(proposals.apply(adjustment_id, caller.actor, "adjustment"))


@api.route("GET /v1/operator/unclear-fees", may="correct_balances")
def list_unclear_fees() -> UnclearFees:
    """Fees that stay held because nobody understands what the provider answered."""
    return UnclearFees(fees=unclear.unclear_holds())


@api.route(
    "POST /v1/operator/settlements",
    may="correct_balances",
    status=201,
    codes=("already_proposed", "invalid_fields", "not_found", "not_unclear"),
)
def propose_settlement(caller: Caller, body: NewSettlement, once: Once) -> ProposalAnswer:
    """Propose to charge or to release such a fee, by what the provider's people said."""
    asked = body.entry_id, body.settle, body.outcome
    return unclear.propose(*asked, body.reason, caller.actor, once)


@api.route("GET /v1/operator/proposals", may="correct_balances")
def list_proposals() -> Proposals:
    """The newest proposals of all kinds, open and ended."""
    return Proposals(proposals=[proposals.answer(each) for each in proposals.newest()])


@api.route(
    "POST /v1/operator/proposals/{proposal_id}/apply",
    may="correct_balances",
    codes=(
        "already_taken_back",
        "insufficient_balance",
        "insufficient_usdt",
        "not_unclear",
        "proposal_over",
        "same_person",
    ),
)
def apply_proposal(caller: Caller, proposal_id: str) -> ProposalAnswer:
    """Do what another operator proposed."""
    return proposals.answer(proposals.apply(proposal_id, caller.actor))


@api.route(
    "POST /v1/operator/proposals/{proposal_id}/decline",
    may="correct_balances",
    codes=("proposal_over",),
)
def decline_proposal(caller: Caller, proposal_id: str, body: EndedProposal) -> ProposalAnswer:
    """Decline a colleague's proposal, or withdraw your own; nothing moves."""
    return proposals.answer(proposals.end(proposal_id, caller.actor, body.reason))


@api.route(
    "POST /v1/operator/reversals",
    may="correct_balances",
    status=201,
    codes=("not_found", "not_reversible", "already_reversed"),
)
def reverse_charge(caller: Caller, body: NewReversal) -> AccountEntry:
    """Give a charge back to the company, at most once."""
    return by_hand.reverse(body.entry_id, body.reason, caller.actor)
