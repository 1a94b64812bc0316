"""Lambda in this process: the template's functions, called with what Lambda would give them."""

import importlib
import json
import logging
import os
import sys
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from functools import cache
from threading import Lock, local
from typing import Any, Self, cast
from uuid import uuid4

from botocore.awsrequest import AWSPreparedRequest, AWSResponse
from botocore.exceptions import EndpointConnectionError
from botocore.handlers import BUILTIN_HANDLERS
from moto.core.botocore_stubber import MockRawResponse
from moto.core.models import botocore_stubber

from local.world import aws_limits
from local.world.template import REGION, ROOT, template

# Nobody's own profile, endpoint or switches; tests/test_template.py knows what else is read.
NOT_OURS = ("AWS_", "POWERTOOLS_")


@dataclass(frozen=True)
class Context:
    function_name: str
    invoked_function_arn: str
    aws_request_id: str
    memory_limit_in_mb: int = 512

    def get_remaining_time_in_millis(self) -> int:
        return 15_000


class FunctionFailed(Exception):
    """A function raised; `payload` is what Lambda answers then."""

    def __init__(self, payload: dict[str, Any]) -> None:
        super().__init__(f"{payload['errorType']}: {payload['errorMessage']}")
        self.payload = payload


class Died(BaseException):
    """The process of a function ended at this very place."""


@dataclass
class Crash:
    """The first invocation of `function` dies before or after its `nth` call of anything."""

    function: str
    nth: int
    after: bool
    calls: int = 0
    happened: bool = False

    def __enter__(self) -> Self:
        _now.crash = self
        return self

    def __exit__(self, *_: object) -> None:
        _now.crash = None


@dataclass
class Outage:
    """While it lasts, that function cannot be run; or with a service, it does not reach that."""

    function: str
    service: str = ""
    refused: int = 0

    def __enter__(self) -> Self:
        _now.outage = self
        return self

    def __exit__(self, *_: object) -> None:
        _now.outage = None

    def hits(self, function: str, service: str = "") -> bool:
        hit = (self.function, self.service) == (function, service)
        self.refused += hit
        return hit


Send = Callable[[AWSPreparedRequest], AWSResponse | None]
Between = Callable[[str, AWSPreparedRequest, Send], AWSResponse | None]


def _straight(_call: str, request: AWSPreparedRequest, send: Send) -> AWSResponse | None:
    return send(request)


@dataclass
class _Now:
    crash: Crash | None = None
    between: Between = _straight
    outage: Outage | None = None


class _Here(local):
    """The function that runs in this thread."""

    function = ""


_now, _here = _Now(), _Here()


def take_environment() -> None:
    """Give this process the variables that template.yaml gives to its functions."""
    for name in [each for each in os.environ if each.startswith(NOT_OURS)]:
        del os.environ[name]
    os.environ.update(template().environment() | template().own_environment())
    os.environ.update(AWS_REGION=REGION, AWS_DEFAULT_REGION=REGION)
    os.environ.update(AWS_ACCESS_KEY_ID="testing", AWS_SECRET_ACCESS_KEY="testing")  # noqa: S106
    if str(ROOT / "functions") not in sys.path:
        sys.path.insert(0, str(ROOT / "functions"))


@cache
def handler_of(function: str) -> Any:
    """What the template's Handler names; the module is imported once, as by a warm Lambda."""
    module, _, name = template().functions()[function]["Handler"].rpartition(".")
    return getattr(importlib.import_module(module), name)


def invoke(function: str, event: Any) -> Any:
    """The function's answer after the round trip through JSON that Lambda makes of both."""
    if _now.outage and _now.outage.hits(function):
        refused = {"errorType": "Lambda.TooManyRequestsException", "errorMessage": "refused"}
        raise FunctionFailed(refused)
    arn = template().arn(function)
    context = Context(template().name(function), arn, str(uuid4()))
    outer, _here.function = _here.function, function
    try:
        answer = handler_of(function)(json.loads(json.dumps(event)), context)
        return json.loads(json.dumps(answer))
    except Exception as error:
        payload = {
            "errorMessage": str(error),
            "errorType": type(error).__name__,
            "stackTrace": traceback.format_tb(error.__traceback__),
        }
        raise FunctionFailed(payload) from error
    except Died as died:
        # As Lambda tells it of a process that is gone.
        ended = {"errorType": "Runtime.ExitError", "errorMessage": "exit status 1"}
        raise FunctionFailed(ended) from died
    finally:
        _here.function = outer


def calling[T](service: str, send: Callable[[], T]) -> T:
    """A call that a function makes, unless it is the one it dies at, or nobody answers."""
    if _now.outage and _now.outage.hits(_here.function, service):
        raise EndpointConnectionError(endpoint_url=service)
    crash = _now.crash
    if crash is None or crash.happened or crash.function != _here.function:
        return send()
    crash.calls += 1
    if crash.calls < crash.nth:
        return send()
    crash.happened = True
    if crash.after:
        send()
    raise Died


def answer_invoke(request: AWSPreparedRequest) -> AWSResponse | None:
    """Answers `lambda.Invoke` at AWS's own address, as moto's state machine calls it."""
    if "amazonaws.com" not in request.url:
        return None  # a client of the local cloud, which has functions of its own
    asked = json.loads(cast(bytes, request.body))
    named = request.url.split("/functions/")[1].split("/")[0].replace("%3A", ":")
    arns = {template().arn(name): name for name in template().functions()}
    if named not in arns:
        return _response(request, 404, {"Message": f"Function not found: {named}"}, "")
    try:
        return _response(request, 200, invoke(arns[named], asked), "")
    except FunctionFailed as failed:
        return _response(request, 200, failed.payload, "Unhandled")


def refused(
    request: AWSPreparedRequest, code: str, message: str, status: int = 400, **more: Any
) -> AWSResponse:
    """As the services with a JSON protocol refuse, and SES."""
    text = json.dumps({"__type": code, "message": message, **more}).encode()
    headers = {"Content-Type": "application/x-amz-json-1.0", "x-amzn-ErrorType": code}
    return AWSResponse(request.url, status, headers, MockRawResponse(text))  # type: ignore[arg-type]


def _response(request: AWSPreparedRequest, status: int, payload: Any, error: str) -> AWSResponse:
    body = json.dumps(payload).encode()
    headers = {"Content-Type": "application/json", "Content-Length": str(len(body))}
    if error:
        headers["X-Amz-Function-Error"] = error
    if status == 404:
        headers["X-Amzn-ErrorType"] = "ResourceNotFoundException"
    return AWSResponse(request.url, status, headers, MockRawResponse(body))  # type: ignore[arg-type]


def answer_aws(event_name: str, request: AWSPreparedRequest, **_: Any) -> AWSResponse | None:
    """One DynamoDB call at a time: its writes are atomic, moto's are not among threads."""
    service, operation = event_name.split(".")[1:]
    if event_name == "before-send.lambda.Invoke":
        return answer_invoke(request)
    if wrong := aws_limits.refusal(service, operation, request):
        return refused(request, *wrong)

    def send(request: AWSPreparedRequest) -> AWSResponse | None:
        with one_at_a_time if service == "dynamodb" else nullcontext():
            return calling(service, lambda: botocore_stubber(event_name, request))

    return _now.between(f"{service}.{operation}", request, send)


@contextmanager
def between(answered: Between) -> Iterator[None]:
    """Every call of AWS goes through `answered(call, request, send)` while this is open."""
    _now.between = answered
    try:
        yield
    finally:
        _now.between = _straight


def is_between() -> bool:
    """Whether somebody has opened `between`."""
    return _now.between is not _straight


one_at_a_time = Lock()
# Before any client exists: clients copy the handlers that are registered when they are made.
# In moto's place and not beside it: botocore asks every handler, so each call would happen twice.
BUILTIN_HANDLERS[BUILTIN_HANDLERS.index(("before-send", botocore_stubber))] = (
    "before-send",
    answer_aws,
)


class LogLines(logging.Handler):
    """Everything that the functions log, as the lines that CloudWatch would get."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(self.format(record))

    def __enter__(self) -> list[str]:
        from shared.telemetry import logger  # noqa: PLC0415  after the environment is taken

        self.setFormatter(logger.registered_formatter)
        self.addFilter(lambda record: not record.name.startswith("moto"))
        # The root logger hears libraries too, and Lambda sends what it hears to CloudWatch.
        logging.getLogger().addHandler(self)
        return self.lines

    def __exit__(self, *_: object) -> None:
        logging.getLogger().removeHandler(self)
