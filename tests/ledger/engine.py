"""An atomic engine for the ledger: the local cloud's tables, and the models pointed at them.

moto, which serves the other tests, loses acknowledged writes under threads; money needs better.
"""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from threading import Barrier
from typing import Any

from botocore.exceptions import ClientError
from pynamodb.connection import Connection

from billing.tables import LedgerItem
from local.cloud import LocalCloud
from local.world import KNOWN_TABLE_PROPERTIES
from local.world.template import template
from shared.items import Item

PROBE_CLIENTS, PROBE_WRITES = 16, 12


def create_tables(database: Any) -> None:
    """As template.yaml has them."""
    known = template()
    for name, given in known.of_type("AWS::DynamoDB::Table").items():
        properties = known.resolve(given)
        asked = {each: properties[each] for each in KNOWN_TABLE_PROPERTIES if each in properties}
        asked.pop("StreamSpecification", None)
        database.create_table(TableName=known.name(name), **asked)


def lost_writes(cloud: LocalCloud) -> int:
    """How many acknowledged writes many simultaneous clients made in vain: 0 when it is atomic."""
    table, start = template().name("LedgerTable"), Barrier(PROBE_CLIENTS)
    key = {"pk": {"S": "PROBE"}, "sk": {"S": "BAL"}}

    def writes(client_number: int) -> int:
        database, done = cloud.client("dynamodb"), 0
        start.wait()
        for number in range(PROBE_WRITES):
            # Each id is tried by two clients, and only one may succeed.
            guard = {"pk": {"S": f"PROBE#{client_number // 2}#{number}"}, "sk": {"S": "E"}}
            created = {"Put": _request(table, Item=guard) | {"ConditionExpression": UNSEEN}}
            added = {"Update": _request(table, Key=key) | ADD_ONE}
            try:
                database.transact_write_items(TransactItems=[created, added])
            except database.exceptions.TransactionCanceledException:
                continue
            except ClientError:
                continue
            done += 1
        return done

    with ThreadPoolExecutor(PROBE_CLIENTS) as pool:
        acknowledged = sum(pool.map(writes, range(PROBE_CLIENTS)))
    found = cloud.client("dynamodb").get_item(TableName=table, Key=key, ConsistentRead=True)
    counted = int(found["Item"]["avail"]["N"])
    assert acknowledged, "the probe wrote nothing"
    return abs(acknowledged - counted) + abs(acknowledged - PROBE_CLIENTS // 2 * PROBE_WRITES)


UNSEEN = "attribute_not_exists(pk)"
ADD_ONE = {"UpdateExpression": "ADD avail :one", "ExpressionAttributeValues": {":one": {"N": "1"}}}


def _request(table: str, **parts: Any) -> dict[str, Any]:
    return {"TableName": table, **parts}


@contextmanager
def pointed_at(url: str) -> Iterator[list[Connection]]:
    """All models of this process use the engine; afterwards they are as they were.

    pynamodb has no public door to a model's address after it was first used.
    """
    connections = [model._get_connection().connection for model in (Item, LedgerItem)]
    before = [(each.host, each._client) for each in connections]
    try:
        for each in connections:
            each.host, each._client = url, None
            assert each.client.meta.endpoint_url == url
        yield connections
    finally:
        for each, (host, client) in zip(connections, before, strict=True):
            each.host, each._client = host, client
