"""Two people mean two people: whoever could have sent it themself does not decide on it.

Evidence comes through hands: those of the staff who made the link or the API key that it was sent
with, or who sent it for the customer. They are kept with the evidence when it arrives, and read
there when somebody decides: it does not matter who calls, or what became of the link since. What
takes nothing but the customer's chances (asking again, a rejection, a lower tier) is everybody's.
"""

from collections.abc import Iterable
from typing import Any, Protocol

from pynamodb.expressions.update import Action

from shared.caller import Caller
from shared.errors import ApiError
from shared.tables import Customer


class Handled(Protocol):
    """Whatever is kept with the hands that it came through."""

    @property
    def hands(self) -> set[str]: ...


def hands_of(caller: Caller, *more: Handled) -> set[str] | None:
    """The caller's, and those of what is sent along; None for nobody's, as nothing is stored."""
    return {*caller.hands, *_all(more)} or None


def known_through(hands: Iterable[str] | None) -> list[Action]:
    """The change of a customer's row that comes with evidence."""
    return [Customer.hands.add(set(hands))] if hands else []


def require_other_hands(caller: Caller, *things: Handled) -> None:
    """403 `sent_by_you` for who made the link or the key that any of it came with, or sent it."""
    if caller.actor in _all(things):
        raise ApiError("sent_by_you")


def came_through(caller: Caller, sent: Handled) -> dict[str, Any]:
    """For the event of what was sent: by which link, and in whose hands it may have been."""
    told: dict[str, Any] = {"link_id": caller.link_id} if caller.link_id else {}
    return told | ({"hands": sorted(sent.hands)} if sent.hands else {})


def _all(things: Iterable[Handled]) -> set[str]:
    return {name for each in things for name in each.hands or ()}
