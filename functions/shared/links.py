"""One-time links at rest, and the tokens that they are swapped for."""

from pynamodb.attributes import (
    JSONAttribute,
    TTLAttribute,
    UnicodeAttribute,
    UTCDateTimeAttribute,
)

from shared.items import IntegerAttribute, Item


class Link(Item):
    """Listed under its customer, for ever; `used_at` is what makes it one-time."""

    link_id = UnicodeAttribute()
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
    tier = IntegerAttribute()
    items = JSONAttribute(default=list)
    expires_at = UTCDateTimeAttribute()
    ttl = TTLAttribute()


def link_sk(link_id: str) -> str:
    return f"LINK#{link_id}"


def secret_pk(secret_hash: str) -> str:
    return f"LINK#{secret_hash}"


def token_pk(token_hash: str) -> str:
    return f"TOKEN#{token_hash}"
