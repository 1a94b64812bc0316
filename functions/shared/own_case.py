"""Nobody decides about themselves: a staff member's address beside the customer's. Pure.

Whatever decides about a customer calls this first, with the customer as read for the decision.
"""

from shared.caller import Caller
from shared.errors import ApiError


def require_another_person(caller: Caller, customer_email: str | None) -> None:
    """403 `own_case` when the caller signs in with the customer's own address."""
    if customer_email and caller.email and mailbox(caller.email) == mailbox(customer_email):
        raise ApiError("own_case")


def mailbox(address: str) -> str:
    """Where mail to it arrives: `Dao+kyc@Example.com ` is `dao@example.com`."""
    local, _, domain = address.strip().casefold().rpartition("@")
    return f"{local.partition('+')[0] or local}@{domain}"
