"""The life of a submission: four statuses and the only legal moves between them. Pure."""

from typing import Literal

from shared.errors import ApiError

Status = Literal["pending", "approved", "rejected", "revision_requested"]
Action = Literal["approve", "request_revision", "reject", "resubmit"]

MOVES: dict[tuple[str, str], Status] = {
    ("pending", "approve"): "approved",
    ("pending", "request_revision"): "revision_requested",
    ("pending", "reject"): "rejected",
    ("revision_requested", "resubmit"): "pending",
}
OPEN = ("pending", "revision_requested")


def move(status: str, action: Action) -> Status:
    """The status after `action`, or 409 `illegal_move`."""
    try:
        return MOVES[status, action]
    except KeyError:
        raise ApiError("illegal_move", details={"status": status}) from None
