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

    def __init__(self, fault: Fault | None = None, nth: int = 1, times: int = 1) -> None:
        self.fault, self.hit = fault, range(nth, nth + times)
        self.writes = 0
        self.items: list[int] = []

    def __enter__(self) -> Self:
        self._client = connection().client
        self._client.meta.events.register(EVENT, self._on_send)
        return self

    def __exit__(self, *_: object) -> None:
        self._client.meta.events.unregister(EVENT, self._on_send)

    def _on_send(self, request: AWSPreparedRequest, **_: Any) -> AWSResponse | None:
        self.writes += 1
        self.items.append(len(json.loads(request.body)["TransactItems"]))
        if self.fault is None or self.writes not in self.hit:
            return None
        return self.fault(request, self._client._endpoint.http_session.send)


EVENT = "before-send.dynamodb.TransactWriteItems"


def reasons(*codes: str) -> Fault:
    """The transaction is cancelled with these reasons, in the order of its items."""

    def answer(request: AWSPreparedRequest, _send: Send) -> AWSResponse:
        told = [{"Code": code} for code in codes]
        return _refusal(request, "TransactionCanceledException", CancellationReasons=told)

    return answer


def refused(code: str, status: int = 400) -> Fault:
    """The whole call is refused, and nothing was written."""
    return lambda request, _send: _refusal(request, code, status)


def lost_reply(request: AWSPreparedRequest, send: Send) -> AWSResponse:
    """Written; and the connection breaks before the answer."""
    send(request)
    raise ConnectionClosedError(endpoint_url=request.url)


def error_after_effect(request: AWSPreparedRequest, send: Send) -> AWSResponse:
    """Written; and the answer is a 500."""
    send(request)
    return _refusal(request, "InternalServerError", 500)


def died_before(request: AWSPreparedRequest, _send: Send) -> AWSResponse:
    raise Died


def died_after(request: AWSPreparedRequest, send: Send) -> AWSResponse:
    send(request)
    raise Died


def _refusal(request: AWSPreparedRequest, code: str, status: int = 400, **more: Any) -> AWSResponse:
    body = {"__type": f"com.amazonaws.dynamodb.v20120810#{code}", "message": code} | more
    headers = {"content-type": "application/x-amz-json-1.0"}
    return AWSResponse(request.url, status, headers, _Raw(json.dumps(body).encode()))


class _Raw(io.BytesIO):
    """A body as the HTTP library streams it."""

    def stream(self, *_: Any, **__: Any) -> Any:
        yield self.read()
