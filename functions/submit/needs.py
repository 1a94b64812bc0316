"""The requirements of one customer, from what is stored."""

from datetime import date
from typing import cast

from shared.caller import Caller
from shared.case import Status
from shared.case_answers import CustomerStatus
from shared.case_store import load_customer, may_be_sent_again, revisions_sent, submissions_of
from shared.clock import now
from shared.company_settings import settings_of
from shared.http import Answer, Query
from shared.identity_document import expires_on, renewal
from shared.languages import Language
from shared.people_check import needs_of_people
from shared.policy import policy
from shared.reading_aloud import text_to_read
from shared.tables import Customer, Event, Submission, Upload
from shared.tenant import Tenant
from shared.upload_kinds import READ_ALOUD
from submit.requirements import Attempt, TierNeeds, assess


class InLanguage(Query):
    """Texts in another language than the customer's own."""

    language: Language | None = None


class Requirements(Answer):
    """`policy` is the version that a new submission would be made under.

    `document_expires_on` is the last day of the identity document that was approved last.
    """

    customer_id: str
    language: Language
    kyc_status: CustomerStatus
    tier: int
    policy: str
    document_expires_on: date | None
    tiers: list[TierNeeds]


def requirements(caller: Caller, customer_id: str, asked: InLanguage) -> Requirements:
    customer = load_customer(caller.tenant, customer_id)
    language = asked.language or cast(Language, customer.language)
    return requirements_of(customer, language, shows_names="customer" not in caller.roles)


def requirements_of(
    customer: Customer, language: Language, *, shows_names: bool = False
) -> Requirements:
    """`shows_names`: of the people of a business, who are customers too."""
    terms = policy(customer.policy)
    heads, sent = submissions_of(customer), list(revisions_sent(customer))
    newest = {event.submission_id: event for event in sent}
    renewable = renewal(terms, heads, now().date())
    again = renewable.tier if renewable else None
    reopened = {tier for tier, head in _newest(heads).items() if may_be_sent_again(head)}
    # The newest submission of a tier is what counts, unless its outcome does no longer.
    attempts = {
        head.tier: _attempt(head, newest[head.submission_id])
        for head in heads
        if head.tier not in reopened
        and (head.status != "approved" or (head.tier <= customer.tier and head.tier != again))
    }
    tenant = Tenant.parse(customer.tenant)
    tiers = assess(
        terms,
        kind=customer.kind,
        country=customer.country,
        held_tier=customer.tier,
        attempts=attempts,
        uploaded=_not_submitted(customer, sent),
        language=language,
        renewable=again,
        own_limits=settings_of(tenant).loan_limits,
        people=needs_of_people(customer, terms.tiers, language, shows_names=shows_names),
    )
    for need in (each for tier in tiers for each in tier.items if each.item == READ_ALOUD):
        need.text_to_read = text_to_read(tenant, language)
    return Requirements(
        customer_id=customer.customer_id,
        language=language,
        kyc_status=customer.kyc_status,
        tier=customer.tier,
        policy=f"{terms.name}-{terms.version}",
        document_expires_on=expires_on(heads),
        tiers=tiers,
    )


def _newest(heads: list[Submission]) -> dict[int, Submission]:
    """By tier."""
    return {head.tier: head for head in heads}


def _attempt(head: Submission, event: Event) -> Attempt:
    return Attempt(
        submission_id=head.submission_id,
        status=cast(Status, head.status),
        revision=head.revision,
        fields=(event.personal or {}).get("fields", {}),
        file_kinds={each["kind"] for each in event.facts["documents"]}.difference(
            head.erased_kinds or []
        ),
        corrections=head.corrections or [],
    )


def _not_submitted(customer: Customer, sent: list[Event]) -> dict[str, str]:
    """Files that were accepted and are in no revision, not even a replaced one: newest by kind."""
    submitted = {each["upload_id"] for event in sent for each in event.facts["documents"]}
    accepted = Upload.query(
        customer.pk, Upload.sk.startswith("UPLOAD#"), filter_condition=Upload.status == "accepted"
    )
    return {each.kind: each.upload_id for each in accepted if each.upload_id not in submitted}
