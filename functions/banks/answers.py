"""How a bank account is shown: to its customer and the company with four digits of its number."""

from datetime import datetime

from banks.thai_banks import banks
from shared.bank_account import BankAccount, BankStatus
from shared.case_answers import Reason
from shared.http import Answer

DIGITS_SHOWN = 4


class BankName(Answer):
    """`code` is the Bank of Thailand's."""

    code: str
    short_name: str
    name_en: str
    name_th: str


class FirstVerification(Answer):
    """Of two; the second one has to be another person's. `by` is a staff member's id."""

    by: str
    name: str
    at: datetime


class BankAccountAnswer(Answer):
    """`not_provided`, version 0 and nothing else until an account was sent.

    `reason` says why the account was rejected.
    """

    customer_id: str
    status: BankStatus
    version: int
    bank: BankName | None = None
    account_number_last_four: str | None = None
    account_name: str | None = None
    bank_book_upload_id: str | None = None
    sent_at: datetime | None = None
    decided_at: datetime | None = None
    reason: Reason | None = None


def account_answer(customer_id: str, account: BankAccount | None) -> BankAccountAnswer:
    if account is None:
        return BankAccountAnswer(customer_id=customer_id, status="not_provided", version=0)
    return BankAccountAnswer(
        customer_id=customer_id,
        status=account.status,
        version=account.version,
        bank=bank_name(account.bank_code),
        account_number_last_four=account.account_number[-DIGITS_SHOWN:],
        account_name=account.account_name,
        bank_book_upload_id=account.bank_book_upload_id,
        sent_at=account.sent_at,
        decided_at=account.decided_at,
        reason=Reason(**account.reason) if account.reason else None,
    )


def bank_name(code: str) -> BankName:
    """A bank that is no longer listed goes by its code: its accounts are still shown."""
    bank = banks().get(code)
    if bank is None:
        return BankName(code=code, short_name=code, name_en=code, name_th=code)
    return BankName(**bank.model_dump(exclude={"lengths"}))
