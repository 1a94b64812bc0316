"""HTTP routes of the businesses slice."""

from businesses import of_person, people
from businesses.answers import BusinessesOf, PersonAnswer
from businesses.people import NewPerson, PersonChange
from shared.caller import Caller
from shared.http import Api, Nothing
from shared.people_view import BusinessPeople, people_view
from shared.reply import Once

handler = api = Api()

SENSE = (
    "invalid_fields",
    "not_a_business",
    "person_unknown",
    "role_needs_individual",
    "share_of_shareholder",
    "shares_over_whole",
)


@api.route(
    "POST /v1/customers/{customer_id}/people",
    may="manage_business_people",
    status=201,
    codes=(*SENSE, "customer_merged", "ownership_loop", "person_exists", "structure_too_large"),
)
def add_person(caller: Caller, customer_id: str, body: NewPerson, once: Once) -> PersonAnswer:
    """Say that another customer runs or owns a part of this business."""
    return people.add_person(caller, customer_id, body, once)


@api.route(
    "GET /v1/customers/{customer_id}/people",
    may="manage_business_people",
    codes=("not_a_business",),
)
def get_people(caller: Caller, customer_id: str) -> BusinessPeople:
    """Who runs and owns the business, through other businesses too."""
    return people_view(caller.tenant, people.load_business(caller, customer_id))


@api.route(
    "PATCH /v1/customers/{customer_id}/people/{person_id}",
    may="manage_business_people",
    codes=SENSE,
)
def change_person(
    caller: Caller, customer_id: str, person_id: str, body: PersonChange
) -> PersonAnswer:
    """Change a person's roles or share."""
    return people.change_person(caller, customer_id, person_id, body)


@api.route(
    "DELETE /v1/customers/{customer_id}/people/{person_id}",
    may="manage_business_people",
    codes=("not_a_business",),
)
def remove_person(caller: Caller, customer_id: str, person_id: str) -> Nothing:
    """Say that a person has left the business."""
    return people.remove_person(caller, customer_id, person_id)


@api.route(
    "GET /v1/review/customers/{customer_id}/people",
    may="see_customers",
    codes=("not_a_business",),
)
def review_people(caller: Caller, customer_id: str) -> BusinessPeople:
    """Who runs and owns the business, as staff see it."""
    return people_view(caller.tenant, people.load_business(caller, customer_id))


@api.route("GET /v1/review/customers/{customer_id}/businesses", may="see_customers")
def review_businesses_of(caller: Caller, customer_id: str) -> BusinessesOf:
    """The businesses that the customer runs or owns a part of."""
    return of_person.businesses_of_person(caller, customer_id)
