"""What the table's stream and the queue invoke."""

import json
from typing import Any

from shared.telemetry import task
from shared.tenant import Tenant
from webhooks import delivering, publishing, queue


@task
def publish_events(event: dict[str, Any]) -> dict[str, int]:
    """Keys of items that were just written, in order → `{"sent": n}`; one that fails stops all."""
    keys = [record["dynamodb"]["Keys"] for record in event["Records"]]
    return {"sent": sum(publishing.publish(key["pk"]["S"], key["sk"]["S"]) for key in keys)}


@task
def deliver_webhook(event: dict[str, Any]) -> dict[str, list[dict[str, str]]]:
    """One message; reported as failed, it stays in the queue until its next try."""
    (message,) = event["Records"]
    named = json.loads(message["body"])
    pause = delivering.deliver(Tenant.parse(named["tenant"]), named["delivery_id"])
    if pause is None:
        return {"batchItemFailures": []}
    queue.hide(message, pause)
    return {"batchItemFailures": [{"itemIdentifier": message["messageId"]}]}
