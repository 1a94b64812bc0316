"""One-time links at rest, and the tokens that they are swapped for."""

from pynamodb.attributes import TTLAttribute, UnicodeAttribute, UTCDateTimeAttribute

from shared.tables import IntegerAttribute, Item


class Link(Item):
    """A one-time link; `used_at` is what makes it one-time."""

    link_id = UnicodeAttribute()
    tenant = UnicodeAttribute()
    customer_id = UnicodeAttribute()
    tier = IntegerAttribute()
    expires_at = UTCDateTimeAttribute()
    used_at = UTCDateTimeAttribute(null=True)
    ttl = TTLAttribute()


class CustomerToken(Item):
    tenant = UnicodeAttribute()
    customer_id = UnicodeAttribute()
    tier = IntegerAttribute()
    expires_at = UTCDateTimeAttribute()
    ttl = TTLAttribute()
