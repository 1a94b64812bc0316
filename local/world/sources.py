"""Event sources in this process: the streams and queues that the template maps to functions.

`carry` plays Lambda's poller: it hands over what has arrived, in order, and keeps what a function
failed with, as AWS does. It reads moto's own objects, so that finding nothing costs nothing.
"""

import json
from contextlib import suppress
from functools import cache
from typing import Any

import boto3
from moto.backends import get_backend

from local.world.functions import FunctionFailed, invoke
from local.world.template import ACCOUNT, REGION, template

MOST_RECORDS = 100
# The template's properties of a queue that its API calls attributes.
QUEUE_ATTRIBUTES = (
    "DeduplicationScope",
    "FifoQueue",
    "FifoThroughputLimit",
    "MessageRetentionPeriod",
    "RedrivePolicy",
    "VisibilityTimeout",
)


def deploy() -> None:
    """The template's queues; those that others name as their dead letters first."""
    queues = template().of_type("AWS::SQS::Queue").items()
    for name, given in sorted(queues, key=lambda each: "RedrivePolicy" in each[1]):
        wanted = {
            each: template().resolve(given[each]) for each in QUEUE_ATTRIBUTES if each in given
        }
        attributes = {each: _as_text(value) for each, value in wanted.items()}
        _sqs().create_queue(QueueName=template().name(name), Attributes=attributes)


def carry() -> bool:
    """Hand over one batch of each source; whether there was any."""
    return sum(_carry(each) for each in _mappings()) > 0


def time_passes() -> None:
    """Messages that were hidden until a later try come back now."""
    for queue in _queues().values():
        for message in queue._messages:  # noqa: SLF001  moto hands hidden ones out nowhere
            message.visible_at = 0.0


def messages_in(queue: str) -> list[dict[str, Any]]:
    """The bodies of everything that is in a queue of the template, hidden or not."""
    found = _queues()[template().name(queue)]._messages  # noqa: SLF001  as above
    return [json.loads(each.body) for each in found]


def _mappings() -> list[dict[str, Any]]:
    return list(template().of_type("AWS::Lambda::EventSourceMapping").values())


def _carry(mapping: dict[str, Any]) -> bool:
    given = mapping["EventSourceArn"]
    # The stack's own, where it may be another one.
    source, _ = given.get("Fn::If", [None, given])[1]["Fn::GetAtt"]
    function, _ = mapping["FunctionName"]["Fn::GetAtt"]
    if template().resources[source]["Type"] == "AWS::SQS::Queue":
        return _carry_message(template().name(source), function)
    patterns = [json.loads(each["Pattern"]) for each in mapping["FilterCriteria"]["Filters"]]
    return _carry_records(template().name(source), function, patterns)


def _carry_records(table: str, function: str, patterns: list[Any]) -> bool:
    """A function that fails gets the same records again; what was handed over is forgotten."""
    shard: Any = get_backend("dynamodb")[ACCOUNT][REGION].tables[table].stream_shard
    batch = [each.to_json() for each in shard.items[:MOST_RECORDS]]
    matching = [each for each in batch if any(_matches(each, one) for one in patterns)]
    with suppress(FunctionFailed):
        if matching:
            invoke(function, {"Records": [_told(each) for each in matching]})
        del shard.items[: len(batch)]
    return bool(batch)


def _told(record: dict[str, Any]) -> dict[str, Any]:
    change = record["dynamodb"]
    at = change["ApproximateCreationDateTime"].timestamp()
    return record | {"dynamodb": change | {"ApproximateCreationDateTime": at}}


def _matches(record: Any, pattern: Any) -> bool:
    if isinstance(pattern, dict):
        return all(_matches(record.get(name), each) for name, each in pattern.items())
    return any(
        record.startswith(each["prefix"]) if isinstance(each, dict) else record == each
        for each in pattern
    )


def _carry_message(queue: str, function: str) -> bool:
    """One message of a queue; it stays where the function failed or reports a failure."""
    if not any(each.visible for each in _queues()[queue]._messages):  # noqa: SLF001  as above
        return False
    url = _sqs().get_queue_url(QueueName=queue)["QueueUrl"]
    found = _sqs().receive_message(QueueUrl=url, AttributeNames=["All"]).get("Messages", [])
    for message in found:
        record = {
            "messageId": message["MessageId"],
            "receiptHandle": message["ReceiptHandle"],
            "body": message["Body"],
            "attributes": message["Attributes"],
        }
        try:
            answer = invoke(function, {"Records": [record]})
        except FunctionFailed:
            continue
        if not answer["batchItemFailures"]:
            _sqs().delete_message(QueueUrl=url, ReceiptHandle=message["ReceiptHandle"])
    return bool(found)


def _queues() -> dict[str, Any]:
    return dict(get_backend("sqs")[ACCOUNT][REGION].queues)


@cache
def _sqs() -> Any:
    return boto3.client("sqs", region_name=REGION)


def _as_text(value: Any) -> str:
    if isinstance(value, bool | dict):
        return json.dumps(value)
    return str(value)
