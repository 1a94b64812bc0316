"""The life of a bank account: four statuses and the only legal moves between them. Pure."""

from typing import Literal

from shared.bank_account import BankStatus
from shared.errors import ApiError

Action = Literal["send", "verify", "reject"]

# Another account has to be verified anew; one that is being looked at may still be corrected.
MOVES: dict[tuple[str, str], BankStatus] = {
    ("not_provided", "send"): "pending",
    ("pending", "send"): "pending",
    ("verified", "send"): "pending",
    ("rejected", "send"): "pending",
    ("pending", "verify"): "verified",
    ("pending", "reject"): "rejected",
}


def move(status: str, action: Action) -> BankStatus:
    """The status after `action`, or 409 `already_decided`."""
    try:
        return MOVES[status, action]
    except KeyError:
        raise ApiError("already_decided", details={"status": status}) from None
