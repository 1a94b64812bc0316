"""Commands of the admin page.

python -m local.page build                   what `make web` does
python -m local.page generate                the client and the permissions, as the API changed
python -m local.page publish --stage prod    the last step of `make deploy`, on AWS
python -m local.page publish --local         on the cloud that `make run` started
python -m local.page test                    its tests that need no browser
python -m local.page lock                    part of `make lock`
"""

import argparse
import sys
import tomllib
from typing import Any

import boto3
from botocore.exceptions import BotoCoreError, ClientError

from local import site
from local.cloud import ROOT, running_port
from local.say import CannotGoOn, exit_code_of, out
from local.stack import find, publish_site


def main() -> int:
    parser = argparse.ArgumentParser(
        prog="python -m local.page",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("action", choices=("build", "generate", "publish", "test", "lock"))
    parser.add_argument("--stage", default="default", help="as in samconfig.toml")
    parser.add_argument("--local", action="store_true", help="the cloud that `make run` started")
    asked = parser.parse_args()
    match asked.action:
        case "build":
            out.print(str(site.build().relative_to(ROOT)))
        case "generate":
            site.install()
            site.generate()
        case "test":
            site.build()
            site.run("npm", "test", "--silent")
        case "lock":
            site.lock()
        case _ if asked.local:
            _publish_here()
        case _:
            _publish_on_aws(asked.stage)
    return 0


def _publish_here() -> None:
    port = running_port()
    if not port:
        raise CannotGoOn("No local cloud is running. Start one with `make run`.")
    stack = find(port)
    publish_site(stack)
    out.print(f"The admin page: {stack.admin_url}")


def _publish_on_aws(stage: str) -> None:
    settings = tomllib.loads((ROOT / "samconfig.toml").read_text())[stage]["deploy"]["parameters"]
    session: Any = boto3.session.Session(region_name=settings.get("region"))
    try:
        found = session.client("cloudformation").describe_stacks(StackName=settings["stack_name"])
        outputs = {each["OutputKey"]: each["OutputValue"] for each in found["Stacks"][0]["Outputs"]}
        site.publish(session.client, outputs, site.config(outputs, session.region_name))
    except (BotoCoreError, ClientError) as error:
        raise CannotGoOn(str(error)) from None
    out.print(f"The admin page: {outputs['AdminUrl']}")


if __name__ == "__main__":
    sys.exit(exit_code_of(main))
