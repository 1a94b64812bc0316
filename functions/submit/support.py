"""A text for a reply to a customer who asks what is missing, in the customer's language."""

from typing import Annotated, cast

from pydantic import Field

from shared.caller import Caller
from shared.case_store import load_customer
from shared.errors import ApiError
from shared.http import Answer, Body
from shared.languages import Language
from shared.plain_names import greeted
from shared.reply import Once
from shared.tables import Customer
from submit import links, request_text
from submit.link_answers import NewLink
from submit.links import LINK_LIFE, Made
from submit.missing import Missing, missing_for
from submit.needs import InLanguage
from submit.request_text import Asked
from submit.requirements import ItemNeed

Tier = Annotated[int, Field(ge=1, le=3)]


class SupportQuery(InLanguage):
    """Without `tier`, the one that the customer is at."""

    tier: Tier | None = None


class SupportRequest(Body):
    """For a text with a fresh link in it."""

    tier: Tier
    language: Language | None = None


class SupportText(Answer):
    """To be pasted into a reply. `items` are the missing ones; `link_id` that of a fresh link."""

    tier: int
    language: Language
    items: list[ItemNeed]
    text: str
    link_id: str | None = None


def support_text(caller: Caller, customer_id: str, query: SupportQuery) -> SupportText:
    """With a place for a link."""
    customer = load_customer(caller.tenant, customer_id)
    language = query.language or cast(Language, customer.language)
    return _without_link(customer, language, missing_for(customer, language, query.tier))


def support_text_with_link(
    caller: Caller, customer_id: str, body: SupportRequest, once: Once
) -> SupportText:
    """The link's secret is in this answer only; a repeated request has a place for it instead."""

    def kept(made: Made) -> SupportText:
        if not made.missing.needs:
            raise ApiError("nothing_missing")
        plain = _without_link(made.customer, made.language, made.missing)
        return plain.model_copy(update={"link_id": made.link.link_id})

    asked = NewLink(tier=body.tier)
    made = links.make_link(
        caller, customer_id, asked, lambda tx, made: once.keep(tx, kept(made)), body.language
    )
    text = request_text.support_text(made.asked, made.url, made.link.expires_at)
    return kept(made).model_copy(update={"text": text})


def _without_link(customer: Customer, language: Language, missing: Missing) -> SupportText:
    asked = Asked(greeted(customer.name, customer.kind), language, missing.tier, missing.needs)
    return SupportText(
        tier=missing.tier,
        language=language,
        items=missing.needs,
        text=request_text.support_template(asked, LINK_LIFE),
    )
