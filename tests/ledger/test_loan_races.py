"""Many clients borrow from one limit at the same moment; the sum is never more than the limit."""

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from uuid import uuid4

from lending.downgrades import Downgrade, lower_tier
from lending.loans import NewLoan, close_loan, list_loans, open_loan
from shared.bank_account import BankAccount
from shared.caller import Caller
from shared.clock import now
from shared.errors import ApiError
from shared.ids import new_id
from shared.paging import Page
from shared.tables import Customer, Event, customer_pk
from shared.tenant import Tenant

CLIENTS = 24
LIMIT_UNITS = 5_000_000


def a_company() -> Caller:
    tenant = Tenant(f"co_{uuid4().hex[:12]}", "test")
    return Caller(frozenset({"company"}), "key_1", None, tenant)


def a_borrower(company: Caller) -> str:
    customer_id = new_id("cus")
    pk = customer_pk(company.tenant, customer_id)
    customer = Customer(pk, "CUSTOMER", tenant=str(company.tenant), customer_id=customer_id)
    customer.external_id, customer.kind, customer.country = "user-1", "individual", "TH"
    customer.language, customer.policy, customer.currency = "th", "lending", "THB"
    customer.kyc_status, customer.tier, customer.max_loan_units = "approved", 1, LIMIT_UNITS
    customer.sequence, customer.created_at, customer.updated_at = 1, now(), now()
    customer.save()
    account = BankAccount(pk, "BANK", customer_id=customer_id, status="verified")
    account.version, account.sent_at, account.external_id = 1, now(), "user-1"
    account.bank_code, account.account_number, account.account_name = "KBANK", "1", "Somchai"
    account.bank_book_upload_id = "upl_1"
    account.save()
    return customer_id


def at_once(act: Callable[[int], str]) -> list[str]:
    """What each client was answered; who was told `busy` tries again."""
    start = Barrier(CLIENTS)

    def one(number: int) -> str:
        start.wait()
        while True:
            try:
                return act(number)
            except ApiError as refused:
                if refused.code != "busy":
                    return refused.code

    with ThreadPoolExecutor(CLIENTS) as clients:
        return list(clients.map(one, range(CLIENTS)))


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
