"""What a customer is told of a lowered tier: in the app with it, then by e-mail.

The reason is for colleagues: it can be a suspicion, and is not passed on.
"""

import json
from functools import cache
from pathlib import Path
from typing import Any

from shared.clock import now
from shared.notice_mail import DUE
from shared.tables import Customer, Notification, notification_sk


@cache
def texts(language: str) -> dict[str, Any]:
    """`texts/<language>.json`: titles and bodies."""
    path = Path(__file__).parent / "texts" / f"{language}.json"
    return dict(json.loads(path.read_text(encoding="utf-8")))


def notice_of(customer: Customer, before: int, number: int) -> Notification:
    """`before` is the tier that was lost, `number` that of the event; the schedule e-mails it."""
    notice = Notification(customer.pk, notification_sk(number), notification_id=f"ntf_{number}")
    notice.outcome, notice.language = "tier_lowered", customer.language
    notice.title, notice.text = render(customer, before)
    notice.created_at = now()
    notice.due, notice.due_at = DUE, notice.created_at
    return notice


def render(customer: Customer, before: int) -> tuple[str, str]:
    """Title and plain text; without any tier left, it says that nothing is verified."""
    words = texts(customer.language)
    template = words["outcomes"]["lowered" if customer.tier else "ended"]
    name = customer.name or words["customer"]
    text = template["text"].format(name=name, tier=customer.tier, before=before)
    return template["title"].format(tier=customer.tier), text.strip()
