"""What holds a deletion up: money that is owed, or a result that is still on its way. Pure."""

from collections.abc import Sequence
from typing import Literal, NamedTuple

Obstacle = Literal["open_loans", "live_check_running"]


class Check(NamedTuple):
    """Of a live face check: what it ended with, whether it is billed, and who looks after it."""

    verdict: str | None
    billed: bool | None
    due: str | None


def obstacles(open_loans_units: int, checks: Sequence[Check]) -> list[Obstacle]:
    """In a fixed order. An open submission is none: its review ends with the customer."""
    found: list[Obstacle] = ["open_loans"] if open_loans_units else []
    if any(_is_running(each) for each in checks):
        found.append("live_check_running")
    return found


def _is_running(check: Check) -> bool:
    """Nobody knows yet whether a fee is to be paid, and somebody is about to find out."""
    return check.verdict is None or (check.billed is None and check.due is not None)
