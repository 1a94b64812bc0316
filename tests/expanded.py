"""What CloudFormation gets: template.yaml after SAM has made plain resources of it."""

import json
from collections.abc import Iterator
from functools import cache
from typing import Any

import boto3
from samcli.yamlhelper import yaml_parse
from samtranslator.parser.parser import Parser
from samtranslator.translator.translator import Translator

from local.world.template import REGION, ROOT

Resource = dict[str, Any]


@cache
def expanded() -> dict[str, Resource]:
    """Resources by logical id, with their conditions; code and machine as if they were in S3."""
    raw = yaml_parse((ROOT / "template.yaml").read_text(encoding="utf-8"))
    raw["Transform"] = "AWS::Serverless-2016-10-31"
    raw["Globals"]["Function"]["CodeUri"] = "s3://code/functions.zip"
    for each in raw["Resources"].values():
        if each["Type"] == "AWS::Serverless::StateMachine":
            each["Properties"]["DefinitionUri"] = "s3://code/machine.json"
    defaults = {name: each["Default"] for name, each in raw["Parameters"].items()}
    session = boto3.session.Session(region_name=REGION)
    # As CloudFormation gets it: whatever an alias repeats is there as often.
    made = Translator({}, Parser(), boto_session=session).translate(
        json.loads(json.dumps(raw)), defaults
    )
    return dict(made["Resources"])


def of_type(kind: str) -> dict[str, Resource]:
    """Properties by logical id."""
    found = expanded().items()
    return {name: each.get("Properties", {}) for name, each in found if each["Type"] == kind}


def named_in(part: Any) -> Iterator[str]:
    """What that part of a template refers to, by logical id or by the name of a parameter."""
    if isinstance(part, dict):
        for key, value in part.items():
            yield from _called(key, value)
            yield from named_in(value)
    elif isinstance(part, list):
        for each in part:
            yield from named_in(each)


def _called(key: str, value: Any) -> Iterator[str]:
    if key == "Ref":
        yield value
    elif key == "Fn::GetAtt":
        yield value[0] if isinstance(value, list) else value.split(".")[0]
    elif key == "Fn::Sub":
        text = value if isinstance(value, str) else value[0]
        yield from (part.partition("}")[0].partition(".")[0] for part in text.split("${")[1:])


def needs(name: str) -> set[str]:
    """Everything that CloudFormation makes before it makes that one."""
    found: set[str] = set()
    ahead = [name]
    while ahead:
        each = expanded()[ahead.pop()]
        depends = each.get("DependsOn", [])
        before = {*named_in(each), *([depends] if isinstance(depends, str) else depends)}
        new = {other for other in before if other in expanded()} - found
        found |= new
        ahead += new
    return found


def size_of(part: Any) -> int:
    """Bytes, as JSON without blanks."""
    return len(json.dumps(part, separators=(",", ":"), ensure_ascii=False).encode())
