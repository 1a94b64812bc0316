"""A company's API keys: made, listed, rolled and revoked by its administrators."""

from datetime import datetime, timedelta
from typing import Annotated, cast

from aws_lambda_powertools.metrics import MetricUnit
from pydantic import AfterValidator, Field
from pynamodb.expressions.update import Action

from access.keys import ApiKey, KeySecret
from shared import ids
from shared.bearer import hash_of, new_secret
from shared.caller import Caller
from shared.clock import now
from shared.errors import ApiError
from shared.http import Answer, Body
from shared.plain_names import one_line
from shared.reply import Once
from shared.suspension import company_pk
from shared.telemetry import metrics
from shared.tenant import Mode
from shared.transaction import Transaction, until_settled

KeyName = Annotated[
    str, Field(min_length=1, max_length=100, examples=["staging"]), AfterValidator(one_line)
]
Days = Annotated[
    int | None, Field(ge=1, le=3650, description="after which it ends by itself; null: never")
]


class NewKey(Body):
    name: KeyName
    mode: Mode
    expires_in_days: Days = None


class KeyRoll(Body):
    """The old key works beside the new one for `overlap_hours`; with 0 it ends now."""

    overlap_hours: Annotated[int, Field(ge=0, le=72)] = 24
    expires_in_days: Days = None


class KeyAnswer(Answer):
    """`secret` is shown once, when the key is made; a repeated request does not show it again.

    `last_used_at` is exact to an hour.
    """

    key_id: str
    name: str
    mode: Mode
    last_four: str
    created_at: datetime
    created_by: str
    created_by_name: str | None = None
    last_used_at: datetime | None = None
    expires_at: datetime | None = None
    rolled_to: str | None = None
    revoked_at: datetime | None = None
    secret: str | None = None


def create_key(caller: Caller, asked: NewKey, once: Once) -> KeyAnswer:
    tx = Transaction()
    key, secret = _new_key(caller, asked.mode, asked.name, asked.expires_in_days)
    once.keep(tx, _answer(key))
    _add(tx, key, caller)
    tx.commit()
    _count()
    return _answer(key, secret)


def list_keys(caller: Caller) -> list[KeyAnswer]:
    found = list(ApiKey.query(company_pk(caller.tenant.company_id), ApiKey.sk.startswith("KEY#")))
    for each in found:
        if each.revoked_at is None:
            read = _secret_of(each)
            each.last_used_at = read.last_used_at if read else None
    return [_answer(each) for each in found]


def revoke_key(caller: Caller, key_id: str) -> KeyAnswer:
    """The key stops within the authorizer's cache time; revoking twice changes nothing more."""
    return until_settled(lambda: _revoke_key(caller, key_id))


def roll_key(caller: Caller, key_id: str, asked: KeyRoll, once: Once) -> KeyAnswer:
    """A key in the place of another one; 409 `key_ended` when that has ended or was rolled."""
    rolled = until_settled(lambda: _roll_key(caller, key_id, asked, once))
    _count()
    return rolled


def _roll_key(caller: Caller, key_id: str, asked: KeyRoll, once: Once) -> KeyAnswer:
    old, at = _load(caller, key_id), now()
    if old.revoked_at or old.rolled_to or (old.expires_at and old.expires_at <= at):
        raise ApiError("key_ended")
    key, secret = _new_key(caller, cast(Mode, old.mode), old.name, asked.expires_in_days)
    tx = Transaction()
    once.keep(tx, _answer(key))
    _add(tx, key, caller)
    actions: list[Action] = [ApiKey.rolled_to.set(key.key_id)]
    if asked.overlap_hours:
        ends = at + timedelta(hours=asked.overlap_hours)
        ends = min(ends, old.expires_at or ends)
        actions.append(ApiKey.expires_at.set(ends))
        read = KeySecret(f"KEY#{old.secret_hash}", "KEY")
        tx.update(read, [KeySecret.expires_at.set(ends)], KeySecret.pk.exists())
    else:
        actions += _end(tx, old, at)
    tx.update(old, actions, ApiKey.revoked_at.does_not_exist() & ApiKey.rolled_to.does_not_exist())
    tx.commit()
    return _answer(key, secret)


def _revoke_key(caller: Caller, key_id: str) -> KeyAnswer:
    key = _load(caller, key_id)
    if key.revoked_at is None:
        tx = Transaction()
        tx.update(key, _end(tx, key, now()), ApiKey.revoked_at.does_not_exist())
        tx.commit()
    return _answer(key)


def _end(tx: Transaction, key: ApiKey, at: datetime) -> list[Action]:
    """The secret goes; what was known of its use stays with the key."""
    read = _secret_of(key)
    tx.delete(KeySecret(f"KEY#{key.secret_hash}", "KEY"))
    key.revoked_at, key.last_used_at = at, read.last_used_at if read else None
    actions: list[Action] = [ApiKey.revoked_at.set(at)]
    if key.last_used_at:
        actions.append(ApiKey.last_used_at.set(key.last_used_at))
    return actions


def _load(caller: Caller, key_id: str) -> ApiKey:
    pk = company_pk(caller.tenant.company_id)
    try:
        return ApiKey.get(pk, f"KEY#{key_id}", consistent_read=True)
    except ApiKey.DoesNotExist:
        raise ApiError("not_found") from None


def _secret_of(key: ApiKey) -> KeySecret | None:
    try:
        return KeySecret.get(f"KEY#{key.secret_hash}", "KEY")
    except KeySecret.DoesNotExist:
        return None


def _new_key(caller: Caller, mode: Mode, name: str, days: int | None) -> tuple[ApiKey, str]:
    secret, key_id, at = new_secret(f"sk_{mode}"), ids.new_id("key"), now()
    key = ApiKey(company_pk(caller.tenant.company_id), f"KEY#{key_id}", key_id=key_id, name=name)
    key.mode, key.last_four, key.secret_hash = mode, secret[-4:], hash_of(secret)
    key.created_at, key.created_by, key.created_by_name = at, caller.actor, caller.actor_name
    key.expires_at = at + timedelta(days=days) if days else None
    return key, secret


def _add(tx: Transaction, key: ApiKey, caller: Caller) -> None:
    tx.create(key)
    read = KeySecret(f"KEY#{key.secret_hash}", "KEY", key_id=key.key_id, created_by=key.created_by)
    read.tenant, read.expires_at = f"{caller.tenant.company_id}#{key.mode}", key.expires_at
    tx.create(read)


def _count() -> None:
    """An alarm tells the operators of each new key (template.yaml)."""
    metrics.add_metric(name="KeysMade", unit=MetricUnit.Count, value=1)


def _answer(key: ApiKey, secret: str | None = None) -> KeyAnswer:
    shown = {name: getattr(key, name) for name in KeyAnswer.model_fields if name != "secret"}
    return KeyAnswer(**shown, secret=secret)
