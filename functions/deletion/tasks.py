"""Scheduled task of the deletion slice."""

from datetime import timedelta
from itertools import takewhile
from typing import Any

from deletion import erasing
from deletion.marking import DUE
from shared.clock import now
from shared.errors import Raced
from shared.tables import Customer
from shared.telemetry import logger, place_of, task
from shared.transaction import Transaction

DELETIONS_PER_RUN = 100
# The next run goes on where this one stops.
ENOUGH = timedelta(seconds=240)
AGAIN = timedelta(minutes=5)


@task
def finish_deletions(_event: dict[str, Any]) -> dict[str, int]:
    """`{"finished": n, "failed": n}` of the customers whose deletion is due."""
    query = Customer.by_due.query(DUE, Customer.due_at < now(), limit=DELETIONS_PER_RUN)
    stop_at = now() + ENOUGH
    done = [_finished(each) for each in takewhile(lambda _: now() < stop_at, query)]
    return {"finished": sum(done), "failed": done.count(False)}


def _finished(customer: Customer) -> bool:
    """One that fails keeps nobody else from their turn."""
    try:
        erasing.finish(customer)
    except Exception as error:  # noqa: BLE001  the next one still has its turn
        extra = {"customer_id": customer.customer_id, "reason": place_of(error)}
        logger.error("a customer could not be erased", extra=extra)
        _look_again_later(customer)
        return False
    return True


def _look_again_later(customer: Customer) -> None:
    tx = Transaction()
    tx.update(customer, [Customer.due_at.set(now() + AGAIN)], Customer.due == DUE)
    try:
        tx.commit()
    except Raced:
        logger.info("finished by another", extra={"customer_id": customer.customer_id})
