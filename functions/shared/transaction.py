"""Several writes that happen together or not at all; each guard names the refusal it stands for.

DynamoDB answers a cancelled transaction with one reason per item. pynamodb sends checks, then
deletes, puts and updates, whatever the order of the calls, and the reasons come in that order. The
first of them decides: a failed guard is its refusal, whatever happened to later items; a conflict
or a throttle means that this guard was not looked at, so all is tried again, which botocore does
not do for TransactionConflict. Every other reason is raised as it is.

A lost reply is an unknown outcome. All tries of one commit carry one token, so what took effect
does not take effect again; after that, only the guards keep an effect from happening twice.
"""

import random
import time
from collections.abc import Callable, Sequence
from typing import Any
from uuid import uuid4

from pynamodb.connection import Connection
from pynamodb.exceptions import TransactGetError, TransactWriteError
from pynamodb.expressions.condition import Condition
from pynamodb.expressions.operand import Path
from pynamodb.expressions.update import Action
from pynamodb.models import Model
from pynamodb.transactions import TransactGet, TransactWrite

from shared.errors import ApiError, KycError, Raced
from shared.items import Item

RETRY_SECONDS = 4.0
FIRST_WAIT_SECONDS, LONGEST_WAIT_SECONDS = 0.01, 0.5
# Nobody's fault: as the reason of one item, and as the answer to the whole call.
PASSING = {"TransactionConflict", "ThrottlingError", "ProvisionedThroughputExceeded"}
PASSING_CALLS = {
    "ProvisionedThroughputExceededException",
    "RequestLimitExceeded",
    "ThrottlingException",
    "TransactionInProgressException",
}

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
        token = str(uuid4())
        _until_done(lambda: self._try_commit(token))

    def _try_commit(self, token: str) -> bool:
        """True when written, False when worth another try; raises the refusal otherwise."""
        try:
            with TransactWrite(connection=connection(), client_request_token=token) as write:
                for call, _ in self._checks:
                    write.condition_check(**call)
                for call, _ in self._deletes:
                    write.delete(**call)
                for call, _ in self._puts:
                    write.save(**call)
                for call, _ in self._updates:
                    write.update(**call)
        except TransactWriteError as error:
            sent = self._checks + self._deletes + self._puts + self._updates
            refusal = _refusal(error, [otherwise for _, otherwise in sent])
            if refusal is None:
                return False
            if refusal is error:
                raise
            raise refusal from error
        return True


def read_together[M: Model](model: type[M], keys: Sequence[tuple[str, str]]) -> list[M | None]:
    """Items as they were at one moment; None for what does not exist."""
    found: list[M | None] = []

    def read() -> bool:
        try:
            with TransactGet(connection=connection()) as reading:
                futures = [reading.get(model, pk, sk) for pk, sk in keys]
        except TransactGetError as error:
            if _refusal(error, [error] * len(keys)) is None:
                return False
            raise
        found.extend(_known(future) for future in futures)
        return True

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


def _until_done(work: Callable[[], bool]) -> None:
    """With full jitter: the longest wait doubles, the wait is anything up to it."""
    give_up_at = time.monotonic() + RETRY_SECONDS
    longest_seconds = FIRST_WAIT_SECONDS
    while not work():
        if time.monotonic() > give_up_at:
            raise ApiError("busy")
        time.sleep(random.uniform(0, longest_seconds))
        longest_seconds = min(longest_seconds * 2, LONGEST_WAIT_SECONDS)


def _refusal[E](
    error: TransactWriteError | TransactGetError, guards: Sequence[E]
) -> E | TransactWriteError | TransactGetError | None:
    """What the first reason says; None when it says to try again."""
    codes = [reason.code if reason else None for reason in error.cancellation_reasons]
    for guard, code in zip(guards, codes, strict=False):
        if code == "ConditionalCheckFailed":
            return guard
        if code in PASSING:
            return None
        if code:
            return error
    return None if _answer_of(error) in PASSING_CALLS else error


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
