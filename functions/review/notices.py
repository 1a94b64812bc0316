"""What a customer is told of a decision, written with it; shared/notice_mail.py e-mails it."""

import json
from functools import cache
from pathlib import Path
from typing import Any

from shared.clock import now
from shared.item_texts import item_texts
from shared.reasons import is_final, text_of
from shared.tables import Customer, Notification, Submission, notification_sk


@cache
def texts(language: str) -> dict[str, Any]:
    """`texts/<language>.json`: titles and bodies."""
    path = Path(__file__).parent / "texts" / f"{language}.json"
    return dict(json.loads(path.read_text(encoding="utf-8")))


def notification(customer: Customer, head: Submission) -> Notification:
    """The notice of the decision just written on `head`, in the customer's language."""
    return notice_of(customer, head, head.decision_events[-1], head.status)


def notice_of(
    customer: Customer, head: Submission, number: int, what: str, **facts: int
) -> Notification:
    """`number` is that of the event it tells of, `what` the name of its text."""
    notice = Notification(customer.pk, notification_sk(number), notification_id=f"ntf_{number}")
    notice.submission_id, notice.revision = head.submission_id, head.revision
    notice.outcome, notice.language, notice.created_at = head.status, customer.language, now()
    notice.title, notice.text = render(customer, head, what, **facts)
    return notice


def render(customer: Customer, head: Submission, what: str, **facts: int) -> tuple[str, str]:
    """Title and plain text; a revision request names every item with its comment."""
    words = texts(customer.language)
    name = customer.name or words["customer"]
    reason: dict[str, Any] = head.reason or {}
    template = words["outcomes"][what]
    asked = [_correction(customer.language, each) for each in head.corrections or []]
    text = template["text"].format(
        name=name,
        tier=head.tier,
        corrections="\n".join(asked),
        reason=reason.get("text", ""),
        comment=reason.get("comment", ""),
        again="" if is_final(reason) else words["again"],
        **facts,
    )
    return template["title"].format(tier=head.tier), text.strip()


def _correction(language: str, asked: dict[str, str]) -> str:
    words = texts(language)
    if "title" in asked:
        return str(words["supplement"]).format(**asked)
    item = item_texts(language).label(asked["item"])
    why = text_of("correction", asked["code"], language)
    return str(words["correction"]).format(item=item, why=why, comment=asked["comment"]).rstrip()
