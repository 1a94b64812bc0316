"""The world refuses what AWS refuses: with a kinder one, other tests would prove less."""

from typing import Any

import pytest
from botocore.exceptions import ClientError

from local.world import World
from local.world.template import template

TABLE = template().name("CasesTable")
KEY = {"pk": {"S": "a"}, "sk": {"S": "b"}}
MUCH = {"S": "x" * (400 * 1024)}


def item(**more: Any) -> dict[str, Any]:
    return {"TableName": TABLE, "Item": KEY | more}


def update(expression: str, **values: Any) -> dict[str, Any]:
    named = {f":{name}": value for name, value in values.items()}
    given = {"ExpressionAttributeValues": named} if named else {}
    return {"TableName": TABLE, "Key": KEY, "UpdateExpression": expression} | given


def together(*actions: dict[str, Any]) -> dict[str, Any]:
    return {"TransactItems": list(actions)}


def many(count: int) -> list[dict[str, Any]]:
    return [{"Put": item(pk={"S": f"a{number}"})} for number in range(count)]


ONE = {"S": "1"}
WRITES = {
    "one path twice": ("update_item", update("ADD n :n, n :m", n={"N": "1"}, m={"N": "1"})),
    "one path inside another": ("update_item", update("SET m.a = :n REMOVE m", n=ONE)),
    "one path twice, together": (
        "transact_write_items",
        together({"Update": update("SET n = :n ADD n :m", n={"N": "1"}, m={"N": "1"})}),
    ),
    "one item twice": (
        "transact_write_items",
        together({"Put": item()}, {"Update": update("SET n = :n", n=ONE)}),
    ),
    "101 actions": ("transact_write_items", together(*many(101))),
    "an item too large": ("put_item", item(much=MUCH)),
    "an item too large, together": ("transact_write_items", together({"Put": item(much=MUCH)})),
    "an empty key": ("put_item", item(sk={"S": ""})),
    "a key too long": ("put_item", item(sk={"S": "x" * 1025})),
    "an index's key that is empty": ("put_item", item(list_key={"S": ""})),
    "an index's key that is nothing": ("update_item", update("SET due = :no", no={"NULL": True})),
    "an index's key that is emptied": (
        "transact_write_items",
        together({"Update": update("SET list_key = :no", no={"S": ""})}),
    ),
    "one item read twice": ("batch_get_item", {"RequestItems": {TABLE: {"Keys": [KEY, KEY]}}}),
    "an index read consistently": (
        "query",
        {
            "TableName": TABLE,
            "IndexName": "ListIndex",
            "ConsistentRead": True,
            "KeyConditionExpression": "list_key = :k",
            "ExpressionAttributeValues": {":k": ONE},
        },
    ),
}


@pytest.mark.parametrize("case", WRITES)
def test_dynamodb_refuses_it(world: World, case: str) -> None:
    operation, asked = WRITES[case]

    with pytest.raises(ClientError) as refused:
        getattr(world.client("dynamodb"), operation)(**asked)

    assert refused.value.response["Error"]["Code"] == "ValidationException"
    assert world.client("dynamodb").scan(TableName=TABLE)["Items"] == []


def test_dynamodb_takes_what_is_just_within_its_limits(world: World) -> None:
    database = world.client("dynamodb")

    database.transact_write_items(**together(*many(100)))
    database.put_item(**item(sk={"S": "x" * 1024}, much={"S": "x" * (390 * 1024)}))
    database.put_item(**item(due={"S": "d"}, told={"S": ""}))
    database.update_item(**update("SET a = :n, b = if_not_exists(b, :n) REMOVE due", n=ONE))

    assert database.get_item(TableName=TABLE, Key=KEY)["Item"] == KEY | {
        "told": {"S": ""},
        "a": ONE,
        "b": ONE,
    }


MACHINE = f"arn:aws:states:us-east-1:123456789012:stateMachine:{template().name('Verification')}"
OTHERS = {
    "an execution's name of 81 letters": ("stepfunctions", "name", "n" * 81, "InvalidName"),
    "an execution's name with a colon": ("stepfunctions", "name", "sub:1", "InvalidName"),
    "an execution's input over 256 KB": (
        "stepfunctions",
        "input",
        f'"{"x" * 256 * 1024}"',
        "InvalidExecutionInput",
    ),
    "a subject of two lines": ("sesv2", "subject", "Hello\r\nBcc: a@example.com", "BadRequest"),
    "a subject without end": ("sesv2", "subject", "x" * 999, "BadRequest"),
    "an address that is no ASCII": ("sesv2", "to", "สมชาย@example.com", "BadRequest"),
    "an address with a long name": ("sesv2", "to", f"{'x' * 65}@example.com", "BadRequest"),
    "nobody's address": ("sesv2", "to", "", "BadRequest"),
    "a message over 256 KB": ("sqs", "MessageBody", "x" * (256 * 1024 + 1), "InvalidParameter"),
    "a group of 129 letters": ("sqs", "MessageGroupId", "x" * 129, "InvalidParameter"),
}


@pytest.mark.parametrize("case", OTHERS)
def test_other_services_refuse_it(world: World, case: str) -> None:
    service, name, value, code = OTHERS[case]
    client = world.client(service)
    calls: dict[str, Any] = {
        "stepfunctions": lambda: client.start_execution(
            **{"stateMachineArn": MACHINE, "name": "n", "input": "{}", name: value}
        ),
        "sesv2": lambda: client.send_email(**an_email(**{name: value})),
        "sqs": lambda: client.send_message(
            **{"QueueUrl": "https://queue", "MessageBody": "x", name: value}
        ),
    }

    with pytest.raises(ClientError, match=code):
        calls[service]()


def an_email(to: str = "a@example.com", subject: str = "Hello") -> dict[str, Any]:
    content = {"Subject": {"Data": subject}, "Body": {"Text": {"Data": "x"}}}
    return {
        "FromEmailAddress": "kyc@example.com",
        "Destination": {"ToAddresses": [to]},
        "Content": {"Simple": content},
    }
