"""One-time links at rest, and the tokens that they are swapped for.

A link is as good as the address that it went to. When a customer's e-mail address is replaced,
the links made before it end, used or not, however they were handed on: nobody knows who reads
the old address. Numbers of events tell before from after; clocks could not.
"""

from pynamodb.attributes import (
    JSONAttribute,
    TTLAttribute,
    UnicodeAttribute,
    UnicodeSetAttribute,
    UTCDateTimeAttribute,
)

from shared.items import IntegerAttribute, Item
from shared.tables import Customer, customer_pk
from shared.tenant import Tenant


class Link(Item):
    """Listed under its customer, for ever; `used_at` is what makes it one-time."""

    link_id = UnicodeAttribute()
    # The number of the event that tells of its making.
    number = IntegerAttribute(default=0)
    tier = IntegerAttribute()
    # What it asks for, [{item, label, satisfied_by}] in the customer's language and by name, and
    # what was uploaded already and is to be sent along.
    asked = JSONAttribute(default=list)
    items = JSONAttribute(default=list)
    along = JSONAttribute(default=list)
    secret_hash = UnicodeAttribute()
    created_at = UTCDateTimeAttribute()
    created_by = UnicodeAttribute()
    created_by_name = UnicodeAttribute(null=True)
    # The staff who made it, or made the key that it was made with.
    hands = UnicodeSetAttribute(null=True)
    expires_at = UTCDateTimeAttribute()
    # `sending`, `sent` or `failed`; none when nobody asked for an e-mail.
    email = UnicodeAttribute(null=True)
    used_at = UTCDateTimeAttribute(null=True)
    # Of the token that it was swapped for.
    token_hash = UnicodeAttribute(null=True)
    revoked_at = UTCDateTimeAttribute(null=True)


class LinkSecret(Item):
    """Leads from what stands in the address to the link; gone when the link is revoked."""

    tenant = UnicodeAttribute()
    customer_id = UnicodeAttribute()
    link_id = UnicodeAttribute()
    ttl = TTLAttribute()


class CustomerToken(Item):
    """`items` are all that may be sent with it; gone when its link is revoked."""

    tenant = UnicodeAttribute()
    customer_id = UnicodeAttribute()
    # Of its link.
    number = IntegerAttribute(default=0)
    tier = IntegerAttribute()
    items = JSONAttribute(default=list)
    # The link that it came from, and whose hands that was in.
    link_id = UnicodeAttribute(null=True)
    hands = UnicodeSetAttribute(null=True)
    expires_at = UTCDateTimeAttribute()
    ttl = TTLAttribute()


def has_ended(made: Link | CustomerToken, customer: Customer) -> bool:
    """Whether the address was replaced since."""
    return made.number < customer.links_since


def token_has_ended(token: CustomerToken) -> bool:
    """As far as the customer's row says; asked by the authorizer, once a minute at most."""
    pk = customer_pk(Tenant.parse(token.tenant), token.customer_id)
    asked = ["links_since"]
    row = Customer.get(pk, "CUSTOMER", consistent_read=True, attributes_to_get=asked)
    return has_ended(token, row)


def link_sk(link_id: str) -> str:
    return f"LINK#{link_id}"


def secret_pk(secret_hash: str) -> str:
    return f"LINK#{secret_hash}"


def token_pk(token_hash: str) -> str:
    return f"TOKEN#{token_hash}"
