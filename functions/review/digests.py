"""One mail a day to a company whose review tasks are late: counts only, nobody's name."""

from botocore.exceptions import BotoCoreError, ClientError
from pynamodb.attributes import UnicodeAttribute

from review.queue import clocks_of, count_between, list_key
from shared.clock import now
from shared.company_settings import settings_of
from shared.errors import Raced
from shared.items import Item
from shared.mail import send_mail
from shared.notice_mail import ses
from shared.plain_names import name_shown
from shared.tables import Company
from shared.telemetry import logger, place_of
from shared.tenant import Tenant
from shared.transaction import Transaction

SUBJECT = "KYC service: late review tasks at {company} ({mode}): {late}"
TEXT = """Review tasks of {company} ({mode}):

{late} are late: they wait longer than {late_hours} hours
{due_soon} are due soon: they wait longer than {due_soon_hours} hours
{asked} wait for their customers' corrections

You find them in the queue, oldest first.
"""


class Digest(Item):
    """The day (UTC) whose mail went out, at `COMPANY#co` and `DIGEST#mode`."""

    day = UnicodeAttribute()


def send_digest(tenant: Tenant, company: Company) -> bool:
    """Whether a mail went out: when tasks are late, at most once a day."""
    chosen, clocks = settings_of(tenant), clocks_of(tenant)
    pending, at = list_key(tenant, "pending"), now()
    late_since, due_soon_since = at - clocks.reviewers.late, at - clocks.reviewers.due_soon
    late = count_between(pending, before=late_since)
    if not late or not chosen.review_emails or not _take(tenant, f"{at:%Y-%m-%d}"):
        return False
    words = {
        "company": name_shown(company.name),
        "mode": tenant.mode,
        "late": late,
        "due_soon": count_between(pending, after=late_since, before=due_soon_since),
        "asked": count_between(list_key(tenant, "revision_requested")),
        "late_hours": chosen.review_late_hours,
        "due_soon_hours": chosen.review_due_soon_hours,
    }
    try:
        send_mail(ses, list(chosen.review_emails), SUBJECT.format(**words), TEXT.format(**words))
    except (ClientError, BotoCoreError) as error:
        logger.error("digest not sent", extra={"account": str(tenant), "reason": place_of(error)})
        _give_back(tenant)
        return False
    return True


def _take(tenant: Tenant, day: str) -> bool:
    """Before the mail: who dies in between has sent none today, and nobody gets two."""
    tx = Transaction()
    tx.put(_mark(tenant, day), Digest.day.does_not_exist() | (Digest.day != day))
    try:
        tx.commit()
    except Raced:
        return False
    return True


def _give_back(tenant: Tenant) -> None:
    tx = Transaction()
    tx.put(_mark(tenant, "none"))
    tx.commit()


def _mark(tenant: Tenant, day: str) -> Digest:
    return Digest(f"COMPANY#{tenant.company_id}", f"DIGEST#{tenant.mode}", day=day)
