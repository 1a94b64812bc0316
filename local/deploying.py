"""`make deploy STAGE=…`: from the source to a stage on AWS, and its page only if that succeeded.

Whatever can be known beforehand is asked before anything is built. SAM shows the changes and asks;
it also ends well when they were declined. So the stack itself is asked afterwards: the page is
published when the version that runs is the one that was built.
"""

import argparse
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError

from local import package, regions, site, stage
from local.build import run_sam
from local.cloud import NO_BYTECODE, ROOT
from local.package import Package
from local.say import CannotGoOn, exit_code_of, out
from local.stage import WITHOUT_A_STACK, Clients, Stage, Standing

# SAM's own end, with what it asked and was told on the terminal.
Sam = Callable[[list[str]], int]
Build = Callable[[str, dict[str, str]], Package]
Publish = Callable[[Clients, dict[str, str]], None]

POLICY = ROOT / "stack-policy.json"
# Of no use to anybody: CloudFormation lets such a stack be deleted only.
DEAD = ("ROLLBACK_COMPLETE", "ROLLBACK_FAILED", "CREATE_FAILED", "DELETE_FAILED")
AGAIN = "`make deploy` again goes on from there."
DELETE_ONLY = (
    "AWS lets it be deleted only. Run `make destroy STAGE={stage}`, mend the cause, deploy again."
)
MEND = {
    "UPDATE_FAILED": f"some of it is new, the rest is not. Mend the cause. {AGAIN}",
    "UPDATE_ROLLBACK_COMPLETE": (
        f"the version before runs on, with its page. Mend the cause. {AGAIN}"
    ),
    "UPDATE_ROLLBACK_FAILED": (
        "mend the cause and run `aws cloudformation continue-update-rollback --stack-name {name}`."
    ),
}


def deploy(wanted: Stage, clients: Clients, build: Build, sam: Sam, publish: Publish) -> None:
    wanted = wanted.following(require_possible(wanted, clients))
    built = build(wanted.parameters["Architecture"], wanted.parameters)
    code = sam(arguments(wanted, built.template))
    standing = stage.look(clients, wanted.stack_name)
    require_deployed(wanted, clients, standing, built.version, code)
    protect(wanted, clients)
    if wanted.has_page:
        publish(clients, standing.outputs)
        out.print(f"The admin page: {standing.outputs['AdminUrl']}")
    out.print(f"The API: {standing.outputs['ApiUrl']}")
    if wanted.is_unprotected:
        out.print("Deploy once more: AWS then refuses to delete the tables and the staff pool.")


def arguments(wanted: Stage, built: Path) -> list[str]:
    given = [f'{name}="{value}"' for name, value in wanted.parameters.items()]
    return [
        *("deploy", "--config-file", str(ROOT / "samconfig.toml"), "--config-env", wanted.name),
        *("--stack-name", wanted.stack_name),
        *("--template-file", str(built), "--no-fail-on-empty-changeset"),
        *("--parameter-overrides", *given),
    ]


def require_possible(wanted: Stage, clients: Clients) -> Standing:
    wrong = stage.broken_rules(wanted.parameters)
    if wrong:
        where = f"samconfig.toml, [{wanted.name}.deploy.parameters]"
        raise CannotGoOn(f"Stage {wanted.name} is not ready ({where}): {'; '.join(wrong)}.")
    require_region(clients("cloudformation").meta.region_name, wanted.parameters["MailRegion"])
    standing = stage.look(clients, wanted.stack_name)
    if standing.status in DEAD or _is_busy(standing):
        raise CannotGoOn(what_to_do(wanted, standing, ""))
    return standing


def require_region(region: str, mail_region: str) -> None:
    """CloudFormation would say so after a quarter of an hour."""
    if region not in regions.REGIONS:
        known = ", ".join(regions.REGIONS)
        raise CannotGoOn(f"{region} does not have all that the stack needs. These do: {known}.")
    mails = mail_region or region
    if mails not in regions.REGIONS or mails in regions.WITHOUT_MAIL:
        raise CannotGoOn(f"{mails} has no SES: name a region that has it as MailRegion.")


def require_deployed(
    wanted: Stage, clients: Clients, standing: Standing, version: str, code: int
) -> None:
    """Also of an empty change set, when only the page is new: what runs is what was built."""
    if code or not standing.is_deployed or standing.outputs.get("Version") != version:
        has_stack = standing.status != WITHOUT_A_STACK
        why = stage.cause(clients, wanted.stack_name) if has_stack else ""
        raise CannotGoOn(f"Nothing was published. {what_to_do(wanted, standing, why)}")


def what_to_do(wanted: Stage, standing: Standing, why: str) -> str:
    """Of a stack that does not run what was built, or cannot be deployed to."""
    name, status = wanted.stack_name, standing.status
    if status in (WITHOUT_A_STACK, "REVIEW_IN_PROGRESS"):
        return f"{name} has no resources yet: the changes were declined, or SAM stopped. {AGAIN}"
    if status in ("CREATE_COMPLETE", "IMPORT_COMPLETE", "UPDATE_COMPLETE"):
        return f"{name} runs what it ran before: the changes were declined, or SAM stopped. {AGAIN}"
    if status in DEAD:
        rest = DELETE_ONLY
    elif _is_busy(standing):
        rest = f"wait until that is done. {AGAIN}"
    else:
        rest = MEND.get(status, f"look at it in CloudFormation's console. {AGAIN}")
    known = f"{name} is {status}{f' ({why})' if why else ''}"
    return f"{known}: {rest.format(name=name, stage=wanted.name)}"


def protect(wanted: Stage, clients: Clients) -> None:
    """Where data is kept, nobody deletes the stack by the way, and no update replaces a table.

    The old one would be kept, but the service would go on with an empty one.
    """
    if wanted.retains:
        cloudformation, policy = clients("cloudformation"), POLICY.read_text(encoding="utf-8")
        cloudformation.update_termination_protection(
            StackName=wanted.stack_name, EnableTerminationProtection=True
        )
        cloudformation.set_stack_policy(StackName=wanted.stack_name, StackPolicyBody=policy)


def publish_page(clients: Clients, outputs: dict[str, str]) -> None:
    region: str = clients("cloudformation").meta.region_name
    site.publish(clients, outputs, site.config(outputs, region))


def _is_busy(standing: Standing) -> bool:
    return standing.status.endswith("_IN_PROGRESS") and standing.status != "REVIEW_IN_PROGRESS"


def main() -> int:
    parser = argparse.ArgumentParser(prog="make deploy", description=__doc__)
    parser.add_argument("--stage", default="default", help="as in samconfig.toml")
    wanted = stage.read(parser.parse_args().stage)
    variables: dict[str, Any] = {k: v for k, v in os.environ.items() if k != NO_BYTECODE}
    try:
        deploy(
            wanted,
            stage.clients_of(wanted),
            package.build,
            lambda asked: run_sam(asked, variables),
            publish_page,
        )
    except (BotoCoreError, ClientError) as error:
        raise CannotGoOn(str(error)) from None
    return 0


if __name__ == "__main__":
    sys.exit(exit_code_of(main))
