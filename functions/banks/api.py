"""HTTP routes by which a customer's bank account is sent and read."""

from banks import accounts
from banks.accounts import NewBankAccount
from banks.answers import BankAccountAnswer
from shared.caller import Caller
from shared.http import Api
from shared.reply import Once

handler = api = Api()


@api.route("GET /v1/customers/{customer_id}/bank-account", may="see_own_case")
def get_bank_account(caller: Caller, customer_id: str) -> BankAccountAnswer:
    """The customer's bank account and whether it is verified."""
    return accounts.get_account(caller, customer_id)


@api.route(
    "PUT /v1/customers/{customer_id}/bank-account",
    may="send_evidence",
    codes=("invalid_fields", "upload_unknown", "customer_merged", "item_not_in_link"),
)
def send_bank_account(
    caller: Caller, customer_id: str, body: NewBankAccount, once: Once
) -> BankAccountAnswer:
    """Say where the customer is to be paid; another account is verified anew."""
    return accounts.send_account(caller, customer_id, body, once)
