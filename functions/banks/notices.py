"""What a customer is told of a decision on the bank account: in the app with it, then by e-mail."""

import json
from functools import cache
from pathlib import Path
from typing import Any

from banks.answers import DIGITS_SHOWN, bank_name
from shared.bank_account import BankAccount
from shared.clock import now
from shared.notice_mail import DUE
from shared.tables import Customer, Notification, notification_sk


@cache
def texts(language: str) -> dict[str, Any]:
    """`texts/<language>.json`: titles and bodies."""
    path = Path(__file__).parent / "texts" / f"{language}.json"
    return dict(json.loads(path.read_text(encoding="utf-8")))


def notice_of(customer: Customer, account: BankAccount, number: int) -> Notification:
    """`number` is that of the decision's event; the schedule e-mails it."""
    notice = Notification(customer.pk, notification_sk(number), notification_id=f"ntf_{number}")
    notice.outcome, notice.language = f"bank_account_{account.status}", customer.language
    notice.title, notice.text = render(customer, account)
    notice.created_at = now()
    notice.due, notice.due_at = DUE, notice.created_at
    return notice


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
