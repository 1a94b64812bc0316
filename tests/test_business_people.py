"""The people of a business: who they are, what they own, and what cannot be."""

from itertools import pairwise
from typing import Any

from local.world import World
from local.world.gateway import Reply
from shared.business_people import (
    MOST_BUSINESSES,
    BusinessPerson,
    InBusiness,
    business_sk,
    person_sk,
)
from shared.clock import now
from shared.tables import customer_pk
from shared.tenant import Tenant
from tests.business_helpers import (
    a_business,
    a_person,
    add,
    added,
    people_of,
    people_path,
    remove,
    steps_of,
)
from tests.lending_helpers import customer_row_is
from tests.refusal_helpers import customer_token, nothing_must_change
from tests.world_helpers import Company, Person, a_company, a_customer


def test_owners_through_other_businesses_count(company: Company) -> None:
    firm, holding = a_business(company), a_business(company, "Mae Klong Holding Co., Ltd.")
    somchai, malee = a_person(company), a_person(company, "Malee Suksan", tier=0)
    added(company, firm, somchai, "director", "authorized_person", share="10")
    added(company, firm, holding, share="60")
    added(company, firm, malee, "beneficial_owner")
    added(company, holding, somchai, share="33.33")
    added(company, holding, malee, share="40")

    shown = people_of(company, firm)

    assert (shown["shares_percent"], shown["beneficial_owner_percent"]) == ("70.00", 25)
    # Somchai: 10 + 60 × 33.33 %; Malee: 60 × 40 %, below the threshold, but declared.
    assert [
        (each["name"], each["owned_percent"], each["declared"])
        for each in shown["beneficial_owners"]
    ] == [("Somchai Jaidee", "29.99", False), ("Malee Suksan", "24.00", True)]
    tree = {each["name"]: each for each in shown["people"]}
    assert tree["Somchai Jaidee"]["roles"] == ["authorized_person", "director", "shareholder"]
    assert (tree["Malee Suksan"]["kyc_status"], tree["Malee Suksan"]["tier"]) == ("not_started", 0)
    under = tree["Mae Klong Holding Co., Ltd."]["people"]
    assert [(each["name"], each["share_percent"], each["owned_percent"]) for each in under] == [
        ("Somchai Jaidee", "33.33", "29.99"),
        ("Malee Suksan", "40.00", "24.00"),
    ]
    assert company.review(f"/customers/{firm.customer_id}/people").json == shown


def test_staff_see_in_which_businesses_a_customer_is(company: Company, world: World) -> None:
    firm, holding = a_business(company), a_business(company, "Mae Klong Holding Co., Ltd.")
    somchai, nobody = a_person(company), a_person(company, "Malee Suksan")
    added(company, firm, somchai, "director", share="10")
    added(company, holding, somchai, share="33.33")
    added(company, firm, holding, share="60")
    remove(company, holding, somchai)
    path = f"/customers/{somchai.customer_id}/businesses"

    (found,) = company.review(path).json["businesses"]

    assert (found["business_id"], found["name"]) == (
        firm.customer_id,
        "Chao Phraya Trading Co., Ltd.",
    )
    assert (found["roles"], found["share_percent"]) == (["director", "shareholder"], "10.00")
    assert company.review(f"/customers/{nobody.customer_id}/businesses").json["businesses"] == []
    other = a_company(world, "Bangkok Credit")
    assert company.review(path, by=other.reviewer).code == "not_found"


def test_a_company_chooses_who_is_a_beneficial_owner(company: Company) -> None:
    firm, somchai = a_business(company), a_person(company)
    added(company, firm, somchai, share="20")
    assert people_of(company, firm)["beneficial_owners"] == []

    company.world.api.patch(
        "/v1/settings", {"beneficial_owner_percent": 20}, company.admin, query={"mode": "test"}
    )

    (owner,) = people_of(company, firm)["beneficial_owners"]
    assert (owner["person_id"], owner["declared"]) == (somchai.customer_id, False)


def test_changes_are_in_the_history_of_both(company: Company) -> None:
    firm, somchai = a_business(company), a_person(company)
    added(company, firm, somchai, "director")
    path = f"{people_path(firm)}/{somchai.customer_id}"

    changed = company.patch(path, {"roles": ["shareholder"], "share_percent": "12.5"})
    with nothing_must_change(company.world):
        assert company.patch(path, {"share_percent": "12.50"}).json == changed.json
    assert remove(company, firm, somchai).json == {}

    assert changed.json["share_percent"] == "12.50"
    assert people_of(company, firm)["people"] == []
    steps = [
        ("added", {"roles": ["director"]}),
        ("changed", {"roles": ["shareholder"], "share_percent": "12.50"}),
        ("removed", {"roles": ["shareholder"], "share_percent": "12.50"}),
    ]
    assert steps_of(company, firm) == [
        (f"person.{step}", told | {"person_id": somchai.customer_id}) for step, told in steps
    ]
    assert steps_of(company, somchai) == [
        (f"business_role.{step}", told | {"business_id": firm.customer_id}) for step, told in steps
    ]
    added(company, firm, somchai, "director")


def test_one_request_sent_twice_adds_one_person(company: Company) -> None:
    firm, somchai = a_business(company), a_person(company)
    asked = {"person_id": somchai.customer_id, "roles": ["director"]}

    first, second = (company.post(people_path(firm), asked, key="once") for _ in range(2))

    assert (first.status, second.json) == (201, first.json)
    assert len(people_of(company, firm)["people"]) == 1


def test_what_cannot_be_is_refused_and_changes_nothing(world: World, company: Company) -> None:
    firm, holding, top = (a_business(company, name) for name in ("Firm", "Holding", "Top"))
    somchai, malee = a_person(company), a_person(company, "Malee Suksan")
    added(company, firm, somchai, share="60.01")
    added(company, firm, holding, share="30")
    added(company, holding, top, share="100")
    stranger = a_person(a_company(world, "Bangkok Credit"))
    token = customer_token(company, firm.customer_id)

    with nothing_must_change(world):
        refusals = {
            "sum": add(company, firm, malee, share="10"),
            "sum after a change": changed(company, firm, somchai, share_percent="70.01"),
            "near loop": add(company, top, holding, share="1"),
            "far loop": add(company, top, firm, share="1"),
            "itself": add(company, top, top, share="1"),
            "a business as director": add(company, top, firm, "director"),
            "a business as authorised": add(company, top, firm, "authorized_person", share="1"),
            "no share": add(company, firm, malee, "shareholder"),
            "a share of nobody": changed(company, firm, somchai, roles=["director"]),
            "twice": add(company, firm, somchai, "director"),
            "people of a person": add(company, somchai, malee, "director"),
            "people of a person, read": company.get(people_path(somchai)),
            "another company's person": add(company, firm, stranger, "director"),
            "another company's business": add(company, stranger, malee, "director"),
            "nobody to remove": remove(company, firm, malee),
            "a customer": world.api.get(people_path(firm), token),
        }

    assert {name: (each.status, each.code) for name, each in refusals.items()} == {
        "sum": (422, "shares_over_whole"),
        "sum after a change": (422, "shares_over_whole"),
        "near loop": (422, "ownership_loop"),
        "far loop": (422, "ownership_loop"),
        "itself": (422, "ownership_loop"),
        "a business as director": (422, "role_needs_individual"),
        "a business as authorised": (422, "role_needs_individual"),
        "no share": (422, "share_of_shareholder"),
        "a share of nobody": (422, "share_of_shareholder"),
        "twice": (409, "person_exists"),
        "people of a person": (422, "not_a_business"),
        "people of a person, read": (422, "not_a_business"),
        "another company's person": (422, "person_unknown"),
        "another company's business": (404, "not_found"),
        "nobody to remove": (404, "not_found"),
        "a customer": (403, "forbidden"),
    }
    assert refusals["sum after a change"].json["error"]["left_percent"] == "70.00"


def test_what_makes_no_sense_is_refused(company: Company) -> None:
    firm, somchai = a_business(company), a_person(company)
    added(company, firm, somchai, share="10")

    with nothing_must_change(company.world):
        shapes = [
            changed(company, firm, somchai, **asked)
            for asked in (
                {"roles": []},
                {"roles": ["owner"]},
                {"share_percent": "33.333"},
                {"share_percent": 33},
                {"share_percent": "-1"},
            )
        ]
        rules = [
            changed(company, firm, somchai, **asked)
            for asked in ({}, {"share_percent": "0.00"}, {"share_percent": "100.01"})
        ]

    assert {each.status for each in shapes} == {400}
    assert [each.json["error"]["fields"][0]["code"] for each in rules] == [
        "nothing_to_change",
        "not_a_share",
        "not_a_share",
    ]


def changed(company: Company, business: Person, person: Person, **asked: Any) -> Reply:
    return company.patch(f"{people_path(business)}/{person.customer_id}", asked)


def test_a_structure_has_an_end(world: World, company: Company) -> None:
    chain = [a_customer(company, kind="business") for _ in range(MOST_BUSINESSES + 1)]
    tenant = Tenant(company.company_id, "test")
    for business, owner in pairwise(chain[:-1]):
        owned_wholly(tenant, business.customer_id, owner.customer_id)

    with nothing_must_change(world):
        longer = [add(company, chain[-2], chain[-1], share="1")]
        longer.append(add(company, chain[-1], chain[0], share="1"))

    assert {each.code for each in longer} == {"structure_too_large"}
    assert depth(people_of(company, chain[0])["people"]) == MOST_BUSINESSES - 1


def owned_wholly(tenant: Tenant, business_id: str, owner_id: str) -> None:
    """Written where adding it leaves it."""
    pk = customer_pk(tenant, business_id)
    link = BusinessPerson(pk, person_sk(owner_id), business_id=business_id, person_id=owner_id)
    link.roles, link.share_basis_points = ["shareholder"], 10_000
    link.added_at, link.added_by = now(), "key_1"
    link.save()
    back = InBusiness(customer_pk(tenant, owner_id), business_sk(business_id))
    back.business_id = business_id
    back.save()


def depth(people: list[dict[str, Any]]) -> int:
    return 1 + depth(people[0]["people"]) if people else 0


def test_who_was_deleted_is_shown_as_such_and_can_be_removed(company: Company) -> None:
    firm, somchai = a_business(company), a_person(company)
    added(company, firm, somchai, share="30")
    forget(company, somchai)

    (shown,) = people_of(company, firm)["people"]
    assert (shown["is_closed"], shown["name"], shown["share_percent"]) == (True, None, "30.00")

    assert remove(company, firm, somchai).status == 200
    assert people_of(company, firm)["people"] == []


def test_who_turned_out_to_be_somebody_else_is_shown_as_closed(company: Company) -> None:
    firm, somchai, other = a_business(company), a_person(company), a_person(company)
    added(company, firm, somchai, "director")
    customer_row_is(company, somchai, merged_into=other.customer_id)

    (shown,) = people_of(company, firm)["people"]

    assert (shown["is_closed"], shown["merged_into"]) == (True, other.customer_id)
    assert add(company, a_business(company), somchai, "director").code == "customer_merged"
    assert remove(company, firm, somchai).status == 200


def forget(company: Company, person: Person) -> None:
    """What deleting a customer leaves: nothing under its key."""
    database = company.world.client("dynamodb")
    (table,) = [each for each in database.list_tables()["TableNames"] if "ases" in each]
    pk = {"S": f"{company.company_id}#test#{person.customer_id}"}
    found = database.query(
        TableName=table,
        KeyConditionExpression="pk = :pk",
        ExpressionAttributeValues={":pk": pk},
    )
    for item in found["Items"]:
        database.delete_item(TableName=table, Key={"pk": pk, "sk": item["sk"]})
