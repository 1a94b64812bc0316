"""Several writes that happen together or not at all; each guard names the refusal it stands for.

DynamoDB answers a cancelled transaction with one reason per item. pynamodb sends checks, then
deletes, puts and updates, whatever the order of the calls, and the reasons come in that order. The
first of them decides: a failed guard is its refusal, whatever happened to later items; a conflict
or a throttle means that this guard was not looked at, so all is tried again, which botocore does
not do for TransactionConflict. Every other reason is raised as it is.

A lost reply is an unknown outcome. All tries of one commit are one request with one token, built
once and sent again as it is: what took effect does not take effect again, and DynamoDB refuses a
token that comes with another request. After that, only the guards keep an effect from happening
twice.

Who still meets a conflict when the time is up is told `busy`: others are writing. Who was slowed
down is told `unavailable`, for it is nobody's doing.
"""

import random
import time
from collections.abc import Callable, Sequence
from typing import Any
from uuid import uuid4

from pynamodb.connection import Connection
from pynamodb.exceptions import (
    DeleteError,
    PutError,
    TransactGetError,
    TransactWriteError,
    UpdateError,
)
from pynamodb.expressions.condition import Condition
from pynamodb.expressions.operand import Path
from pynamodb.expressions.update import Action
from pynamodb.models import Model
from pynamodb.transactions import TransactGet, TransactWrite

from shared.errors import ApiError, KycError, Raced
from shared.items import Item

# Half of what a function has for a request: a late answer is better than one to be asked for again.
RETRY_SECONDS = 8.0
FIRST_WAIT_SECONDS, LONGEST_WAIT_SECONDS = 0.01, 0.5
CONFLICT = "TransactionConflict"
# Nobody's fault: as the reason of one item, and as the answer to the whole call.
PASSING = {CONFLICT, "ThrottlingError", "ProvisionedThroughputExceeded"}
PASSING_CALLS = {
    "ProvisionedThroughputExceededException",
    "RequestLimitExceeded",
    "ThrottlingException",
    "TransactionInProgressException",
}
# As a write that is in no transaction is told that its item is in one.
CONFLICT_CALL = "TransactionConflictException"

Refusal = KycError | type[KycError]
Write = tuple[dict[str, Any], Refusal]


class Transaction:
    """Collect writes, then `commit()`; the first failed guard's `otherwise` is raised."""

    def __init__(self) -> None:
        self._checks: list[Write] = []
        self._deletes: list[Write] = []
        self._puts: list[Write] = []
        self._updates: list[Write] = []

    def check(
        self,
        model: type[Model],
        pk: str,
        sk: str,
        condition: Condition,
        otherwise: Refusal = Raced,
    ) -> None:
        """A guard on an item that is not written."""
        call = {"model_cls": model, "hash_key": pk, "range_key": sk, "condition": condition}
        self._checks.append((call, otherwise))

    def put(
        self, item: Model, condition: Condition | None = None, otherwise: Refusal = Raced
    ) -> None:
        self._puts.append(({"model": item, "condition": condition}, otherwise))

    def create(self, item: Model, otherwise: Refusal = Raced) -> None:
        """Put an item that must not exist yet."""
        self.put(item, Path("pk").does_not_exist(), otherwise)

    def update(
        self,
        item: Model,
        actions: Sequence[Action],
        condition: Condition | None = None,
        otherwise: Refusal = Raced,
    ) -> None:
        call = {"model": item, "actions": list(actions), "condition": condition}
        self._updates.append((call, otherwise))

    def delete(
        self, item: Model, condition: Condition | None = None, otherwise: Refusal = Raced
    ) -> None:
        self._deletes.append(({"model": item, "condition": condition}, otherwise))

    def commit(self) -> None:
        writes = self._checks + self._deletes + self._puts + self._updates
        guards = [otherwise for _, otherwise in writes]
        request = self._request()
        _until_done(lambda: _sent(request, guards))

    def _request(self) -> TransactWrite:
        """Built once: for an item with a version pynamodb adds to the very actions it is given."""
        request = TransactWrite(connection=connection(), client_request_token=str(uuid4()))
        for call, _ in self._checks:
            request.condition_check(**call)
        for call, _ in self._deletes:
            request.delete(**call)
        for call, _ in self._puts:
            request.save(**call)
        for call, _ in self._updates:
            request.update(**call | {"actions": list(call["actions"])})
        return request


def _sent(request: TransactWrite, guards: list[Refusal]) -> str | None:
    """None when written, else what to say if no time is left; raises the refusal."""
    try:
        with request:
            """Left is sent: pynamodb has no other door."""
    except TransactWriteError as error:
        refusal = _refusal(error, guards)
        if isinstance(refusal, str):
            return refusal
        if refusal is error:
            raise
        raise refusal from error
    return None


def write_alone(write: Callable[[], object]) -> None:
    """A write in no transaction, which is refused while its item is in one."""

    def written() -> str | None:
        try:
            write()
        except (PutError, UpdateError, DeleteError) as error:
            if error.cause_response_code != CONFLICT_CALL:
                raise
            return "busy"
        return None

    _until_done(written)


def read_together[M: Model](model: type[M], keys: Sequence[tuple[str, str]]) -> list[M | None]:
    """Items as they were at one moment; None for what does not exist."""
    found: list[M | None] = []

    def read() -> str | None:
        try:
            with TransactGet(connection=connection()) as reading:
                futures = [reading.get(model, pk, sk) for pk, sk in keys]
        except TransactGetError as error:
            if not isinstance(_refusal(error, [error] * len(keys)), str):
                raise
            return "unavailable"
        found.extend(_known(future) for future in futures)
        return None

    _until_done(read)
    return found


def connection() -> Connection:
    """The one connection that all models share."""
    return Item._get_connection().connection  # noqa: SLF001  pynamodb has no public door to it


def until_settled[T](work: Callable[[], T], tries: int = 6) -> T:
    """Run read-decide-write again while another writer is first; then say so."""
    for attempt in range(tries):
        try:
            return work()
        except Raced:
            time.sleep(random.uniform(0, FIRST_WAIT_SECONDS * 2**attempt))
    raise ApiError("busy")


def _until_done(work: Callable[[], str | None]) -> None:
    """With full jitter: the longest wait doubles, the wait is anything up to it.

    `work` answers None when it is done, else the code to give up with.
    """
    give_up_at = time.monotonic() + RETRY_SECONDS
    longest_seconds = FIRST_WAIT_SECONDS
    while code := work():
        if time.monotonic() > give_up_at:
            raise ApiError(code)
        time.sleep(random.uniform(0, longest_seconds))
        longest_seconds = min(longest_seconds * 2, LONGEST_WAIT_SECONDS)


def _refusal[E](
    error: TransactWriteError | TransactGetError, guards: Sequence[E]
) -> E | TransactWriteError | TransactGetError | str:
    """What the first reason says; a code to give up with when it says to try again."""
    codes = [reason.code if reason else None for reason in error.cancellation_reasons]
    for guard, code in zip(guards, codes, strict=False):
        if code == "ConditionalCheckFailed":
            return guard
        if code in PASSING:
            return "busy" if code == CONFLICT else "unavailable"
        if code:
            return error
    return "unavailable" if _answer_of(error) in PASSING_CALLS else error


def _answer_of(error: TransactWriteError | TransactGetError) -> str | None:
    """The whole call's error code; a broken connection has none, and pynamodb trips over it."""
    answer = getattr(error.cause, "response", None) or {}
    code: str | None = answer.get("Error", {}).get("Code")
    return code


def _known(future: Any) -> Any:
    try:
        return future.get()
    except Model.DoesNotExist:
        return None
