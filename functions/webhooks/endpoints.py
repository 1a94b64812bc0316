"""A company's endpoints: where its events go, which ones, and what they are signed with."""

from datetime import datetime, timedelta
from typing import Annotated, Literal

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

from shared import ids
from shared.caller import Caller
from shared.clock import now
from shared.errors import ApiError
from shared.http import Answer, Body
from shared.items import Item
from shared.reply import Once
from shared.transaction import Transaction, until_settled
from webhooks.addresses import target_of
from webhooks.catalogue import EVENTS, EVERYTHING
from webhooks.sealing import new_secret, seal
from webhooks.settings import webhook_settings
from webhooks.tables import Webhook, load_webhook, webhook_sk, webhooks_of, webhooks_pk

MOST_ENDPOINTS = 10
# How long the old secret signs beside the new one.
OVERLAP = timedelta(hours=24)


def _can_receive(url: str) -> str:
    if target_of(url, local=webhook_settings().allow_local_webhooks) is None:
        raise PydanticCustomError("invalid_url", "Give an https address of a public host.")
    return url


def _is_known(chosen: list[str]) -> list[str]:
    if set(chosen) - {*EVENTS, EVERYTHING}:
        raise PydanticCustomError("unknown_event", "Choose from the documented events, or *.")
    return sorted(set(chosen))


Url = Annotated[
    str,
    Field(min_length=1, max_length=1000, examples=["https://bank.example.com/kyc"]),
    AfterValidator(_can_receive),
]
Events = Annotated[
    list[Annotated[str, Field(max_length=50)]],
    Field(min_length=1, max_length=50, examples=[["submission.approved", "submission.rejected"]]),
    AfterValidator(_is_known),
]


class NewWebhook(Body):
    """`events` are types from the catalogue, or `["*"]` for all, later ones included."""

    url: Url
    events: Events


class WebhookChange(Body):
    """What is left out stays. What waits for an endpoint that is switched off is cancelled."""

    url: Url | None = None
    events: Events | None = None
    enabled: bool | None = None


class WebhookAnswer(Answer):
    """`secret` is shown once, when it is made; a repeated request does not show it again.

    Until `old_secret_until`, messages carry a signature by the secret before as well.
    """

    webhook_id: str
    mode: Literal["live", "test"]
    url: str
    events: list[str]
    enabled: bool
    created_at: datetime
    updated_at: datetime
    old_secret_until: datetime | None
    secret: str | None = None


class Webhooks(Answer):
    webhooks: list[WebhookAnswer]


def create_webhook(caller: Caller, body: NewWebhook, once: Once) -> WebhookAnswer:
    tenant = caller.tenant
    if len(webhooks_of(tenant)) >= MOST_ENDPOINTS:
        raise ApiError("too_many_webhooks")
    webhook_id, secret, at = ids.new_id("whk"), new_secret(), now()
    webhook = Webhook(webhooks_pk(tenant), webhook_sk(webhook_id), webhook_id=webhook_id)
    webhook.url, webhook.events, webhook.enabled = body.url, body.events, True
    webhook.secret = seal(secret, tenant, webhook_id)
    webhook.created_at = webhook.updated_at = at
    webhook.created_by = caller.actor
    tx = Transaction()
    once.keep(tx, _answer(caller, webhook))
    tx.create(webhook)
    tx.commit()
    return _answer(caller, webhook, secret)


def list_webhooks(caller: Caller) -> Webhooks:
    """Oldest first."""
    return Webhooks(webhooks=[_answer(caller, each) for each in webhooks_of(caller.tenant)])


def get_webhook(caller: Caller, webhook_id: str) -> WebhookAnswer:
    return _answer(caller, load_webhook(caller.tenant, webhook_id))


def change_webhook(caller: Caller, webhook_id: str, body: WebhookChange) -> WebhookAnswer:
    return until_settled(lambda: _change(caller, webhook_id, body))


def _change(caller: Caller, webhook_id: str, body: WebhookChange) -> WebhookAnswer:
    webhook = load_webhook(caller.tenant, webhook_id)
    given = body.model_dump(exclude_none=True)
    if all(getattr(webhook, name) == value for name, value in given.items()):
        return _answer(caller, webhook)
    read_at = webhook.updated_at
    for name, value in given.items():
        setattr(webhook, name, value)
    _put(webhook, read_at, Transaction())
    return _answer(caller, webhook)


def rotate_secret(caller: Caller, webhook_id: str, once: Once) -> WebhookAnswer:
    """Only one old secret signs on: rotating twice within a day ends the oldest at once."""
    return until_settled(lambda: _rotate(caller, webhook_id, once))


def _rotate(caller: Caller, webhook_id: str, once: Once) -> WebhookAnswer:
    webhook, secret = load_webhook(caller.tenant, webhook_id), new_secret()
    read_at = webhook.updated_at
    webhook.old_secret, webhook.old_secret_until = webhook.secret, now() + OVERLAP
    webhook.secret = seal(secret, caller.tenant, webhook_id)
    tx = Transaction()
    once.keep(tx, _answer(caller, webhook))
    _put(webhook, read_at, tx)
    return _answer(caller, webhook, secret)


def delete_webhook(caller: Caller, webhook_id: str) -> None:
    """For good, with its secrets; what waits for it is cancelled when its turn comes."""
    tx = Transaction()
    exists = Item.pk.exists()
    key = Webhook(webhooks_pk(caller.tenant), webhook_sk(webhook_id))
    tx.delete(key, exists, ApiError("not_found"))
    tx.commit()


def _put(webhook: Webhook, read_at: datetime, tx: Transaction) -> None:
    webhook.updated_at = now()
    tx.put(webhook, Webhook.updated_at == read_at)
    tx.commit()


def _answer(caller: Caller, webhook: Webhook, secret: str | None = None) -> WebhookAnswer:
    until = webhook.old_secret_until
    return WebhookAnswer(
        webhook_id=webhook.webhook_id,
        mode=caller.tenant.mode,
        url=webhook.url,
        events=webhook.events,
        enabled=webhook.enabled,
        created_at=webhook.created_at,
        updated_at=webhook.updated_at,
        old_secret_until=until if until and until > now() else None,
        secret=secret,
    )
