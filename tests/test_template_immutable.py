"""What a deployed stack cannot have changed without losing what it holds.

tests/deployed.json says what is deployed. A change that a deployed stack can take is written there
together with the template; one that it cannot take fails here whatever is written.
"""

import json
from typing import Any

import pytest

from local.world.template import ROOT, template

TEMPLATE = template()
DEPLOYED: dict[str, Any] = json.loads((ROOT / "tests/deployed.json").read_text(encoding="utf-8"))
POLICY = json.loads((ROOT / "stack-policy.json").read_text(encoding="utf-8"))
# AWS replaces the resource, or makes a secret anew, when one of these changes.
REPLACES = {
    "AWS::Cognito::UserPool": ["AliasAttributes", "Schema", "UsernameAttributes"],
    "AWS::DynamoDB::Table": ["KeySchema", "LocalSecondaryIndexes", "TableName"],
    "AWS::KMS::Key": ["KeySpec", "KeyUsage", "MultiRegion"],
    "AWS::S3::Bucket": ["BucketName"],
    "AWS::SecretsManager::Secret": ["GenerateSecretString", "Name"],
}


@pytest.mark.parametrize("name", DEPLOYED["immutable"])
def test_what_holds_data_is_not_replaced(name: str) -> None:
    resource = TEMPLATE.resources[name]
    names = REPLACES[resource["Type"]]

    now = {each: resource["Properties"].get(each) for each in names}

    assert now == DEPLOYED["immutable"][name]


def indexes(table: str) -> dict[str, Any]:
    found = TEMPLATE.resources[table]["Properties"]["GlobalSecondaryIndexes"]
    return {each["IndexName"]: [each["KeySchema"], each["Projection"]] for each in found}


@pytest.mark.parametrize("table", DEPLOYED["indexes"])
def test_one_index_of_a_table_changes_at_a_time(table: str) -> None:
    """DynamoDB refuses two in one update, and to change one is to delete and to make it."""
    before, now = DEPLOYED["indexes"][table], indexes(table)

    changed = [name for name in before.keys() | now.keys() if before.get(name) != now.get(name)]

    assert len(changed) <= 1
    assert [name for name in changed if name in before and name in now] == []


def test_functions_that_waiting_executions_will_call_stay() -> None:
    """An execution holds its functions' addresses for up to 90 days."""
    (machine,) = TEMPLATE.of_type("AWS::Serverless::StateMachine").values()

    assert set(DEPLOYED["tasks"]) <= set(machine["DefinitionSubstitutions"])


def test_cloudformation_refuses_to_replace_or_delete_what_holds_data() -> None:
    allowed, denied = POLICY["Statement"]

    assert (allowed["Effect"], allowed["Action"], allowed["Resource"]) == ("Allow", "Update:*", "*")
    assert denied["Effect"] == "Deny"
    assert set(denied["Action"]) == {"Update:Replace", "Update:Delete"}
    assert denied["Resource"] == [
        f"LogicalResourceId/{name}" for name in sorted(DEPLOYED["immutable"])
    ]


def test_everything_that_is_kept_is_held_to_that() -> None:
    kept = {
        name
        for name, each in TEMPLATE.resources.items()
        if TEMPLATE.resolve(each.get("DeletionPolicy")) == "RetainExceptOnCreate"
    }

    logs = {name for name in kept if TEMPLATE.resources[name]["Type"] == "AWS::Logs::LogGroup"}
    assert kept - logs == set(DEPLOYED["immutable"])
