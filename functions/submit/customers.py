"""A company's customers: one for each external_id."""

from typing import Annotated, Any, Literal

from pydantic import Field
from pynamodb.expressions.update import Action

from shared import ids, paging
from shared.caller import Caller
from shared.case_answers import CustomerAnswer, customer_answer
from shared.case_store import external_pk, load_active_customer, load_customer, record
from shared.clock import now
from shared.errors import ApiError
from shared.hands import hands_of, known_through
from shared.http import Answer, Body
from shared.languages import Language
from shared.mail_address import EmailAddress
from shared.paging import Page
from shared.policy import policy
from shared.reply import Once
from shared.sightings import Seen, Sighting, compare_now, email_seen, phone_seen, sight
from shared.tables import Company, Customer, Event, Guard, customer_pk, event_sk
from shared.tenant import Tenant
from shared.transaction import Transaction, until_settled
from submit.field_types import CountryCode, PhoneE164

ExternalId = Annotated[
    str, Field(min_length=1, max_length=128, pattern=r"^[!-~]+$", examples=["user-1017"])
]


class NewCustomer(Body):
    """`country` is the one whose papers the customer shows; `language` that of the notices."""

    external_id: ExternalId
    kind: Literal["individual", "business"] = "individual"
    country: CountryCode
    language: Language = "en"
    email: EmailAddress | None = None
    phone: PhoneE164 | None = None


class CustomerChange(Body):
    """How the customer is reached. Who the customer is changes through submissions only.

    Another e-mail address, or none, ends the links that were made before, and their tokens.
    """

    language: Language | None = None
    email: EmailAddress | None = None
    phone: PhoneE164 | None = None


class CustomerPage(Page):
    external_id: ExternalId | None = None


class Customers(Answer):
    customers: list[CustomerAnswer]
    next_cursor: str | None


def create_customer(caller: Caller, body: NewCustomer, once: Once) -> CustomerAnswer:
    tenant = caller.tenant
    company = Company.get(f"COMPANY#{tenant.company_id}", "COMPANY")
    customer_id, at = ids.new_id("cus"), now()
    customer = Customer(customer_pk(tenant, customer_id), "CUSTOMER", **body.model_dump())
    customer.tenant, customer.customer_id, customer.sequence = str(tenant), customer_id, 1
    customer.policy, customer.currency = company.policy, policy(company.policy).currency
    customer.kyc_status, customer.tier, customer.max_loan_units = "not_started", 0, 0
    customer.created_at = customer.updated_at = customer.list_at = at
    customer.list_key, customer.hands = f"{tenant}#CUSTOMERS", hands_of(caller)
    event = Event(customer.pk, event_sk(1), sequence=1, type="customer.created", at=at)
    event.actor = caller.actor
    answer = customer_answer(customer)
    tx = Transaction()
    once.keep(tx, answer)
    guard = Guard(external_pk(tenant, body.external_id), "GUARD", customer_id=customer_id)
    tx.create(guard, ApiError("customer_exists"))
    tx.create(customer)
    tx.create(event)
    sighting = sight(tx, tenant, customer_id, _seen_with(tenant, body.model_dump()))
    tx.commit()
    compare_now(sighting)
    return answer


def change_customer(caller: Caller, customer_id: str, body: CustomerChange) -> CustomerAnswer:
    """Fields that are absent stay; a field sent as null is cleared."""
    changes = body.model_dump(exclude_unset=True)
    if "language" in changes and changes["language"] is None:
        del changes["language"]
    customer, sighting = until_settled(lambda: _change(caller, customer_id, changes))
    compare_now(sighting)
    return customer_answer(customer)


def _change(
    caller: Caller, customer_id: str, changes: dict[str, str | None]
) -> tuple[Customer, Sighting | None]:
    customer = load_active_customer(caller.tenant, customer_id)
    changes = {name: value for name, value in changes.items() if getattr(customer, name) != value}
    sighting = None
    if changes:
        tx = Transaction()
        attributes = {name: getattr(Customer, name) for name in changes}
        actions = [
            attributes[name].remove() if value is None else attributes[name].set(value)
            for name, value in changes.items()
        ]
        if "email" in changes and customer.email:
            actions += _ending_links(customer)
        actions += known_through(caller.hands)
        record(tx, customer, caller, "customer.changed", actions, facts={"changed": list(changes)})
        seen = _seen_with(caller.tenant, changes)
        sighting = sight(tx, caller.tenant, customer_id, seen)
        tx.commit()
    return customer, sighting


def _ending_links(customer: Customer) -> list[Action]:
    """Whoever reads the address that was wrong, or is given up, has links that went there."""
    number = customer.sequence + 1
    return [Customer.links_since.set(number), Customer.links_ended_at.set(now())]


def _seen_with(tenant: Tenant, told: dict[str, Any]) -> list[Seen]:
    """What of it another customer may have too."""
    phone, email = told.get("phone"), told.get("email")
    seen = [phone_seen(tenant, phone)] if phone else []
    return [*seen, *([email_seen(tenant, email)] if email else [])]


def list_customers(caller: Caller, page: CustomerPage) -> Customers:
    """Newest first, or the one with that external_id."""
    if page.external_id:
        return Customers(customers=_by_external_id(caller, page.external_id), next_cursor=None)
    list_key = f"{caller.tenant}#CUSTOMERS"
    start = paging.decode(page.cursor, list_key=list_key)
    found = Customer.by_list.query(
        list_key, scan_index_forward=False, limit=page.limit, last_evaluated_key=start
    )
    customers = [customer_answer(each) for each in found]
    return Customers(customers=customers, next_cursor=paging.encode(found.last_evaluated_key))


def _by_external_id(caller: Caller, external_id: str) -> list[CustomerAnswer]:
    try:
        guard = Guard.get(external_pk(caller.tenant, external_id), "GUARD", consistent_read=True)
    except Guard.DoesNotExist:
        return []
    return [customer_answer(load_customer(caller.tenant, guard.customer_id))]
