"""Nobody decides about themselves: a staff member's address beside those of the customer.

Whatever decides about a customer calls this first, with the customer as read for the decision.
A business is also the case of everybody who runs it or owns a part of it, on however many ways.
"""

from shared.business_people import Structure
from shared.caller import Caller
from shared.errors import ApiError
from shared.mailboxes import mailbox
from shared.tables import Customer
from shared.tenant import Tenant


def require_another_person(caller: Caller, customer: Customer) -> None:
    """403 `own_case` when the caller signs in with an address of those whom the case is about."""
    if not caller.email:
        return
    own = mailbox(caller.email)
    if any(each.email and mailbox(each.email) == own for each in _whose(customer)):
        raise ApiError("own_case")


def _whose(customer: Customer) -> list[Customer]:
    if customer.kind != "business":
        return [customer]
    below = Structure.below(Tenant.parse(customer.tenant), [customer])
    return list(below.customers.values())
