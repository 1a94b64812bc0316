"""Webhooks at rest, in the cases table.

pk                      sk                      item
co#mode#WEBHOOKS        WEBHOOK#whk_…           Webhook: an endpoint and its sealed secrets
co#mode#DELIVERY#dlv_…  DELIVERY                Delivery of an event; gone after 30 days
                        DELIVERY#ASKED          Delivery that somebody asked for: ping, replay
a customer's            MESSAGE#dlv_…           DeliveryMark (shared/delivery_marks.py)

A delivery's message is sent by whoever made it, but one that was asked for is sent by the table's
stream: so its answer and its effect are one write.
"""

from datetime import timedelta

from pynamodb.attributes import (
    BooleanAttribute,
    JSONAttribute,
    TTLAttribute,
    UnicodeAttribute,
    UTCDateTimeAttribute,
)

from shared.delivery_marks import LASTING, DeliveryMark, delivery_pk, mark_sk
from shared.errors import ApiError
from shared.items import IntegerAttribute, Item
from shared.tables import customer_pk
from shared.tenant import Tenant

KEPT = timedelta(days=30)


class Webhook(Item):
    """`secret` and `old_secret` are ciphertexts (webhooks/sealing.py); the old one signs too
    until `old_secret_until`."""

    webhook_id = UnicodeAttribute()
    url = UnicodeAttribute()
    events = JSONAttribute()
    enabled = BooleanAttribute()
    secret = UnicodeAttribute()
    old_secret = UnicodeAttribute(null=True)
    old_secret_until = UTCDateTimeAttribute(null=True)
    created_at = UTCDateTimeAttribute()
    created_by = UnicodeAttribute()
    updated_at = UTCDateTimeAttribute()


class Delivery(Item):
    """`status` is waiting, delivered, failed or cancelled; `body` is what is sent.

    `tries` are [{at, status_code, error, duration_ms}], oldest first; `tried` counts them, so that
    two who work on one delivery cannot both note a try.
    """

    delivery_id = UnicodeAttribute()
    webhook_id = UnicodeAttribute()
    event_id = UnicodeAttribute()
    type = UnicodeAttribute()
    customer_id = UnicodeAttribute(null=True)
    sequence = IntegerAttribute(null=True)
    body = UnicodeAttribute()
    status = UnicodeAttribute()
    tries = JSONAttribute()
    tried = IntegerAttribute(default=0)
    next_try_at = UTCDateTimeAttribute(null=True)
    replay_of = UnicodeAttribute(null=True)
    created_at = UTCDateTimeAttribute()
    ttl = TTLAttribute()


def webhooks_pk(tenant: Tenant) -> str:
    return f"{tenant}#WEBHOOKS"


def webhook_sk(webhook_id: str) -> str:
    return f"WEBHOOK#{webhook_id}"


def mark_of(tenant: Tenant, delivery: Delivery) -> DeliveryMark | None:
    """None for what names no customer."""
    if delivery.customer_id is None or delivery.type == LASTING:
        return None
    pk = customer_pk(tenant, delivery.customer_id)
    return DeliveryMark(pk, mark_sk(delivery.delivery_id), ttl=KEPT)


def deliveries_key(tenant: Tenant) -> str:
    """ListIndex: the delivery log."""
    return f"{tenant}#DELIVERIES"


def webhooks_of(tenant: Tenant) -> list[Webhook]:
    """Oldest first."""
    begins = Webhook.sk.startswith("WEBHOOK#")
    return list(Webhook.query(webhooks_pk(tenant), begins, consistent_read=True))


def find_webhook(tenant: Tenant, webhook_id: str) -> Webhook | None:
    try:
        return Webhook.get(webhooks_pk(tenant), webhook_sk(webhook_id), consistent_read=True)
    except Webhook.DoesNotExist:
        return None


def load_webhook(tenant: Tenant, webhook_id: str) -> Webhook:
    """404 for an unknown one and for another company's alike."""
    found = find_webhook(tenant, webhook_id)
    if found is None:
        raise ApiError("not_found")
    return found


def find_delivery(tenant: Tenant, delivery_id: str) -> Delivery | None:
    """None for one that never was, and for one that is 30 days old."""
    pk = delivery_pk(tenant, delivery_id)
    return next(iter(Delivery.query(pk, consistent_read=True)), None)
