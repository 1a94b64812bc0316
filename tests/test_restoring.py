"""`make restore`: both tables of one moment, as new tables that are set like the old ones."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import boto3
import pytest
from moto import mock_aws

from local import restoring
from local.build import template
from local.say import CannotGoOn
from local.stage import Clients

OUTPUTS = {"CasesTableName": "kyc-CasesTable-1", "LedgerTableName": "kyc-LedgerTable-1"}


@pytest.fixture
def clients() -> Iterator[Clients]:
    with mock_aws():
        session: Any = boto3.session.Session("key", "secret", region_name="us-east-1")
        dynamodb = session.client("dynamodb")
        for name in OUTPUTS.values():
            a_table(dynamodb, name)
        settings = {"AttributeName": "ttl", "Enabled": True}
        dynamodb.update_time_to_live(
            TableName=OUTPUTS["CasesTableName"], TimeToLiveSpecification=settings
        )
        yield lambda _: dynamodb


def a_table(dynamodb: Any, name: str) -> None:
    dynamodb.create_table(
        TableName=name,
        KeySchema=[{"AttributeName": "pk", "KeyType": "HASH"}],
        AttributeDefinitions=[{"AttributeName": "pk", "AttributeType": "S"}],
        BillingMode="PAY_PER_REQUEST",
        StreamSpecification={"StreamEnabled": True, "StreamViewType": "KEYS_ONLY"},
        DeletionProtectionEnabled=True,
    )
    dynamodb.update_continuous_backups(
        TableName=name, PointInTimeRecoverySpecification={"PointInTimeRecoveryEnabled": True}
    )
    dynamodb.put_item(TableName=name, Item={"pk": {"S": name}})


def test_what_was_in_the_tables_is_in_new_ones_with_their_settings(clients: Clients) -> None:
    dynamodb = clients("dynamodb")

    made = restoring.restore(clients, "kyc", OUTPUTS, "")

    stream = dynamodb.describe_table(TableName=made["CasesTableName"])["Table"]["LatestStreamArn"]
    assert stream == f"{stream.partition('/stream/')[0]}/stream/{made.pop('CasesStreamLabel')}"
    assert set(made) == set(OUTPUTS)
    for parameter, name in made.items():
        old, new = (restoring.source(dynamodb, each) for each in (OUTPUTS[parameter], name))
        assert (new.ttl, new.stream, new.is_recoverable) == (old.ttl, old.stream, True)
        assert new.is_protected
        items = dynamodb.scan(TableName=name)["Items"]
        assert items == [{"pk": {"S": OUTPUTS[parameter]}}]


def test_both_tables_are_of_one_moment_which_their_names_tell(clients: Clients) -> None:
    made = restoring.restore(clients, "kyc", OUTPUTS, "2026-11-28T16:30:00+07:00")

    assert {name: made[name] for name in OUTPUTS} == {
        "CasesTableName": "kyc-Cases-20261128-093000",
        "LedgerTableName": "kyc-Ledger-20261128-093000",
    }


def test_the_latest_moment_is_the_one_that_both_have() -> None:
    now = datetime.now(UTC)
    found = [
        restoring.Source("a", now - timedelta(minutes=5), True, "", {}, False),
        restoring.Source("b", now - timedelta(minutes=9), True, "", {}, False),
    ]

    assert restoring.moment_of(found, "") == now - timedelta(minutes=9)


@pytest.mark.parametrize(
    "at", ["yesterday", "2026-11-28T09:30:00", "09:30", "2026-11-31T00:00:00Z"]
)
def test_a_moment_that_is_none_or_has_no_zone_restores_nothing(clients: Clients, at: str) -> None:
    with pytest.raises(CannotGoOn, match="2026-11-28T09:30:00Z"):
        restoring.restore(clients, "kyc", OUTPUTS, at)

    assert sorted(clients("dynamodb").list_tables()["TableNames"]) == sorted(OUTPUTS.values())


def test_whatever_uses_a_table_uses_a_restored_one_where_there_is_one() -> None:
    chosen = {"CasesInUse", "LedgerInUse"}
    rest = [each for name, each in template()["Resources"].items() if name not in chosen]

    found = [each for part in (*rest, template()["Globals"]) for each in owned(part)]

    assert found == []


def owned(part: Any) -> Iterator[str]:
    """References to the stack's own tables that ask nobody whether these are the ones in use."""
    if isinstance(part, list):
        yield from (each for inner in part for each in owned(inner))
    elif isinstance(part, dict) and part.get("Fn::If", [""])[0] not in ("OwnCases", "OwnLedger"):
        yield from (each for inner in part.values() for each in owned(inner))
    elif isinstance(part, str) and re.search(r"(^|\$\{)(Cases|Ledger)Table($|[.}])", part):
        yield part
