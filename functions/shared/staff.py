"""A company's staff as its administrators keep them; Cognito only signs them in.

pk           sk            item
COMPANY#co   STAFF#id      StaffMember: for both modes, by the id that Cognito gave them

Cognito cannot be asked for the users of one company, so whoever is invited is written here, too.
The row decides who they are and what they may do, with each request (shared/admission.py). Those
who were made in Cognito alone are met when they look at the queue (review/colleagues.py); what
their token says counts, until an administrator sets them.
"""

from pynamodb.attributes import JSONAttribute, UnicodeAttribute, UTCDateTimeAttribute
from pynamodb.expressions.condition import Condition

from shared.clock import now
from shared.items import IntegerAttribute, Item
from shared.suspension import company_pk


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
    disabled_at = UTCDateTimeAttribute(null=True)

    @property
    def is_administrator(self) -> bool:
        """One whom administrators made one, and who may still come in."""
        return bool(self.changes) and self.disabled_at is None and "admin" in self.roles

    @property
    def unchanged(self) -> Condition:
        """That no administrator has set it since it was read."""
        if self.changes is None:
            return StaffMember.changes.does_not_exist()
        return StaffMember.changes == self.changes


def invited(company_id: str, staff_id: str, name: str, email: str, by: str) -> StaffMember:
    """Without groups."""
    member = StaffMember(*staff_key(company_id, staff_id), staff_id=staff_id, changes=1)
    member.name, member.email, member.roles = name, email, []
    member.invited_at, member.invited_by = now(), by
    return member


def staff_key(company_id: str, staff_id: str) -> tuple[str, str]:
    return company_pk(company_id), f"STAFF#{staff_id}"


def members_of(company_id: str) -> list[StaffMember]:
    begins = StaffMember.sk.startswith("STAFF#")
    return list(StaffMember.query(company_pk(company_id), begins, consistent_read=True))


def find_member(company_id: str, staff_id: str) -> StaffMember | None:
    try:
        return StaffMember.get(*staff_key(company_id, staff_id), consistent_read=True)
    except StaffMember.DoesNotExist:
        return None
