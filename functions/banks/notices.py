"""What a customer is told of the bank account: another one was sent, and what was decided on it.

In the app at the same moment, then by e-mail.
"""

from functools import partial
from pathlib import Path

from banks.answers import DIGITS_SHOWN, bank_name
from shared.bank_account import BankAccount
from shared.notices import new_notice, texts_in
from shared.plain_names import greeted, shown
from shared.tables import Customer, Notification

texts = partial(texts_in, Path(__file__).parent / "texts")


def notice_of_change(customer: Customer, account: BankAccount, number: int) -> Notification:
    """Of another account, before anybody looks at it: who did not send it has to hear of it now."""
    said = render(customer, account, "changed")
    return new_notice(customer, number, "bank_account_changed", said)


def notice_of(customer: Customer, account: BankAccount, number: int) -> Notification:
    """`number` is that of the decision's event; the schedule e-mails it."""
    outcome = f"bank_account_{account.status}"
    said = render(customer, account, account.status)
    return new_notice(customer, number, outcome, said)


def render(customer: Customer, account: BankAccount, outcome: str) -> tuple[str, str]:
    """Title and plain text, with the bank and four digits of the number."""
    words = texts(customer.language)
    bank = bank_name(account.bank_code)
    reason: dict[str, str] = account.reason or {}
    template = words["outcomes"][outcome]
    text = template["text"].format(
        name=greeted(customer.name, customer.kind) or words["customer"],
        bank=bank.name_th if customer.language == "th" else bank.name_en,
        last_four=account.account_number[-DIGITS_SHOWN:],
        reason=reason.get("text", ""),
        comment=shown(reason.get("comment", "")),
    )
    return template["title"], text.strip()
