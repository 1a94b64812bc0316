"""`make smoke STAGE=…`: after a deployment, on AWS; `--local` on the cloud that `make run` started.

It needs the rights of whoever deploys: to read the stack and its account, to invoke OpenCompany
and Reconcile, and to make users and a client in the staff pool. It ends with 0 when all is right,
with 1 when something is wrong, and with 2 when AWS would not answer.
"""

import argparse
import sys

from botocore.exceptions import BotoCoreError, ClientError

from local import stage
from local.cloud import running_port
from local.say import CannotGoOn, exit_code_of, out
from local.smoke import account
from local.smoke.deployed import Deployed, here, on_aws
from local.smoke.report import FAILED, UNASKED, Report
from local.smoke.walk import walk
from local.stack import NAME, find


def smoke(deployed: Deployed) -> Report:
    report = Report()
    account.look(deployed, report)
    walk(deployed, report)
    return report


def main() -> int:
    parser = argparse.ArgumentParser(prog="make smoke", description=__doc__)
    parser.add_argument("--stage", default="default", help="as in samconfig.toml")
    parser.add_argument("--local", action="store_true", help="the cloud that `make run` started")
    asked = parser.parse_args()
    try:
        report = smoke(_here() if asked.local else _on_aws(asked.stage))
    except (BotoCoreError, ClientError) as error:
        raise CannotGoOn(str(error)) from None
    wrong, unasked = len(report.of(FAILED)), len(report.of(UNASKED))
    out.print(f"{len(report.lines)} looked at, {wrong} wrong, {unasked} not answered.")
    return report.exit_code()


def _on_aws(name: str) -> Deployed:
    wanted = stage.read(name)
    return on_aws(wanted, stage.clients_of(wanted))


def _here() -> Deployed:
    port = running_port()
    if not port:
        raise CannotGoOn("No local cloud is running. Start one with `make run`.")
    return here(find(port), NAME)


if __name__ == "__main__":
    sys.exit(exit_code_of(main))
