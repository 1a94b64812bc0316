"""What a deployed role's statement allows taken away, one action or all, and given back."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from local.emulator_gaps import NAMELESS, WIDENED, widen_role
from local.stack import Stack

ALL = "all"


@contextmanager
def without(stack: Stack, resource: str, sid: str, action: str) -> Iterator[None]:
    """Inside, the role of that function or machine lacks the action of the statement `sid`."""
    # SAM names the role that it makes for a function or machine after it.
    iam, role = stack.client("iam"), physical_name(stack, f"{resource}Role")
    name, document = _policy_with(iam, role, sid)
    left = [_less(each, sid, action) for each in document["Statement"]]
    _put(iam, role, name, document | {"Statement": [each for each in left if each["Action"]]})
    nameless = any(
        NAMELESS.intersection(actions_of(each)) - set(actions_of(less))
        for each, less in zip(document["Statement"], left, strict=True)
    )
    if nameless:
        # The copy that the emulator needs goes with its original.
        iam.delete_role_policy(RoleName=role, PolicyName=WIDENED)
        widen_role(iam, role)
    try:
        yield
    finally:
        _put(iam, role, name, document)
        if nameless:
            widen_role(iam, role)


def physical_name(stack: Stack, resource: str) -> str:
    """What CloudFormation called that resource of the template."""
    answer = stack.client("cloudformation").describe_stack_resource(
        StackName="kyc", LogicalResourceId=resource
    )
    return str(answer["StackResourceDetail"]["PhysicalResourceId"])


def actions_of(statement: dict[str, Any]) -> list[str]:
    given: str | list[str] = statement["Action"]
    return [given] if isinstance(given, str) else given


def _less(statement: dict[str, Any], sid: str, action: str) -> dict[str, Any]:
    if statement.get("Sid") != sid:
        return statement
    left = [each for each in actions_of(statement) if action not in (each, ALL)]
    return statement | {"Action": left}


def _policy_with(iam: Any, role: str, sid: str) -> tuple[str, dict[str, Any]]:
    for name in iam.list_role_policies(RoleName=role)["PolicyNames"]:
        document = iam.get_role_policy(RoleName=role, PolicyName=name)["PolicyDocument"]
        if any(each.get("Sid") == sid for each in document["Statement"]):
            return name, document
    raise AssertionError(f"{role} has no statement {sid}")


def _put(iam: Any, role: str, name: str, document: dict[str, Any]) -> None:
    # IAM refuses a policy without statements.
    if document["Statement"]:
        iam.put_role_policy(RoleName=role, PolicyName=name, PolicyDocument=json.dumps(document))
    else:
        iam.delete_role_policy(RoleName=role, PolicyName=name)
