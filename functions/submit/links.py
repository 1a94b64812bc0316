"""One-time links: made by a company or its staff for what is missing, e-mailed, listed, revoked.

Only the address that is shown or e-mailed has the secret; what is stored is its hash. The e-mail
is sent once, right after the link was written, by whoever wrote it: a repeated request is answered
with what was kept. When the e-mail fails, or its sender dies, the link's `email` says so, and the
way on is another link.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import cast

from botocore.exceptions import BotoCoreError, ClientError

from shared import ids
from shared.aws import mails
from shared.bearer import LINK_TOKEN, hash_of, new_secret
from shared.caller import Caller
from shared.case_store import load_active_customer, load_customer, record
from shared.clock import now
from shared.errors import ApiError
from shared.hands import hands_of
from shared.languages import Language
from shared.links import CustomerToken, Link, LinkSecret, link_sk, secret_pk, token_pk
from shared.mail import send_mail
from shared.own_case import require_another_person
from shared.plain_names import greeted
from shared.reply import Once
from shared.settings import settings
from shared.tables import Customer
from shared.telemetry import logger, place_of
from shared.transaction import Transaction, until_settled
from submit import request_text
from submit.link_answers import LinkAnswer, Links, LinkState, NewLink, link_state
from submit.missing import Missing, missing_for
from submit.request_text import Asked

LINK_LIFE = timedelta(hours=48)
MOST_LISTED = 100

# Asked once: what was asked again after a lost answer would be sent again.
ses = mails(retries={"mode": "standard", "total_max_attempts": 1})


@dataclass(frozen=True)
class Made:
    """A link just written; `secret` is in no store."""

    link: Link
    secret: str
    missing: Missing
    customer: Customer
    language: Language

    @property
    def url(self) -> str:
        """In the fragment, which browsers send to no server and so to no log."""
        return f"{settings().apply_url}#t={self.secret}"

    @property
    def asked(self) -> Asked:
        needs = self.missing.needs
        return Asked(
            greeted(self.customer.name, self.customer.kind), self.language, self.missing.tier, needs
        )

    def answer(self, *, shown: bool) -> LinkAnswer:
        answer = LinkAnswer(
            link_id=self.link.link_id,
            tier=self.link.tier,
            items=self.link.items,
            expires_at=self.link.expires_at,
            email=self.link.email,
        )
        secret = {"token": self.secret, "url": self.url}
        return answer.model_copy(update=secret if shown else {})


def create_link(caller: Caller, customer_id: str, body: NewLink, once: Once) -> LinkAnswer:
    made = make_link(
        caller, customer_id, body, lambda tx, made: once.keep(tx, made.answer(shown=False))
    )
    if body.send == "email":
        return _email(caller, made, once)
    return made.answer(shown=True)


def make_link(
    caller: Caller,
    customer_id: str,
    asked: NewLink,
    keep: Callable[[Transaction, Made], None],
    language: Language | None = None,
) -> Made:
    """Write the link; `keep` adds what is answered to a repeated request. Nothing is sent yet."""
    return until_settled(lambda: _make_link(caller, customer_id, asked, keep, language))


def _make_link(
    caller: Caller,
    customer_id: str,
    asked: NewLink,
    keep: Callable[[Transaction, Made], None],
    language: Language | None,
) -> Made:
    customer = load_active_customer(caller.tenant, customer_id)
    require_another_person(caller, customer)
    speaks = language or cast(Language, customer.language)
    missing = missing_for(customer, speaks, asked.tier, asked.items)
    if asked.send == "email":
        _require_address(customer, missing)
    link, secret = _new_link(caller, customer, missing, asked.send)
    made = Made(link, secret, missing, customer, speaks)
    tx = Transaction()
    keep(tx, made)
    tx.create(link)
    where = LinkSecret(secret_pk(link.secret_hash), "LINK", link_id=link.link_id)
    where.tenant, where.customer_id, where.ttl = str(caller.tenant), customer_id, LINK_LIFE
    tx.create(where)
    facts = {"link_id": link.link_id, "tier": link.tier, "items": link.items}
    link.number = record(tx, customer, caller, "link.created", facts=facts)
    tx.commit()
    return made


def _require_address(customer: Customer, missing: Missing) -> None:
    if not customer.email:
        raise ApiError("no_email")
    if not missing.needs:
        raise ApiError("nothing_missing")


def _new_link(
    caller: Caller, customer: Customer, missing: Missing, send: str | None
) -> tuple[Link, str]:
    secret, link_id, at = new_secret(LINK_TOKEN), ids.new_id("lnk"), now()
    link = Link(customer.pk, link_sk(link_id), link_id=link_id, tier=missing.tier)
    told = {"item", "label", "satisfied_by"}
    link.asked = [each.model_dump(include=told) for each in missing.needs]
    link.items, link.along, link.secret_hash = missing.items, missing.along, hash_of(secret)
    link.created_at, link.expires_at = at, at + LINK_LIFE
    link.created_by, link.created_by_name = caller.actor, caller.actor_name
    link.hands, link.email = hands_of(caller), "sending" if send else None
    return link, secret


def _email(caller: Caller, made: Made, once: Once) -> LinkAnswer:
    """Send it, and note how that ended, also in the answer that is kept."""
    made.link.email = "sent" if _is_sent(made) else "failed"
    until_settled(lambda: _note_email(caller, made, once))
    return made.answer(shown=False)


def _is_sent(made: Made) -> bool:
    title, text = request_text.email(made.asked, made.url, made.link.expires_at)
    try:
        send_mail(ses, [made.customer.email], title, text)
    except (ClientError, BotoCoreError) as error:
        extra = {"link_id": made.link.link_id, "reason": place_of(error)}
        logger.error("a link could not be e-mailed", extra=extra)
        return False
    return True


def _note_email(caller: Caller, made: Made, once: Once) -> None:
    link, tenant = made.link, caller.tenant
    tx = Transaction()
    once.correct(tx, made.answer(shown=False))
    tx.update(link, [Link.email.set(link.email)], Link.link_id.exists())
    if link.email == "sent":
        customer = load_customer(tenant, made.customer.customer_id)
        facts = {"link_id": link.link_id, "language": made.language}
        record(tx, customer, caller, "link.emailed", facts=facts)
    tx.commit()


def list_links(caller: Caller, customer_id: str) -> Links:
    customer = load_customer(caller.tenant, customer_id)
    begins = Link.sk.startswith(link_sk(""))
    found = Link.query(customer.pk, begins, scan_index_forward=False, limit=MOST_LISTED)
    return Links(links=[link_state(each, customer) for each in found])


def revoke_link(caller: Caller, customer_id: str, link_id: str) -> LinkState:
    """The link stops at once, and a token that it was swapped for within the authorizer's minute.

    Revoking twice changes nothing more.
    """
    return until_settled(lambda: _revoke(caller, customer_id, link_id))


def _revoke(caller: Caller, customer_id: str, link_id: str) -> LinkState:
    customer = load_customer(caller.tenant, customer_id)
    require_another_person(caller, customer)
    try:
        link = Link.get(customer.pk, link_sk(link_id), consistent_read=True)
    except Link.DoesNotExist:
        raise ApiError("not_found") from None
    if link.revoked_at is None:
        link.revoked_at = now()
        tx = Transaction()
        tx.delete(LinkSecret(secret_pk(link.secret_hash), "LINK"))
        if link.token_hash:
            tx.delete(CustomerToken(token_pk(link.token_hash), "TOKEN"))
        tx.update(link, [Link.revoked_at.set(link.revoked_at)], Link.revoked_at.does_not_exist())
        record(tx, customer, caller, "link.revoked", facts={"link_id": link_id})
        tx.commit()
    return link_state(link, customer)
