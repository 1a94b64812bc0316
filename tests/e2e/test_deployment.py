"""What SAM really sends to AWS, what it does when somebody says no, and two stages side by side."""

from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import is_zipfile

import pytest

from local import archive, deploying, destroying, restoring, stage
from local.build import BUILD, run_sam, write_template
from local.client import Api, Refused
from local.cloud import REGION, LocalCloud, environment
from local.operator import list_companies, open_company
from local.operator_billing import reconcile
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


def the_stage(name: str, **changed: str) -> Stage:
    parameters = stage.read("default").parameters | PARAMETERS | changed
    return Stage("default", name, REGION, parameters)


def deployed(
    cloud: LocalCloud, name: str, version: str, said: str, **changed: str
) -> list[dict[str, str]]:
    """What was published, one by one, by `make deploy` whose question got this answer."""
    published: list[dict[str, str]] = []
    template = BUILD / f"{name}.yaml"
    write_template(template, Version=version)
    built = Package(template, BUILD / "functions.zip", version)

    def sam(asked: list[str]) -> int:
        return run_sam(asked, environment(cloud.port), said)

    def publish(clients: Any, outputs: dict[str, str]) -> None:
        published.append(outputs)

    deploying.deploy(the_stage(name, **changed), cloud.client, lambda *_: built, sam, publish)
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


@pytest.fixture(scope="module")
def second(cloud: LocalCloud, stack: Stack) -> Stack:
    """Gone again at the end of the last test."""
    (outputs,) = deployed(cloud, SECOND, VERSION, "y\n")
    return Stack(cloud.port, outputs)


def names_of(cloud: LocalCloud, name: str) -> set[tuple[str, str]]:
    found = destroying.resources(cloud.client, name, the_stage(name).parameters)
    return {(each.kind, each.physical_id) for each in found if each.kind not in OWNED}


def schedules_of(cloud: LocalCloud) -> int:
    pages = cloud.client("scheduler").get_paginator("list_schedules").paginate()
    return sum(len(page["Schedules"]) for page in pages)


def test_two_stages_in_one_account_share_nothing(cloud: LocalCloud, second: Stack) -> None:
    first_names, second_names = names_of(cloud, NAME), names_of(cloud, SECOND)
    planned = [kind for kind, _ in first_names | second_names if kind == "AWS::Scheduler::Schedule"]

    assert first_names & second_names == set()
    assert len(first_names) == len(second_names)
    assert schedules_of(cloud) == len(planned) > 0
    assert second.outputs["Version"] == VERSION


def test_a_stage_goes_on_with_tables_that_were_restored(cloud: LocalCloud, second: Stack) -> None:
    """Emulated tables are restored as they are now: what AWS had at the moment is AWS's to know."""
    kept = opened(second, "Kept Lending")
    made = restoring.restore(cloud.client, SECOND, second.outputs, "")
    lost = opened(second, "Lost Lending")

    (outputs,) = deployed(cloud, SECOND, "later", "y\n", **made)

    after = Stack(cloud.port, outputs)
    later = opened(after, "Later Lending")
    known = {each["company_id"] for each in list_companies(after.client, outputs)}
    assert {name: outputs[name] for name in restoring.TABLES}.items() <= made.items()
    assert known == {kept, later}
    assert lost not in known
    assert set(reconcile(after.client, outputs, full=True).values()) == {0}
    mappings = after.client("lambda").list_event_source_mappings()["EventSourceMappings"]
    sources = [each["EventSourceArn"] for each in mappings]
    assert [each for each in sources if f"/{second['CasesTableName']}/" in each] == []
    assert [each for each in sources if f"/{made['CasesTableName']}/" in each]


def opened(stack: Stack, name: str) -> str:
    address = f"first@{name.partition(' ')[0].lower()}.example.com"
    return open_company(stack.client, stack.outputs, name, "lending", address)


def test_a_stage_goes_whole_and_leaves_the_others_alone(cloud: LocalCloud, second: Stack) -> None:
    first_names, buckets = names_of(cloud, NAME), ("PagesBucketName", "MediaBucketName")
    for name in buckets:
        second.client("s3").put_object(Bucket=second[name], Key="a/file", Body=b"content")

    destroying.destroy(the_stage(SECOND), cloud.client, lambda _: "default")

    assert stage.look(cloud.client, SECOND).status == stage.WITHOUT_A_STACK
    assert names_of(cloud, NAME) == first_names
    kinds = [kind for kind, _ in first_names]
    assert schedules_of(cloud) == kinds.count("AWS::Scheduler::Schedule")
    left = [each["Name"] for each in cloud.client("s3").list_buckets()["Buckets"]]
    assert [each for each in left if each.startswith(SECOND)] == []
    with pytest.raises(Refused, match="unauthenticated"):
        Api(Stack(cloud.port, stage.look(cloud.client, NAME).outputs).api_url).get("/v1/keys")
