"""What goes wrong between the ledger and its table, done to real requests on their way.

with Faults(lost_reply, nth=2): ...      the second write takes effect, and nobody hears of it
with Faults(conflict_at(0), times=3): ...  three tries meet another transaction
"""

import io
import json
from collections.abc import Callable
from typing import Any, Self

from botocore.awsrequest import AWSPreparedRequest, AWSResponse
from botocore.exceptions import ConnectionClosedError

from shared.transaction import connection

Send = Callable[[AWSPreparedRequest], Any]
Fault = Callable[[AWSPreparedRequest, Send], AWSResponse | None]


class Died(BaseException):
    """The process ends here: nothing that catches exceptions sees it."""


class Faults:
    """Does `fault` to writes number `nth` … `nth + times - 1` of all that are made inside."""

    def __init__(
        self,
        fault: Fault | None = None,
        nth: int = 1,
        times: int = 1,
        operation: str = "TransactWriteItems",
    ) -> None:
        self.fault, self.hit = fault, range(nth, nth + times)
        self.event = f"before-send.dynamodb.{operation}"
        self.writes = 0
        self.bodies: list[bytes] = []

    def __enter__(self) -> Self:
        self._client = connection().client
        self._client.meta.events.register(self.event, self._on_send)
        return self

    def __exit__(self, *_: object) -> None:
        self._client.meta.events.unregister(self.event, self._on_send)

    @property
    def items(self) -> list[int]:
        """How many items each transaction had."""
        return [len(json.loads(each)["TransactItems"]) for each in self.bodies]

    def _on_send(self, request: AWSPreparedRequest, **_: Any) -> AWSResponse | None:
        self.writes += 1
        self.bodies.append(request.body)
        if self.fault is None or self.writes not in self.hit:
            return None
        return self.fault(request, self._client._endpoint.http_session.send)


def in_turn(*faults: Fault) -> Fault:
    """A fault for each request, and the last one for all that come after."""
    left = list(faults)

    def answered(request: AWSPreparedRequest, send: Send) -> AWSResponse | None:
        return (left.pop(0) if len(left) > 1 else left[0])(request, send)

    return answered


def reasons(*codes: str) -> Fault:
    """The transaction is cancelled with these reasons, in the order of its items."""

    def answer(request: AWSPreparedRequest, _send: Send) -> AWSResponse:
        told = [{"Code": code} for code in codes]
        return refusal(request, "TransactionCanceledException", CancellationReasons=told)

    return answer


def refused(code: str, status: int = 400) -> Fault:
    """The whole call is refused, and nothing was written."""
    return lambda request, _send: refusal(request, code, status)


def lost_reply(request: AWSPreparedRequest, send: Send) -> AWSResponse:
    """Written; and the connection breaks before the answer."""
    send(request)
    raise ConnectionClosedError(endpoint_url=request.url)


def error_after_effect(request: AWSPreparedRequest, send: Send) -> AWSResponse:
    """Written; and the answer is a 500."""
    send(request)
    return refusal(request, "InternalServerError", 500)


def died_before(request: AWSPreparedRequest, _send: Send) -> AWSResponse:
    raise Died


def died_after(request: AWSPreparedRequest, send: Send) -> AWSResponse:
    send(request)
    raise Died


def refusal(request: AWSPreparedRequest, code: str, status: int = 400, **more: Any) -> AWSResponse:
    body = {"__type": f"com.amazonaws.dynamodb.v20120810#{code}", "message": code} | more
    return answer(request, body, status)


def answer(request: AWSPreparedRequest, body: Any, status: int = 200) -> AWSResponse:
    headers = {"content-type": "application/x-amz-json-1.0"}
    return AWSResponse(request.url, status, headers, _Raw(json.dumps(body).encode()))


class _Raw(io.BytesIO):
    """A body as the HTTP library streams it."""

    def stream(self, *_: Any, **__: Any) -> Any:
        yield self.read()
