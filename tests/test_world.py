"""The world that all other tests live in: what happens in one, ends with it."""

from contextlib import ExitStack
from threading import Event
from typing import Any

import pytest
from moto.backends import get_backend
from moto.core.base_backend import BackendDict

import local.world
from local.world import World, copies, functions, machine
from local.world.template import ACCOUNT, REGION, template
from tests.world_helpers import a_company, a_customer, evidence


def test_a_world_waits_for_what_still_works_in_it(monkeypatch: pytest.MonkeyPatch) -> None:
    asked, free = Event(), Event()
    real = functions.handler_of

    def slow(function: str) -> Any:
        if function == "OpenReview":
            asked.set()
            free.wait()
        return real(function)

    world = World()
    with ExitStack() as ending:
        company = a_company(ending.enter_context(world))
        person = a_customer(company)
        monkeypatch.setattr(functions, "handler_of", slow)
        body = evidence(company, person)
        assert company.post(f"/v1/customers/{person.customer_id}/submissions", body).status == 201
        assert asked.wait(timeout=30)
        monkeypatch.setattr(machine, "STOP_SECONDS", 0.2)
        with pytest.raises(TimeoutError, match="does not stop"):
            ending.close()

    free.set()
    monkeypatch.undo()
    machine.stop_executions()
    with World() as after:
        assert after.executions == []


def test_a_world_that_does_not_open_leaves_nothing_to_the_next(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    deploy = local.world._deploy

    def full() -> None:
        deploy()
        raise OSError("no room")

    monkeypatch.setattr("local.world._deploy", full)
    with pytest.raises(OSError, match="no room"), World():
        pass
    monkeypatch.undo()
    with World() as world:
        assert a_company(world).company_id


def test_a_later_world_has_all_that_the_first_was_made_with(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(copies, "_made", [])
    table = template().name("CasesTable")
    with World() as first:
        made = _inventory()
        first.client("ssm").put_parameter(Name="new", Type="String", Value="1")
        assert _inventory() != made
        _leave_something(first, table)
    for _ in range(2):
        with World() as later:
            assert _inventory() == made
            assert later.client("dynamodb").scan(TableName=table)["Count"] == 0
            store = later.client("s3")
            found = [store.list_objects_v2(Bucket=each)["KeyCount"] for each in _buckets(later)]
            assert set(found) == {0}
            _leave_something(later, table)


def _leave_something(world: World, table: str) -> None:
    world.client("dynamodb").put_item(TableName=table, Item={"pk": {"S": "A"}, "sk": {"S": "A"}})
    for each in _buckets(world):
        world.client("s3").put_object(Bucket=each, Key="left", Body=b"behind")


def _buckets(world: World) -> list[str]:
    return [each["Name"] for each in world.client("s3").list_buckets()["Buckets"]]


def _inventory() -> dict[str, int]:
    """How many of everything all services of moto keep."""
    return {
        f"{each.service_name} {region} {name}": len(kept)
        for each in BackendDict._instances
        for account in each.values()
        for region, backend in account.items()
        for name, kept in vars(backend).items()
        if isinstance(kept, dict | list | set) and kept
    }


def test_a_transaction_that_fails_leaves_a_table_and_its_stream_as_they_were(world: World) -> None:
    database, known = world.client("dynamodb"), template()
    table = known.name("CasesTable")
    keys = {name: {"pk": {"S": name}, "sk": {"S": "X"}} for name in ("old", "gone", "new", "last")}
    nested = {"M": {"list": {"L": [{"N": "1"}, {"B": b"\x00\xff"}, {"BOOL": False}]}}}
    for name in ("old", "gone", "last"):
        database.put_item(TableName=table, Item=keys[name] | {"told": nested, "n": {"N": "1"}})
    before = database.scan(TableName=table)["Items"]
    stream = get_backend("dynamodb")[ACCOUNT][REGION].tables[table].stream_shard
    heard = list(stream.items)

    change = {
        "UpdateExpression": "SET n = n + :one REMOVE told",
        "ExpressionAttributeValues": {":one": {"N": "1"}},
    }
    written: list[dict[str, Any]] = [
        {"Update": {"TableName": table, "Key": keys["old"]} | change},
        {"Delete": {"TableName": table, "Key": keys["gone"]}},
        {"Put": {"TableName": table, "Item": keys["new"]}},
    ]
    refused = {"TableName": table, "Item": keys["last"]}
    refused["ConditionExpression"] = "attribute_not_exists(pk)"
    with pytest.raises(database.exceptions.TransactionCanceledException):
        database.transact_write_items(TransactItems=[*written, {"Put": refused}])

    assert sorted(database.scan(TableName=table)["Items"], key=str) == sorted(before, key=str)
    assert stream.items == heard
    database.transact_write_items(TransactItems=written)
    after = {each["pk"]["S"]: each for each in database.scan(TableName=table)["Items"]}
    assert sorted(after) == ["last", "new", "old"]
    assert after["old"]["n"] == {"N": "2"}
    assert after["last"]["told"] == nested
