"""One message from the queue: a try, its line in the log, and what comes next."""

import time
from datetime import timedelta

from pynamodb.expressions.update import Action

from shared.clock import now, rfc3339
from shared.errors import Raced
from shared.telemetry import logger
from shared.tenant import Tenant
from shared.transaction import Transaction
from webhooks import queue
from webhooks.addresses import target_of
from webhooks.post import Outcome, post
from webhooks.retries import pause_after
from webhooks.sealing import unseal
from webhooks.settings import webhook_settings
from webhooks.signature import signature
from webhooks.tables import Delivery, Webhook, find_delivery, find_webhook

AT_ONCE = timedelta(0)


def deliver(tenant: Tenant, delivery_id: str) -> timedelta | None:
    """None when the message is done with; else after how long it must come again."""
    delivery = find_delivery(tenant, delivery_id)
    if delivery and delivery.status == "failed":
        queue.bury(tenant, delivery)  # whoever noted that may have died before this
    if delivery is None or delivery.status != "waiting":
        return None
    if delivery.next_try_at and delivery.next_try_at > now():
        return delivery.next_try_at - now()
    webhook = find_webhook(tenant, delivery.webhook_id)
    try:
        if webhook is None or not webhook.enabled:
            _change(delivery, "cancelled", None, [])
            return None
        return _note(tenant, delivery, _try(tenant, webhook, delivery))
    except Raced:
        return AT_ONCE  # the same message was at work twice: see what the other one noted


def _try(tenant: Tenant, webhook: Webhook, delivery: Delivery) -> Outcome:
    local = webhook_settings().allow_local_webhooks
    target = target_of(webhook.url, local=local)
    if target is None:
        return Outcome(None, "address_refused", 0)
    body = delivery.body.encode()
    headers = {
        "Content-Type": "application/json",
        "User-Agent": "kyc-webhooks/1",
        "Signature": signature(body, int(time.time()), _secrets(tenant, webhook)),
    }
    return post(target, body, headers, local=local)


def _secrets(tenant: Tenant, webhook: Webhook) -> list[str]:
    """The newest first; for a day after a rotation the one before it, too."""
    sealed = [webhook.secret]
    if webhook.old_secret and webhook.old_secret_until > now():
        sealed.append(webhook.old_secret)
    return [unseal(each, tenant, webhook.webhook_id) for each in sealed]


def _note(tenant: Tenant, delivery: Delivery, outcome: Outcome) -> timedelta | None:
    tries = [*delivery.tries, {"at": rfc3339(now()), **vars(outcome)}]
    told = {"delivery_id": delivery.delivery_id, "try": len(tries)} | vars(outcome)
    logger.info("webhook tried", extra=told)
    if outcome.error is None:
        _change(delivery, "delivered", None, tries)
        return None
    pause = pause_after(len(tries), now() - delivery.created_at)
    _change(delivery, "waiting" if pause else "failed", pause, tries)
    if pause is None:
        queue.bury(tenant, delivery)
    return pause


def _change(
    delivery: Delivery, status: str, pause: timedelta | None, tries: list[dict[str, object]]
) -> None:
    known = (Delivery.status == "waiting") & (Delivery.tried == delivery.tried)
    next_try = Delivery.next_try_at
    actions: list[Action] = [
        Delivery.status.set(status),
        next_try.set(now() + pause) if pause else next_try.remove(),
    ]
    if tries:
        actions += [Delivery.tries.set(tries), Delivery.tried.set(len(tries))]
    tx = Transaction()
    tx.update(delivery, actions, known)
    tx.commit()
