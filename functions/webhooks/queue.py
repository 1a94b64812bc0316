"""The queue that deliveries wait in, one lane for each endpoint and customer."""

import json
import math
from datetime import timedelta
from typing import Any

from shared.aws import client
from shared.tenant import Tenant
from webhooks.settings import webhook_settings
from webhooks.tables import Delivery

sqs = client("sqs")


def send(tenant: Tenant, delivery: Delivery) -> None:
    """Behind everything that waits for the same endpoint and customer."""
    _send(webhook_settings().webhook_queue_url, tenant, delivery)


def bury(tenant: Tenant, delivery: Delivery) -> None:
    """Among the dead letters, where an alarm rings."""
    _send(webhook_settings().dead_webhook_queue_url, tenant, delivery)


def set_aside(keys: dict[str, Any]) -> None:
    """An event that cannot be published; the message is what to invoke PublishEvents with later."""
    sqs.send_message(
        QueueUrl=webhook_settings().dead_letters_url,
        MessageBody=json.dumps({"Records": [{"dynamodb": {"Keys": keys}}]}),
    )


def hide(message: dict[str, Any], pause: timedelta) -> None:
    """A message that is being worked on comes back after that, and its lane waits with it."""
    sqs.change_message_visibility(
        QueueUrl=webhook_settings().webhook_queue_url,
        ReceiptHandle=message["receiptHandle"],
        VisibilityTimeout=math.ceil(pause.total_seconds()),
    )


def _send(queue_url: str, tenant: Tenant, delivery: Delivery) -> None:
    named = {"tenant": str(tenant), "delivery_id": delivery.delivery_id}
    sqs.send_message(
        QueueUrl=queue_url,
        MessageBody=json.dumps(named),
        MessageGroupId=f"{delivery.webhook_id}:{delivery.customer_id or 'ping'}",
        # Within five minutes, twice is once.
        MessageDeduplicationId=delivery.delivery_id,
    )
