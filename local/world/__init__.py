"""The whole product in one process, on moto: what template.yaml does not deploy, is not there.

    with World() as world:
        company = world.run("OpenCompany", {...})
        token = world.staff("mali@example.com", ["admin"], company["company_id"])
        world.api.get("/v1/keys", token)
        world.settle()

Functions are called directly; their AWS calls go to moto; the state machine runs in threads.
"""

import hashlib
import json
import time
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from functools import cache
from typing import Any, Self
from uuid import NAMESPACE_URL, uuid5

import boto3
import requests
from moto import mock_aws
from moto.backends import get_backend

from local.world import copies, functions, internet, sources
from local.world.direct import hurry_dynamodb
from local.world.functions import LogLines, take_environment
from local.world.gateway import Gateway, Reply
from local.world.hurry import hurry
from local.world.machine import Execution, at_rest, executions, stop, stop_executions
from local.world.template import ACCOUNT, REGION, template

# Importing this package is enough to import any slice after it.
take_environment()
hurry()
hurry_dynamodb()

# Only what is stuck takes so long, also on a machine with much else to do.
SETTLE_SECONDS = 120
LOOK_AGAIN_SECONDS = 0.005
KNOWN_TABLE_PROPERTIES = (
    "AttributeDefinitions",
    "BillingMode",
    "GlobalSecondaryIndexes",
    "KeySchema",
    "StreamSpecification",
)


@dataclass(frozen=True)
class Email:
    to: list[str]
    subject: str
    text: str


class World:
    def __enter__(self) -> Self:
        self._staff: dict[str, dict[str, str]] = {}
        config: Any = {"stepfunctions": {"execute_state_machine": True}}
        with ExitStack() as opening:
            opening.enter_context(mock_aws(config=config))
            for function in template().functions():
                functions.handler_of(function)
            self.logs = opening.enter_context(LogLines())
            opening.callback(stop_executions)
            _deploy()
            # Whatever fails, moto ends with this world: left open, it would fail all that follow.
            self._open = opening.pop_all()
        self.api = Gateway(self._staff.get)
        # The pretend FaceID: it has no callers that sign in.
        self.sandbox = Gateway(self._staff.get, "SandboxApi")
        internet.connect({"Api": self.api, "SandboxApi": self.sandbox})
        return self

    def __exit__(self, *_: object) -> None:
        self._open.close()

    def client(self, service: str) -> Any:
        """A client of this world's AWS."""
        return _client(service)

    def run(self, function: str, event: Any = None) -> Any:
        """Invoke a function by its name in the template, as an operator or a schedule does."""
        return functions.invoke(function, event if event is not None else {})

    def staff(
        self, email: str, groups: list[str], company_id: str = "", name: str | None = None
    ) -> str:
        """The token of a signed-in staff member; the same e-mail is the same person."""
        claims = {"sub": self._sign_in_of(email), "email": email}
        claims["cognito:groups"] = ",".join(groups)
        if company_id:
            claims["custom:company_id"] = company_id
        if name:
            claims["name"] = name
        token = f"staff-{len(self._staff) + 1}"
        self._staff[token] = claims
        return token

    @staticmethod
    def _sign_in_of(email: str) -> str:
        """Cognito's id of whoever was invited; of others one that never changes."""
        invited = (pool._get_user(email) for pool in _pools().values())  # noqa: SLF001
        return next((user.id for user in invited if user), str(uuid5(NAMESPACE_URL, email)))

    def claims(self, token: str) -> dict[str, str]:
        """What is signed in that staff member's token."""
        return self._staff[token]

    def upload(
        self, customer_id: str, kind: str, content: bytes, content_type: str, token: str
    ) -> Reply:
        """Announce a file, send it to the bucket, and say that it has arrived."""
        permit = self.announce(customer_id, kind, content, content_type, token)
        if permit.status != 201:
            return permit
        self.send_file(permit.json, content)
        where = f"/v1/customers/{customer_id}/uploads/{permit.json['upload_id']}/complete"
        return self.api.post(where, token=token)

    def announce(
        self, customer_id: str, kind: str, content: bytes, content_type: str, token: str
    ) -> Reply:
        announced = {
            "kind": kind,
            "content_type": content_type,
            "size_bytes": len(content),
            "sha256": hashlib.sha256(content).hexdigest(),
        }
        return self.api.post(f"/v1/customers/{customer_id}/uploads", announced, token=token)

    def send_file(self, permit: dict[str, Any], content: bytes) -> None:
        """The presigned POST, as a browser makes it."""
        file = {"file": ("file", content)}
        answer = requests.post(permit["url"], data=permit["fields"], files=file, timeout=5)
        answer.raise_for_status()

    @property
    def emails(self) -> list[Email]:
        """Everything that was sent, oldest first."""
        sent = get_backend("ses")[ACCOUNT][REGION].sent_messages
        return [Email(each.destinations["ToAddresses"], each.subject, each.body) for each in sent]

    @property
    def executions(self) -> list[Execution]:
        """Oldest first."""
        return executions()

    def stop(self, execution: str) -> None:
        """End the execution of that name, as somebody can by hand."""
        stop(execution)

    def settle(
        self, meanwhile: Callable[[], None] | None = None, *, may_fail: bool = False
    ) -> None:
        """Wait until every execution has ended or waits for somebody; none has failed, or may.

        Streams and queues are empty then, but for messages that wait for a later try.
        """
        deadline = time.monotonic() + SETTLE_SECONDS
        while not at_rest() or sources.carry():
            if meanwhile:
                meanwhile()
            if time.monotonic() > deadline:
                raise TimeoutError(f"still working: {self.executions}")
            time.sleep(LOOK_AGAIN_SECONDS)
        failed = [each for each in self.executions if each.status not in ("RUNNING", "SUCCEEDED")]
        if failed and not may_fail:
            raise AssertionError(f"failed: {failed}")


@cache
def _client(service: str) -> Any:
    return boto3.client(service, region_name=REGION)  # type: ignore[call-overload]


def _generated(asked: dict[str, Any]) -> str:
    secret: str = "s" * asked["PasswordLength"]
    if "GenerateStringKey" not in asked:
        return secret
    named = {asked["GenerateStringKey"]: secret}
    return json.dumps(json.loads(asked["SecretStringTemplate"]) | named)


def _make_key(key_id: str) -> None:
    """AWS chooses a key's id; here it is the one that the template's references resolve to."""
    keys = get_backend("kms")[ACCOUNT][REGION].keys
    made = keys.pop(_client("kms").create_key()["KeyMetadata"]["KeyId"])
    made.id, keys[key_id] = key_id, made
    made.arn = f"arn:aws:kms:{REGION}:{ACCOUNT}:key/{key_id}"


def _pools() -> dict[str, Any]:
    pools: dict[str, Any] = get_backend("cognito-idp")[ACCOUNT][REGION].user_pools
    return pools


def _make_pool(pool_id: str, signs_in_with: list[str]) -> None:
    """Like a key, a pool has the id that the template's references resolve to."""
    asked: Any = {"PoolName": pool_id, "UsernameAttributes": signs_in_with}
    made = _pools().pop(_client("cognito-idp").create_user_pool(**asked)["UserPool"]["Id"])
    made.id, _pools()[pool_id] = pool_id, made


def _deploy() -> None:
    copies.deploy(_make)


def _make() -> None:
    """The template's data, and its machine; each kind of resource as CloudFormation makes it."""
    known = template()
    for name, given in known.of_type("AWS::DynamoDB::Table").items():
        properties = known.resolve(given)
        asked = {each: properties[each] for each in KNOWN_TABLE_PROPERTIES if each in properties}
        if "StreamSpecification" in asked:
            asked["StreamSpecification"] |= {"StreamEnabled": True}
        _client("dynamodb").create_table(TableName=known.name(name), **asked)
    sources.deploy()
    for name in known.of_type("AWS::KMS::Key"):
        _make_key(known.name(name))
    for name in known.of_type("AWS::S3::Bucket"):
        _client("s3").create_bucket(Bucket=known.name(name))
    for name, given in known.of_type("AWS::SecretsManager::Secret").items():
        secret = _generated(given["GenerateSecretString"])
        _client("secretsmanager").create_secret(Name=known.name(name), SecretString=secret)
    for given in known.of_type("AWS::SSM::Parameter").values():
        named = {name: known.resolve(given[name]) for name in ("Name", "Type", "Value")}
        _client("ssm").put_parameter(**named)
    # Verified by hand, as on AWS.
    _client("sesv2").create_email_identity(EmailIdentity=known.resolve({"Ref": "SenderEmail"}))
    for name, given in known.of_type("AWS::Cognito::UserPool").items():
        _make_pool(known.name(name), given["UsernameAttributes"])
    for given in known.of_type("AWS::Cognito::UserPoolGroup").values():
        group = {each: known.resolve(given[each]) for each in ("UserPoolId", "GroupName")}
        _client("cognito-idp").create_group(**group)
    for name, given in known.of_type("AWS::Serverless::StateMachine").items():
        _client("stepfunctions").create_state_machine(
            name=known.name(name),
            type=given["Type"],
            definition=known.definition(name),
            roleArn=f"arn:aws:iam::{ACCOUNT}:role/{known.name(name)}",
        )
