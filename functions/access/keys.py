"""API keys at rest: what a company lists, and what the authorizer reads."""

from datetime import timedelta

from pynamodb.attributes import UnicodeAttribute, UTCDateTimeAttribute

from shared.items import Item

NOTED_EVERY = timedelta(hours=1)


class ApiKey(Item):
    key_id = UnicodeAttribute()
    name = UnicodeAttribute()
    mode = UnicodeAttribute()
    last_four = UnicodeAttribute()
    secret_hash = UnicodeAttribute()
    created_at = UTCDateTimeAttribute()
    created_by = UnicodeAttribute()
    created_by_name = UnicodeAttribute(null=True)
    expires_at = UTCDateTimeAttribute(null=True)
    # The key that took its place.
    rolled_to = UnicodeAttribute(null=True)
    revoked_at = UTCDateTimeAttribute(null=True)
    # Of a key that is gone; while it works, its secret has it.
    last_used_at = UTCDateTimeAttribute(null=True)


class KeySecret(Item):
    """Gone when the key is revoked; one that has expired opens nothing."""

    key_id = UnicodeAttribute()
    tenant = UnicodeAttribute()
    # Who made it: what the key sends is theirs too. Keys of before do not say.
    created_by = UnicodeAttribute(null=True)
    expires_at = UTCDateTimeAttribute(null=True)
    # Exact to an hour.
    last_used_at = UTCDateTimeAttribute(null=True)
