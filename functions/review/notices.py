"""What a customer is told of a decision: in the app with the decision, by e-mail after it."""

import json
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError

from shared.aws import client
from shared.caller import SYSTEM
from shared.case_store import load_customer, record
from shared.clock import now
from shared.errors import EmailNotSent, Raced
from shared.item_texts import item_texts
from shared.settings import settings
from shared.tables import Customer, Notification, Submission, notification_sk
from shared.telemetry import place_of
from shared.tenant import Tenant
from shared.transaction import Transaction, until_settled

LEASE = timedelta(minutes=2)

ses = client("sesv2")


@cache
def texts(language: str) -> dict[str, Any]:
    """`texts/<language>.json`: titles, bodies, and the names of reasons."""
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
    reason = head.reason or {"code": "", "comment": ""}
    template = words["outcomes"][what]
    text = template["text"].format(
        name=name,
        tier=head.tier,
        corrections="\n".join(
            _correction(customer.language, each) for each in head.corrections or []
        ),
        reason=words["reasons"].get(reason["code"], reason["code"]),
        comment=reason["comment"],
        **facts,
    )
    return template["title"].format(tier=head.tier), text.strip()


def _correction(language: str, asked: dict[str, str]) -> str:
    words = texts(language)
    if "title" in asked:
        return str(words["supplement"]).format(**asked)
    item = item_texts(language).label(asked["item"])
    why = words["corrections"].get(asked["code"], asked["code"])
    return str(words["correction"]).format(item=item, why=why, comment=asked["comment"]).rstrip()


def send_email(tenant: Tenant, head: Submission, number: int) -> None:
    """E-mail the notice of the event with that number, once however often this is called.

    Whoever holds the lease sends. Only a crash between the mail service's answer and the note of
    it can send twice, after the lease: better told twice than never.
    """
    notice = Notification.get(head.pk, notification_sk(number), consistent_read=True)
    customer = load_customer(tenant, head.customer_id)
    if notice.emailed_at or not customer.email:
        return
    _take_lease(notice)
    try:
        _send(customer.email, notice)
    except (ClientError, BotoCoreError) as error:
        _change(notice, [Notification.email_lease_until.remove()])
        raise EmailNotSent(place_of(error)) from None
    until_settled(lambda: _note_sent(tenant, head, notice))


def _take_lease(notice: Notification) -> None:
    free = Notification.email_lease_until.does_not_exist()
    over = Notification.email_lease_until < now()
    tx = Transaction()
    lease = [Notification.email_lease_until.set(now() + LEASE)]
    tx.update(notice, lease, (free | over) & Notification.emailed_at.does_not_exist())
    try:
        tx.commit()
    except Raced:
        raise EmailNotSent("another delivery is sending it") from None


def _send(address: str, notice: Notification) -> None:
    content = {
        "Simple": {
            "Subject": {"Data": notice.title, "Charset": "UTF-8"},
            "Body": {"Text": {"Data": notice.text, "Charset": "UTF-8"}},
        }
    }
    ses.send_email(
        FromEmailAddress=settings().sender_email,
        Destination={"ToAddresses": [address]},
        Content=content,
    )


def _note_sent(tenant: Tenant, head: Submission, notice: Notification) -> None:
    customer = load_customer(tenant, head.customer_id)
    tx = Transaction()
    tx.update(notice, [Notification.emailed_at.set(now())])
    record(
        tx,
        customer,
        SYSTEM,
        "notification.emailed",
        submission_id=notice.submission_id,
        revision=notice.revision,
        facts={"notification_id": notice.notification_id, "language": notice.language},
    )
    tx.commit()


def _change(notice: Notification, actions: list[Any]) -> None:
    tx = Transaction()
    tx.update(notice, actions)
    tx.commit()
