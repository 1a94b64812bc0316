"""Text messages and phone verifications at rest, in the cases table, below their customer.

sk                 item
TEXT#message id    TextMessage: one message, asked of the provider once
PHONE              PhoneVerification: the newest code, and when codes were sent before

A message's id is made of the fact that it tells, and begins with the customer's own letters:

cus_01JD8ZV6N5X2Q4T7R9M3K1W0AB:12    the notice of a decision, by the number of its event
phv_01JD8ZV6N5X2Q4T7R9M3K1W0AB0003   a one-time code, numbered by customer
"""

from datetime import datetime

from pynamodb.attributes import JSONAttribute, UnicodeAttribute, UTCDateTimeAttribute

from shared.items import IntegerAttribute, Item
from shared.tables import customer_pk
from shared.tenant import Tenant

ID_LETTERS = slice(4, 30)

ASKED, SENT, NOT_SENT, UNKNOWN = "asked", "sent", "not_sent", "unknown"


class TextMessage(Item):
    """asked ──▶ sent | not_sent; or unknown, when nobody could say until the hold's end.

    Neither the number nor the words are kept here.
    """

    message_id = UnicodeAttribute()
    status = UnicodeAttribute()
    asked_at = UTCDateTimeAttribute(null=True)
    ended_at = UTCDateTimeAttribute(null=True)
    provider_ref = UnicodeAttribute(null=True)


class PhoneVerification(Item):
    """`sent_on` are the moments of the codes that count for the daily limit, oldest first."""

    number = IntegerAttribute()
    verification_id = UnicodeAttribute()
    phone = UnicodeAttribute()
    code_hash = UnicodeAttribute()
    asked_at = UTCDateTimeAttribute()
    expires_at = UTCDateTimeAttribute()
    tries = IntegerAttribute(default=0)
    sent_on = JSONAttribute(default=list)


def notice_id(customer_id: str, event_number: int) -> str:
    return f"{customer_id}:{event_number}"


def verification_id(customer_id: str, number: int) -> str:
    return f"phv_{customer_id.removeprefix('cus_')}{number:04d}"


def customer_of_message(message_id: str) -> str:
    return f"cus_{message_id[ID_LETTERS]}"


def message_key(tenant: Tenant, message_id: str) -> tuple[str, str]:
    return customer_pk(tenant, customer_of_message(message_id)), f"TEXT#{message_id}"


def load_message(tenant: Tenant, message_id: str) -> TextMessage | None:
    try:
        return TextMessage.get(*message_key(tenant, message_id), consistent_read=True)
    except TextMessage.DoesNotExist:
        return None


def load_verification(tenant: Tenant, customer_id: str) -> PhoneVerification | None:
    pk = customer_pk(tenant, customer_id)
    try:
        return PhoneVerification.get(pk, "PHONE", consistent_read=True)
    except PhoneVerification.DoesNotExist:
        return None


def moments(verification: PhoneVerification) -> list[datetime]:
    return [datetime.fromisoformat(each) for each in verification.sent_on]
