"""A company's staff as its administrators keep them; Cognito only signs them in.

pk           sk            item
COMPANY#co   STAFF#id      StaffMember: for both modes, by the id that Cognito gave them

Cognito cannot be asked for the users of one company, so whoever is invited is written here, too.
Those who were made in Cognito alone are met when they look at the queue (review/colleagues.py).
"""

from pynamodb.attributes import JSONAttribute, UnicodeAttribute, UTCDateTimeAttribute

from shared.items import IntegerAttribute, Item


class StaffMember(Item):
    staff_id = UnicodeAttribute()
    name = UnicodeAttribute()
    email = UnicodeAttribute(null=True)
    roles = JSONAttribute()
    # Exact to a day; null until they come.
    seen_at = UTCDateTimeAttribute(null=True)
    # How often an administrator set it; null for somebody who only came.
    changes = IntegerAttribute(null=True)
    invited_at = UTCDateTimeAttribute(null=True)
    invited_by = UnicodeAttribute(null=True)


def staff_key(company_id: str, staff_id: str) -> tuple[str, str]:
    return f"COMPANY#{company_id}", f"STAFF#{staff_id}"


def find_member(company_id: str, staff_id: str) -> StaffMember | None:
    try:
        return StaffMember.get(*staff_key(company_id, staff_id), consistent_read=True)
    except StaffMember.DoesNotExist:
        return None
