"""Callbacks on their way: sent when due, sent again when they are not accepted."""

from contextlib import suppress
from datetime import timedelta

import requests
from pynamodb.exceptions import UpdateError
from pynamodb.expressions.update import Action

from sandbox.sessions import sandbox_now
from sandbox.tables import Delivery
from shared.telemetry import logger

MOST_TRIES = 3
SECONDS = (3.0, 20.0)
AGAIN = timedelta(seconds=30)


def deliver_due() -> int:
    """How many were accepted."""
    at = sandbox_now()
    waiting = [each for each in Delivery.query("DELIVERY") if each.due_at <= at]
    return sum(deliver(each) for each in waiting)


def deliver_now(biz_id: str) -> None:
    """What is due of one session, while its person waits for the way back."""
    at, begins = sandbox_now(), Delivery.sk.startswith(f"{biz_id}#")
    for each in list(Delivery.query("DELIVERY", begins, consistent_read=True)):
        if each.due_at <= at:
            deliver(each)


def deliver(delivery: Delivery) -> bool:
    form = {"data": delivery.data, "sign": delivery.sign}
    try:
        answer = requests.post(
            delivery.notify_url, data=form, timeout=SECONDS, allow_redirects=False
        )
        status = answer.status_code
    except requests.RequestException:
        status = 0
    logger.info("callback", extra={"status": status, "try": delivery.tries + 1})
    accepted = 200 <= status < 300
    if accepted or delivery.tries + 1 >= MOST_TRIES:
        delivery.delete()
        return accepted
    again: list[Action] = [Delivery.tries.add(1), Delivery.due_at.set(sandbox_now() + AGAIN)]
    # Unless another run has delivered it meanwhile.
    with suppress(UpdateError):
        delivery.update(again, Delivery.due_at.exists())
    return False
