"""The other way round: the businesses that a customer runs or owns a part of."""

from businesses.answers import BusinessesOf, BusinessOf
from shared.business_people import BusinessPerson, businesses_of, load_customers, person_sk
from shared.caller import Caller
from shared.case_store import load_customer
from shared.ownership import to_percent
from shared.tables import customer_pk


def businesses_of_person(caller: Caller, customer_id: str) -> BusinessesOf:
    """Directly linked ones, oldest first; one that was deleted is left out."""
    named = businesses_of(load_customer(caller.tenant, customer_id))
    found = load_customers(caller.tenant, named)
    keys = [(customer_pk(caller.tenant, each), person_sk(customer_id)) for each in sorted(found)]
    links = BusinessPerson.batch_get(keys, consistent_read=True) if keys else ()
    shown = [
        BusinessOf(
            business_id=each.business_id,
            name=found[each.business_id].name,
            external_id=found[each.business_id].external_id,
            roles=each.roles,
            share_percent=(
                None if each.share_basis_points is None else to_percent(each.share_basis_points)
            ),
        )
        for each in links
    ]
    return BusinessesOf(businesses=sorted(shown, key=lambda each: each.business_id))
