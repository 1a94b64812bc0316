"""The account that a customer wants to be paid to: sent as often as needed, verified each time."""

import unicodedata
from typing import Annotated, Any

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError
from pynamodb.expressions.operand import Path

from banks import changes
from banks.answers import BankAccountAnswer, account_answer
from banks.notices import notice_of_change
from banks.standing import move
from banks.thai_banks import digits_of, problems
from shared import ids
from shared.bank_account import BANK_SK, BankAccount, load_bank_account, waiting_list
from shared.caller import Caller
from shared.case_store import load_active_customer, load_customer, record
from shared.clock import now
from shared.errors import ApiError, FieldError
from shared.hands import came_through, hands_of, known_through
from shared.http import Body
from shared.name_folding import folded
from shared.reply import Once
from shared.sightings import Sighting, bank_account_seen, compare_now, sight
from shared.tables import Customer, Upload
from shared.transaction import Transaction, until_settled

BANK_BOOK, BOOK_FIELD = "bank_book", "bank_book_upload_id"
# What must be alike for two accounts to be one.
TOLD = ("bank_code", "account_number", "account_name", BOOK_FIELD)


def _name_in_the_book(name: str) -> str:
    """Letters in any script; nothing that a reviewer could not see."""
    kinds = {unicodedata.category(each)[0] for each in name if each not in "\u200c\u200d"}
    if "C" in kinds or "L" not in kinds:
        raise PydanticCustomError("invalid_name", "Write the name as the bank book has it.")
    return folded(name)


AccountName = Annotated[
    str,
    Field(min_length=1, max_length=200, pattern=r"\S", examples=["นาย สมชาย ใจดี"]),
    AfterValidator(_name_in_the_book),
]


class NewBankAccount(Body):
    """`account_number` may have the hyphens or spaces of the bank book, whose photo is an
    accepted upload of the kind `bank_book`.
    """

    bank_code: Annotated[str, Field(pattern=r"^[0-9]{3}$", examples=["004"])]
    account_number: Annotated[
        str, Field(pattern=r"^[0-9](?:[ -]?[0-9]){5,19}$", examples=["012-3-45678-9"])
    ]
    account_name: AccountName
    bank_book_upload_id: Annotated[str, Field(pattern=ids.UPLOAD)]


def get_account(caller: Caller, customer_id: str) -> BankAccountAnswer:
    customer = load_customer(caller.tenant, customer_id)
    return account_answer(customer.customer_id, load_bank_account(caller.tenant, customer_id))


def send_account(
    caller: Caller, customer_id: str, body: NewBankAccount, once: Once
) -> BankAccountAnswer:
    """The very account that is known already is answered as it stands, and stays verified."""
    caller.require_items([BANK_BOOK])
    told: dict[str, Any] = body.model_dump() | {"account_number": digits_of(body.account_number)}
    if wrong := problems(told["bank_code"], told["account_number"]):
        raise ApiError("invalid_fields", wrong)
    account, sighting = until_settled(lambda: _send(caller, customer_id, told, once))
    compare_now(sighting)
    return account_answer(customer_id, account)


def _send(
    caller: Caller, customer_id: str, told: dict[str, Any], once: Once
) -> tuple[BankAccount, Sighting | None]:
    # The customer is read first: who writes in between makes this reading outdated.
    customer = load_active_customer(caller.tenant, customer_id)
    before = load_bank_account(caller.tenant, customer_id)
    if before and all(getattr(before, name) == told[name] for name in TOLD):
        return before, None
    book = _bank_book(customer, told[BOOK_FIELD])
    account = _new_account(caller, customer, before, told)
    seen = bank_account_seen(caller.tenant, account.bank_code, account.account_number)
    account.hands, account.mark = hands_of(caller, book), seen.key
    tx = Transaction()
    once.keep(tx, account_answer(customer_id, account))
    facts = {name: getattr(account, name) for name in ("version", "bank_code", BOOK_FIELD)}
    number = record(
        tx,
        customer,
        caller,
        "bank_account.sent",
        known_through(account.hands),
        facts=facts | came_through(caller, account),
        personal={"fields": {name: told[name] for name in ("account_number", "account_name")}},
    )
    if before:
        tx.create(notice_of_change(customer, account, number))
    unseen = Path("pk").does_not_exist()
    tx.put(account, BankAccount.version == before.version if before else unseen)
    sighting = sight(tx, caller.tenant, customer_id, [seen])
    tx.commit()
    return account, sighting


def _new_account(
    caller: Caller, customer: Customer, before: BankAccount | None, told: dict[str, Any]
) -> BankAccount:
    """Without the decision on the account before it."""
    account = BankAccount(customer.pk, BANK_SK, **told)
    account.customer_id, account.external_id = customer.customer_id, customer.external_id
    account.status = move(before.status if before else "not_provided", "send")
    account.version = before.version + 1 if before else 1
    account.replaces_verified = before is not None and changes.was_verified(before)
    account.sent_at = account.list_at = now()
    account.list_key = waiting_list(caller.tenant)
    return account


def _bank_book(customer: Customer, upload_id: str) -> Upload:
    book = load_upload(customer.pk, upload_id)
    if book is None or book.status != "accepted":
        raise ApiError("upload_unknown", [_at_book("upload_unknown", "Not usable.")])
    if book.kind != BANK_BOOK:
        raise ApiError("invalid_fields", [_at_book("wrong_kind", "Send a bank_book.")])
    return book


def load_upload(pk: str, upload_id: str) -> Upload | None:
    try:
        return Upload.get(pk, f"UPLOAD#{upload_id}", consistent_read=True)
    except Upload.DoesNotExist:
        return None


def _at_book(code: str, message: str) -> FieldError:
    return FieldError(BOOK_FIELD, code, message)
