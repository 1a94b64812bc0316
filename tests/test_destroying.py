"""`make destroy`: asks, empties what must be empty, leaves what must stay, and tells of it."""

from typing import Any

import pytest

from local import destroying, stage
from local.build import template
from local.say import CannotGoOn
from tests.aws_answers import Account, Given, Refusal

RESOURCES = {
    "PagesBucket": "AWS::S3::Bucket",
    "MediaBucket": "AWS::S3::Bucket",
    "CasesTable": "AWS::DynamoDB::Table",
    "LedgerTable": "AWS::DynamoDB::Table",
    "DataKey": "AWS::KMS::Key",
    "StaffPool": "AWS::Cognito::UserPool",
    "OpenCompany": "AWS::Lambda::Function",
    "OpenCompanyRole": "AWS::IAM::Role",
}


class Deletion:
    """One `make destroy` of a stack; `emptied` has the buckets, in order."""

    def __init__(self, status: str, retain: str = "false", ends: str = "") -> None:
        self.status, self.retain, self.ends = status, retain, ends
        self.emptied: list[str] = []
        self.account = Account(
            {
                "DescribeStacks": self._stacks,
                "ListStackResources": lambda _: {"StackResourceSummaries": summaries()},
                "ListObjectVersions": lambda asked: listed(asked["Bucket"]),
                "DeleteObjects": self._delete_objects,
                "UpdateTerminationProtection": lambda _: {},
                "DeleteStack": self._delete,
                "DescribeStackEvents": lambda _: {"StackEvents": EVENTS},
            }
        )

    def run(self, name: str, typed: str, **asked: Any) -> None:
        wanted = stage.read(name)
        destroying.destroy(wanted, self.account.client, lambda _: typed, **asked)

    def _stacks(self, _: Given) -> Given:
        if self.status == "gone":
            raise Refusal("ValidationError", "Stack with id kyc does not exist")
        parameters = [{"ParameterKey": "RetainData", "ParameterValue": self.retain}]
        return {"Stacks": [{"StackStatus": self.status, "Parameters": parameters}]}

    def _delete_objects(self, asked: Given) -> Given:
        self.emptied += [f"{asked['Bucket']}/{each['Key']}" for each in asked["Delete"]["Objects"]]
        return {}

    def _delete(self, _: Given) -> Given:
        self.status = self.ends or "gone"
        return {}


def summaries() -> list[Given]:
    return [
        {"LogicalResourceId": name, "PhysicalResourceId": f"the-{name}", "ResourceType": kind}
        for name, kind in RESOURCES.items()
    ]


def listed(bucket: str) -> Given:
    return {
        "Versions": [{"Key": "now", "VersionId": "1"}],
        "DeleteMarkers": [{"Key": "before", "VersionId": "2"}],
    }


EVENTS = [
    {
        "LogicalResourceId": "PagesBucket",
        "ResourceStatus": "DELETE_FAILED",
        "ResourceStatusReason": "The bucket you tried to delete is not empty",
    },
    {"LogicalResourceId": "kyc", "ResourceStatus": "DELETE_IN_PROGRESS"},
]


def test_a_development_stage_goes_with_all_that_it_holds(
    capsys: pytest.CaptureFixture[str],
) -> None:
    deletion = Deletion("UPDATE_COMPLETE")

    deletion.run("default", "default\n")

    buckets = ("the-PagesBucket", "the-MediaBucket")
    assert deletion.emptied == [f"{each}/{key}" for each in buckets for key in ("now", "before")]
    assert deletion.status == "gone"
    assert "Nothing of the stack is left" in capsys.readouterr().out


def test_production_goes_only_when_it_is_known_that_its_data_stays(
    capsys: pytest.CaptureFixture[str],
) -> None:
    deletion = Deletion("UPDATE_COMPLETE", "true")

    with pytest.raises(CannotGoOn, match=r"keeps its data.*DATA=stays"):
        deletion.run("prod", "prod")
    assert deletion.status == "UPDATE_COMPLETE"
    deletion.run("prod", "prod", data_stays=True)

    assert deletion.emptied == ["the-PagesBucket/now", "the-PagesBucket/before"]
    told = capsys.readouterr().out
    kept = [name for name in RESOURCES if f"  {name}  the-{name}  (" in told]
    assert kept == ["MediaBucket", "CasesTable", "LedgerTable", "DataKey", "StaffPool"]
    assert "customers' files" in told


@pytest.mark.parametrize("typed", ["", "kyc", "yes", "prod", "Default", "default prod"])
def test_nothing_goes_unless_the_stages_name_is_typed(typed: str) -> None:
    deletion = Deletion("CREATE_COMPLETE")

    with pytest.raises(CannotGoOn, match="Nothing was deleted"):
        deletion.run("default", typed)

    assert deletion.account.asked == ["DescribeStacks"]


STILLBORN = ["ROLLBACK_COMPLETE", "ROLLBACK_FAILED", "CREATE_FAILED", "REVIEW_IN_PROGRESS"]


@pytest.mark.parametrize("status", STILLBORN)
def test_what_never_ran_goes_without_more_questions(status: str) -> None:
    deletion = Deletion(status, "true")

    deletion.run("prod", "prod")

    assert (deletion.status, deletion.emptied) == ("gone", [])


LATER = ["gone", "CREATE_IN_PROGRESS", "UPDATE_IN_PROGRESS", "DELETE_IN_PROGRESS"]


@pytest.mark.parametrize("status", LATER)
def test_a_stack_that_is_not_there_or_is_changing_is_left_alone(status: str) -> None:
    deletion = Deletion(status)

    with pytest.raises(CannotGoOn, match=r"no stack|wait"):
        deletion.run("default", "default")

    assert deletion.account.asked == ["DescribeStacks"]


def test_a_deletion_that_fails_says_of_what() -> None:
    deletion = Deletion("UPDATE_COMPLETE", ends="DELETE_FAILED")

    with pytest.raises(CannotGoOn, match=r"PagesBucket: The bucket you tried.*again"):
        deletion.run("default", "default")


def test_whatever_the_template_keeps_has_a_reason_that_is_told() -> None:
    kept = [each for each in template()["Resources"].values() if "DeletionPolicy" in each]

    assert {each["Type"] for each in kept} <= set(destroying.WHY_KEPT)
