"""One-time links as they are asked for and shown."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field

from shared.clock import now
from shared.http import Answer, Body
from shared.links import Link, has_ended
from shared.tables import Customer

EmailStatus = Literal["sending", "sent", "failed"]
LinkStatus = Literal["active", "used", "expired", "revoked"]

# A field, a part of one, or a kind of upload.
ItemName = Annotated[
    str, Field(pattern=r"^[a-z][a-z0-9_.]{1,60}$", examples=["address_proof", "address.city"])
]


class NewLink(Body):
    """For `items`, or for all that the tier lacks now. With `send`, only the customer sees it."""

    tier: Annotated[int, Field(ge=1, le=3)]
    items: Annotated[list[ItemName], Field(min_length=1, max_length=40)] | None = None
    send: Literal["email"] | None = None


class LinkAnswer(Answer):
    """`token` and `url` are shown once, and not at all when they went by e-mail.

    `email` is null when none was asked for. After `failed`, make another link.
    """

    link_id: str
    tier: int
    items: list[str]
    expires_at: datetime
    email: EmailStatus | None = None
    token: str | None = None
    url: str | None = None


class LinkState(Answer):
    """A link without its secret. `sending` for more than a minute: nobody knows whether it was."""

    link_id: str
    tier: int
    items: list[str]
    status: LinkStatus
    email: EmailStatus | None
    created_at: datetime
    created_by: str
    expires_at: datetime
    used_at: datetime | None
    revoked_at: datetime | None


class Links(Answer):
    """Newest first, the last hundred."""

    links: list[LinkState]


def link_state(link: Link, customer: Customer) -> LinkState:
    revoked_at = link.revoked_at or _ended_at(link, customer)
    return LinkState(
        link_id=link.link_id,
        tier=link.tier,
        items=link.items,
        status=_status(link, revoked_at),
        email=link.email,
        created_at=link.created_at,
        created_by=link.created_by_name or link.created_by,
        expires_at=link.expires_at,
        used_at=link.used_at,
        revoked_at=revoked_at,
    )


def _ended_at(link: Link, customer: Customer) -> datetime | None:
    """With the address that it went to; a link that was used, or late, before that stays so."""
    ended_at: datetime | None = customer.links_ended_at
    if link.used_at or ended_at is None or link.expires_at < ended_at:
        return None
    return ended_at if has_ended(link, customer) else None


def _status(link: Link, revoked_at: datetime | None) -> LinkStatus:
    if revoked_at:
        return "revoked"
    if link.used_at:
        return "used"
    return "expired" if link.expires_at < now() else "active"
