"""The delivery log, and what a company can do with it: test an endpoint, send an event again."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field
from pynamodb.expressions.condition import Condition

from shared import ids, paging
from shared.caller import Caller
from shared.clock import now, rfc3339
from shared.delivery_marks import ASKED_SK, delivery_pk
from shared.errors import ApiError
from shared.http import Answer
from shared.paging import Page
from shared.reply import Once
from shared.tenant import Tenant
from shared.transaction import Transaction
from webhooks.catalogue import PING, body_of
from webhooks.publishing import begin
from webhooks.tables import (
    Delivery,
    Webhook,
    deliveries_key,
    find_delivery,
    load_webhook,
    mark_of,
)

Status = Literal["waiting", "delivered", "failed", "cancelled"]


class DeliveryPage(Page):
    """Filters are combined."""

    webhook_id: Annotated[str, Field(pattern=ids.WEBHOOK)] | None = None
    status: Status | None = None


class Try(Answer):
    """`status_code` is null without an answer, `error` where the receiver accepted."""

    at: datetime
    status_code: int | None
    error: str | None
    duration_ms: int


class DeliveryAnswer(Answer):
    """One event on its way to one endpoint.

    `sequence` is the event's number in its customer's history; a ping has neither.
    """

    delivery_id: str
    webhook_id: str
    event_id: str
    type: str
    customer_id: str | None
    sequence: int | None
    status: Status
    tries: list[Try]
    next_try_at: datetime | None
    replay_of: str | None
    created_at: datetime


class Deliveries(Answer):
    deliveries: list[DeliveryAnswer]
    next_cursor: str | None


def list_deliveries(caller: Caller, page: DeliveryPage) -> Deliveries:
    """Newest first."""
    key = deliveries_key(caller.tenant)
    start = paging.decode(page.cursor, list_key=key)
    wanted = _filters(page)
    found = Delivery.by_list.query(
        key,
        filter_condition=wanted,
        scan_index_forward=False,
        limit=page.limit,
        page_size=page.limit if wanted is None else 1000,
        last_evaluated_key=start,
    )
    rows = [_answer(each) for each in found]
    return Deliveries(deliveries=rows, next_cursor=paging.encode(found.last_evaluated_key))


def _filters(page: DeliveryPage) -> Condition | None:
    found: Condition | None = None
    for attribute, value in (
        (Delivery.webhook_id, page.webhook_id),
        (Delivery.status, page.status),
    ):
        if value is not None:
            found = attribute == value if found is None else found & (attribute == value)
    return found


def replay(caller: Caller, delivery_id: str, once: Once) -> DeliveryAnswer:
    """The same event, under the same id, to where the endpoint is now."""
    before = find_delivery(caller.tenant, delivery_id)
    if before is None:
        raise ApiError("not_found")
    webhook = load_webhook(caller.tenant, before.webhook_id)
    again = _asked_for(caller.tenant, webhook, before.event_id, before.type, before.body)
    again.customer_id, again.sequence = before.customer_id, before.sequence
    again.replay_of = delivery_id
    return _keep(caller.tenant, again, once)


def ping(caller: Caller, webhook_id: str, once: Once) -> DeliveryAnswer:
    """A message about nothing, by the way that all others take."""
    tenant, event_id = caller.tenant, ids.new_id("evt")
    webhook = load_webhook(tenant, webhook_id)
    about = {"webhook_id": webhook_id}
    body = body_of(event_id, PING, rfc3339(now()), None, tenant.mode, about)
    return _keep(tenant, _asked_for(tenant, webhook, event_id, PING, body), once)


def _asked_for(
    tenant: Tenant, webhook: Webhook, event_id: str, event_type: str, body: str
) -> Delivery:
    if not webhook.enabled:
        raise ApiError("webhook_disabled")
    delivery_id = ids.new_id("dlv")
    delivery = Delivery(delivery_pk(tenant, delivery_id), ASKED_SK, delivery_id=delivery_id)
    delivery.webhook_id, delivery.event_id = webhook.webhook_id, event_id
    delivery.type, delivery.body = event_type, body
    begin(tenant, delivery)
    return delivery


def _keep(tenant: Tenant, delivery: Delivery, once: Once) -> DeliveryAnswer:
    """The stream finds it in the table and sends its message."""
    answer, tx = _answer(delivery), Transaction()
    once.keep(tx, answer)
    tx.create(delivery)
    if mark := mark_of(tenant, delivery):
        tx.put(mark)
    tx.commit()
    return answer


def _answer(delivery: Delivery) -> DeliveryAnswer:
    return DeliveryAnswer(
        delivery_id=delivery.delivery_id,
        webhook_id=delivery.webhook_id,
        event_id=delivery.event_id,
        type=delivery.type,
        customer_id=delivery.customer_id,
        sequence=delivery.sequence,
        status=delivery.status,
        tries=[Try(**each) for each in delivery.tries],
        next_try_at=delivery.next_try_at,
        replay_of=delivery.replay_of,
        created_at=delivery.created_at,
    )
