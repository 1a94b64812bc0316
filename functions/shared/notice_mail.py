"""E-mailing a notice that was written with what it tells of: once, however often it is asked for.

Whoever holds the lease sends. Only a crash between the mail service's answer and the note of it can
send twice, after the lease: better told twice than never.
"""

from collections import Counter
from datetime import timedelta
from itertools import takewhile
from typing import Any, Literal

from botocore.exceptions import BotoCoreError, ClientError
from pynamodb.expressions.update import Action

from shared.aws import mails
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
# The next run goes on where this one stops.
ENOUGH = timedelta(seconds=30)
# An e-mail that the mail service refuses is tried again, and given up after a day.
AGAIN, GIVE_UP = timedelta(minutes=5), timedelta(days=1)

Done = Literal["sent", "failed", "given_up", "nothing"]

ses = mails()


def send_email(tenant: Tenant, customer_id: str, number: int) -> bool:
    """The notice of the customer's event with that number; False where there is nothing to send.

    Then nothing is due any more: it was sent before, or there is no address.
    """
    customer = load_customer(tenant, customer_id)
    notice = Notification.get(customer.pk, notification_sk(number), consistent_read=True)
    if notice.emailed_at or not customer.email:
        if notice.due:
            _change(notice, _not_due())
        return False
    _take_lease(notice)
    try:
        send_mail(ses, [customer.email], notice.title, notice.text)
    except (ClientError, BotoCoreError) as error:
        _change(notice, [Notification.email_lease_until.remove()])
        raise EmailNotSent(place_of(error)) from None
    until_settled(lambda: _note_sent(tenant, customer_id, notice))
    return True


def send_due() -> Counter[Done]:
    """Of each outcome how many; what failed is tried again, until it is given up."""
    query, stop_at = Notification.by_due.query(DUE, Notification.due_at < now()), now() + ENOUGH
    return Counter(_sent(each) for each in takewhile(lambda _: now() < stop_at, query))


def _sent(notice: Notification) -> Done:
    """One that fails keeps nobody else from their turn."""
    about = {"customer_id": notice.pk.rpartition("#")[2], "notification": notice.notification_id}
    try:
        return _send_or_wait(notice)
    except Exception as error:  # noqa: BLE001  the next one still has its turn
        logger.error("a notice could not be sent", extra=about | {"reason": place_of(error)})
        return "failed"


def _send_or_wait(notice: Notification) -> Done:
    tenant, _, customer_id = notice.pk.rpartition("#")
    number = int(notice.sk.rpartition("#")[2])
    about = {"customer_id": customer_id, "notification": notice.notification_id}
    given_up = notice.created_at < now() - GIVE_UP
    try:
        return "sent" if send_email(Tenant.parse(tenant), customer_id, number) else "nothing"
    except EmailNotSent as error:
        _change(notice, _not_due() if given_up else [Notification.due_at.set(now() + AGAIN)])
        logger.warning("e-mail not sent", extra=about | {"reason": str(error)})
        if given_up:
            logger.error("e-mail given up", extra=about)
        return "given_up" if given_up else "failed"
    except ApiError as gone:
        if gone.code != "not_found":
            raise  # busy; and the notice of a customer who was deleted goes in a moment
        return "nothing"


def _not_due() -> list[Action]:
    return [Notification.due.remove(), Notification.due_at.remove()]


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
    tx.update(notice, [Notification.emailed_at.set(now()), *_not_due()])
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
