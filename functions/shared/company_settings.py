"""What a company decides for itself, for each mode."""

from pynamodb.attributes import (
    BooleanAttribute,
    JSONAttribute,
    UnicodeAttribute,
    UTCDateTimeAttribute,
)

from shared.items import IntegerAttribute, Item
from shared.settings import settings
from shared.tenant import Tenant

DUE_SOON_HOURS, LATE_HOURS = 24, 72


class CompanySettings(Item):
    """Manual is the default: nothing is paid for until a company switches it on."""

    automatic = BooleanAttribute(default=False)
    # How many live face checks one submission may use; each can cost a fee.
    liveness_attempts = IntegerAttribute(default=2)
    # FaceID's false-acceptance rate whose threshold a match must reach.
    match_level = UnicodeAttribute(default="1e-5")
    sms_notices = BooleanAttribute(default=False)
    # CNY in units of 0.0001; staff are told when less is available.
    low_balance_units = IntegerAttribute(default=0)
    billing_emails = JSONAttribute(default=list)
    # Units by tier, where the company lends other than its policy says (shared/loan_limits.py).
    loan_limits = JSONAttribute(default=dict)
    # Who owns that much of a business, directly or through others, is a beneficial owner.
    beneficial_owner_percent = IntegerAttribute(default=25)
    # How old customers are who are served at all.
    full_age_years = IntegerAttribute(default=18)
    # The age of a review task, in hours, and who hears once a day of those that are late.
    review_due_soon_hours = IntegerAttribute(default=DUE_SOON_HOURS)
    review_late_hours = IntegerAttribute(default=LATE_HOURS)
    review_emails = JSONAttribute(default=list)
    # By language, where customers read another text aloud (shared/reading_aloud.py).
    texts_to_read = JSONAttribute(default=dict)
    # Tiers that two people approve.
    four_eyes_tiers = JSONAttribute(default=list)
    # How often they were changed, and which change waits for a second person
    # (access/setting_changes.py).
    changes = IntegerAttribute(default=0)
    pending = IntegerAttribute(null=True)
    updated_at = UTCDateTimeAttribute(null=True)
    updated_by = UnicodeAttribute(null=True)


def settings_key(tenant: Tenant) -> tuple[str, str]:
    return f"COMPANY#{tenant.company_id}", f"SETTINGS#{tenant.mode}"


def settings_of(tenant: Tenant) -> CompanySettings:
    """The company's choices, or the defaults while it has made none."""
    try:
        return CompanySettings.get(*settings_key(tenant), consistent_read=True)
    except CompanySettings.DoesNotExist:
        return CompanySettings(*settings_key(tenant))


def is_check_offered(tenant: Tenant) -> bool:
    """Test mode is served by the sandbox only: nobody's test costs money."""
    return tenant.mode == "live" or settings().sandbox
