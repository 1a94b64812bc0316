"""A customer's loans: together never more than the limit, also when many are asked for at once.

The open sum lies on the customer's own row, where the limit is. A loan is written with the next
event of that customer, so it was decided on the newest limit, sum and state, or it is not written.
"""

from datetime import datetime
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

from lending.standing import reasons_against
from lending.tables import Loan, LoanRef, loan_sk, ref_sk
from shared.caller import Caller
from shared.case_answers import Amount
from shared.case_store import load_customer, record
from shared.clock import now
from shared.errors import ApiError, FieldError
from shared.http import Answer, Body
from shared.ids import are_ids, new_id
from shared.money import to_decimal, to_units
from shared.paging import Page
from shared.tables import Customer
from shared.transaction import Transaction, until_settled


def _more_than_nothing(text: str) -> str:
    if Decimal(text) == 0:
        raise PydanticCustomError("not_positive", "The amount must be more than zero.")
    return text


class NewLoan(Body):
    """`loan_ref` is your own id of the loan: the same one again is the same loan."""

    loan_ref: Annotated[
        str, Field(min_length=1, max_length=128, pattern=r"^[!-~]+$", examples=["loan-2044"])
    ]
    amount: Annotated[
        str,
        Field(pattern=r"^(0|[1-9][0-9]{0,11})(\.[0-9]{1,6})?$", examples=["10000.00"]),
        AfterValidator(_more_than_nothing),
    ]
    currency: Annotated[str, Field(pattern=r"^[A-Z]{3,4}$", examples=["THB"])]


class LoanRow(Answer):
    loan_id: str
    loan_ref: str
    amount: Amount
    status: Literal["open", "closed"]
    opened_at: datetime
    closed_at: datetime | None


class LoanAnswer(LoanRow):
    """A loan, with the customer's limit, the sum of all open loans, and what is left of it."""

    customer_id: str
    max_loan: Amount
    open: Amount
    available: Amount


class Loans(Answer):
    """Newest first, with the limit, the sum of all open loans, and what is left of it."""

    loans: list[LoanRow]
    max_loan: Amount
    open: Amount
    available: Amount
    next_cursor: str | None


def open_loan(caller: Caller, customer_id: str, body: NewLoan) -> LoanAnswer:
    """The same loan_ref and amount again is answered with the loan as it is now."""
    return until_settled(lambda: _open(caller, customer_id, body))


def _open(caller: Caller, customer_id: str, body: NewLoan) -> LoanAnswer:
    customer = load_customer(caller.tenant, customer_id)
    units = _units_of(body, customer.currency)
    if earlier := _loan_called(customer, body.loan_ref):
        if (earlier.units, earlier.currency) != (units, body.currency):
            raise ApiError("loan_exists", details={"loan_id": earlier.loan_id})
        return _answer(earlier, customer)
    _require_room(customer, units)
    loan = _new_loan(caller, customer, body, units)
    customer.open_loans_units += units
    tx = Transaction()
    tx.create(LoanRef(customer.pk, ref_sk(loan.loan_ref), loan_id=loan.loan_id))
    tx.create(loan)
    _record(tx, caller, customer, loan, "loan.opened")
    tx.commit()
    return _answer(loan, customer)


def close_loan(caller: Caller, customer_id: str, loan_id: str) -> LoanAnswer:
    """A loan that is closed stays as it is."""
    return until_settled(lambda: _close(caller, customer_id, loan_id))


def _close(caller: Caller, customer_id: str, loan_id: str) -> LoanAnswer:
    customer = load_customer(caller.tenant, customer_id)
    loan = _load_loan(customer, loan_id)
    if loan.status == "closed":
        return _answer(loan, customer)
    loan.status, loan.closed_at, loan.closed_by = "closed", now(), caller.actor
    customer.open_loans_units -= loan.units
    changes = [
        Loan.status.set(loan.status),
        Loan.closed_at.set(loan.closed_at),
        Loan.closed_by.set(loan.closed_by),
    ]
    tx = Transaction()
    tx.update(loan, changes, Loan.status == "open")
    _record(tx, caller, customer, loan, "loan.closed")
    tx.commit()
    return _answer(loan, customer)


def list_loans(caller: Caller, customer_id: str, page: Page) -> Loans:
    """Open and closed ones; a cursor is the last loan of the page before."""
    customer = load_customer(caller.tenant, customer_id)
    if page.cursor and not are_ids({"loan_id": page.cursor}):
        raise ApiError("invalid_cursor")
    after = {"pk": {"S": customer.pk}, "sk": {"S": loan_sk(page.cursor)}} if page.cursor else None
    found = Loan.query(
        customer.pk,
        Loan.sk.startswith("LOAN#"),
        scan_index_forward=False,
        limit=page.limit,
        last_evaluated_key=after,
        consistent_read=True,
    )
    loans = [_row(each) for each in found]
    more = loans[-1].loan_id if loans and found.last_evaluated_key else None
    return Loans(loans=loans, **_limits(customer), next_cursor=more)


def _units_of(body: NewLoan, currency: str) -> int:
    """Loans are in the currency of the limit, so that they can be added up."""
    if body.currency != currency:
        raise ApiError("currency_differs", details={"currency": currency})
    try:
        return to_units(body.amount, currency)
    except ValueError:
        message = "The currency does not have that many decimal places."
        wrong = FieldError("amount", "too_many_decimals", message)
        raise ApiError("invalid_fields", [wrong]) from None


def _require_room(customer: Customer, units: int) -> None:
    if reasons := reasons_against("disbursement", customer):
        told = [each.model_dump() for each in reasons]
        raise ApiError("loan_not_allowed", details={"reasons": told})
    if customer.open_loans_units + units > customer.max_loan_units:
        limits = {name: each.model_dump() for name, each in _limits(customer).items()}
        raise ApiError("loan_limit_exceeded", details=limits)


def _new_loan(caller: Caller, customer: Customer, body: NewLoan, units: int) -> Loan:
    loan_id = new_id("loan")
    loan = Loan(customer.pk, loan_sk(loan_id), loan_id=loan_id, loan_ref=body.loan_ref)
    loan.units, loan.currency, loan.status = units, body.currency, "open"
    loan.opened_at, loan.opened_by = now(), caller.actor
    return loan


def _record(tx: Transaction, caller: Caller, customer: Customer, loan: Loan, step: str) -> None:
    total = Customer.open_loans_units.set(customer.open_loans_units)
    facts = {"loan_id": loan.loan_id, "amount": _amount(loan.units, loan.currency).model_dump()}
    record(tx, customer, caller, step, [total], facts=facts)


def _loan_called(customer: Customer, loan_ref: str) -> Loan | None:
    try:
        named = LoanRef.get(customer.pk, ref_sk(loan_ref), consistent_read=True)
    except LoanRef.DoesNotExist:
        return None
    return _load_loan(customer, named.loan_id)


def _load_loan(customer: Customer, loan_id: str) -> Loan:
    try:
        return Loan.get(customer.pk, loan_sk(loan_id), consistent_read=True)
    except Loan.DoesNotExist:
        raise ApiError("not_found") from None


def _limits(customer: Customer) -> dict[str, Amount]:
    """`available` is nothing, and not less, when the limit was lowered below what is open."""
    limit, total = customer.max_loan_units, customer.open_loans_units
    units = {"max_loan": limit, "open": total, "available": max(0, limit - total)}
    return {name: _amount(each, customer.currency) for name, each in units.items()}


def _row(loan: Loan) -> LoanRow:
    return LoanRow(
        loan_id=loan.loan_id,
        loan_ref=loan.loan_ref,
        amount=_amount(loan.units, loan.currency),
        status=loan.status,
        opened_at=loan.opened_at,
        closed_at=loan.closed_at,
    )


def _answer(loan: Loan, customer: Customer) -> LoanAnswer:
    told = dict(_row(loan)) | _limits(customer)
    return LoanAnswer(customer_id=customer.customer_id, **told)


def _amount(units: int, currency: str) -> Amount:
    return Amount(amount=to_decimal(units, currency), currency=currency)
