"""What DynamoDB does among requests under way, which the engine of these tests does not.

An item in an open transaction is nobody else's: other transactions are cancelled with
TransactionConflict, plain writes are refused, a read of several items too; a read of one is not.
A transaction's token stands for one request: with another it is refused, and what took effect does
not take effect again. What the request alone shows to be wrong is refused in every test
(local/world/aws_rules.py).
"""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Event, Lock
from typing import Any

from botocore.awsrequest import AWSPreparedRequest, AWSResponse
from pynamodb.connection import Connection

from local.world.aws_rules import actions_of, key_of, writes_of
from tests.ledger.faults import Send, answer, refusal

# How long a transaction has its items to itself, besides the engine's own time.
OPEN_SECONDS = 0.008
Key = tuple[str, str, str]


class AwsLike:
    """Between the clients of this process and their engine; `conflicts` counts the refused."""

    def __init__(self) -> None:
        self.conflicts = 0
        self._in_flight = set[Key]()
        # Each token with its request, and whether that took effect; None while it is under way.
        self._tokens: dict[str, tuple[bytes, bool | None]] = {}
        self._lock = Lock()

    @contextmanager
    def before(self, *connections: Connection) -> Iterator[None]:
        """All that these connections send comes here first."""
        sessions = [each.client._endpoint.http_session for each in connections]
        real = [each.send for each in sessions]
        try:
            for session, send in zip(sessions, real, strict=True):
                session.send = self._sending(send)
            yield
        finally:
            for session, send in zip(sessions, real, strict=True):
                session.send = send

    def _sending(self, send: Send) -> Send:
        def answered(request: AWSPreparedRequest) -> AWSResponse:
            target = request.headers["X-Amz-Target"]
            named = (target if isinstance(target, str) else target.decode()).rpartition(".")[2]
            return self.answer(f"dynamodb.{named}", request, send)

        return answered

    def answer(self, call: str, request: AWSPreparedRequest, send: Send) -> Any:
        """What DynamoDB answers; other services are not looked at."""
        if call not in self.DOORS:
            return send(request)
        return self.DOORS[call](self, request, json.loads(request.body), send)

    def _transact(self, request: AWSPreparedRequest, asked: Any, send: Send) -> AWSResponse:
        token, keys = asked["ClientRequestToken"], [key_of(each) for each in actions_of(asked)]
        with self._lock:
            known, took_effect = self._tokens.get(token, (request.body, False))
            if known != request.body:
                return refusal(request, "IdempotentParameterMismatchException")
            if took_effect is None:
                return refusal(request, "TransactionInProgressException")
            if took_effect:
                return answer(request, {})
            self._tokens[token] = request.body, False
            if self._in_flight & set(keys):
                return self._cancelled(request, keys)
            self._in_flight.update(keys)
            self._tokens[token] = request.body, None
        try:
            Event().wait(OPEN_SECONDS)
            replied: AWSResponse = send(request)
            took_effect = replied.status_code == 200
            return replied
        finally:
            with self._lock:
                self._in_flight.difference_update(keys)
                self._tokens[token] = request.body, bool(took_effect)

    def _read_together(self, request: AWSPreparedRequest, asked: Any, send: Send) -> Any:
        keys = [key_of(each) for each in actions_of(asked)]
        with self._lock:
            if self._in_flight & set(keys):
                return self._cancelled(request, keys)
        return send(request)

    def _cancelled(self, request: AWSPreparedRequest, keys: list[Key]) -> AWSResponse:
        self.conflicts += 1
        met = [each in self._in_flight for each in keys]
        codes = [{"Code": "TransactionConflict" if each else "None"} for each in met]
        return refusal(request, "TransactionCanceledException", CancellationReasons=codes)

    def _write(self, request: AWSPreparedRequest, asked: Any, send: Send) -> Any:
        with self._lock:
            if key_of(asked) in self._in_flight:
                self.conflicts += 1
                return refusal(request, "TransactionConflictException")
        return send(request)

    def _write_many(self, request: AWSPreparedRequest, asked: Any, send: Send) -> Any:
        """Whoever meets a transaction here is told that nothing was processed."""
        with self._lock:
            if self._in_flight & {key_of(each) for each in writes_of(asked)}:
                self.conflicts += 1
                return answer(request, {"UnprocessedItems": asked["RequestItems"]})
        return send(request)

    DOORS: dict[str, Callable[..., Any]] = {  # noqa: RUF012  written once, read only
        "dynamodb.TransactWriteItems": _transact,
        "dynamodb.TransactGetItems": _read_together,
        "dynamodb.BatchWriteItem": _write_many,
        "dynamodb.PutItem": _write,
        "dynamodb.UpdateItem": _write,
        "dynamodb.DeleteItem": _write,
    }
