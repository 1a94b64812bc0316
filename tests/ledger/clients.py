"""Many clients of one company at the same moment, and the customers that they meet at."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any
from uuid import uuid4

from shared.caller import Caller
from shared.clock import now
from shared.errors import ApiError
from shared.ids import new_id
from shared.tables import Customer, customer_pk
from shared.tenant import Tenant

CLIENTS = 24


def a_company() -> Caller:
    tenant = Tenant(f"co_{uuid4().hex[:12]}", "test")
    return Caller(frozenset({"company"}), "key_1", None, tenant)


def a_customer(company: Caller, **told: Any) -> Customer:
    """Thai, of the lending policy, with nothing begun; `told` are attributes of the row."""
    customer_id = new_id("cus")
    pk = customer_pk(company.tenant, customer_id)
    customer = Customer(pk, "CUSTOMER", tenant=str(company.tenant), customer_id=customer_id)
    customer.external_id, customer.kind, customer.country = customer_id, "individual", "TH"
    customer.language, customer.policy, customer.currency = "th", "lending", "THB"
    customer.kyc_status, customer.tier, customer.max_loan_units = "not_started", 0, 0
    customer.sequence, customer.created_at, customer.updated_at = 1, now(), now()
    for name, value in told.items():
        setattr(customer, name, value)
    customer.save()
    return customer


def at_once(act: Callable[[int], str], clients: int = CLIENTS) -> list[str]:
    """What each client was answered; who was told `busy` tries again."""
    start = Barrier(clients)

    def one(number: int) -> str:
        start.wait()
        while True:
            try:
                return act(number)
            except ApiError as refused:
                if refused.code != "busy":
                    return refused.code

    with ThreadPoolExecutor(clients) as pool:
        return list(pool.map(one, range(clients)))
