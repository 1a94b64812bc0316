"""Many clients borrow from one limit at the same moment; the sum is never more than the limit."""

from collections import Counter

from lending.downgrades import Downgrade, lower_tier
from lending.loans import NewLoan, close_loan, list_loans, open_loan
from shared.bank_account import BankAccount
from shared.caller import Caller
from shared.clock import now
from shared.paging import Page
from shared.tables import Event, customer_pk
from tests.ledger.clients import CLIENTS, a_company, a_customer, at_once

LIMIT_UNITS = 5_000_000


def a_borrower(company: Caller) -> str:
    customer = a_customer(
        company, kyc_status="approved", tier=1, max_loan_units=LIMIT_UNITS, external_id="user-1"
    )
    pk, customer_id = customer.pk, str(customer.customer_id)
    account = BankAccount(pk, "BANK", customer_id=customer_id, status="verified")
    account.version, account.sent_at, account.external_id = 1, now(), "user-1"
    account.bank_code, account.account_number, account.account_name = "KBANK", "1", "Somchai"
    account.bank_book_upload_id = "upl_1"
    account.save()
    return customer_id


def test_exactly_five_of_many_fit_into_the_limit() -> None:
    company = a_company()
    customer_id = a_borrower(company)

    def borrow(number: int) -> str:
        body = NewLoan(loan_ref=f"loan-{number}", amount="10000.00", currency="THB")
        return open_loan(company, customer_id, body).status

    answers = at_once(borrow)

    assert Counter(answers) == {"open": 5, "loan_limit_exceeded": CLIENTS - 5}
    books_must_say(company, customer_id, "50000.00", loans=5, steps=5)


def test_one_loan_from_many_hands_counts_once_and_is_closed_once() -> None:
    company = a_company()
    customer_id = a_borrower(company)
    body = NewLoan(loan_ref="loan-1", amount="50000.00", currency="THB")

    made = at_once(lambda _: open_loan(company, customer_id, body).loan_id)

    (loan_id,) = set(made)
    books_must_say(company, customer_id, "50000.00", loans=1, steps=1)
    assert set(at_once(lambda _: close_loan(company, customer_id, loan_id).status)) == {"closed"}
    books_must_say(company, customer_id, "0.00", loans=1, steps=2)


def test_no_loan_is_opened_after_the_tier_was_lowered() -> None:
    company = a_company()
    customer_id = a_borrower(company)

    def act(number: int) -> str:
        if number == CLIENTS // 2:
            return lower_tier(company, customer_id, Downgrade(tier=0, reason="Doubt.")).kyc_status
        body = NewLoan(loan_ref=f"loan-{number}", amount="1000.00", currency="THB")
        return open_loan(company, customer_id, body).status

    answers = Counter(at_once(act))

    opened = answers["open"]
    assert answers == Counter(open=opened, loan_not_allowed=CLIENTS - 1 - opened, not_started=1)
    pk = customer_pk(company.tenant, customer_id)
    steps = [each.type for each in Event.query(pk, Event.sk.startswith("EVENT#"))]
    assert steps == ["loan.opened"] * opened + ["tier.lowered"]
    assert list_loans(company, customer_id, Page()).open.amount == f"{opened * 1000}.00"


def books_must_say(
    company: Caller, customer_id: str, total: str, *, loans: int, steps: int
) -> None:
    listed = list_loans(company, customer_id, Page(limit=100))
    pk = customer_pk(company.tenant, customer_id)
    history = list(Event.query(pk, Event.sk.startswith("EVENT#"), consistent_read=True))
    assert (listed.open.amount, len(listed.loans)) == (total, loans)
    assert [each.sequence for each in history] == list(range(2, steps + 2))
