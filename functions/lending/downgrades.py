"""Lowering a customer's tier: the limit follows, loans stay, and no money leaves until resolved.

The tier, the limit and the freeze lie on the customer's row, and are written with the next event:
a loan, an approval and a downgrade at one moment come one after the other. A new approval lifts
the freeze, and so does an administrator who looked and found that the lower tier is right.
"""

from typing import Annotated

from pydantic import Field
from pynamodb.expressions.update import Action

from lending.notices import notice_of
from shared.caller import Caller
from shared.case_answers import CustomerAnswer, customer_answer, max_loan
from shared.case_store import load_customer, newest_event, record
from shared.clock import now
from shared.company_settings import settings_of
from shared.errors import ApiError
from shared.hands import require_other_hands
from shared.http import Body
from shared.loan_limits import limit_units
from shared.own_case import require_another_person
from shared.policy import policy
from shared.tables import Customer
from shared.transaction import Transaction, until_settled

Why = Annotated[str, Field(min_length=1, max_length=2000, description="for colleagues only")]


class Downgrade(Body):
    """The tier that the customer is left with, 0 for none."""

    tier: Annotated[int, Field(ge=0, le=2)]
    reason: Why


class Unfreezing(Body):
    reason: Why


def lower_tier(caller: Caller, customer_id: str, body: Downgrade) -> CustomerAnswer:
    """The same person's same downgrade again is answered alike."""
    return until_settled(lambda: _lower(caller, customer_id, body))


def _lower(caller: Caller, customer_id: str, body: Downgrade) -> CustomerAnswer:
    customer = load_customer(caller.tenant, customer_id)
    require_another_person(caller, customer)
    if customer.tier == body.tier and customer.frozen_at and _is_repeat(caller, customer, body):
        return customer_answer(customer)
    if body.tier >= customer.tier:
        raise ApiError("tier_not_lower", details={"tier": customer.tier})
    lost = customer.tier
    before = {"tier_before": lost, "max_loan_before": max_loan(customer).model_dump()}
    changes = _changes(caller, customer, body.tier)
    after = {"tier": customer.tier, "max_loan": max_loan(customer).model_dump()}
    tx = Transaction()
    said = {"reason": body.reason}
    told = before | after
    number = record(tx, customer, caller, "tier.lowered", changes, facts=told, personal=said)
    tx.create(notice_of(customer, lost, number))
    tx.commit()
    return customer_answer(customer)


def _is_repeat(caller: Caller, customer: Customer, body: Downgrade) -> bool:
    """The reply to this very downgrade was lost on the way: the newest one says the same."""
    lowered = newest_event(customer, "tier.lowered")
    if lowered is None:
        return False
    return (lowered.actor, (lowered.personal or {}).get("reason")) == (caller.actor, body.reason)


def _changes(caller: Caller, customer: Customer, tier: int) -> list[Action]:
    """Tier 0 is where everybody begins; what is being looked at stays so."""
    own = settings_of(caller.tenant).loan_limits
    units = limit_units(own, policy(customer.policy), tier) if tier else 0
    customer.tier, customer.max_loan_units, customer.frozen_at = tier, units, now()
    if tier == 0 and customer.kyc_status == "approved":
        customer.kyc_status = "not_started"
    return [
        Customer.tier.set(customer.tier),
        Customer.max_loan_units.set(customer.max_loan_units),
        Customer.kyc_status.set(customer.kyc_status),
        Customer.frozen_at.set(customer.frozen_at),
    ]


def unfreeze(caller: Caller, customer_id: str, body: Unfreezing) -> CustomerAnswer:
    """One who is not frozen is answered as they are."""
    return until_settled(lambda: _unfreeze(caller, customer_id, body))


def _unfreeze(caller: Caller, customer_id: str, body: Unfreezing) -> CustomerAnswer:
    customer = load_customer(caller.tenant, customer_id)
    require_another_person(caller, customer)
    if customer.frozen_at:
        require_other_hands(caller, customer)
        customer.frozen_at = None
        tx = Transaction()
        lifted, said = [Customer.frozen_at.remove()], {"reason": body.reason}
        record(tx, customer, caller, "customer.unfrozen", lifted, personal=said)
        tx.commit()
    return customer_answer(customer)
