"""What a customer is told of a decision, written with it; shared/notice_mail.py e-mails it."""

from functools import partial
from pathlib import Path
from typing import Any

from shared.item_texts import item_texts
from shared.notices import new_notice, sent_by_a_step, texts_in
from shared.plain_names import greeted, name_shown, shown
from shared.reasons import is_final, text_of
from shared.tables import Customer, Notification, Submission

texts = partial(texts_in, Path(__file__).parent / "texts")


def notification(customer: Customer, head: Submission) -> Notification:
    """The notice of the decision just written on `head`, in the customer's language."""
    return notice_of(customer, head, head.decision_events[-1], head.status)


def notice_of(
    customer: Customer, head: Submission, number: int, what: str, **facts: int
) -> Notification:
    """`number` is that of the event it tells of, `what` the name of its text."""
    notice = new_notice(customer, number, head.status, render(customer, head, what, **facts))
    notice.submission_id, notice.revision = head.submission_id, head.revision
    return sent_by_a_step(notice)


def render(customer: Customer, head: Submission, what: str, **facts: int) -> tuple[str, str]:
    """Title and plain text; a revision request names every item with its comment."""
    words = texts(customer.language)
    name = greeted(customer.name, customer.kind) or words["customer"]
    reason: dict[str, Any] = head.reason or {}
    template = words["outcomes"][what]
    asked = [_correction(customer.language, each) for each in head.corrections or []]
    text = template["text"].format(
        name=name,
        tier=head.tier,
        corrections="\n".join(asked),
        reason=reason.get("text", ""),
        comment=shown(reason.get("comment", "")),
        again="" if is_final(reason) else words["again"],
        **facts,
    )
    return template["title"].format(tier=head.tier), text.strip()


def _correction(language: str, asked: dict[str, str]) -> str:
    words = texts(language)
    if "title" in asked:
        told = {"title": name_shown(asked["title"]), "comment": shown(asked["comment"])}
        return str(words["supplement"]).format(**told)
    item = item_texts(language).label(asked["item"])
    why = text_of("correction", asked["code"], language)
    return (
        str(words["correction"])
        .format(item=item, why=why, comment=shown(asked["comment"]))
        .rstrip()
    )
