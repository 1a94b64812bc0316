"""Whose accounts there are: one for each mode of a company, from the day money first came, or staff
were first told that there is none.
"""

from typing import get_args

from billing.tables import Account
from shared.errors import ApiError
from shared.tables import Company
from shared.tenant import Mode, Tenant

# Where the access slice lists the companies that it opens.
COMPANIES = "COMPANIES"


def account_of(company_id: str, mode: Mode) -> str:
    """404 for a company that does not exist: money must not land where nobody is."""
    if company_named(company_id) is None:
        raise ApiError("not_found")
    return str(Tenant(company_id, mode))


def company_named(company_id: str) -> Company | None:
    try:
        return Company.get(f"COMPANY#{company_id}", "COMPANY", consistent_read=True)
    except Company.DoesNotExist:
        return None


def every_tenant() -> list[Tenant]:
    """Each mode of each company, whether or not it has an account."""
    companies = Company.by_list.query(COMPANIES)
    return [Tenant(each.company_id, mode) for each in companies for mode in get_args(Mode)]


def every_account() -> list[Account]:
    """All opened accounts, company by company."""
    keys = [(f"ACC#{tenant}", "META") for tenant in every_tenant()]
    # Read by the hundred, and answered in any order.
    found = {account.pk: account for account in Account.batch_get(keys, consistent_read=True)}
    return [found[pk] for pk, _ in keys if pk in found]
