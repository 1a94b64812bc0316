"""Several writes that happen together or not at all; each guard names the refusal it stands for.

DynamoDB answers a cancelled transaction with one reason per item. pynamodb sends deletes, then
puts, then updates, whatever the order of the calls, so the reasons are matched in that order.
A conflict or a throttle is nobody's fault and is tried again; botocore does not do that for
TransactionConflict. A lost reply is safe: botocore repeats the request with the same token.
"""

import random
import time
from collections.abc import Callable, Sequence
from typing import Any

from pynamodb.connection import Connection
from pynamodb.exceptions import TransactWriteError
from pynamodb.expressions.condition import Condition
from pynamodb.expressions.update import Action
from pynamodb.transactions import TransactWrite

from shared.errors import ApiError, KycError, Raced
from shared.tables import Item

RETRY_SECONDS = 4.0
FIRST_WAIT_SECONDS, LONGEST_WAIT_SECONDS = 0.01, 0.5
PASSING = {"TransactionConflict", "ThrottlingError", "ProvisionedThroughputExceeded"}
PASSING_CALLS = {"TransactionInProgressException", "ThrottlingException"}

Refusal = KycError | type[KycError]


class Transaction:
    """Collect writes, then `commit()`; the first failed guard's `otherwise` is raised."""

    def __init__(self) -> None:
        self._deletes: list[tuple[dict[str, Any], Refusal]] = []
        self._puts: list[tuple[dict[str, Any], Refusal]] = []
        self._updates: list[tuple[dict[str, Any], Refusal]] = []

    def put(
        self, item: Item, condition: Condition | None = None, otherwise: Refusal = Raced
    ) -> None:
        self._puts.append(({"model": item, "condition": condition}, otherwise))

    def create(self, item: Item, otherwise: Refusal = Raced) -> None:
        """Put an item that must not exist yet."""
        self.put(item, type(item).pk.does_not_exist(), otherwise)

    def update(
        self,
        item: Item,
        actions: Sequence[Action],
        condition: Condition | None = None,
        otherwise: Refusal = Raced,
    ) -> None:
        call = {"model": item, "actions": list(actions), "condition": condition}
        self._updates.append((call, otherwise))

    def delete(
        self, item: Item, condition: Condition | None = None, otherwise: Refusal = Raced
    ) -> None:
        self._deletes.append(({"model": item, "condition": condition}, otherwise))

    def commit(self) -> None:
        give_up_at = time.monotonic() + RETRY_SECONDS
        wait_seconds = FIRST_WAIT_SECONDS
        while not self._try_commit():
            if time.monotonic() > give_up_at:
                raise ApiError("busy")
            time.sleep(random.uniform(0, wait_seconds))
            wait_seconds = min(wait_seconds * 2, LONGEST_WAIT_SECONDS)

    def _try_commit(self) -> bool:
        """True when written, False when worth another try; raises the refusal otherwise."""
        try:
            with TransactWrite(connection=connection()) as write:
                for call, _ in self._deletes:
                    write.delete(**call)
                for call, _ in self._puts:
                    write.save(**call)
                for call, _ in self._updates:
                    write.update(**call)
        except TransactWriteError as error:
            return self._explain(error)
        return True

    def _explain(self, error: TransactWriteError) -> bool:
        guards = [otherwise for _, otherwise in self._deletes + self._puts + self._updates]
        codes = [reason.code if reason else None for reason in error.cancellation_reasons]
        for otherwise, code in zip(guards, codes, strict=False):
            if code == "ConditionalCheckFailed":
                raise otherwise
        if PASSING.intersection(code for code in codes if code):
            return False
        if error.cause_response_code in PASSING_CALLS:
            return False
        raise error


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
