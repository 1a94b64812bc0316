"""What roles may do, compared with AWS's own list of actions, resources and conditions.

IAM takes a right that can never apply without a word: an action that does not exist, on a kind of
resource that it is not about, under a condition that it never has. Then nothing works on AWS.
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest
from policy_sentry.shared.iam_data import get_service_prefix_data

from local.world.template import Template, template

RAW = template().raw
# With a copy of the evidence, whose role is one more.
COPY = {
    "EvidenceCopyBucketArn": {"Type": "String", "Default": "arn:aws:s3:::copy"},
    "EvidenceCopyKey": {"Type": "String", "Default": "eu-west-1:210987654321:key/1234abcd"},
}
TEMPLATE = Template({**RAW, "Parameters": RAW["Parameters"] | COPY})
# AWS's list says that these are about nothing one can name; AWS itself names the machine.
NAMED_ALL_THE_SAME = {"states:SendTaskSuccess"}
# Lambda asks for it beside the stream's other rights, and AWS's own policies name the stream.
OF_STREAMS = {"dynamodb:ListStreams"}
WITH_SLASHES = {"ObjectName", "ParameterNameWithoutLeadingSlash"}
OURS = ["AWS::Serverless::Function", "AWS::Serverless::StateMachine", "AWS::IAM::Role"]


def statements() -> Iterator[tuple[str, dict[str, Any]]]:
    for name, resource in TEMPLATE.resources.items():
        if resource["Type"] in OURS:
            for policy in resource["Properties"].get("Policies", []):
                document = policy.get("PolicyDocument", policy)
                yield from ((name, each) for each in document["Statement"])


GRANTS = [
    pytest.param(statement, id=f"{name} {statement['Sid']}") for name, statement in statements()
]


def listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


@cache
def known(action: str) -> dict[str, Any]:
    """What AWS says of the action, and {} of one that there is not."""
    service, _, name = action.partition(":")
    data = get_service_prefix_data(service) or {}
    return dict(data.get("privileges", {}).get(name, {}))


def kinds(action: str) -> list[str]:
    """The forms of ARNs that the action is about."""
    resources = get_service_prefix_data(action.partition(":")[0])["resources"]
    return [resources[kind]["arn"] for kind in known(action)["resource_types"] if kind]


def is_of(arn: str, form: str) -> bool:
    """Only names of files and parameters have a slash: an index is no table."""

    def name(found: re.Match[str]) -> str:
        return ".+" if found[1] in WITH_SLASHES else "[^/]+"

    pattern = re.sub(r"\\\$\\\{(\w+)\\\}", name, re.escape(form))
    return re.fullmatch(pattern, arn) is not None


def mistakes(statement: dict[str, Any]) -> list[str]:
    found = []
    resources = listed(TEMPLATE.resolve(statement.get("Resource", "*")))
    conditions = {key for each in statement.get("Condition", {}).values() for key in each}
    for action in listed(statement["Action"]):
        if not known(action):
            found.append(f"{action} does not exist")
        elif action not in NAMED_ALL_THE_SAME | OF_STREAMS:
            found += [f"{action} never asks for {each}" for each in _foreign(action, resources)]
            found += [f"{action} never has {each}" for each in conditions - _keys(action)]
    return found


def _foreign(action: str, resources: list[str]) -> list[str]:
    forms = kinds(action)
    if not forms:
        return [each for each in resources if each != "*"]
    about = [each for each in resources if any(is_of(each, form) for form in forms)]
    # One statement may grant what is asked of a bucket and what is asked of its files.
    return [] if about or resources == ["*"] else resources


def _keys(action: str) -> set[str]:
    types = known(action)["resource_types"].values()
    return {key for each in types for key in each["condition_keys"]}


@pytest.mark.parametrize("statement", GRANTS)
def test_a_right_can_apply(statement: dict[str, Any]) -> None:
    assert mistakes(statement) == []


TABLE = "arn:aws:dynamodb:us-east-1:123456789012:table/cases"
USELESS = {
    "no such action": {"Action": "dynamodb:GetItems", "Resource": TABLE},
    "no such service": {"Action": "dynamo:GetItem", "Resource": TABLE},
    "another service's resource": {"Action": "dynamodb:GetItem", "Resource": "arn:aws:s3:::b"},
    "a table for a stream": {"Action": "dynamodb:GetRecords", "Resource": TABLE},
    "an index for a table": {"Action": "dynamodb:PutItem", "Resource": f"{TABLE}/index/due"},
    "a bucket for its files": {"Action": "s3:GetObject", "Resource": "arn:aws:s3:::b"},
    "files for their bucket": {"Action": "s3:GetBucketLocation", "Resource": "arn:aws:s3:::b/*"},
    "something for nothing": {"Action": "logs:DescribeResourcePolicies", "Resource": TABLE},
    "a condition that is never there": {
        "Action": "ses:SendEmail",
        "Resource": "arn:aws:ses:us-east-1:123456789012:identity/*",
        "Condition": {"StringEquals": {"ses:Sender": "a@b.example"}},
    },
}


@pytest.mark.parametrize("name", USELESS)
def test_a_right_that_never_applies_is_found(name: str) -> None:
    assert mistakes(USELESS[name]) != []
