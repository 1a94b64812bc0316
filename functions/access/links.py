"""One-time links: a company or a reviewer makes one, the customer swaps it for a short token."""

from datetime import datetime, timedelta

from access.bearer import CUSTOMER_TOKEN, LINK_TOKEN, hash_of, new_secret
from shared import ids
from shared.caller import Caller
from shared.case_store import load_active_customer, load_customer, record
from shared.clock import now
from shared.errors import ApiError
from shared.http import Answer
from shared.links import CustomerToken, Link
from shared.policy import policy
from shared.reply import Once
from shared.settings import settings
from shared.tenant import Tenant
from shared.transaction import Transaction, until_settled

LINK_LIFE = timedelta(hours=48)
TOKEN_LIFE = timedelta(minutes=30)


class LinkAnswer(Answer):
    """`token` and `url` are shown once; a repeated request does not show them again."""

    link_id: str
    tier: int
    expires_at: datetime
    token: str | None = None
    url: str | None = None


class CustomerAccess(Answer):
    """A bearer token for one customer and one tier."""

    access_token: str
    customer_id: str
    tier: int
    language: str
    expires_at: datetime


def create_link(caller: Caller, customer_id: str, tier: int, once: Once) -> LinkAnswer:
    return until_settled(lambda: _create_link(caller, customer_id, tier, once))


def _create_link(caller: Caller, customer_id: str, tier: int, once: Once) -> LinkAnswer:
    customer = load_active_customer(caller.tenant, customer_id)
    policy(customer.policy).tier(tier)
    token, link_id, expires_at = new_secret(LINK_TOKEN), ids.new_id("lnk"), now() + LINK_LIFE
    link = Link(f"LINK#{hash_of(token)}", "LINK", link_id=link_id, tenant=str(caller.tenant))
    link.customer_id, link.tier, link.expires_at, link.ttl = (
        customer_id,
        tier,
        expires_at,
        LINK_LIFE,
    )
    answer = LinkAnswer(link_id=link_id, tier=tier, expires_at=expires_at)
    tx = Transaction()
    once.keep(tx, answer)
    tx.create(link)
    record(tx, customer, caller, "link.created", facts={"link_id": link_id, "tier": tier})
    tx.commit()
    # In the fragment, which browsers send to no server and so to no log.
    return answer.model_copy(update={"token": token, "url": f"{settings().apply_url}#t={token}"})


def exchange_link(token: str) -> CustomerAccess:
    """Swap a link's token; whoever comes second, or too late, gets 401 `link_unusable`."""
    return until_settled(lambda: _exchange_link(token))


def _exchange_link(token: str) -> CustomerAccess:
    try:
        link = Link.get(f"LINK#{hash_of(token)}", "LINK", consistent_read=True)
    except Link.DoesNotExist:
        raise ApiError("link_unusable") from None
    if link.used_at or link.expires_at < now():
        raise ApiError("link_unusable")
    tenant, tier, secret = Tenant.parse(link.tenant), link.tier, new_secret(CUSTOMER_TOKEN)
    customer = load_customer(tenant, link.customer_id)
    if customer.merged_into:
        raise ApiError("link_unusable")
    access = CustomerToken(f"TOKEN#{hash_of(secret)}", "TOKEN", tenant=link.tenant, tier=tier)
    access.customer_id, access.expires_at = link.customer_id, now() + TOKEN_LIFE
    access.ttl = TOKEN_LIFE
    bearer = Caller(frozenset({"customer"}), link.customer_id)
    tx = Transaction()
    unused = Link.used_at.does_not_exist()
    tx.update(link, [Link.used_at.set(now())], unused, ApiError("link_unusable"))
    tx.create(access)
    record(tx, customer, bearer, "link.used", facts={"link_id": link.link_id, "tier": tier})
    tx.commit()
    return CustomerAccess(
        access_token=secret,
        customer_id=link.customer_id,
        tier=tier,
        language=customer.language,
        expires_at=access.expires_at,
    )
