"""Many operators at once: a proposal ends once, and nobody books more alone than a day's limit."""

from collections import Counter

import pytest

from billing import by_hand, ledger, proposals
from shared.clock import now
from shared.errors import ApiError
from shared.settings import settings
from shared.tables import Company
from tests.ledger import clients

PEOPLE = 8
MICRO = 1_000_000


@pytest.fixture
def company_id() -> str:
    made = clients.a_company().tenant.company_id
    company = Company(f"COMPANY#{made}", "COMPANY", company_id=made, name="Siam Lending")
    company.policy, company.created_at = "lending", now()
    company.save()
    return made


def answered(proposal_id: str, number: int) -> str:
    """Half of them apply, half of them decline."""
    by = f"operator-{number % PEOPLE}"
    try:
        if number % 2:
            return proposals.apply(proposal_id, by).state
        return proposals.end(proposal_id, by, "No.").state
    except ApiError as refused:
        return refused.code


@pytest.mark.parametrize("kind", ["adjustment", "deposit", "take_back"])
def test_of_applying_and_declining_at_once_one_happens(company_id: str, kind: str) -> None:
    account, name = f"{company_id}#live", f"tx-{company_id}"
    ledger.deposit(account, name, MICRO, "ana")
    made = proposals.new(kind, account, -MICRO if kind == "take_back" else MICRO, "ana")
    made.reason = "Why."
    made.reference = f"{name}-2" if kind == "deposit" else None
    made.about = f"deposit:{name}" if kind == "take_back" else None
    proposals.keep(made, None)

    answers = Counter(clients.at_once(lambda number: answered(made.proposal_id, number)))

    state = proposals.newest()[0].state
    applied = int(state == "applied")
    assert answers.keys() <= {state, "proposal_over"}
    assert ledger.balance(account).adjusted == MICRO * applied * (kind == "adjustment")
    usdt = ledger.usdt_account(account)
    assert usdt.deposited == MICRO * (1 + applied * (kind == "deposit"))
    assert usdt.taken == MICRO * applied * (kind == "take_back")
    assert usdt.deposited == usdt.avail + usdt.taken


def test_parts_that_are_sent_at_once_are_not_less_than_all(company_id: str) -> None:
    limit, parts = settings().deposit_limit_usdt, 5
    part, by = str(limit // parts), f"ana-{company_id}"

    def one(number: int) -> str:
        done = by_hand.deposit(company_id, "live", part, f"tx-{company_id}-{number}", by)
        return "booked" if done.entry else "proposed"

    answers = Counter(clients.at_once(one))

    assert answers == {"booked": parts, "proposed": clients.CLIENTS - parts}
    assert ledger.usdt_account(f"{company_id}#live").deposited == limit * MICRO
