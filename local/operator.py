"""The operator's commands, on AWS or on the local cloud.

python -m local.operator company open --name "Siam Lending" --policy lending \\
    --administrator mali@example.com
python -m local.operator company list
python -m local.operator reviewer invite --company co_… --email nok@example.com --group reviewer
python -m local.operator reconcile --full
python -m local.operator bill import --month 2026-11 bill.csv

They use your AWS profile and region; `--local` means the cloud that `make run` started.
"""

import argparse
import getpass
import json
import sys
from collections.abc import Callable
from typing import Any

import boto3
from botocore.exceptions import BotoCoreError, ClientError

from local import operator_billing
from local.cloud import running_port
from local.say import CannotGoOn, exit_code_of, out
from local.stack import NAME, find

GROUPS = ("reviewer", "billing", "admin", "operator")

Clients = Callable[[str], Any]
Outputs = dict[str, str]


def open_company(
    clients: Clients, outputs: Outputs, name: str, policy: str, administrator: str
) -> str:
    """The company's id. Cognito mails its first administrator, who makes its keys."""
    asked = {
        "name": name,
        "policy": policy,
        "administrator": {"email": administrator, "name": name_of(administrator)},
        "opened_by": f"operator {getpass.getuser()}",
    }
    answer = clients("lambda").invoke(
        FunctionName=outputs["OpenCompanyFunction"],
        Payload=json.dumps(asked),
    )
    result: dict[str, str] = json.load(answer["Payload"])
    if "FunctionError" in answer:
        raise CannotGoOn(f"The company was not opened: {result.get('errorMessage', result)}")
    return result["company_id"]


def name_of(email: str) -> str:
    """Until an administrator says how they are called."""
    return email.partition("@")[0].title()


def set_password(clients: Clients, outputs: Outputs, email: str, password: str) -> None:
    """On a laptop, where no mail arrives."""
    clients("cognito-idp").admin_set_user_password(
        UserPoolId=outputs["UserPoolId"], Username=email, Password=password, Permanent=True
    )


def list_companies(clients: Clients, outputs: Outputs) -> list[dict[str, str]]:
    pages = clients("dynamodb").get_paginator("query")
    found = pages.paginate(
        TableName=outputs["CasesTableName"],
        IndexName="ListIndex",
        KeyConditionExpression="list_key = :companies",
        ExpressionAttributeValues={":companies": {"S": "COMPANIES"}},
    )
    wanted = ("company_id", "name", "policy", "created_at")
    return [{key: item[key]["S"] for key in wanted} for page in found for item in page["Items"]]


def invite(
    clients: Clients,
    outputs: Outputs,
    email: str,
    group: str,
    company: str = "",
    password: str = "",
) -> bool:
    """False when there is such a user already. Without a password Cognito sends the invitation."""
    cognito, pool = clients("cognito-idp"), outputs["UserPoolId"]
    facts = {"email": email, "email_verified": "true", "name": name_of(email)}
    if company:
        facts["custom:company_id"] = company
    attributes = [{"Name": name, "Value": value} for name, value in facts.items()]
    silent = {"MessageAction": "SUPPRESS"} if password else {"DesiredDeliveryMediums": ["EMAIL"]}
    try:
        cognito.admin_create_user(
            UserPoolId=pool, Username=email, UserAttributes=attributes, **silent
        )
    except cognito.exceptions.UsernameExistsException:
        return False
    if password:
        set_password(clients, outputs, email, password)
    cognito.admin_add_user_to_group(UserPoolId=pool, Username=email, GroupName=group)
    return True


def main() -> int:
    asked = _arguments().parse_args()
    try:
        return _run(asked)
    except (BotoCoreError, ClientError) as error:
        raise CannotGoOn(str(error)) from None


def _run(asked: argparse.Namespace) -> int:
    clients, outputs = _deployment(asked)
    match asked.what, asked.action:
        case "reconcile", _:
            found = operator_billing.reconcile(clients, outputs, full=asked.full)
            return operator_billing.show_numbers(found)
        case "bill", "import":
            compared = operator_billing.import_bill(clients, outputs, asked.month, asked.file)
            return operator_billing.show_bill(compared)
        case "company", "open":
            wanted = (asked.name, asked.policy, asked.administrator)
            company_id = open_company(clients, outputs, *wanted)
            out.print(f"Opened {asked.name} ({asked.policy}) as {company_id}.")
            out.print(f"Cognito mails {asked.administrator} a first password; they make its keys.")
        case "company", "list":
            for each in list_companies(clients, outputs):
                day = each["created_at"][:10]
                out.print(each["company_id"], f"{each['policy']:<9}", day, each["name"])
        case _:
            if bool(asked.company) == (asked.group == "operator"):
                raise CannotGoOn("Name a --company for every group but operator.")
            if not invite(clients, outputs, asked.email, asked.group, asked.company):
                raise CannotGoOn(f"{asked.email} is a member of staff already.")
            out.print(f"Invited {asked.email} as {asked.group}; Cognito mails a first password.")
    return 0


def _deployment(asked: argparse.Namespace) -> tuple[Clients, Outputs]:
    if asked.local:
        port = running_port()
        if not port:
            raise CannotGoOn("No local cloud is running. Start one with `make run`.")
        stack = find(port, asked.stack)
        return stack.client, stack.outputs
    clients: Any = boto3.session.Session().client
    listed = clients("cloudformation").describe_stacks(StackName=asked.stack)["Stacks"][0]
    return clients, {each["OutputKey"]: each["OutputValue"] for each in listed["Outputs"]}


def _arguments() -> argparse.ArgumentParser:
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument("--stack", default=NAME)
    common.add_argument("--local", action="store_true", help="the cloud that `make run` started")
    parser = argparse.ArgumentParser(
        prog="python -m local.operator",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    things = parser.add_subparsers(dest="what", required=True)
    company = things.add_parser("company").add_subparsers(dest="action", required=True)
    opening = company.add_parser("open", parents=[common])
    opening.add_argument("--name", required=True)
    opening.add_argument("--policy", required=True, choices=("exchange", "lending"))
    opening.add_argument("--administrator", required=True, help="the first one's e-mail")
    company.add_parser("list", parents=[common])
    reviewer = things.add_parser("reviewer").add_subparsers(dest="action", required=True)
    inviting = reviewer.add_parser("invite", parents=[common])
    inviting.add_argument("--company", default="", help="co_…; operators belong to none")
    inviting.add_argument("--email", required=True)
    inviting.add_argument("--group", required=True, choices=GROUPS)
    reconciling = things.add_parser("reconcile", parents=[common])
    reconciling.set_defaults(action="")
    reconciling.add_argument("--full", action="store_true", help="read every entry there is")
    bill = things.add_parser("bill").add_subparsers(dest="action", required=True)
    importing = bill.add_parser("import", parents=[common])
    importing.add_argument("--month", required=True, help="2026-11")
    importing.add_argument("file", help="the provider's CSV")
    return parser


if __name__ == "__main__":
    sys.exit(exit_code_of(main))
