"""Whether a company may use the service: asked at the front door, and by what goes on without it.

The platform's operators suspend a company and resume it (access/suspensions.py). Behind the front
door, what pays or decides by itself asks again (shared/automatic.py, billing/fees.py).
"""

from datetime import datetime

from shared.errors import ApiError
from shared.tables import Company
from shared.tenant import Tenant
from shared.transaction import Transaction


def company_pk(company_id: str) -> str:
    return f"COMPANY#{company_id}"


def require_not_suspended(company_id: str) -> None:
    """403 `company_suspended`, to its keys, its staff and its customers alike."""
    if is_suspended(company_id):
        raise ApiError("company_suspended")


def is_suspended(company_id: str) -> bool:
    company = _load(company_id)
    # Of a company that is not known nothing is stored, so nothing is shown or kept.
    return company is not None and company.suspended_at is not None


def resumed_at(company_id: str) -> datetime | None:
    """When it was suspended last, the end of that; what customers had no time for begins anew."""
    company = _load(company_id)
    return company.resumed_at if company else None


def unless_suspended(tx: Transaction, tenant: Tenant) -> None:
    """A guard of what decides: whoever suspends the company meanwhile is first."""
    working = Company.suspended_at.does_not_exist()
    tx.check(Company, company_pk(tenant.company_id), "COMPANY", working)


def _load(company_id: str) -> Company | None:
    try:
        return Company.get(company_pk(company_id), "COMPANY", consistent_read=True)
    except Company.DoesNotExist:
        return None
