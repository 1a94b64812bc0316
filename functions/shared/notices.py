"""What notices to a customer have in common: their texts in each language, and how they are kept.

Whoever writes a notice needs no mail service: shared/notice_mail.py sends it.
"""

import json
from functools import cache
from pathlib import Path
from typing import Any

from shared.clock import now
from shared.tables import Customer, Notification, notification_sk

# Marks a notice that no step of a machine e-mails, for the schedule.
DUE = "NOTICE"


@cache
def texts_in(folder: Path, language: str) -> dict[str, Any]:
    """`<language>.json` of that folder: titles and bodies."""
    return dict(json.loads((folder / f"{language}.json").read_text(encoding="utf-8")))


def new_notice(
    customer: Customer, number: int, outcome: str, said: tuple[str, str]
) -> Notification:
    """`number` is that of the event it tells of, `said` its title and plain text."""
    notice = Notification(customer.pk, notification_sk(number), notification_id=f"ntf_{number}")
    notice.outcome, notice.language, notice.created_at = outcome, customer.language, now()
    notice.title, notice.text = said
    return notice


def scheduled(notice: Notification) -> Notification:
    """E-mailed by the schedule, as no step of a machine does it."""
    notice.due, notice.due_at = DUE, notice.created_at
    return notice
