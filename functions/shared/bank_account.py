"""A customer's bank account: where a loan is paid out to, once a reviewer has verified it.

What is lent and withdrawn depends on `status` alone. Before the first account is sent there is no
item, which is `not_provided`.
"""

from typing import Literal

from pynamodb.attributes import JSONAttribute, UnicodeAttribute, UTCDateTimeAttribute

from shared.tables import IntegerAttribute, Item, customer_pk
from shared.tenant import Tenant

BankStatus = Literal["not_provided", "pending", "verified", "rejected"]

BANK_SK = "BANK"


class BankAccount(Item):
    """`version` counts the accounts that the customer sent, from 1: a decision names the one
    that was looked at.
    """

    customer_id = UnicodeAttribute()
    external_id = UnicodeAttribute()
    status = UnicodeAttribute()
    version = IntegerAttribute()
    bank_code = UnicodeAttribute()
    # Digits only.
    account_number = UnicodeAttribute()
    account_name = UnicodeAttribute()
    bank_book_upload_id = UnicodeAttribute()
    sent_at = UTCDateTimeAttribute()
    decided_by = UnicodeAttribute(null=True)
    decided_by_name = UnicodeAttribute(null=True)
    decided_at = UTCDateTimeAttribute(null=True)
    # What the customer is told of a rejection: {code, comment}.
    reason = JSONAttribute(null=True)


def load_bank_account(tenant: Tenant, customer_id: str) -> BankAccount | None:
    try:
        pk = customer_pk(tenant, customer_id)
        return BankAccount.get(pk, BANK_SK, consistent_read=True)
    except BankAccount.DoesNotExist:
        return None
