"""What may become of two customers who may be one person. Pure."""

from dataclasses import dataclass
from typing import Literal

Verdict = Literal["same_person", "false_alarm"]
Action = Literal["merge", "reject"]
Obstacle = Literal["open_submission", "open_loans", "bank_account_pending"]
Unrefused = Literal["open_submission", "tier_held", "never_refused"]

# What a lone reviewer may not let go: the guard of a document number.
GUARDED = "identity_number"


@dataclass(frozen=True)
class Standing:
    """What is still open about the customer who would be closed."""

    open_submission: bool
    open_loans_units: int
    bank_account: str


def obstacles(customer: Standing) -> list[Obstacle]:
    """Every reason against closing the customer now, in a fixed order."""
    found: list[tuple[Obstacle, bool]] = [
        ("open_submission", customer.open_submission),
        ("open_loans", customer.open_loans_units > 0),
        ("bank_account_pending", customer.bank_account == "pending"),
    ]
    return [each for each, holds in found if holds]


def takes_two(cause: str, verdict: Verdict, action: Action | None, *, lifts: bool) -> bool:
    """Whether a second person has to confirm it; `lifts` a refusal that was recorded."""
    if verdict == "same_person":
        return action == "merge"
    return lifts or cause == GUARDED


def unrefused(*, has_open: bool, tier: int, refused: bool) -> list[Unrefused]:
    """Every reason why it is not true that a customer stays refused, in a fixed order."""
    found: list[tuple[Unrefused, bool]] = [
        ("open_submission", has_open),
        ("tier_held", tier > 0),
        ("never_refused", not refused),
    ]
    return [each for each, holds in found if holds]
