"""The notice of a decision as a short text, beside the e-mail and the notice in the app."""

from billing import texts
from billing.accounts import company_named
from billing.messages import notice_id
from billing.texts import Text
from billing.wording import notice_text, sender
from shared.case_store import load_customer, load_submission
from shared.company_settings import settings_of
from shared.settings import settings
from shared.tables import Notification, notification_sk
from shared.telemetry import logger
from shared.tenant import Tenant


def text_notice(tenant: Tenant, submission_id: str, revision: int) -> None:
    """Once, however often this is called; without a phone or without money, not at all.

    Nor where the company has switched it off since the revision was sent.
    """
    if not settings_of(tenant).sms_notices:
        return
    head = load_submission(tenant, submission_id)
    customer = load_customer(tenant, head.customer_id)
    if not customer.phone:
        return
    number = head.decision_events[revision - 1]
    notice = Notification.get(head.pk, notification_sk(number), consistent_read=True)
    company = company_named(tenant.company_id)
    name, registered = company.name if company else "KYC", settings().sms_china_signature
    who = sender(notice.language, name, customer.phone, registered)
    text = Text(
        message_id=notice_id(customer.customer_id, number),
        phone=customer.phone,
        words=who + notice_text(notice.language, notice.title),
        event="notification.texted",
        facts={"notification_id": notice.notification_id, "language": notice.language},
        submission_id=submission_id,
        revision=revision,
    )
    outcome = texts.send(tenant, text)
    logger.info("notice as a text", extra={"submission_id": submission_id, "outcome": outcome})
