"""What SAM really sends to AWS, what it does when somebody says no, and two stages side by side."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import is_zipfile

import pytest

from local import archive, deploying, destroying, stage
from local.build import BUILD, run_sam, write_template
from local.client import Api, Refused
from local.cloud import REGION, LocalCloud, environment
from local.package import Package
from local.say import CannotGoOn
from local.stack import NAME, PARAMETERS, Stack
from local.stage import Stage

SECOND, VERSION = "kyc-second", "0123456789abcdef"
# Their names are their owners', and the setting of which there is one for the account.
OWNED = {
    "AWS::ApiGateway::Account",
    "AWS::ApiGateway::Stage",
    "AWS::Cognito::UserPoolGroup",
    "AWS::Lambda::Permission",
}


def the_stage(name: str) -> Stage:
    parameters = stage.read("default").parameters | PARAMETERS
    return Stage("default", name, REGION, parameters)


def deployed(cloud: LocalCloud, name: str, version: str, said: str) -> list[dict[str, str]]:
    """What was published, one by one, by `make deploy` whose question got this answer."""
    published: list[dict[str, str]] = []
    template = BUILD / f"{name}.yaml"
    write_template(template, Version=version)
    built = Package(template, BUILD / "functions.zip", version)

    def sam(asked: list[str]) -> int:
        return run_sam(asked, environment(cloud.port), said)

    def publish(clients: Any, outputs: dict[str, str]) -> None:
        published.append(outputs)

    deploying.deploy(the_stage(name), cloud.client, lambda *_: built, sam, publish)
    return published


def test_the_archive_that_sam_uploads_has_bytecode_that_lambda_trusts(
    stack: Stack, tmp_path: Path
) -> None:
    s3, uploaded = stack.client("s3"), tmp_path / "uploaded.zip"
    bucket = stage.look(stack.client, "aws-sam-cli-managed-default").outputs["SourceBucket"]
    keys = [each["Key"] for each in s3.list_objects_v2(Bucket=bucket)["Contents"]]
    found = [s3.get_object(Bucket=bucket, Key=key)["Body"].read() for key in keys]
    (content,) = (each for each in found if is_zipfile(BytesIO(each)))

    uploaded.write_bytes(content)

    assert content == (BUILD / "functions.zip").read_bytes()
    assert archive.faults(uploaded) == []


def test_declined_changes_publish_nothing(
    cloud: LocalCloud, stack: Stack, capfd: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(CannotGoOn, match="Nothing was published"):
        deployed(cloud, NAME, "a version that does not run", "n\n")

    assert "Deploy this changeset?" in capfd.readouterr().out
    assert stage.look(cloud.client, NAME).outputs == stack.outputs


@pytest.fixture
def second(cloud: LocalCloud, stack: Stack) -> Iterator[Stack]:
    (outputs,) = deployed(cloud, SECOND, VERSION, "y\n")
    yield Stack(cloud.port, outputs)
    if stage.look(cloud.client, SECOND).is_deployed:
        destroying.destroy(the_stage(SECOND), cloud.client, lambda _: "default")


def names_of(cloud: LocalCloud, name: str) -> set[tuple[str, str]]:
    found = destroying.resources(cloud.client, name, the_stage(name).parameters)
    return {(each.kind, each.physical_id) for each in found if each.kind not in OWNED}


def schedules_of(cloud: LocalCloud) -> int:
    pages = cloud.client("scheduler").get_paginator("list_schedules").paginate()
    return sum(len(page["Schedules"]) for page in pages)


def test_two_stages_in_one_account_share_nothing_and_one_goes_without_the_other(
    cloud: LocalCloud, second: Stack
) -> None:
    first_names, second_names = names_of(cloud, NAME), names_of(cloud, SECOND)
    planned = [kind for kind, _ in first_names | second_names if kind == "AWS::Scheduler::Schedule"]

    assert first_names & second_names == set()
    assert len(first_names) == len(second_names)
    assert schedules_of(cloud) == len(planned) > 0
    assert second.outputs["Version"] == VERSION

    second.client("s3").put_object(Bucket=second["PagesBucketName"], Key="a", Body=b"page")
    second.client("s3").put_object(Bucket=second["MediaBucketName"], Key="b", Body=b"file")
    destroying.destroy(the_stage(SECOND), cloud.client, lambda _: "default")

    assert stage.look(cloud.client, SECOND).status == stage.WITHOUT_A_STACK
    assert names_of(cloud, NAME) == first_names
    assert schedules_of(cloud) == len(planned) // 2
    left = [each["Name"] for each in cloud.client("s3").list_buckets()["Buckets"]]
    assert [each for each in left if each.startswith(SECOND)] == []
    with pytest.raises(Refused, match="unauthenticated"):
        Api(Stack(cloud.port, stage.look(cloud.client, NAME).outputs).api_url).get("/v1/keys")
