"""One person, one account: a document number belongs to one customer of a company."""

import hashlib
import hmac
from functools import cache

from shared.aws import client
from shared.errors import ApiError
from shared.settings import settings
from shared.tables import Guard
from shared.tenant import Tenant
from shared.transaction import Transaction
from submit.identity_numbers import normalise

secretsmanager = client("secretsmanager")


@cache
def _key() -> bytes:
    answer = secretsmanager.get_secret_value(SecretId=settings().identity_secret_arn)
    return str(answer["SecretString"]).encode()


def guard_pk(tenant: Tenant, issuer: str, document_type: str, number: str) -> str:
    """A keyed hash: the table alone does not reveal the number, nor allow to try all of them."""
    named = f"{tenant}|{issuer}|{document_type}|{normalise(number)}"
    return f"{tenant}#IDENTITY#{hmac.new(_key(), named.encode(), hashlib.sha256).hexdigest()}"


def take(tx: Transaction, pk: str, customer_id: str) -> None:
    """Hold the number for this customer, in the transaction of the submission that names it."""
    mine_or_free = Guard.pk.does_not_exist() | (Guard.customer_id == customer_id)
    guard = Guard(pk, "GUARD", customer_id=customer_id)
    tx.put(guard, mine_or_free, ApiError("identity_already_used"))


def give_back(tx: Transaction, pk: str, customer_id: str) -> None:
    """Free a number that the customer corrected."""
    tx.delete(Guard(pk, "GUARD"), Guard.customer_id == customer_id)
