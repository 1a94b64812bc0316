"""What AWS's other services refuse by themselves, and moto lets through.

`refusal(service, operation, request)` is what the service would answer to the request alone, as
code and message; None when it would go on. DynamoDB's own are in aws_rules.py.
"""

import base64
import json
import re
from collections.abc import Callable
from email.utils import getaddresses
from typing import Any

from botocore.awsrequest import AWSPreparedRequest

from local.world import aws_rules
from local.world.aws_rules import Refusal

MOST_MESSAGE_BYTES = MOST_INPUT_BYTES = 256 * 1024
MOST_RECIPIENTS, MOST_LOCAL_PART, MOST_SUBJECT = 50, 64, 998
MOST_PLAINTEXT_BYTES = MOST_MAC_BYTES = 4096
EXECUTION_NAME = re.compile(r"[^\s<>{}\[\]?*\"#%\\^|~`$&,;:/\x00-\x1f\x7f-\x9f]{1,80}")
FIFO_ID = re.compile(r"[!-~]{1,128}")


def refusal(service: str, operation: str, request: AWSPreparedRequest) -> Refusal | None:
    check = CHECKS.get((service, operation))
    if service != "dynamodb" and check is None:
        return None
    body: Any = request.body or b"{}"
    asked = json.loads(body)
    if check is None:
        return aws_rules.refusal(operation, asked)
    return check(asked)


def _execution(asked: dict[str, Any]) -> Refusal | None:
    if not EXECUTION_NAME.fullmatch(asked.get("name", "-")):
        return "InvalidName", f"Invalid Name: {asked['name']!r}"
    if len(asked.get("input", "").encode()) > MOST_INPUT_BYTES:
        return "InvalidExecutionInput", "The input is longer than 262144 bytes"
    return None


def _task_output(asked: dict[str, Any]) -> Refusal | None:
    over = len(asked["output"].encode()) > MOST_INPUT_BYTES
    return ("InvalidOutput", "The output is longer than 262144 bytes") if over else None


def _mail(asked: dict[str, Any]) -> Refusal | None:
    """Refused is what would not leave: SES takes addresses as ASCII, and a subject as one line."""
    to = [one for some in asked["Destination"].values() for one in some]
    if not 1 <= len(to) <= MOST_RECIPIENTS:
        return "BadRequestException", "Recipient count is not between 1 and 50"
    for _, address in getaddresses([*to, asked.get("FromEmailAddress", "a@b")]):
        local, _, domain = address.rpartition("@")
        if not (local and domain and address.isascii()) or len(local) > MOST_LOCAL_PART:
            return "BadRequestException", "Missing or illegal address"
    subject = asked["Content"].get("Simple", {}).get("Subject", {}).get("Data", "-")
    if not subject or len(subject) > MOST_SUBJECT or re.search(r"[\x00-\x1f\x7f]", subject):
        return "BadRequestException", "Illegal subject"
    return None


def _message(asked: dict[str, Any]) -> Refusal | None:
    if len(asked["MessageBody"].encode()) > MOST_MESSAGE_BYTES:
        return "InvalidParameterValue", "One or more parameters are longer than 262144 bytes"
    for name in ("MessageGroupId", "MessageDeduplicationId"):
        if not FIFO_ID.fullmatch(asked.get(name, "-")):
            return "InvalidParameterValue", f"{name} is not 1 to 128 printable letters"
    return None


def _encrypted(asked: dict[str, Any]) -> Refusal | None:
    return _at_most(asked["Plaintext"], MOST_PLAINTEXT_BYTES)


def _mac(asked: dict[str, Any]) -> Refusal | None:
    return _at_most(asked["Message"], MOST_MAC_BYTES)


def _at_most(encoded: str, most_bytes: int) -> Refusal | None:
    over = not 1 <= len(base64.b64decode(encoded)) <= most_bytes
    return ("ValidationException", f"Not 1 to {most_bytes} bytes") if over else None


CHECKS: dict[tuple[str, str], Callable[[dict[str, Any]], Refusal | None]] = {
    ("sfn", "StartExecution"): _execution,
    ("sfn", "SendTaskSuccess"): _task_output,
    ("sesv2", "SendEmail"): _mail,
    ("sqs", "SendMessage"): _message,
    ("kms", "Encrypt"): _encrypted,
    ("kms", "GenerateMac"): _mac,
}
