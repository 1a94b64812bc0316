"""Asking for what must be refused, and seeing that nothing stored changes."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from local.world import World
from local.world.gateway import Reply
from tests.world_helpers import Company


def everything_stored(world: World) -> tuple[list[Any], set[str]]:
    """All items of all tables, and the keys of all files."""
    database, files = world.client("dynamodb"), world.client("s3")
    items = []
    for table in database.list_tables()["TableNames"]:
        for page in database.get_paginator("scan").paginate(TableName=table):
            items += [each for each in page["Items"] if not _is_count(each)]
    for each in items:
        # That a key was tried is not what it was tried for.
        each.pop("last_used_at", None)
    keys = {
        each["Key"]
        for bucket in files.list_buckets()["Buckets"]
        for each in files.list_objects_v2(Bucket=bucket["Name"]).get("Contents", [])
    }
    return sorted(items, key=str), keys


def _is_count(item: dict[str, Any]) -> bool:
    """Of requests, which refusals are too."""
    return item.get("pk", {}).get("S", "").startswith("RATE#")


@contextmanager
def nothing_must_change(world: World) -> Iterator[None]:
    before = everything_stored(world)
    yield
    world.settle()
    assert everything_stored(world) == before


def call_must_be_refused(world: World, call: Any, status: int, code: str) -> Reply:
    with nothing_must_change(world):
        reply: Reply = call()
    assert (reply.status, reply.code) == (status, code), reply.text
    return reply


def customer_token(
    company: Company, customer_id: str, tier: int = 1, items: list[str] | None = None
) -> str:
    """For what the tier lacks, or for `items`."""
    asked = {"tier": tier} | ({"items": items} if items else {})
    link = company.post(f"/v1/customers/{customer_id}/links", asked).json
    exchanged = company.world.api.post("/v1/links/exchange", {"token": link["token"]})
    return str(exchanged.json["access_token"])
