"""A customer's bank account: where a loan is paid out to, once a reviewer has verified it.

What is lent and withdrawn depends on `status` alone. Before the first account is sent there is no
item, which is `not_provided`.
"""

from typing import Literal

from pynamodb.attributes import (
    BooleanAttribute,
    JSONAttribute,
    UnicodeAttribute,
    UnicodeSetAttribute,
    UTCDateTimeAttribute,
)

from shared.clock import now
from shared.items import IntegerAttribute, Item
from shared.name_match import compare
from shared.tables import customer_pk
from shared.tenant import Tenant
from shared.transaction import Transaction

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
    # By which others with this number are found (shared/sightings.py).
    mark = UnicodeAttribute(null=True)
    # Through whose hands it and its bank book came (shared/hands.py).
    hands = UnicodeSetAttribute(null=True)
    # Whether an account before it was verified once: a change takes two people (banks/changes.py).
    replaces_verified = BooleanAttribute(default=False)
    # {by, name, at} of the first of the two.
    first_verification = JSONAttribute(null=True)
    decided_by = UnicodeAttribute(null=True)
    decided_by_name = UnicodeAttribute(null=True)
    decided_at = UTCDateTimeAttribute(null=True)
    # What the reviewer said with it (shared/said.py).
    decision_digest = UnicodeAttribute(null=True)
    # The KYC name that it was verified against.
    kyc_name = UnicodeAttribute(null=True)
    # What the customer is told of a rejection: {code, comment}.
    reason = JSONAttribute(null=True)


def load_bank_account(tenant: Tenant, customer_id: str) -> BankAccount | None:
    try:
        pk = customer_pk(tenant, customer_id)
        return BankAccount.get(pk, BANK_SK, consistent_read=True)
    except BankAccount.DoesNotExist:
        return None


def waiting_list(tenant: object) -> str:
    """ListIndex: the accounts that wait for a reviewer."""
    return f"{tenant}#BANK_ACCOUNTS"


def verify_anew(
    tx: Transaction, tenant: Tenant, customer_id: str, before: str | None, proved: str
) -> bool:
    """Put a verified account back among those that wait, when another name is `proved` now.

    `before` is the name proved so far, for accounts that do not say what they were verified with.
    Another spelling is no other name.
    """
    account = load_bank_account(tenant, customer_id)
    if account is None or account.status != "verified":
        return False
    if compare(account.kyc_name or before or proved, proved).verdict == "match":
        return False
    changes = [
        BankAccount.status.set("pending"),
        BankAccount.list_key.set(waiting_list(tenant)),
        BankAccount.list_at.set(now()),
        BankAccount.first_verification.remove(),
        BankAccount.decided_by.remove(),
        BankAccount.decided_by_name.remove(),
        BankAccount.decided_at.remove(),
    ]
    same = (BankAccount.version == account.version) & (BankAccount.status == "verified")
    tx.update(account, changes, same)
    return True
