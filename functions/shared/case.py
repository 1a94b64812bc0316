"""The life of a submission: its statuses and the only legal moves between them. Pure."""

from typing import Literal

from shared.errors import ApiError

Status = Literal["pending", "approved", "rejected", "revision_requested", "expired"]
Action = Literal["approve", "request_revision", "reject", "resubmit", "expire"]

MOVES: dict[tuple[str, str], Status] = {
    ("pending", "approve"): "approved",
    ("pending", "request_revision"): "revision_requested",
    ("pending", "reject"): "rejected",
    ("revision_requested", "resubmit"): "pending",
    ("revision_requested", "expire"): "expired",
    ("expired", "resubmit"): "pending",
}
# An expired one can be resumed, so it keeps its customer's turn.
OPEN = ("pending", "revision_requested", "expired")


def move(status: str, action: Action) -> Status:
    """The status after `action`, or 409 `illegal_move`."""
    try:
        return MOVES[status, action]
    except KeyError:
        raise ApiError("illegal_move", details={"status": status}) from None
