"""API Gateway's Lambda authorizer: a bearer secret becomes a company or a customer."""

import re
from typing import Any

from pynamodb.exceptions import PynamoDBException

from access.keys import NOTED_EVERY, KeySecret
from shared.bearer import CUSTOMER_TOKEN, hash_of
from shared.clock import now
from shared.links import CustomerToken, token_has_ended, token_pk
from shared.telemetry import logger, place_of


def handler(event: dict[str, Any], context: Any) -> dict[str, Any]:
    """Allow with who it is, or deny, which the API answers with 401 (template.yaml).

    Denying rather than raising keeps wrong keys out of the count of failed functions.
    The whole API is allowed, since API Gateway keeps the answer for every later route.
    """
    logger.append_keys(request_id=context.aws_request_id)
    headers = {key.lower(): value for key, value in (event.get("headers") or {}).items()}
    who = identify(headers.get("authorization") or "")
    api, stage = event["methodArn"].split("/")[:2]
    effect = "Allow" if who else "Deny"
    statement = {"Action": "execute-api:Invoke", "Effect": effect, "Resource": f"{api}/{stage}/*"}
    return {
        "principalId": who.get("key_id") or who.get("customer_id") or "unknown",
        "policyDocument": {"Version": "2012-10-17", "Statement": [statement]},
        "context": who,
    }


def identify(authorization: str) -> dict[str, str]:
    """The authorizer context that shared/caller.py reads; empty for nobody."""
    match = re.fullmatch(r"Bearer ((sk_live|sk_test|ct)_[A-Za-z0-9_-]{43})", authorization)
    if not match:
        return {}
    secret, prefix = match.groups()
    try:
        return _customer(secret) if prefix == CUSTOMER_TOKEN else _company(secret)
    except (KeySecret.DoesNotExist, CustomerToken.DoesNotExist) as error:
        logger.info("credentials refused", extra={"reason": place_of(error)})
        return {}


def _company(secret: str) -> dict[str, str]:
    found = KeySecret.get(f"KEY#{hash_of(secret)}", "KEY", consistent_read=True)
    if found.expires_at and found.expires_at <= now():
        return {}
    _note_use(found)
    known = {"kind": "company", "tenant": found.tenant, "key_id": found.key_id}
    return known | ({"created_by": found.created_by} if found.created_by else {})


def _note_use(found: KeySecret) -> None:
    """Once an hour; a request never fails for it, and a key that is gone does not come back."""
    used, at = found.last_used_at, now()
    if used and used > at - NOTED_EVERY:
        return
    as_read = KeySecret.last_used_at == used if used else KeySecret.last_used_at.does_not_exist()
    try:
        found.update([KeySecret.last_used_at.set(at)], KeySecret.pk.exists() & as_read)
    except PynamoDBException as error:
        logger.info("use of a key not noted", extra={"reason": place_of(error)})


def _customer(secret: str) -> dict[str, str]:
    found = CustomerToken.get(token_pk(hash_of(secret)), "TOKEN", consistent_read=True)
    if found.expires_at < now() or token_has_ended(found):
        return {}
    return {
        "kind": "customer",
        "tenant": found.tenant,
        "customer_id": found.customer_id,
        "tier": str(found.tier),
        "items": ",".join(found.items),
        "hands": ",".join(sorted(found.hands or ())),
        "link_id": found.link_id or "",
    }
