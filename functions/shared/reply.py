"""Idempotency-Key: the first answer is written in the same transaction as its effect.

So there is no moment in which the effect exists without the answer, and a lost reply, a crash or
two simultaneous requests with one key all end in one effect and one answer, kept for 24 hours.
Refusals are not kept: they changed nothing, and the same request may succeed later.

Keys belong to whoever sent them: to the company with all its keys (a new key repeats what the old
one asked), to one customer, to one member of staff. Nobody hears another's answer or uses up their
keys.
"""

import hashlib
import re
from dataclasses import dataclass
from datetime import timedelta

from pydantic import BaseModel
from pynamodb.attributes import TTLAttribute, UnicodeAttribute

from shared.clock import now
from shared.errors import ApiError, KycError
from shared.items import IntegerAttribute, Item
from shared.tables import customer_pk, elsewhere_key
from shared.tenant import Tenant
from shared.transaction import Transaction

KEPT = timedelta(hours=24)


class Reply(Item):
    """The first answer to a key, gone when it has been kept long enough."""

    request_hash = UnicodeAttribute()
    status = IntegerAttribute()
    body = UnicodeAttribute()
    ttl = TTLAttribute()


class AlreadyAnswered(KycError):
    """The key was used before: answer as then."""


@dataclass(frozen=True)
class Once:
    """One request's key (None when the caller sent none) and what it asked for.

    `sender` is whose key it is (shared/caller.py). `customer_id` is the one whom it is about, as
    far as the path says: the answer goes with them.
    """

    tenant: Tenant | None
    sender: str
    key: str | None
    request_hash: str
    status: int
    customer_id: str = ""

    @classmethod
    def of(
        cls,
        tenant: Tenant | None,
        sender: str,
        key: str | None,
        route: str,
        body: str,
        status: int,
        customer_id: str = "",
    ) -> "Once":
        if key is not None and not re.fullmatch(r"[!-~]{1,255}", key):
            raise ApiError("invalid_idempotency_key")
        digest = hashlib.sha256(f"{route}\n{body}".encode()).hexdigest()
        return cls(tenant, sender, key, digest, status, customer_id)

    def keep(self, tx: Transaction, answer: BaseModel) -> None:
        """Add the answer to the transaction that has the effect. Call before other guards."""
        if self.key is None:
            return
        reply = Reply(pk=self._pk, sk="REPLY", request_hash=self.request_hash)
        reply.status, reply.body = self.status, answer.model_dump_json()
        reply.ttl = KEPT
        about = self.customer_id or getattr(answer, "customer_id", "")
        if self.tenant and about:
            reply.list_key, reply.list_at = elsewhere_key(customer_pk(self.tenant, about)), now()
        tx.create(reply, AlreadyAnswered)

    def correct(self, tx: Transaction, answer: BaseModel) -> None:
        """Let a repeated request hear what became known after the effect."""
        if self.key is None:
            return
        kept = Reply(pk=self._pk, sk="REPLY")
        is_ours = Reply.request_hash == self.request_hash
        tx.update(kept, [Reply.body.set(answer.model_dump_json())], is_ours)

    def earlier(self) -> tuple[int, str] | None:
        """The answer kept under this key; 409 when it was for another request."""
        if self.key is None:
            return None
        found = next(Reply.query(self._pk, consistent_read=True), None)
        if found is None or found.ttl < now():
            return None
        if found.request_hash != self.request_hash:
            raise ApiError("idempotency_key_reused")
        return found.status, found.body

    @property
    def _pk(self) -> str:
        return f"{self.tenant or 'operator'}#REPLY#{self.sender}#{self.key}"
