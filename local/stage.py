"""A stage as samconfig.toml describes it, what forbids deploying it, and how its stack is."""

import shlex
import tomllib
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import Any

import boto3
from botocore.exceptions import ClientError

from local.build import template
from local.cloud import ROOT
from local.say import CannotGoOn

WITHOUT_A_STACK = "no stack"
BEGINNINGS = ("CREATE_IN_PROGRESS", "UPDATE_IN_PROGRESS", "DELETE_IN_PROGRESS")

# By service; of another region where one is named.
Clients = Callable[..., Any]
Parameters = Mapping[str, str]


@dataclass(frozen=True)
class Stage:
    """`parameters` are all that the template has: what samconfig.toml leaves out is its default.

    SAM would leave such a one as it was at the last deployment, whatever the template says now.
    """

    name: str
    stack_name: str
    region: str | None
    parameters: dict[str, str]

    @property
    def retains(self) -> bool:
        return self.parameters["RetainData"] == "true"

    @property
    def is_unprotected(self) -> bool:
        return self.retains and self.parameters["DeletionProtection"] != "true"

    @property
    def has_page(self) -> bool:
        return self.parameters["AdminPage"] == "true"

    def following(self, before: "Standing") -> "Stage":
        """Tables that AWS refuses to delete come with the second deployment.

        A first one that fails is taken back by deleting what it made.
        """
        if not (self.retains and before.is_deployed):
            return self
        return replace(self, parameters=self.parameters | {"DeletionProtection": "true"})


@dataclass(frozen=True)
class Standing:
    """A stack as CloudFormation describes it; of none, the status is WITHOUT_A_STACK."""

    status: str = WITHOUT_A_STACK
    outputs: dict[str, str] = field(default_factory=dict)
    parameters: dict[str, str] = field(default_factory=dict)

    @property
    def is_deployed(self) -> bool:
        return self.status in ("CREATE_COMPLETE", "IMPORT_COMPLETE") or self.status.startswith(
            ("UPDATE_COMPLETE", "UPDATE_ROLLBACK_COMPLETE")
        )


def read(name: str) -> Stage:
    config = tomllib.loads((ROOT / "samconfig.toml").read_text())
    try:
        given = config[name]["deploy"]["parameters"]
    except KeyError:
        known = ", ".join(each for each in config if each not in ("version", "local"))
        raise CannotGoOn(f"samconfig.toml has no stage {name}, only {known}.") from None
    chosen = dict(each.split("=", 1) for each in shlex.split(given["parameter_overrides"]))
    if strange := sorted(set(chosen) - set(defaults())):
        raise CannotGoOn(f"The template has no parameter {', '.join(strange)} (samconfig.toml).")
    return Stage(name, given["stack_name"], given.get("region"), defaults() | chosen)


def defaults() -> dict[str, str]:
    declared = template()["Parameters"].items()
    return {name: str(each.get("Default", "")) for name, each in declared}


def clients_of(stage: Stage) -> Clients:
    """Of the caller's AWS profile, and of the stage's region where samconfig.toml names one."""
    session: Any = boto3.session.Session(region_name=stage.region)
    if not session.region_name:
        raise CannotGoOn("No region: set AWS_DEFAULT_REGION, or `region` in samconfig.toml.")
    client: Clients = session.client
    return client


def look(clients: Clients, name: str) -> Standing:
    cloudformation = clients("cloudformation")
    try:
        found = cloudformation.describe_stacks(StackName=name)["Stacks"][0]
    except ClientError as error:
        if "does not exist" in str(error):
            return Standing()
        raise
    outputs = {each["OutputKey"]: each["OutputValue"] for each in found.get("Outputs", [])}
    given = found.get("Parameters", [])
    parameters = {each["ParameterKey"]: each["ParameterValue"] for each in given}
    return Standing(found["StackStatus"], outputs, parameters)


def cause(clients: Clients, name: str) -> str:
    """The first resource that failed since the newest deployment or deletion began, and why."""
    cloudformation, first = clients("cloudformation"), ""
    pages = cloudformation.get_paginator("describe_stack_events").paginate(StackName=name)
    with suppress(ClientError):
        # Newest first; other resources are cancelled because of the oldest failure.
        for event in (event for page in pages for event in page["StackEvents"]):
            status, resource = event["ResourceStatus"], event["LogicalResourceId"]
            if resource == name and status in BEGINNINGS:
                break
            if status.endswith("_FAILED") and resource != name:
                first = f"{resource}: {event.get('ResourceStatusReason', 'no reason given')}"
    return first


def broken_rules(parameters: Parameters) -> list[str]:
    """What CloudFormation would refuse after the upload: the template's own rules, asked before."""
    found = []
    for rule in template().get("Rules", {}).values():
        if "RuleCondition" not in rule or holds(rule["RuleCondition"], parameters):
            failed = [each for each in rule["Assertions"] if not holds(each["Assert"], parameters)]
            found += [each["AssertDescription"] for each in failed]
    return found


def holds(condition: dict[str, Any], parameters: Parameters) -> bool:
    ((function, given),) = condition.items()
    match function:
        case "Condition":
            return holds(template()["Conditions"][given], parameters)
        case "Fn::Not":
            return not holds(given[0], parameters)
        case "Fn::And":
            return all(holds(each, parameters) for each in given)
        case "Fn::Or":
            return any(holds(each, parameters) for each in given)
        case "Fn::Equals":
            return _value(given[0], parameters) == _value(given[1], parameters)
        case "Fn::Contains":
            return _value(given[1], parameters) in given[0]
    raise NotImplementedError(f"{function} in template.yaml")


def _value(value: Any, parameters: Parameters) -> str:
    return parameters[value["Ref"]] if isinstance(value, dict) else str(value)
