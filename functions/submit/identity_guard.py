"""One person, one account: a document number belongs to one customer of a company.

A second customer with the number is refused, and reviewers see both: they can say that the number
is shared by two people after all (functions/duplicates).
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from shared.duplicate_alerts import IdentityGuard, Suspicion, last_four, raise_alert
from shared.errors import ApiError
from shared.keyed_hash import keyed_hash
from shared.tables import Customer
from shared.tenant import Tenant
from shared.transaction import Transaction
from submit.evidence import Evidence
from submit.identity_numbers import canonical

TOLD = ("full_name", "legal_name", "birth_date", "incorporated_on", "nationality")


def guard_pk(tenant: Tenant, issuer: str, document_type: str, number: str) -> str:
    named = f"{tenant}|{issuer}|{document_type}|{canonical(number)}"
    return f"{tenant}#IDENTITY#{keyed_hash(named)}"


def take(tx: Transaction, pk: str, customer_id: str) -> None:
    """Hold the number for this customer, in the transaction of the submission that names it."""
    held = IdentityGuard.customer_ids
    mine_or_free = held.does_not_exist() | held.contains(customer_id)
    guard = IdentityGuard(pk, "GUARD")
    tx.update(guard, [held.add({customer_id})], mine_or_free, ApiError("identity_already_used"))


@contextmanager
def alerting(customer: Customer, pk: str | None, evidence: Evidence) -> Iterator[None]:
    """Around the commit: reviewers hear of a number that another customer holds.

    The alert outlives the refusal, so it keeps what the refused submission declared.
    """
    try:
        yield
    except ApiError as refused:
        if refused.code == "identity_already_used" and pk:
            _alert(customer, pk, evidence)
        raise


def _alert(customer: Customer, pk: str, evidence: Evidence) -> None:
    holder = _first_holder(pk)
    if holder is None:
        return  # given back a moment ago: the next try is taken
    tenant, mine = Tenant.parse(customer.tenant), customer.customer_id
    told = {mine: _declared(customer, evidence)}
    found = Suspicion(tenant, "identity_number", pk, holder, mine, personal=told)
    raise_alert(replace(found, hands=evidence.hands))


def _first_holder(pk: str) -> str | None:
    """Ids sort by age."""
    try:
        guard = IdentityGuard.get(pk, "GUARD", consistent_read=True)
    except IdentityGuard.DoesNotExist:
        return None
    return min(guard.customer_ids or [], default=None)


def _declared(customer: Customer, evidence: Evidence) -> dict[str, Any]:
    """What a reviewer compares; of the number its last characters only."""
    issuer, document_type, number = evidence.document(customer.country) or ("", "", "")
    told = {name: value for name, value in evidence.fields.items() if name in TOLD}
    return {
        "fields": told,
        "document": {"type": document_type, "country": issuer, "last_four": last_four(number)},
        "documents": evidence.documents,
    }
