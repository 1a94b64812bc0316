"""`make destroy STAGE=…`: the stage's stack and what CloudFormation would stumble over.

Buckets are emptied first, because only an empty one can be deleted. A stage that keeps its data
is refused, unless `--data-stays` (`make destroy … DATA=stays`) says that this is known: then the
stack goes, and what holds data stays in the account, with nobody's code around it.
"""

import argparse
import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError, WaiterError

from local import stage
from local.build import template
from local.say import CannotGoOn, exit_code_of, out, phase
from local.stage import WITHOUT_A_STACK, Clients, Parameters, Stage, Standing

# These never served anybody: nothing in them is worth keeping.
STILLBORN = ("REVIEW_IN_PROGRESS", "CREATE_FAILED", "ROLLBACK_COMPLETE", "ROLLBACK_FAILED")
WHY_KEPT = {
    "AWS::KMS::Key": "without it what is kept cannot be read",
    "AWS::DynamoDB::Table": "customers or money",
    "AWS::S3::Bucket": "customers' files",
    "AWS::SecretsManager::Secret": "kept data or a contract depends on it",
    "AWS::Cognito::UserPool": "staff and their passwords",
    "AWS::Logs::LogGroup": "who did what",
    "AWS::IAM::Role": "other stacks of the account write logs with it",
    "AWS::ApiGateway::Account": "other stacks of the account write logs with it",
}

Ask = Callable[[str], str]


@dataclass(frozen=True)
class Resource:
    logical_id: str
    physical_id: str
    kind: str
    is_kept: bool


def destroy(wanted: Stage, clients: Clients, ask: Ask, *, data_stays: bool = False) -> None:
    name = wanted.stack_name
    standing = stage.look(clients, name)
    require_destroyable(wanted, standing, data_stays=data_stays)
    typed = ask(f"Type {wanted.name} to delete the stack {name} and all that it holds: ")
    if typed.strip() != wanted.name:
        raise CannotGoOn("That was another name. Nothing was deleted.")
    found = resources(clients, name, wanted.parameters | standing.parameters)
    cloudformation = clients("cloudformation")
    if standing.status not in STILLBORN:
        for bucket in (each for each in found if each.kind == "AWS::S3::Bucket"):
            if not bucket.is_kept:
                with phase(f"empty {bucket.physical_id}"):
                    empty(clients("s3"), bucket.physical_id)
        cloudformation.update_termination_protection(
            StackName=name, EnableTerminationProtection=False
        )
    with phase(f"delete {name}"):
        cloudformation.delete_stack(StackName=name)
        _wait(clients, name)
    tell(found if standing.status not in STILLBORN else [])


def require_destroyable(wanted: Stage, standing: Standing, *, data_stays: bool) -> None:
    name, status = wanted.stack_name, standing.status
    if status == WITHOUT_A_STACK:
        raise CannotGoOn(f"There is no stack {name}.")
    if status.endswith("_IN_PROGRESS") and status not in STILLBORN:
        raise CannotGoOn(f"{name} is {status}: wait until that is done.")
    keeps = standing.parameters.get("RetainData", "true") == "true" and status not in STILLBORN
    if keeps and not data_stays:
        raise CannotGoOn(
            f"{name} keeps its data: tables, files, key and staff would stay, without a service. "
            f"If that is what you want, run `make destroy STAGE={wanted.name} DATA=stays`."
        )


def resources(clients: Clients, name: str, parameters: Parameters) -> list[Resource]:
    pages = clients("cloudformation").get_paginator("list_stack_resources")
    written = template()["Resources"]
    return [
        Resource(
            each["LogicalResourceId"],
            each["PhysicalResourceId"],
            each["ResourceType"],
            is_kept(written.get(each["LogicalResourceId"], {}), parameters),
        )
        for page in pages.paginate(StackName=name)
        for each in page["StackResourceSummaries"]
        if each.get("PhysicalResourceId")
    ]


def is_kept(written: dict[str, Any], parameters: Parameters) -> bool:
    policy = written.get("DeletionPolicy", "Delete")
    if isinstance(policy, dict):
        condition, kept, otherwise = policy["Fn::If"]
        chosen = stage.holds({"Condition": condition}, parameters)
        policy = kept if chosen else otherwise
    return str(policy).startswith("Retain")


def empty(s3: Any, bucket: str) -> None:
    """With all versions, should somebody have switched them on."""
    try:
        for page in s3.get_paginator("list_object_versions").paginate(Bucket=bucket):
            listed = page.get("Versions", []) + page.get("DeleteMarkers", [])
            keys = [{"Key": each["Key"], "VersionId": each["VersionId"]} for each in listed]
            if keys:
                s3.delete_objects(Bucket=bucket, Delete={"Objects": keys, "Quiet": True})
    except s3.exceptions.NoSuchBucket:
        return


def tell(found: list[Resource]) -> None:
    kept = [each for each in found if each.is_kept]
    if not kept:
        out.print("Nothing of the stack is left.")
        return
    out.print("Deleted. These stay, and cost what they cost:")
    for each in kept:
        why = WHY_KEPT.get(each.kind, "it is shared or holds data")
        out.print(f"  {each.logical_id}  {each.physical_id}  ({why})", markup=False)


def _wait(clients: Clients, name: str) -> None:
    try:
        clients("cloudformation").get_waiter("stack_delete_complete").wait(
            StackName=name, WaiterConfig={"Delay": 5, "MaxAttempts": 720}
        )
    except WaiterError:
        why = stage.cause(clients, name) or "see its events"
        raise CannotGoOn(
            f"{name} was not deleted ({why}). Running this again goes on from there."
        ) from None


def main() -> int:
    parser = argparse.ArgumentParser(prog="make destroy", description=__doc__)
    parser.add_argument("--stage", required=True, help="as in samconfig.toml")
    parser.add_argument("--data-stays", action="store_true", help="also a stage that keeps data")
    asked = parser.parse_args()
    wanted = stage.read(asked.stage)
    try:
        destroy(wanted, stage.clients_of(wanted), input, data_stays=asked.data_stays)
    except (BotoCoreError, ClientError) as error:
        raise CannotGoOn(str(error)) from None
    except EOFError:
        raise CannotGoOn("Nobody typed the stage's name. Nothing was deleted.") from None
    return 0


if __name__ == "__main__":
    sys.exit(exit_code_of(main))
