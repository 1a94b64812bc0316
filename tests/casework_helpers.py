"""Time passing over a case that waits."""

from datetime import UTC, datetime, timedelta

from local.world import World
from local.world.template import template

TIMES = ("submitted_at", "decided_at", "list_at")


def days_pass(world: World, submission_id: str, days: float) -> None:
    """What the case waits for, began so much earlier; its other times stay."""
    database, table = world.client("dynamodb"), template().name("CasesTable")
    [head] = [
        each
        for each in database.scan(TableName=table)["Items"]
        if each["sk"]["S"] == f"SUBMISSION#{submission_id}"
    ]
    earlier = {name: _earlier(head[name]["S"], days) for name in TIMES if name in head}
    database.update_item(
        TableName=table,
        Key={name: head[name] for name in ("pk", "sk")},
        AttributeUpdates={name: {"Value": {"S": time}} for name, time in earlier.items()},
    )


def _earlier(told: str, days: float) -> str:
    form = "%Y-%m-%dT%H:%M:%S.%f%z"
    return (datetime.strptime(told, form).astimezone(UTC) - timedelta(days=days)).strftime(form)
