"""What AWS is asked to make: can it be made beside another stack, is it within AWS's limits."""

import json
from collections import Counter
from typing import Any

import pytest

from local.world import gateway
from local.world.template import ROOT, template
from shared import aws
from tests.expanded import expanded, named_in, needs, of_type, size_of

# Properties that give a name; what has one of a fixed text can be made once in an account.
NAMING = {
    "AliasName",
    "BucketName",
    "Domain",
    "FunctionName",
    "LogGroupName",
    "Name",
    "QueueName",
    "RoleName",
    "StateMachineName",
    "TableName",
    "TopicName",
    "UserPoolName",
}
# Named within something else that is the stack's own.
INSIDE = {"AWS::Lambda::Permission", "AWS::Lambda::EventSourceMapping", "AWS::Logs::MetricFilter"}


def test_a_name_has_the_stacks_in_it() -> None:
    """Or a second stack could not be made in the same account."""
    fixed = [
        (name, key)
        for name, each in expanded().items()
        if each["Type"] not in INSIDE
        for key, value in names_in(each.get("Properties", {}))
        if "AWS::StackName" not in set(named_in(value))
    ]

    assert fixed == []


def names_in(given: dict[str, Any]) -> list[tuple[str, Any]]:
    deeper = (
        given.get(f"{each}Config", {}) for each in ("OriginAccessControl", "ResponseHeadersPolicy")
    )
    return [pair for each in (given, *deeper) for pair in each.items() if pair[0] in NAMING]


def test_schedules_get_their_names_from_cloudformation() -> None:
    schedules = of_type("AWS::Scheduler::Schedule")

    assert len(schedules) >= 13
    assert [name for name, each in schedules.items() if "Name" in each] == []


def test_logs_that_are_kept_stand_in_the_way_of_no_new_stack() -> None:
    groups = of_type("AWS::Logs::LogGroup")

    assert len(groups) == 2
    assert [name for name, each in groups.items() if "LogGroupName" in each] == []


def test_no_stack_makes_or_takes_away_the_senders_identity() -> None:
    """It is known to SES before, and to other stacks too."""
    assert of_type("AWS::SES::EmailIdentity") == {}


def test_the_documents_say_how_much_concurrency_is_reserved() -> None:
    """A new account has ten executions in all, of which none can be reserved."""
    functions = of_type("AWS::Lambda::Function").values()

    reserved = sum(each.get("ReservedConcurrentExecutions", 0) for each in functions)

    told = " ".join((ROOT / "docs/operations.md").read_text(encoding="utf-8").split())
    assert f"the stack reserves {reserved} of it" in told
    assert reserved == 0


def test_a_stage_waits_until_the_account_may_write_access_logs() -> None:
    stages = [name for name, each in of_type("AWS::ApiGateway::Stage").items() if _logs(each)]

    assert len(stages) == 1
    assert [name for name in stages if "ApiAccount" not in needs(name)] == []


def _logs(stage: dict[str, Any]) -> bool:
    return "AccessLogSetting" in stage


def test_the_accounts_log_role_outlives_the_stack_that_set_it() -> None:
    """Also one that could not be made: other stacks already write their logs with its role."""
    for name in ("ApiAccount", "ApiLogRole"):
        assert expanded()[name]["DeletionPolicy"] == "Retain", name


def test_no_metric_is_paid_for_each_method() -> None:
    for stage in of_type("AWS::ApiGateway::Stage").values():
        settings = stage.get("MethodSettings", [])
        assert not any(each.get("MetricsEnabled") for each in settings)


@pytest.mark.parametrize("region", ["us-east-1", "ap-southeast-1", "eu-central-1", "me-south-1"])
def test_files_are_signed_at_the_host_that_the_page_may_ask(
    region: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The page's policy names `RegionalDomainName`, which has the region everywhere."""
    monkeypatch.delenv("AWS_ENDPOINT_URL", raising=False)
    session = aws.boto3.session.Session("test", "test", region_name=region)
    monkeypatch.setattr(aws, "_session", session)
    storage = aws.storage()

    shown = storage.generate_presigned_url("get_object", {"Bucket": "b-1", "Key": "k"})
    sent = storage.generate_presigned_post("b-1", "k")

    host = f"https://b-1.s3.{region}.amazonaws.com/"
    assert shown.startswith(host)
    assert sent["url"] == host
    policy = json.dumps(expanded()["AdminHeaders"])
    assert "${MediaBucket.RegionalDomainName}" in policy


def test_the_stack_has_room_below_the_limits_of_aws() -> None:
    """CloudFormation takes 500 resources, and API Gateway 300 parts of paths."""
    paths = [path for api in apis() for path in api["paths"]]
    parts = {path[: at or None] for path in paths for at in _slashes(path)}

    assert len(expanded()) <= 300
    assert len(parts) <= 280


def apis() -> list[dict[str, Any]]:
    return [each["Body"] for each in of_type("AWS::ApiGateway::RestApi").values()]


def _slashes(path: str) -> list[int]:
    return [at for at, letter in enumerate(path) if letter == "/" and at] + [0]


def test_sibling_parts_of_paths_have_one_variable() -> None:
    """API Gateway refuses /a/{one} beside /a/{two}."""
    seen: dict[str, str] = {}
    for path in (path for api in apis() for path in api["paths"]):
        parts = path.split("/")
        for at, part in enumerate(parts):
            if part.startswith("{"):
                assert seen.setdefault("/".join(parts[:at]), part) == part, path


def test_a_function_lets_an_api_call_it_by_one_permission_for_all_routes() -> None:
    """Its own policy takes 20 KB, and a stack 500 resources."""
    permissions = of_type("AWS::Lambda::Permission").values()
    called = {each.function for api in ("Api", "SandboxApi") for each in gateway.routes(api)}

    counted = Counter(next(named_in(each["FunctionName"])) for each in permissions)

    assert counted == dict.fromkeys({*called, "Authorizer"}, 1)


def test_a_permission_is_for_the_api_that_calls_the_function() -> None:
    for api in ("Api", "SandboxApi"):
        for name in {each.function for each in gateway.routes(api)}:
            source = of_type("AWS::Lambda::Permission")[f"{name}Permission"]["SourceArn"]["Fn::Sub"]
            assert source.endswith(f":${{{api}}}/*"), name
            assert expanded()[f"{name}Permission"].get("Condition") == _condition(name), name


def _condition(name: str) -> str | None:
    return expanded()[name].get("Condition")


def test_policies_and_machines_are_of_a_size_that_aws_takes() -> None:
    """10,240 bytes for all inline policies of a role, 1 MB for a machine."""
    for name, role in of_type("AWS::IAM::Role").items():
        assert size_of(role.get("Policies", [])) <= 9000, name
    for machine in template().of_type("AWS::Serverless::StateMachine"):
        assert len(template().definition(machine).encode()) <= 500_000, machine
    assert size_of(expanded()) <= 900_000
    assert (ROOT / "template.yaml").stat().st_size <= 900_000
