"""Prefixed, sortable ids (ULIDs). A submission's id contains its customer's, so one read finds it:

cus_01JD8ZV6N5X2Q4T7R9M3K1W0AB  →  sub_01JD8ZV6N5X2Q4T7R9M3K1W0AB001
"""

import hashlib
import re
from datetime import datetime

from ulid import ULID

CUSTOMER = r"^cus_[0-9A-HJKMNP-TV-Z]{26}$"
SUBMISSION = r"^sub_[0-9A-HJKMNP-TV-Z]{26}[0-9]{3}$"
UPLOAD = r"^upl_[0-9A-HJKMNP-TV-Z]{26}$"
QUOTE = r"^quo_[0-9A-HJKMNP-TV-Z]{26}$"
ADJUSTMENT = r"^adj_[0-9A-HJKMNP-TV-Z]{26}$"
PROPOSAL = r"^(adj|dep|tkb|stl)_[0-9A-HJKMNP-TV-Z]{26}$"
TOP_UP = r"^top_[A-Za-z0-9_-]{1,64}$"
COMPANY = r"^co_[0-9A-HJKMNP-TV-Z]{26}$"
KEY = r"^key_[0-9A-HJKMNP-TV-Z]{26}$"
LINK = r"^lnk_[0-9A-HJKMNP-TV-Z]{26}$"
LOAN = r"^loan_[0-9A-HJKMNP-TV-Z]{26}$"
ALERT = r"^dup_[0-9a-f]{32}$"
WEBHOOK = r"^whk_[0-9A-HJKMNP-TV-Z]{26}$"
DELIVERY = r"^dlv_[0-9A-HJKMNP-TV-Z]{26}$"
CHANGE_NUMBER = r"^[1-9][0-9]{0,7}$"
STAFF = r"^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$"
GATE = r"^(disbursement|withdrawal)$"
# By the name of the path parameter.
PATTERNS = {
    "customer_id": CUSTOMER,
    "submission_id": SUBMISSION,
    "upload_id": UPLOAD,
    "company_id": COMPANY,
    "key_id": KEY,
    "link_id": LINK,
    "adjustment_id": ADJUSTMENT,
    "proposal_id": PROPOSAL,
    "top_up_id": TOP_UP,
    "loan_id": LOAN,
    # A person of a business is a customer.
    "person_id": CUSTOMER,
    "change_number": CHANGE_NUMBER,
    "gate": GATE,
    "alert_id": ALERT,
    "webhook_id": WEBHOOK,
    "delivery_id": DELIVERY,
    "staff_id": STAFF,
}


def new_id(prefix: str) -> str:
    return f"{prefix}_{ULID()}"


def derived_id(prefix: str, at: datetime, name: str) -> str:
    """Sorts like a new id of that moment, and is the same for the same name."""
    milliseconds = int(at.timestamp() * 1000).to_bytes(6, "big")
    return f"{prefix}_{ULID(milliseconds + hashlib.sha256(name.encode()).digest()[:10])}"


def submission_id(customer_id: str, number: int) -> str:
    """`number` counts the customer's submissions from 1 to 999."""
    return f"sub_{customer_id.removeprefix('cus_')}{number:03d}"


def customer_of(submission: str) -> str:
    """The customer a submission id belongs to, or "" when it is not a submission id."""
    return f"cus_{submission[4:30]}" if re.fullmatch(SUBMISSION, submission) else ""


def are_ids(path: dict[str, str]) -> bool:
    """Whether every path parameter looks like what its name says; the store refuses long keys."""
    return all(re.fullmatch(PATTERNS[name], text) for name, text in path.items())
