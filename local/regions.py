"""The regions of AWS that have all that a deployment uses, from what botocore knows of them.

A test compares them with the types of resources that CloudFormation has in each;
`make regions` lints the template in all of them, whose names `python -m local.regions` prints.
"""

import ast
from pathlib import Path

import boto3

from local.say import out

FUNCTIONS = Path(__file__).resolve().parents[1] / "functions"
# Used by resources of the template, and by no function.
BESIDE = {"apigateway", "cloudformation", "cloudwatch", "datasync", "lambda", "logs", "scheduler"}
# botocore says that these have Cognito; CloudFormation makes no user pool there.
WITHOUT_SIGN_IN = {"ap-east-2", "ap-southeast-6"}
MAIL = "sesv2"


def services() -> set[str]:
    """Of which functions make a client."""
    trees = [ast.parse(path.read_text(encoding="utf-8")) for path in FUNCTIONS.rglob("*.py")]
    calls = [each for tree in trees for each in ast.walk(tree) if isinstance(each, ast.Call)]
    return {
        str(call.args[0].value)
        for call in calls
        if isinstance(call.func, ast.Name) and call.func.id == "client"
        if call.args and isinstance(call.args[0], ast.Constant)
    }


def _with(wanted: set[str]) -> set[str]:
    session = boto3.session.Session()
    found = [set(session.get_available_regions(service)) for service in wanted]
    return set.intersection(*found)


REGIONS = sorted(_with(services() - {MAIL} | BESIDE | {"dynamodb"}) - WITHOUT_SIGN_IN)
WITHOUT_MAIL = sorted(set(REGIONS) - _with({MAIL}))


def described() -> str:
    own = ", ".join(f"`{each}`" for each in REGIONS if each not in WITHOUT_MAIL)
    other = ", ".join(f"`{each}`" for each in WITHOUT_MAIL)
    elsewhere = "With `MailRegion` set to another region, because they have no SES"
    return f"- With everything: {own}\n- {elsewhere}: {other}\n"


if __name__ == "__main__":
    out.print(*REGIONS, soft_wrap=True)
