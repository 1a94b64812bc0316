"""DynamoDB's calls go straight to the engine: it answers and keeps what it does the long way."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from botocore.exceptions import ClientError, ParamValidationError
from moto.backends import get_backend

from local.world import World, functions
from local.world.direct import DIRECT, EVENTS, is_direct
from local.world.functions import Crash, FunctionFailed, between
from local.world.template import ACCOUNT, REGION, template
from shared.transaction import connection

TABLE = template().name("CasesTable")
INDEX = template().of_type("AWS::DynamoDB::Table")["CasesTable"]["GlobalSecondaryIndexes"][0]
INDEX_HASH, INDEX_RANGE = (each["AttributeName"] for each in INDEX["KeySchema"])
MISSING = "attribute_not_exists(pk)"
DEEP = {"M": {"list": {"L": [{"N": "1"}, {"B": b"\x00\xff"}, {"NULL": True}, {"M": {}}]}}}
Call = tuple[str, dict[str, Any]]


def key(pk: str, sk: str = "A") -> dict[str, Any]:
    return {"pk": {"S": pk}, "sk": {"S": sk}}


def item(pk: str, sk: str = "A", at: str = "1", **more: Any) -> dict[str, Any]:
    listed = {INDEX_HASH: {"S": "list"}, INDEX_RANGE: {"S": at}}
    return key(pk, sk) | listed | {"n": {"N": "7"}, "deep": DEEP, "set": {"SS": ["x"]}} | more


def of_table(operation: str, **more: Any) -> Call:
    return operation, {"TableName": TABLE} | more


def written(*actions: tuple[str, dict[str, Any]]) -> Call:
    listed = [{kind: {"TableName": TABLE} | asked} for kind, asked in actions]
    return "TransactWriteItems", {"TransactItems": listed}


def asked_of(index: str | None = None, **more: Any) -> Call:
    name, value = (INDEX_HASH, "list") if index else ("pk", "one")
    asked = {"ExpressionAttributeValues": {":pk": {"S": value}}} | more
    asked["KeyConditionExpression"] = f"{name} = :pk{asked.pop('besides', '')}"
    return of_table("Query", **asked, **({"IndexName": index} if index else {}))


INCREASED = {
    "UpdateExpression": "SET n = n + :one REMOVE deep",
    "ExpressionAttributeValues": {":one": {"N": "1"}},
}
OLD_TOLD = {"ReturnValuesOnConditionCheckFailure": "ALL_OLD"}
# In this order, each on what those before it left.
CALLS: list[Call] = [
    of_table("PutItem", Item=item("one")),
    of_table("PutItem", Item=item("one", "B", "3"), ReturnValues="ALL_OLD"),
    of_table("PutItem", Item=item("one", n={"N": "8"}), ReturnValues="ALL_OLD"),
    of_table("PutItem", Item=item("one"), ConditionExpression=MISSING),
    of_table("PutItem", Item=item("one"), ConditionExpression=MISSING, **OLD_TOLD),
    of_table("PutItem", Item={"pk": {"S": "no range key"}}),
    of_table("PutItem", Item=key("", "A")),
    of_table("GetItem", Key=key("one"), ConsistentRead=True),
    of_table("GetItem", Key=key("one"), ProjectionExpression="n, deep.list[0]"),
    of_table("GetItem", Key=key("nobody")),
    of_table("GetItem", Key={"pk": {"S": "one"}}),
    ("GetItem", {"TableName": "unknown", "Key": key("one")}),
    of_table("UpdateItem", Key=key("one"), ReturnValues="ALL_NEW", **INCREASED),
    of_table("UpdateItem", Key=key("one"), ReturnValues="ALL_OLD", **INCREASED),
    of_table("UpdateItem", Key=key("new"), **INCREASED),
    of_table("UpdateItem", Key=key("two"), UpdateExpression="SET pk = n"),
    written(("Put", {"Item": item("two", at="2")}), ("Update", {"Key": key("one")} | INCREASED)),
    written(
        ("Put", {"Item": item("three")}),
        ("ConditionCheck", {"Key": key("two"), "ConditionExpression": MISSING} | OLD_TOLD),
    ),
    written(("Put", {"Item": item("four")}), ("Delete", {"Key": key("four")})),
    asked_of(),
    asked_of(ScanIndexForward=False, Limit=1),
    asked_of(ExclusiveStartKey=key("one"), Limit=1),
    asked_of(Select="COUNT"),
    asked_of(
        besides=" AND begins_with(sk, :sk)",
        ExpressionAttributeValues={":pk": {"S": "one"}, ":sk": {"S": "B"}},
    ),
    asked_of(INDEX["IndexName"]),
    asked_of(INDEX["IndexName"], ScanIndexForward=False, Limit=2),
    asked_of(
        INDEX["IndexName"],
        besides=f" AND {INDEX_RANGE} > :at",
        FilterExpression="n > :n",
        ExpressionAttributeValues={":pk": {"S": "list"}, ":at": {"S": "1"}, ":n": {"N": "7.0"}},
    ),
    asked_of("unknown"),
    of_table("Scan"),
    of_table("Scan", FilterExpression="attribute_exists(deep)", Limit=2),
    ("BatchGetItem", {"RequestItems": {TABLE: {"Keys": [key("one"), key("nobody")]}}}),
    ("TransactGetItems", {"TransactItems": [{"Get": {"TableName": TABLE, "Key": key("two")}}]}),
    (
        "BatchWriteItem",
        {"RequestItems": {TABLE: [{"PutRequest": {"Item": item("five")}}]}},
    ),
    of_table("DeleteItem", Key=key("two"), ConditionExpression=MISSING, **OLD_TOLD),
    of_table("DeleteItem", Key=key("two"), ReturnValues="ALL_OLD"),
    of_table("DeleteItem", Key=key("two"), ReturnValues="ALL_OLD"),
    of_table("GetItem", Key={"pk": {"S": 1}, "sk": {"S": "A"}}),
]


@contextmanager
def listening(
    client: Any, event: str = "before-send.dynamodb", handler: Callable[..., None] | None = None
) -> Iterator[None]:
    def listens(**_: Any) -> None:
        """And changes nothing."""

    client.meta.events.register(event, handler or listens)
    try:
        yield
    finally:
        client.meta.events.unregister(event, handler or listens)


def answered(client: Any, call: Call) -> Any:
    """What comes back, without what names this one request."""
    try:
        answer = client._make_api_call(*call)
    except ParamValidationError as error:
        return str(error)
    except ClientError as error:
        answer = error.response | {"class": type(error), "text": str(error)}
    assert answer["ResponseMetadata"]["HTTPStatusCode"] == (400 if "Error" in answer else 200)
    return {name: value for name, value in answer.items() if name != "ResponseMetadata"}


def kept() -> tuple[Any, Any]:
    table = get_backend("dynamodb")[ACCOUNT][REGION].tables[TABLE]
    shard: Any = table.stream_shard
    records = [each.to_json() for each in shard.items]
    items = [each.to_json() for each in table.all_items()]
    return items, [(each["eventName"], each["dynamodb"].get("NewImage")) for each in records]


def test_the_short_way_and_the_long_way_lead_to_the_same() -> None:
    assert {operation for operation, _ in CALLS} == set(DIRECT)
    with World() as world:
        client = world.client("dynamodb")
        assert all(is_direct(client, each) for each in DIRECT)
        short = [answered(client, each) for each in CALLS]
        short_kept = kept()
    with World() as world, listening(world.client("dynamodb")):
        client = world.client("dynamodb")
        assert not any(is_direct(client, each) for each in DIRECT)
        for number, call in enumerate(CALLS):
            assert short[number] == answered(client, call), call
        assert kept() == short_kept


def test_what_a_caller_changes_in_an_answer_stays_with_the_caller(world: World) -> None:
    client, sent = world.client("dynamodb"), item("one")
    client.put_item(TableName=TABLE, Item=sent)
    sent["deep"]["M"]["list"]["L"].clear()
    client.get_item(TableName=TABLE, Key=key("one"))["Item"]["deep"]["M"].clear()
    DEEP["M"]["list"]["L"] += [{"N": "1"}, {"B": b"\x00\xff"}, {"NULL": True}, {"M": {}}]

    assert client.get_item(TableName=TABLE, Key=key("one"))["Item"]["deep"] == DEEP


@pytest.mark.parametrize("event", [*EVENTS, "*"])
def test_whoever_listens_to_a_call_hears_it(world: World, event: str) -> None:
    for client in (world.client("dynamodb"), connection().client):
        assert is_direct(client, "GetItem")
        with listening(client, f"{event}.dynamodb.GetItem"):
            assert not is_direct(client, "GetItem")
            assert is_direct(client, "PutItem")
        with listening(client, f"{event}.*.*"):
            assert not is_direct(client, "PutItem")
        assert is_direct(client, "GetItem")


def test_whoever_stands_between_meets_every_call(world: World) -> None:
    client, met = world.client("dynamodb"), list[str]()

    def answered(call: str, request: Any, send: Any) -> Any:
        met.append(call)
        return send(request)

    with between(answered):
        assert not any(is_direct(client, each) for each in DIRECT)
        client.put_item(TableName=TABLE, Item=item("one"))

    assert met == ["dynamodb.PutItem"]
    assert is_direct(client, "PutItem")


def test_a_listener_may_answer_in_place_of_the_engine(world: World) -> None:
    client, heard = world.client("dynamodb"), list[str]()

    def refuse(event_name: str, **_: Any) -> None:
        heard.append(event_name)
        raise OSError("down")

    with (
        listening(client, "before-call.dynamodb.PutItem", refuse),
        pytest.raises(OSError, match="down"),
    ):
        client.put_item(TableName=TABLE, Item=item("one"))

    assert heard == ["before-call.dynamodb.PutItem"]
    assert "Item" not in client.get_item(TableName=TABLE, Key=key("one"))


@pytest.mark.parametrize("after", [False, True])
def test_a_function_dies_before_or_after_its_call(
    world: World, monkeypatch: pytest.MonkeyPatch, after: bool
) -> None:
    client = world.client("dynamodb")

    def write_two(*_: Any) -> None:
        for name in ("one", "two"):
            client.put_item(TableName=TABLE, Item=item(name))

    monkeypatch.setattr(functions, "handler_of", lambda _: write_two)
    with (
        Crash("OpenCompany", 2, after) as crash,
        pytest.raises(FunctionFailed, match=r"Runtime\.ExitError"),
    ):
        world.run("OpenCompany")

    names = sorted(each["pk"]["S"] for each in client.scan(TableName=TABLE)["Items"])
    assert crash.happened
    assert names == (["one", "two"] if after else ["one"])
