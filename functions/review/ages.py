"""The hourly look at what waits, company by company: for customers, and for reviewers.

Nobody of a suspended company can do anything about it, so nobody is told, and nothing expires.
"""

from collections import Counter
from typing import get_args

from review.digests import send_digest
from review.reminders import remind_customers
from shared.suspension import is_suspended
from shared.tables import Company
from shared.tenant import Mode, Tenant

# Where the access slice lists the companies that it opens.
COMPANIES = "COMPANIES"


def watch() -> dict[str, int]:
    """How many customers were reminded, submissions expired or failed, and digests sent."""
    done: Counter[str] = Counter(reminded=0, expired=0, failed=0, digests=0)
    for company in Company.by_list.query(COMPANIES):
        if is_suspended(company.company_id):
            continue
        for mode in get_args(Mode):
            tenant = Tenant(company.company_id, mode)
            done.update(each for each in remind_customers(tenant) if each != "nothing")
            done["digests"] += send_digest(tenant, company)
    return dict(done)
