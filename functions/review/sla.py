"""How long something may wait, for reviewers and for customers, and who is reminded when. Pure."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from shared.http import Answer

# After a revision request: when the customer is reminded, and when the submission expires.
REMINDERS = (timedelta(days=3), timedelta(days=14), timedelta(days=30))
PATIENCE = timedelta(days=60)


class Sla(Answer):
    """`due_at` is when it becomes late: for a customer, when the submission expires."""

    state: Literal["on_time", "due_soon", "late"]
    due_at: datetime


@dataclass(frozen=True)
class Clock:
    """From the start of a wait: due soon after the one, late after the other."""

    due_soon: timedelta
    late: timedelta

    def reading(self, since: datetime, at: datetime) -> Sla:
        due_at = since + self.late
        if at >= due_at:
            return Sla(state="late", due_at=due_at)
        return Sla(state="due_soon" if at >= since + self.due_soon else "on_time", due_at=due_at)


CUSTOMERS = Clock(REMINDERS[-1], PATIENCE)


def reviewers(due_soon_hours: int, late_hours: int) -> Clock:
    """The company's own."""
    return Clock(timedelta(hours=due_soon_hours), timedelta(hours=late_hours))


def waits_since(asked_at: datetime, resumed_at: datetime | None) -> datetime:
    """A customer's time begins anew when the company is resumed: until then nobody could answer."""
    return max(asked_at, resumed_at) if resumed_at else asked_at


def reminder_due(waited: timedelta, reminded: int) -> int | None:
    """The number of the reminder that is due, from 1; None when the customer had it already.

    After an outage the newest one stands for those that were missed.
    """
    number = sum(waited >= each for each in REMINDERS)
    return number if number > reminded else None


def days_left(waited: timedelta) -> int:
    """Whole days until the submission expires, the begun one counted."""
    return max(0, -((waited - PATIENCE) // timedelta(days=1)))
