"""What a customer is told of a decision on the bank account: in the app with it, then by e-mail."""

from functools import partial
from pathlib import Path

from banks.answers import DIGITS_SHOWN, bank_name
from shared.bank_account import BankAccount
from shared.notices import new_notice, texts_in
from shared.tables import Customer, Notification

texts = partial(texts_in, Path(__file__).parent / "texts")


def notice_of(customer: Customer, account: BankAccount, number: int) -> Notification:
    """`number` is that of the decision's event; the schedule e-mails it."""
    outcome = f"bank_account_{account.status}"
    return new_notice(customer, number, outcome, render(customer, account))


def render(customer: Customer, account: BankAccount) -> tuple[str, str]:
    """Title and plain text, with the bank and four digits of the number."""
    words = texts(customer.language)
    bank = bank_name(account.bank_code)
    reason: dict[str, str] = account.reason or {}
    template = words["outcomes"][account.status]
    text = template["text"].format(
        name=customer.name or words["customer"],
        bank=bank.name_th if customer.language == "th" else bank.name_en,
        last_four=account.account_number[-DIGITS_SHOWN:],
        reason=reason.get("text", ""),
        comment=reason.get("comment", ""),
    )
    return template["title"], text.strip()
