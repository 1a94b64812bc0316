"""What an account has, and telling staff in time that it will not last."""

from datetime import datetime

from botocore.exceptions import BotoCoreError, ClientError

from billing.accounts import company_named, every_account, every_tenant
from billing.amounts import cny, usdt
from billing.ledger import balance, open_account, usdt_account
from billing.tables import Account
from shared.aws import mails
from shared.case_answers import Amount
from shared.clock import now
from shared.company_settings import CompanySettings, settings_of
from shared.errors import Raced
from shared.http import Answer
from shared.mail import send_mail
from shared.plain_names import name_shown
from shared.suspension import is_suspended
from shared.telemetry import logger, place_of
from shared.tenant import Tenant
from shared.transaction import Transaction

SUBJECT = "KYC service: the {mode} balance of {company} is low"
TEXT = """The service account of {company} ({mode}) has {available} CNY available,
less than the {threshold} CNY at which you asked to be told.

When it is used up, automatic checks and text messages stop,
and submissions wait for your reviewers. Top up on the billing page.
"""

ses = mails()


class BalanceAnswer(Answer):
    """`held` is set aside for checks under way; `is_low` compares `available` to the threshold."""

    available: Amount
    held: Amount
    usdt_available: Amount
    low_balance: Amount
    is_low: bool
    as_of: datetime


def show_balance(tenant: Tenant) -> BalanceAnswer:
    account = str(tenant)
    found, chosen = balance(account), settings_of(tenant)
    return BalanceAnswer(
        available=cny(found.available),
        held=cny(found.held),
        usdt_available=usdt(usdt_account(account).avail),
        low_balance=cny(chosen.low_balance_units),
        is_low=is_low(found.available, chosen),
        as_of=now(),
    )


def is_low(available: int, chosen: CompanySettings) -> bool:
    return available < chosen.low_balance_units


def watch() -> int:
    """Tell the staff of every account that has become low; returns how many were told.

    An account that nobody has paid into has nothing, which is low, too. The mark follows the
    e-mail: who dies between both tells twice, and never not at all.
    """
    accounts = {each.account: each for each in every_account()}
    return sum(_watch(tenant, accounts.get(str(tenant))) for tenant in every_tenant())


def _watch(tenant: Tenant, account: Account | None) -> bool:
    chosen = settings_of(tenant)
    available = balance(str(tenant)).available if account else 0
    low = is_low(available, chosen)
    if account and not low and account.low_told_at:
        _note(account, None)
    if not low or (account and account.low_told_at) or not chosen.billing_emails:
        return False
    if is_suspended(tenant.company_id):
        return False  # its staff can do nothing about it; they are told when it is resumed
    if account is None:
        open_account(str(tenant))
        account = Account.get(f"ACC#{tenant}", "META", consistent_read=True)
    try:
        _send(tenant, available, chosen)
    except (ClientError, BotoCoreError) as error:
        logger.error("e-mail not sent", extra={"account": str(tenant), "reason": place_of(error)})
        return False
    _note(account, now())
    return True


def _send(tenant: Tenant, available: int, chosen: CompanySettings) -> None:
    company = company_named(tenant.company_id)
    words = {
        "company": name_shown(company.name) if company else tenant.company_id,
        "mode": tenant.mode,
        "available": cny(available).amount,
        "threshold": cny(chosen.low_balance_units).amount,
    }
    send_mail(ses, chosen.billing_emails, SUBJECT.format(**words), TEXT.format(**words))


def _note(account: Account, told_at: datetime | None) -> None:
    told = Account.low_told_at
    tx = Transaction()
    if told_at:
        tx.update(account, [told.set(told_at)], told.does_not_exist())
    else:
        tx.update(account, [told.remove()], told.exists())
    try:
        tx.commit()
    except Raced:
        logger.info("noted by another run", extra={"account": account.account})
