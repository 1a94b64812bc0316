"""API keys at rest: what a company lists, and what the authorizer reads."""

from pynamodb.attributes import UnicodeAttribute, UTCDateTimeAttribute

from shared.items import Item


class ApiKey(Item):
    key_id = UnicodeAttribute()
    name = UnicodeAttribute()
    mode = UnicodeAttribute()
    last_four = UnicodeAttribute()
    secret_hash = UnicodeAttribute()
    created_at = UTCDateTimeAttribute()
    created_by = UnicodeAttribute()
    revoked_at = UTCDateTimeAttribute(null=True)


class KeySecret(Item):
    """Gone when the key is revoked."""

    key_id = UnicodeAttribute()
    tenant = UnicodeAttribute()
    # Who made it: what the key sends is theirs too. Keys of before do not say.
    created_by = UnicodeAttribute(null=True)
