"""What notices to a customer have in common: their texts in each language, and how they are kept.

Each is due until it is e-mailed, so whoever writes one needs no mail service: SendNotices sends it
(shared/notice_mail.py), unless a step that comes right after was faster.
"""

import json
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Any

from shared.clock import now
from shared.tables import Customer, Notification, notification_sk

DUE = "NOTICE"
# Longer than a step of the machine tries to e-mail what it tells of.
STEP_LASTS = timedelta(minutes=5)


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
    notice.due, notice.due_at = DUE, notice.created_at
    return notice


def sent_by_a_step(notice: Notification) -> Notification:
    """What follows e-mails it at once; the schedule gives it the time to."""
    notice.due_at = notice.created_at + STEP_LASTS
    return notice
