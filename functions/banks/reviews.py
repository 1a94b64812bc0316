"""A reviewer compares the account with the bank book and with the KYC name, and decides."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from banks import changes, sharing
from banks.accounts import load_upload
from banks.answers import (
    DIGITS_SHOWN,
    BankAccountAnswer,
    BankName,
    FirstVerification,
    account_answer,
    bank_name,
)
from banks.notices import notice_of
from banks.standing import Action, move
from shared import paging
from shared.bank_account import BankAccount, load_bank_account, waiting_list
from shared.caller import Caller
from shared.case_store import load_customer, record
from shared.clock import now, rfc3339
from shared.duplicate_alerts import AlertRow, alert_row
from shared.errors import ApiError
from shared.hands import require_other_hands
from shared.http import Answer
from shared.name_match import Comparison, Remark, Verdict, compare
from shared.own_case import require_another_person
from shared.paging import Page
from shared.reasons import require_known, told
from shared.said import digest_of
from shared.tables import Customer
from shared.transaction import Transaction, until_settled
from shared.viewing import file_of, hand_out


class BankAccountTask(Answer):
    """A row of the queue."""

    customer_id: str
    external_id: str
    version: int
    bank: BankName
    account_number_last_four: str
    account_name: str
    sent_at: datetime


class BankAccountTasks(Answer):
    bank_accounts: list[BankAccountTask]
    next_cursor: str | None


class BankBook(Answer):
    """`url` opens the photo for five minutes."""

    upload_id: str
    content_type: str
    url: str
    url_expires_at: datetime


class NameComparison(Answer):
    """How alike the account's name and the KYC name are; `score` 0 to 100, null across scripts."""

    score: int | None
    verdict: Verdict
    explanation: list[Remark]


class BankAccountView(BankAccountAnswer):
    """A bank account as reviewers see it, with its whole number.

    `takes_two`: a verified account was there before, so two people verify this one.
    `duplicates` are the alerts that another customer has the account too, which nobody resolved.
    `comparison` is null while no name of the customer is known, `bank_book` when its photo is
    gone, and in the answer to a decision: each look at it is an event of its own.
    """

    external_id: str
    account_number: str
    kyc_name: str | None
    tier: int
    comparison: NameComparison | None
    bank_book: BankBook | None
    takes_two: bool
    first_verification: FirstVerification | None
    duplicates: list[AlertRow]
    decided_by: str | None


@dataclass(frozen=True)
class Choice:
    """`version` is the account that was looked at; `reason` is told to the customer."""

    action: Action
    version: int
    note: str | None = None
    reason: dict[str, str] | None = None

    @property
    def digest(self) -> str:
        return digest_of(self.action, self.note, self.reason)


def list_accounts(caller: Caller, page: Page) -> BankAccountTasks:
    """What waits, oldest first."""
    key = waiting_list(caller.tenant)
    start = paging.decode(page.cursor, list_key=key)
    found = BankAccount.by_list.query(key, limit=page.limit, last_evaluated_key=start)
    rows = [_row(each) for each in found]
    return BankAccountTasks(bank_accounts=rows, next_cursor=paging.encode(found.last_evaluated_key))


def open_account(caller: Caller, customer_id: str) -> BankAccountView:
    customer = load_customer(caller.tenant, customer_id)
    account = _load(caller, customer_id)
    return _view(customer, account, _bank_book(caller, account))


def decide(caller: Caller, customer_id: str, choice: Choice) -> BankAccountView:
    """The first decision wins. The same reviewer's same decision again is answered alike, and
    another one by the same reviewer is as late as a colleague's.
    """
    if choice.reason:
        require_known("bank_rejection", choice.reason["code"])
    customer, account = until_settled(lambda: _decide(caller, customer_id, choice))
    return _view(customer, account)


def _decide(caller: Caller, customer_id: str, choice: Choice) -> tuple[Customer, BankAccount]:
    # The customer is read first: who writes in between makes this reading outdated.
    customer = load_customer(caller.tenant, customer_id)
    account = _load(caller, customer_id)
    require_another_person(caller, customer)
    if account.version != choice.version:
        raise ApiError("stale_bank_account", details={"version": account.version})
    if _is_repeat(account, caller, choice):
        return customer, account
    if account.status != "pending":
        raise ApiError("already_decided", details={"decision": _decision(account)})
    facts: dict[str, Any] = {"version": account.version}
    if choice.action == "verify":
        require_other_hands(caller, account)
        _require_bank_book(account)
        sharing.require_nobody_else(customer, account)
        facts |= _comparison_facts(customer, account, choice)
        if changes.is_first(account, caller):
            changes.write_first(customer, account, caller, facts, choice.note)
            return customer, account
        facts |= _first_of_two(account)
    _write(caller, customer, account, choice, facts)
    return customer, account


def _is_repeat(account: BankAccount, caller: Caller, choice: Choice) -> bool:
    """The reply to this very decision was lost on the way."""
    stands = account.status == move("pending", choice.action)
    same_person = account.decided_by == caller.actor
    return stands and same_person and account.decision_digest == choice.digest


def _require_bank_book(account: BankAccount) -> None:
    """What was erased proves nothing any more; an erasure since then moves the event number."""
    book = load_upload(account.pk, account.bank_book_upload_id)
    if book is None or book.erasure:
        raise ApiError("bank_book_erased")


def _first_of_two(account: BankAccount) -> dict[str, str]:
    first = account.first_verification
    return {"first_verified_by": first["by"]} if first else {}


def _comparison_facts(
    customer: Customer, account: BankAccount, choice: Choice
) -> dict[str, str | int | None]:
    """What the decision rests on. Who overrules the comparison says why."""
    if customer.tier < 1 or not customer.name:
        raise ApiError("kyc_name_unproved")
    found = compare(account.account_name, customer.name)
    if found.verdict == "different" and not choice.note:
        raise ApiError("note_required")
    return {"name_verdict": found.verdict, "name_score": found.score}


def _write(
    caller: Caller,
    customer: Customer,
    account: BankAccount,
    choice: Choice,
    facts: dict[str, Any],
) -> None:
    looked_at = (BankAccount.version == account.version) & (BankAccount.status == account.status)
    account.status = move(account.status, choice.action)
    account.decided_at, account.decided_by = now(), caller.actor
    account.decided_by_name, account.decision_digest = caller.actor_name, choice.digest
    account.reason = choice.reason and told(
        "bank_rejection", language=customer.language, **choice.reason
    )
    account.list_key = account.list_at = None
    if choice.action == "verify":
        account.kyc_name = customer.name
    compared = {"kyc_name": customer.name, "account_name": account.account_name}
    said = {"fields": compared, "reason": account.reason, "note": choice.note}
    tx = Transaction()
    number = record(
        tx,
        customer,
        caller,
        f"bank_account.{account.status}",
        facts=facts,
        personal={name: value for name, value in said.items() if value},
    )
    tx.create(notice_of(customer, account, number))
    tx.put(account, looked_at)
    tx.commit()


def _load(caller: Caller, customer_id: str) -> BankAccount:
    account = load_bank_account(caller.tenant, customer_id)
    if account is None:
        raise ApiError("not_found")
    return account


def _decision(account: BankAccount) -> dict[str, str]:
    return {
        "status": account.status,
        "decided_by": account.decided_by_name or account.decided_by,
        "decided_at": rfc3339(account.decided_at),
    }


def _row(account: BankAccount) -> BankAccountTask:
    return BankAccountTask(
        customer_id=account.customer_id,
        external_id=account.external_id,
        version=account.version,
        bank=bank_name(account.bank_code),
        account_number_last_four=account.account_number[-DIGITS_SHOWN:],
        account_name=account.account_name,
        sent_at=account.sent_at,
    )


def _view(
    customer: Customer, account: BankAccount, book: BankBook | None = None
) -> BankAccountView:
    compared = compare(account.account_name, customer.name) if customer.name else None
    return BankAccountView(
        **dict(account_answer(customer.customer_id, account)),
        external_id=account.external_id,
        account_number=account.account_number,
        kyc_name=customer.name,
        tier=customer.tier,
        comparison=_shown(compared) if compared else None,
        bank_book=book,
        takes_two=bool(account.replaces_verified),
        first_verification=changes.first_verification_of(account),
        duplicates=[alert_row(each) for each in sharing.alerts_about(customer, account)],
        decided_by=account.decided_by_name or account.decided_by,
    )


def _shown(found: Comparison) -> NameComparison:
    return NameComparison(**vars(found))


def _bank_book(caller: Caller, account: BankAccount) -> BankBook | None:
    upload = load_upload(account.pk, account.bank_book_upload_id)
    if upload is None or upload.erasure:
        return None
    shown = hand_out(caller, account.customer_id, [file_of(upload)])
    return BankBook(
        upload_id=upload.upload_id,
        content_type=upload.content_type,
        url=shown.urls[upload.object_key],
        url_expires_at=shown.expires_at,
    )
