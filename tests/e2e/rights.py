"""One statement of a deployed role taken away, and given back."""

import json
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

from local.emulator_gaps import WIDENED, widen_rights
from local.stack import Stack


@contextmanager
def without(stack: Stack, resource: str, sid: str) -> Iterator[None]:
    """Inside, the role of that function or machine lacks the statement `sid`."""
    # SAM names the role that it makes for a function or machine after it.
    iam, role = stack.client("iam"), physical_name(stack, f"{resource}Role")
    name, document = _policy_with(iam, role, sid)
    left = [each for each in document["Statement"] if each.get("Sid") != sid]
    _put(iam, role, name, document | {"Statement": left})
    # The copy that the emulator needs goes with its original.
    with suppress(iam.exceptions.NoSuchEntityException):
        iam.delete_role_policy(RoleName=role, PolicyName=WIDENED)
    widen_rights(iam)
    try:
        yield
    finally:
        _put(iam, role, name, document)
        widen_rights(iam)


def physical_name(stack: Stack, resource: str) -> str:
    """What CloudFormation called that resource of the template."""
    answer = stack.client("cloudformation").describe_stack_resource(
        StackName="kyc", LogicalResourceId=resource
    )
    return str(answer["StackResourceDetail"]["PhysicalResourceId"])


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
