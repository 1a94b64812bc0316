"""Two people for a changed payout account: where money went so far is known to be right."""

from banks.answers import FirstVerification
from shared.bank_account import BankAccount
from shared.caller import Caller
from shared.case_store import record
from shared.clock import now, rfc3339
from shared.errors import ApiError
from shared.tables import Customer
from shared.transaction import Transaction


def was_verified(account: BankAccount) -> bool:
    """This account or one before it, also if it is to be verified anew or was rejected since."""
    once = account.status == "verified" or account.kyc_name is not None
    return once or bool(account.replaces_verified)


def is_first(account: BankAccount, caller: Caller) -> bool:
    """Whether a verification now is the first of two; 409 when both would be one person's."""
    first = account.first_verification
    if not account.replaces_verified:
        return False
    if first is None:
        return True
    if first["by"] == caller.actor:
        raise ApiError("second_person_needed", details={"first_verification": first})
    return False


def write_first(
    customer: Customer,
    account: BankAccount,
    caller: Caller,
    facts: dict[str, str | int | None],
    note: str | None,
) -> None:
    """The account goes on waiting, for somebody else; the customer hears nothing yet."""
    same = (BankAccount.version == account.version) & (BankAccount.status == "pending")
    name = caller.actor_name or caller.actor
    account.first_verification = {"by": caller.actor, "name": name, "at": rfc3339(now())}
    tx = Transaction()
    tx.update(
        account,
        [BankAccount.first_verification.set(account.first_verification)],
        same & BankAccount.first_verification.does_not_exist(),
    )
    said = {"note": note} if note else None
    record(tx, customer, caller, "bank_account.first_verified", facts=facts, personal=said)
    tx.commit()


def first_verification_of(account: BankAccount) -> FirstVerification | None:
    return FirstVerification(**account.first_verification) if account.first_verification else None
