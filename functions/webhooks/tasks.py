"""What the table's stream and the queue invoke."""

import json
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError
from pynamodb.exceptions import PynamoDBException

from shared.telemetry import logger, place_of, task
from shared.tenant import Tenant
from webhooks import delivering, publishing, queue


@task
def publish_events(event: dict[str, Any]) -> dict[str, int]:
    """Keys of items that were just written, in order → `{"sent": n}`."""
    return {"sent": sum(_published(record["dynamodb"]["Keys"]) for record in event["Records"])}


def _published(keys: dict[str, Any]) -> int:
    """What AWS refuses is waited for, all in its order; what can never pass stands aside."""
    pk, sk = keys["pk"]["S"], keys["sk"]["S"]
    try:
        return publishing.publish(pk, sk)
    except (ClientError, BotoCoreError, PynamoDBException):
        raise
    except Exception as error:  # noqa: BLE001  whatever it is, it is this event's alone
        extra = {"event_key": [pk, sk], "reason": place_of(error)}
        logger.error("an event could not be published", extra=extra)
        queue.set_aside(keys)
        return 0


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
