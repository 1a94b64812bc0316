"""template.yaml and the machine say what the code does, and grant and wait within limits."""

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest

from local import openapi
from local.world import functions, gateway
from local.world.template import ROOT, template
from shared import errors
from shared.settings import Settings
from tests.source import python_files

TEMPLATE = template()
FUNCTIONS = TEMPLATE.functions()
MACHINES = TEMPLATE.of_type("AWS::Serverless::StateMachine")
PREFIXES = ("States.", "Lambda.")
# Read by libraries or by AWS, and not by our settings.
LIBRARIES_READ = {
    "POWERTOOLS_SERVICE_NAME",
    "POWERTOOLS_LOG_LEVEL",
    "POWERTOOLS_METRICS_NAMESPACE",
}
AUTHORIZER_OF = {"company": "KeyAuthorizer", "customer": "KeyAuthorizer", "anyone": "NONE"}


def definition_of(machine: str) -> dict[str, Any]:
    return dict(json.loads((ROOT / MACHINES[machine]["DefinitionUri"]).read_text(encoding="utf-8")))


STATES = [
    pytest.param(machine, name, state, id=name)
    for machine in MACHINES
    for name, state in definition_of(machine)["States"].items()
]
TASKS = [each for each in STATES if each.values[2]["Type"] == "Task"]


def statements() -> Iterator[tuple[str, dict[str, Any]]]:
    """Every IAM statement with the resource that has it."""
    for name, resource in TEMPLATE.resources.items():
        yield from ((name, each) for each in _statements_in(resource))


def _statements_in(part: Any) -> Iterator[dict[str, Any]]:
    if isinstance(part, dict):
        if "Effect" in part and "Action" in part:
            yield part
        for each in part.values():
            yield from _statements_in(each)
    elif isinstance(part, list):
        for each in part:
            yield from _statements_in(each)


def test_the_routes_of_the_template_are_the_routes_of_the_code() -> None:
    deployed = sorted((each.method, each.path) for each in gateway.routes())

    coded = sorted(each for found in openapi.slices().values() for each in found)

    assert deployed == coded


@pytest.mark.parametrize(
    "deployed", gateway.routes(), ids=lambda route: f"{route.method} {route.path}"
)
def test_a_route_lets_in_whom_its_permission_allows(deployed: gateway.Route) -> None:
    route = openapi.route(deployed.method, deployed.path)

    wanted = {AUTHORIZER_OF.get(role, "StaffAuthorizer") for role in route.roles}

    assert wanted == {deployed.authorizer}


@pytest.mark.parametrize(
    "deployed", gateway.routes(), ids=lambda route: f"{route.method} {route.path}"
)
def test_a_route_leads_to_the_function_that_serves_it(deployed: gateway.Route) -> None:
    handler = functions.handler_of(deployed.function)

    assert (deployed.method, deployed.path) in handler.routes


@pytest.mark.parametrize(("machine", "name", "state"), TASKS)
def test_a_state_its_function_and_its_handler_have_one_name(
    machine: str, name: str, state: dict[str, Any]
) -> None:
    snake = re.sub(r"(?<!^)(?=[A-Z])", "_", name).lower()

    handler = FUNCTIONS[name]["Handler"]

    assert re.fullmatch(rf"[a-z]+\.tasks\.{snake}", handler)
    assert state["Parameters"]["FunctionName"] == f"${{{name}}}"
    given = MACHINES[machine]["DefinitionSubstitutions"][name]
    assert TEMPLATE.resolve(given) == TEMPLATE.arn(name)


@pytest.mark.parametrize("name", FUNCTIONS)
def test_every_handler_exists(name: str) -> None:
    assert callable(functions.handler_of(name))


@pytest.mark.parametrize(("machine", "name", "state"), STATES)
def test_the_machine_only_routes_and_says_why(
    machine: str, name: str, state: dict[str, Any]
) -> None:
    assert state["Type"] in ("Task", "Choice", "Succeed", "Fail")
    assert len(state["Comment"]) > 20
    assert not {"InputPath", "OutputPath", "Result", "QueryLanguage"} & set(state)


@pytest.mark.parametrize(("machine", "name", "state"), TASKS)
def test_nothing_waits_for_ever(machine: str, name: str, state: dict[str, Any]) -> None:
    assert 0 < state["TimeoutSeconds"] <= 366 * 24 * 3600
    assert all(each["MaxAttempts"] <= 10 for each in state["Retry"])


@pytest.mark.parametrize(("machine", "name", "state"), TASKS)
def test_every_error_that_the_machine_names_exists(
    machine: str, name: str, state: dict[str, Any]
) -> None:
    handlers = state.get("Retry", []) + state.get("Catch", [])

    named = [error for each in handlers for error in each["ErrorEquals"]]

    ours = [each for each in named if not each.startswith(PREFIXES)]
    assert [each for each in ours if not hasattr(errors, each)] == []
    assert "States.ALL" not in named, "it hides what nobody thought of"


@pytest.mark.parametrize("machine", MACHINES)
def test_substitutions_stand_inside_quotes(machine: str) -> None:
    text = (ROOT / MACHINES[machine]["DefinitionUri"]).read_text(encoding="utf-8")

    found = set(re.findall(r"\$\{(\w+)}", text))

    assert found == set(MACHINES[machine]["DefinitionSubstitutions"])
    assert text.count("${") == len(re.findall(r'"\$\{\w+}"', text))


def test_no_permission_is_for_everything() -> None:
    wide = {(name, each.get("Sid")) for name, each in statements() if _is_wide(each)}

    allowed = {name for name in wide if name[0] in TEMPLATE.of_type("AWS::KMS::Key")}

    assert wide - allowed == {("Verification", "DeliverLogs")}


def _is_wide(statement: dict[str, Any]) -> bool:
    resources = statement.get("Resource", [])
    return "*" in (resources if isinstance(resources, list) else [resources])


def test_mails_are_sent_to_anybody_in_the_name_of_our_sender_only() -> None:
    """While SES is in its sandbox it asks for a right on the recipient's identity as well."""
    mailing = [each for _, each in statements() if "ses:SendEmail" in str(each["Action"])]

    assert mailing
    for each in mailing:
        assert each["Resource"]["Fn::Sub"].endswith(":identity/*")
        assert each["Condition"] == {"StringEquals": {"ses:FromAddress": {"Ref": "SenderEmail"}}}


def test_every_action_is_named() -> None:
    everywhere = [
        (name, each["Sid"])
        for name, each in statements()
        if each["Effect"] == "Allow"
        for action in ([each["Action"]] if isinstance(each["Action"], str) else each["Action"])
        if "*" in action and not action.startswith("kms:")
    ]

    assert everywhere == []


def test_every_function_has_the_same_code_log_and_limits() -> None:
    shared = TEMPLATE.raw["Globals"]["Function"]
    own = {"CodeUri", "LoggingConfig", "Runtime", "Architectures", "Environment"}
    # The sandbox's table, the queues and key of webhooks, and the pool of staff are for few.
    theirs = ("Sandbox", "Webhook", "Publish", "Deliver", "StaffApi", "OpenCompany")
    allowed = {name: {"Environment"} for name in FUNCTIONS if name.startswith(theirs)}

    assert shared["CodeUri"] == "functions/"
    assert shared["LoggingConfig"]["LogGroup"] == {"Ref": "Logs"}
    found = {name: own & set(each) for name, each in FUNCTIONS.items() if own & set(each)}
    assert found == allowed


def test_an_alarm_hears_every_function() -> None:
    """All functions share one log, and one filter over it feeds the alarm."""
    heard = TEMPLATE.of_type("AWS::Logs::MetricFilter")["FunctionErrorFilter"]
    alarm = TEMPLATE.resources["FunctionErrors"]["Properties"]

    (metric,) = heard["MetricTransformations"]

    assert heard["LogGroupName"] == {"Ref": "Logs"}
    assert (metric["MetricNamespace"], metric["MetricName"]) == (
        alarm["Namespace"],
        alarm["MetricName"],
    )
    assert '$.level = "ERROR"' in heard["FilterPattern"]
    assert "platform.report" in heard["FilterPattern"]


def test_every_alarm_goes_out() -> None:
    for name, alarm in TEMPLATE.of_type("AWS::CloudWatch::Alarm").items():
        assert alarm["AlarmActions"] == [{"Ref": "AlarmTopic"}], name
        assert alarm["AlarmDescription"], name


def test_the_environment_is_what_the_settings_read() -> None:
    read = {name.upper() for name in Settings.model_fields}

    assert set(TEMPLATE.environment()) - LIBRARIES_READ == read


def test_only_the_settings_read_the_environment() -> None:
    # AWS_REGION is given by Lambda itself.
    allowed = {"settings.py", "items.py"}

    readers = [
        path.name
        for path in python_files("functions")
        if re.search(r"os\.(environ|getenv)", path.read_text(encoding="utf-8"))
    ]

    assert set(readers) <= allowed


def test_a_file_that_is_deleted_is_gone() -> None:
    """A bucket with versions keeps what it deletes (functions/submit/erasure.py)."""
    assert "VersioningConfiguration" not in TEMPLATE.resources["MediaBucket"]["Properties"]


def test_data_outlives_the_stack() -> None:
    kept = ["CasesTable", "LedgerTable", "MediaBucket", "DataKey", "IdentitySecret", "StaffPool"]

    for name in kept:
        rules = TEMPLATE.resources[name]
        # Of a stack that was made: what a failed first try made is cleared away with it.
        assert TEMPLATE.resolve(rules["DeletionPolicy"]) == "RetainExceptOnCreate", name
        assert TEMPLATE.resolve(rules["UpdateReplacePolicy"]) == "Retain", name
