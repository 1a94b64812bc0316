"""Who is let in, asked at the front door with each request: a token tells what was true when it
was made, and its company and its owner may have changed since.
"""

from dataclasses import replace

from pynamodb.attributes import JSONAttribute, UnicodeAttribute, UTCDateTimeAttribute

from shared.caller import Caller
from shared.errors import ApiError
from shared.items import IntegerAttribute, Item
from shared.staff import staff_key
from shared.suspension import company_pk, require_not_suspended
from shared.transaction import read_together


class Standing(Item):
    """What the door must know of a company's row and of a member's, in one read."""

    suspended_at = UTCDateTimeAttribute(null=True)
    disabled_at = UTCDateTimeAttribute(null=True)
    name = UnicodeAttribute(null=True)
    roles = JSONAttribute(null=True)
    changes = IntegerAttribute(null=True)


def admitted(caller: Caller) -> Caller:
    """Staff with the groups and the name that administrators gave them, whatever the token says.

    403 `company_suspended` and `staff_disabled`.
    """
    tenant = caller.tenant_or_none
    if tenant is None:
        return caller
    if not caller.is_staff:
        require_not_suspended(tenant.company_id)
        return caller
    keys = [(company_pk(tenant.company_id), "COMPANY"), staff_key(tenant.company_id, caller.actor)]
    company, member = read_together(Standing, keys)
    if member and member.disabled_at:
        raise ApiError("staff_disabled")
    if company and company.suspended_at:
        raise ApiError("company_suspended")
    if member and member.changes:
        return replace(caller, roles=frozenset(member.roles), actor_name=member.name)
    return caller
