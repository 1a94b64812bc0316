"""One account, one customer: nobody is paid to an account that another customer has too."""

from shared.bank_account import BankAccount
from shared.duplicate_alerts import DuplicateAlert, standing_alerts
from shared.errors import ApiError
from shared.sightings import is_being_compared
from shared.tables import Customer
from shared.tenant import Tenant


def require_nobody_else(customer: Customer, account: BankAccount) -> None:
    """409 `duplicate_unresolved` until reviewers have said what the two customers are.

    409 `busy` while it is still being found out whether somebody else has it.
    """
    if is_being_compared(customer):
        raise ApiError("busy")
    if found := alerts_about(customer, account):
        raise ApiError(
            "duplicate_unresolved", details={"alert_ids": [each.alert_id for each in found]}
        )


def alerts_about(customer: Customer, account: BankAccount) -> list[DuplicateAlert]:
    """Those about this very number that nobody has resolved, or by which it stays refused."""
    standing = standing_alerts(Tenant.parse(customer.tenant), customer.customer_id)
    found = [each for each in standing if each.cause == "bank_account"]
    return [each for each in found if account.mark in (None, each.about)]
