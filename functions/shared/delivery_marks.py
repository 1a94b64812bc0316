"""Which webhook deliveries name a customer: what a deletion finds and erases by.

A mark lies under the customer and is written before its delivery, or with it. It outlives a
deletion's first look, so that what was written at that moment is found by the second one, and goes
by itself when the delivery would.
"""

from collections.abc import Iterator

from pynamodb.attributes import TTLAttribute

from shared.items import Item
from shared.tenant import Tenant

DELIVERY_SK, ASKED_SK = "DELIVERY", "DELIVERY#ASKED"
MARK_SK = "MESSAGE#"
# It names nobody, and the company must still hear it.
LASTING = "customer.deleted"


class DeliveryMark(Item):
    ttl = TTLAttribute()


def delivery_pk(tenant: Tenant, delivery_id: str) -> str:
    return f"{tenant}#DELIVERY#{delivery_id}"


def mark_sk(delivery_id: str) -> str:
    return f"{MARK_SK}{delivery_id}"


def marked(tenant: Tenant, customer_pk: str) -> Iterator[tuple[str, str]]:
    """Keys of the deliveries; whether a delivery was asked for is not in its mark."""
    begins = DeliveryMark.sk.startswith(MARK_SK)
    for mark in DeliveryMark.query(customer_pk, begins, consistent_read=True):
        pk = delivery_pk(tenant, mark.sk.removeprefix(MARK_SK))
        yield pk, DELIVERY_SK
        yield pk, ASKED_SK
