"""template.yaml with its references resolved as if it were deployed as the stack `kyc`."""

import re
from functools import cache
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from samcli.yamlhelper import yaml_parse  # type: ignore[import-untyped]

ROOT = Path(__file__).resolve().parents[2]
ACCOUNT, REGION, STACK = "123456789012", "us-east-1", "kyc"

PSEUDO = {
    "AWS::AccountId": ACCOUNT,
    "AWS::Partition": "aws",
    "AWS::Region": REGION,
    "AWS::StackName": STACK,
    "AWS::URLSuffix": "amazonaws.com",
}
# What an ARN says between the account and the resource's own name.
ARNS = {
    "AWS::DynamoDB::Table": "dynamodb:{region}:{account}:table/{name}",
    "AWS::KMS::Key": "kms:{region}:{account}:key/{name}",
    "AWS::Logs::LogGroup": "logs:{region}:{account}:log-group:{name}:*",
    "AWS::S3::Bucket": "s3:::{name}",
    "AWS::SQS::Queue": "sqs:{region}:{account}:{name}",
    "AWS::SecretsManager::Secret": "secretsmanager:{region}:{account}:secret:{name}",
    "AWS::Serverless::Function": "lambda:{region}:{account}:function:{name}",
    "AWS::Serverless::StateMachine": "states:{region}:{account}:stateMachine:{name}",
    "AWS::Cognito::UserPool": "cognito-idp:{region}:{account}:userpool/{name}",
}
# As on the local cloud: the world has the pretend FaceID, and webhooks reach this machine.
# Its callers are faster than any company.
GIVEN = {
    "Sandbox": "true",
    "FaceidUrl": "sandbox",
    "AllowLocalWebhooks": "true",
    "CompanyRequestsPerSecond": "1000",
}
REF_IS_ARN = {"AWS::SecretsManager::Secret", "AWS::Serverless::StateMachine"}


class Template:
    """The template as written (`raw`), and any part of it resolved (`resolve`)."""

    def __init__(self, raw: dict[str, Any]) -> None:
        self.raw = raw
        self.resources: dict[str, dict[str, Any]] = raw["Resources"]

    def of_type(self, kind: str) -> dict[str, dict[str, Any]]:
        """Properties by logical id, unresolved."""
        return {
            name: each.get("Properties", {})
            for name, each in self.resources.items()
            if each["Type"] == kind and self._is_deployed(each)
        }

    def functions(self) -> dict[str, dict[str, Any]]:
        return self.of_type("AWS::Serverless::Function")

    def environment(self) -> dict[str, str]:
        """What every function finds in its environment."""
        given = self.raw["Globals"]["Function"]["Environment"]["Variables"]
        return {name: str(self.resolve(value)) for name, value in given.items()}

    def own_environment(self) -> dict[str, str]:
        """What single functions find there besides; a name means the same in each of them."""
        found = [each.get("Environment", {}) for each in self.functions().values()]
        given = [each.get("Variables", {}).items() for each in found]
        return {name: str(self.resolve(value)) for each in given for name, value in each}

    def definition(self, machine: str) -> str:
        """The machine's definition with its substitutions."""
        properties = self.of_type("AWS::Serverless::StateMachine")[machine]
        text: str = (ROOT / properties["DefinitionUri"]).read_text(encoding="utf-8")
        for name, value in properties["DefinitionSubstitutions"].items():
            text = text.replace(f"${{{name}}}", str(self.resolve(value)))
        return text

    def resolve(self, value: Any) -> Any:
        """References, joins and conditions replaced; AWS::NoValue is not known here."""
        if isinstance(value, list):
            return [self.resolve(each) for each in value]
        if not isinstance(value, dict):
            return value
        if len(value) == 1:
            (name, argument), *_ = value.items()
            if name == "Ref" or name.startswith("Fn::"):
                return self._call(name, argument)
        return {name: self.resolve(each) for name, each in value.items()}

    def _call(self, function: str, argument: Any) -> Any:
        match function:
            case "Ref":
                return self._ref(argument)
            case "Fn::GetAtt":
                parts = argument if isinstance(argument, list) else argument.split(".")
                return self._attribute(*parts)
            case "Fn::Sub":
                return re.sub(r"\$\{([^}]+)}", lambda found: self._named(found[1]), argument)
            case "Fn::Join":
                return str(argument[0]).join(self.resolve(argument[1]))
            case "Fn::If":
                return self.resolve(argument[1 if self._is_true(argument[0]) else 2])
        raise NotImplementedError(f"{function} in template.yaml")

    def _is_deployed(self, resource: dict[str, Any]) -> bool:
        return "Condition" not in resource or self._is_true(resource["Condition"])

    def _is_true(self, condition: str) -> bool:
        return self._decide(self.raw["Conditions"][condition])

    def _decide(self, condition: dict[str, Any]) -> bool:
        ((function, arguments),) = condition.items()
        if function == "Fn::Not":
            return not self._decide(arguments[0])
        if function == "Fn::Equals":
            return bool(self.resolve(arguments[0]) == self.resolve(arguments[1]))
        raise NotImplementedError(f"{function} in template.yaml, Conditions")

    def _named(self, name: str) -> str:
        return str(self._attribute(*name.split(".")) if "." in name else self._ref(name))

    def _ref(self, name: str) -> Any:
        if name in PSEUDO:
            return PSEUDO[name]
        if parameter := self.raw["Parameters"].get(name):
            default = GIVEN.get(name, parameter["Default"])
            is_list = parameter["Type"] == "CommaDelimitedList"
            return default.split(",") if is_list else default
        kind = self.resources[name]["Type"]
        if kind == "AWS::SQS::Queue":
            return f"https://sqs.{REGION}.amazonaws.com/{ACCOUNT}/{self.name(name)}"
        return self.arn(name) if kind in REF_IS_ARN else self.name(name)

    def _attribute(self, resource: str, attribute: str) -> str:
        match self.resources[resource]["Type"], attribute:
            case (_, "Arn") | ("AWS::SecretsManager::Secret", "Id"):
                return self.arn(resource)
            case ("AWS::SSM::Parameter", "Value"):
                return str(self.resolve(self.resources[resource]["Properties"]["Value"]))
            case ("AWS::SQS::Queue", "QueueName"):
                return self.name(resource)
            case ("AWS::DynamoDB::Table", "StreamArn"):
                return f"{self.arn(resource)}/stream/world"
        raise NotImplementedError(f"{resource}.{attribute} in template.yaml")

    def name(self, resource: str) -> str:
        """The physical name: the one that is given, else the stack and the logical id."""
        properties = self.resources[resource].get("Properties", {})
        for given in ("Name", "LogGroupName", "QueueName"):
            if given in properties:
                return str(self.resolve(properties[given]))
        name = f"{STACK}-{resource}"
        if self.resources[resource]["Type"] == "AWS::KMS::Key":
            return str(uuid5(NAMESPACE_URL, name))
        is_bucket = self.resources[resource]["Type"] == "AWS::S3::Bucket"
        return name.lower() if is_bucket else name

    def arn(self, resource: str) -> str:
        form = ARNS[self.resources[resource]["Type"]]
        return "arn:aws:" + form.format(region=REGION, account=ACCOUNT, name=self.name(resource))


@cache
def template() -> Template:
    return Template(yaml_parse((ROOT / "template.yaml").read_text(encoding="utf-8")))
