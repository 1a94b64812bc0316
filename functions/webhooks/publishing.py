"""From history to deliveries: each public event becomes one for each endpoint that wants it.

The stream tells keys only, and may tell them twice: ids are made of the event and the endpoint, so
what exists is not made again. What AWS refuses is raised, and the stream begins again with the same
events, in their order (webhooks/tasks.py).
"""

import re

from pynamodb.exceptions import PutError

from shared import ids
from shared.clock import now, rfc3339
from shared.delivery_marks import ASKED_SK, DELIVERY_SK, delivery_pk
from shared.tables import Customer, Event
from shared.tenant import Tenant
from shared.transaction import write_alone
from webhooks import queue
from webhooks.catalogue import EVENTS, body_of, data_of, event_id, wants
from webhooks.tables import KEPT, Delivery, Webhook, deliveries_key, mark_of, webhooks_of


def publish(pk: str, sk: str) -> int:
    """How many deliveries an item that was just written sends on their way."""
    if sk == ASKED_SK:
        return _send_asked(pk)
    tenant_text, _, customer_id = pk.rpartition("#")
    if not re.fullmatch(ids.CUSTOMER, customer_id):
        return 0
    tenant = Tenant.parse(tenant_text)
    listening = [each for each in webhooks_of(tenant) if each.enabled]
    event = _event(pk, sk) if listening else None
    if event is None or event.type not in EVENTS:
        return 0
    wanting = [each for each in listening if wants(each.events, event.type)]
    body = _body(tenant, customer_id, event) if wanting else None
    if body is None:
        return 0
    for webhook in wanting:
        _deliver(tenant, webhook, customer_id, event, body)
    return len(wanting)


def _send_asked(pk: str) -> int:
    delivery = next(iter(Delivery.query(pk, consistent_read=True)), None)
    if delivery is None or delivery.status != "waiting":
        return 0
    queue.send(Tenant.parse(pk.partition("#DELIVERY#")[0]), delivery)
    return 1


def _event(pk: str, sk: str) -> Event | None:
    try:
        return Event.get(pk, sk, consistent_read=True)
    except Event.DoesNotExist:
        return None


def _body(tenant: Tenant, customer_id: str, event: Event) -> str | None:
    """None for a customer who never was; of one who was deleted since, ids and codes are left."""
    try:
        customer = Customer.get(f"{tenant}#{customer_id}", "CUSTOMER")
    except Customer.DoesNotExist:
        return None
    about = {
        "customer_id": customer_id,
        "external_id": customer.external_id,
        "submission_id": event.submission_id,
        "revision": event.revision,
    }
    data = data_of(event.type, event.facts or {}, about)
    named = event_id(customer_id, event.sequence)
    at = rfc3339(event.at)
    return body_of(named, event.type, at, event.sequence, tenant.mode, data)


def _deliver(tenant: Tenant, webhook: Webhook, customer_id: str, event: Event, body: str) -> None:
    """Made once; sent again as long as it waits, since the first message may not have left."""
    named = event_id(customer_id, event.sequence)
    delivery_id = ids.derived_id("dlv", event.at, f"{webhook.webhook_id}:{named}")
    delivery = Delivery(delivery_pk(tenant, delivery_id), DELIVERY_SK, delivery_id=delivery_id)
    delivery.webhook_id, delivery.event_id, delivery.type = webhook.webhook_id, named, event.type
    delivery.customer_id, delivery.sequence = customer_id, event.sequence
    delivery.body = body
    begin(tenant, delivery)
    if mark := mark_of(tenant, delivery):
        write_alone(mark.save)
    try:
        write_alone(lambda: delivery.save(Delivery.pk.does_not_exist()))
    except PutError as error:
        if error.cause_response_code != "ConditionalCheckFailedException":
            raise
        known = Delivery.get(delivery.pk, DELIVERY_SK, consistent_read=True)
        if known.status != "waiting":
            return
    queue.send(tenant, delivery)


def begin(tenant: Tenant, delivery: Delivery) -> None:
    """What every delivery has when it is made."""
    delivery.status, delivery.tries = "waiting", []
    delivery.created_at = delivery.list_at = now()
    delivery.list_key = deliveries_key(tenant)
    delivery.ttl = KEPT
