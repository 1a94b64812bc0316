"""E-mailing a notice that was written with what it tells of: once, however often it is asked for.

Whoever holds the lease sends. Only a crash between the mail service's answer and the note of it can
send twice, after the lease: better told twice than never.
"""

from datetime import timedelta
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError
from pynamodb.expressions.update import Action

from shared.aws import client
from shared.caller import SYSTEM
from shared.case_store import load_customer, record
from shared.clock import now
from shared.errors import ApiError, EmailNotSent, Raced
from shared.mail import send_mail
from shared.notices import DUE
from shared.tables import Notification, notification_sk
from shared.telemetry import logger, place_of
from shared.tenant import Tenant
from shared.transaction import Transaction, until_settled

LEASE = timedelta(minutes=2)
SENT_PER_RUN = 100
# An e-mail that the mail service refuses is tried again, and given up after a day.
AGAIN, GIVE_UP = timedelta(minutes=5), timedelta(days=1)

ses = client("sesv2")


def send_email(tenant: Tenant, customer_id: str, number: int) -> None:
    """The notice of the customer's event with that number; nothing for who has no address."""
    customer = load_customer(tenant, customer_id)
    notice = Notification.get(customer.pk, notification_sk(number), consistent_read=True)
    if notice.emailed_at or not customer.email:
        return
    _take_lease(notice)
    try:
        send_mail(ses, [customer.email], notice.title, notice.text)
    except (ClientError, BotoCoreError) as error:
        _change(notice, [Notification.email_lease_until.remove()])
        raise EmailNotSent(place_of(error)) from None
    until_settled(lambda: _note_sent(tenant, customer_id, notice))


def not_due() -> list[Action]:
    return [Notification.due.remove(), Notification.due_at.remove()]


def send_due() -> tuple[int, int]:
    """How many were sent, and how many could not be and are tried again."""
    found = list(Notification.by_due.query(DUE, Notification.due_at < now(), limit=SENT_PER_RUN))
    done = [_send_or_wait(each) for each in found]
    return done.count(True), done.count(False)


def _send_or_wait(notice: Notification) -> bool:
    tenant, _, customer_id = notice.pk.rpartition("#")
    number = int(notice.sk.rpartition("#")[2])
    try:
        send_email(Tenant.parse(tenant), customer_id, number)
        _change(notice, not_due())
    except EmailNotSent as error:
        logger.warning("e-mail not sent", extra={"reason": str(error)})
        given_up = notice.created_at < now() - GIVE_UP
        _change(notice, not_due() if given_up else [Notification.due_at.set(now() + AGAIN)])
        return False
    except ApiError as gone:
        if gone.code != "not_found":
            raise  # busy; and the notice of a customer who was deleted goes in a moment
    return True


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


def _note_sent(tenant: Tenant, customer_id: str, notice: Notification) -> None:
    customer = load_customer(tenant, customer_id)
    tx = Transaction()
    tx.update(notice, [Notification.emailed_at.set(now()), *not_due()])
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
