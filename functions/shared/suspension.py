"""Whether a company may use the service: asked at the front door, before anything is read for it.

The platform's operators suspend a company and resume it (access/suspensions.py).
"""

from shared.errors import ApiError
from shared.tables import Company


def company_pk(company_id: str) -> str:
    return f"COMPANY#{company_id}"


def require_not_suspended(company_id: str) -> None:
    """403 `company_suspended`, to its keys, its staff and its customers alike."""
    try:
        company = Company.get(company_pk(company_id), "COMPANY", consistent_read=True)
    except Company.DoesNotExist:
        # Nothing is stored under it, so nothing is shown or kept.
        return
    if company.suspended_at:
        raise ApiError("company_suspended")
