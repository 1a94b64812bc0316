"""HTTP routes of the deletion slice."""

from deletion import marking
from deletion.marking import DeletionAnswer, DeletionQuery
from shared.caller import Caller
from shared.http import Api

handler = api = Api()

REFUSALS = ("deletion_not_possible", "busy")


@api.route("DELETE /v1/customers/{customer_id}", may="delete_customers", codes=REFUSALS)
def delete_customer(caller: Caller, customer_id: str, query: DeletionQuery) -> DeletionAnswer:
    """Delete a customer for good; again is answered with how far it is."""
    return marking.delete(caller, customer_id, query.reason)


@api.route(
    "DELETE /v1/review/customers/{customer_id}",
    may="administer_deletions",
    codes=(*REFUSALS, "own_case"),
)
def staff_delete_customer(caller: Caller, customer_id: str, query: DeletionQuery) -> DeletionAnswer:
    """Delete a customer for good, as an administrator; again is answered with how far it is."""
    return marking.delete(caller, customer_id, query.reason)
