"""A one-time link that was made (submit/links.py) is swapped for a customer's short token."""

from datetime import datetime, timedelta

from shared.bearer import CUSTOMER_TOKEN, hash_of, new_secret
from shared.caller import Caller
from shared.case_store import load_customer, record
from shared.clock import now
from shared.errors import ApiError
from shared.http import Answer
from shared.links import CustomerToken, Link, LinkSecret, has_ended, link_sk, secret_pk, token_pk
from shared.suspension import require_not_suspended
from shared.tables import Customer
from shared.tenant import Tenant
from shared.transaction import Transaction, until_settled

TOKEN_LIFE = timedelta(minutes=30)


class AskedItem(Answer):
    """What the link asks for, in the customer's language."""

    item: str
    label: str
    satisfied_by: str


class CustomerAccess(Answer):
    """A bearer token for one customer, one tier, and what the link asks for.

    `along` are items that were uploaded already and may be replaced until they are submitted.
    """

    access_token: str
    customer_id: str
    tier: int
    language: str
    items: list[AskedItem]
    along: list[str]
    expires_at: datetime


def exchange_link(token: str) -> CustomerAccess:
    """Swap a link's token; whoever comes second, or too late, gets 401 `link_unusable`."""
    return until_settled(lambda: _exchange_link(token))


def _exchange_link(token: str) -> CustomerAccess:
    tenant, customer, link = _found(token)
    require_not_suspended(tenant.company_id)
    is_over = link.used_at or link.revoked_at or link.expires_at < now()
    if is_over or has_ended(link, customer) or customer.merged_into:
        raise ApiError("link_unusable")
    secret = new_secret(CUSTOMER_TOKEN)
    access = CustomerToken(token_pk(hash_of(secret)), "TOKEN", tenant=str(tenant), tier=link.tier)
    access.items = [*link.items, *link.along]
    access.customer_id, access.expires_at = customer.customer_id, now() + TOKEN_LIFE
    access.ttl, access.number = TOKEN_LIFE, link.number
    access.link_id, access.hands = link.link_id, link.hands
    bearer = Caller(frozenset({"customer"}), customer.customer_id)
    used = [Link.used_at.set(now()), Link.token_hash.set(hash_of(secret))]
    usable = Link.used_at.does_not_exist() & Link.revoked_at.does_not_exist()
    tx = Transaction()
    tx.update(link, used, usable, ApiError("link_unusable"))
    tx.create(access)
    facts = {"link_id": link.link_id, "tier": link.tier}
    record(tx, customer, bearer, "link.used", facts=facts)
    tx.commit()
    return CustomerAccess(
        access_token=secret,
        customer_id=customer.customer_id,
        tier=link.tier,
        language=customer.language,
        items=[AskedItem(**each) for each in link.asked],
        along=link.along,
        expires_at=access.expires_at,
    )


def _found(token: str) -> tuple[Tenant, Customer, Link]:
    """The link that the token leads to; the customer is read first, so that no change is missed."""
    try:
        where = LinkSecret.get(secret_pk(hash_of(token)), "LINK", consistent_read=True)
        tenant = Tenant.parse(where.tenant)
        customer = load_customer(tenant, where.customer_id)
        link = Link.get(customer.pk, link_sk(where.link_id), consistent_read=True)
    except (LinkSecret.DoesNotExist, Link.DoesNotExist, ApiError):
        raise ApiError("link_unusable") from None
    return tenant, customer, link
