"""A business is approved when the people it rests on are known."""

from collections.abc import Callable
from contextlib import suppress

from local.world import World
from local.world.gateway import Reply
from shared.caller import SYSTEM
from shared.case_store import load_customer
from shared.errors import Raced
from shared.people_check import require_people
from shared.policy import policy
from shared.tenant import Tenant
from shared.transaction import Transaction
from tests.business_helpers import (
    a_business,
    a_person,
    added,
    business_submitted,
    people_path,
    remove,
    steps_of,
    submitting,
)
from tests.lending_helpers import customer_row_is
from tests.refusal_helpers import customer_token, nothing_must_change
from tests.world_helpers import Company, approval, approved, decided


def test_a_business_waits_for_its_people(world: World, company: Company) -> None:
    firm, holding = a_business(company), a_business(company, "Mae Klong Holding Co., Ltd.")
    somchai, malee = a_person(company), a_person(company, "Malee Suksan", tier=0)
    submission_id = business_submitted(company, firm)
    assert lacking(approving(company, submission_id)) == [
        (None, ["authorized_person"], "missing"),
        (None, ["director"], "missing"),
    ]

    added(company, firm, somchai, "authorized_person", "director")
    added(company, firm, holding, share="60")
    added(company, holding, malee, share="50")
    body = approval(company, submission_id)
    with nothing_must_change(world):
        refused = company.review(f"/tasks/{submission_id}/approve", body)
    assert (refused.status, lacking(refused)) == (
        422,
        [
            (holding.customer_id, ["shareholder"], "unverified"),
            (malee.customer_id, ["beneficial_owner"], "unverified"),
        ],
    )

    customer_row_is(company, malee, tier=1)
    customer_row_is(company, holding, tier=1)
    assert approved(company, submission_id).json["tier"] == 1


def test_nobody_decides_about_a_business_of_their_own(company: Company) -> None:
    firm, holding = a_business(company), a_business(company, "Mae Klong Holding Co., Ltd.")
    director = a_person(company, email="dao+firm@example.com")
    owner = a_person(company, "Mali Owner", email="Mali@Example.com")
    submission_id = business_submitted(company, firm)
    added(company, firm, director, "director")
    added(company, firm, holding, share="60")
    added(company, holding, owner, share="5")
    task = f"/tasks/{submission_id}"
    told = {"revision": 1, "code": "other", "comment": "No."}

    tries = {f"{task}/claim": {}, f"{task}/approve": {"revision": 1}, f"{task}/reject": told}
    refused = [
        company.review(path, body, by)
        for by in (company.reviewer, company.admin)
        for path, body in tries.items()
    ]

    assert [(each.status, each.code) for each in refused] == [(403, "own_case")] * 6
    remove(company, firm, director)
    assert company.review(f"{task}/reject", told).json["status"] == "rejected"


def test_people_stay_as_they_were_read_until_the_approval_is_written(company: Company) -> None:
    firm, holding = a_business(company), a_business(company, "Mae Klong Holding Co., Ltd.")
    somchai, malee = a_person(company), a_person(company, "Malee Suksan")
    customer_row_is(company, holding, tier=1)
    added(company, firm, somchai, "authorized_person", "director")
    added(company, firm, holding, share="60")
    added(company, holding, malee, share="50")
    business = load_customer(Tenant(company.company_id, "test"), firm.customer_id)

    def approval_while(change: Callable[[], object]) -> str:
        tx = Transaction()
        require_people(tx, SYSTEM, business, policy("lending").tier(1))
        change()
        with suppress(Raced):
            tx.commit()
            return "written"
        return "read again"

    stranger = a_person(company, "Niran Stranger", tier=0)
    assert [
        approval_while(lambda: None),
        approval_while(lambda: customer_row_is(company, somchai, name="Somchai J.")),
        approval_while(lambda: added(company, holding, stranger, share="10")),
        approval_while(lambda: remove(company, holding, stranger)),
        approval_while(lambda: customer_row_is(company, malee, tier=0)),
    ] == ["written", "written", "read again", "read again", "read again"]


def test_who_leaves_is_not_waited_for(company: Company) -> None:
    firm, somchai = a_business(company), a_person(company)
    malee = a_person(company, "Malee Suksan", tier=0)
    added(company, firm, somchai, "authorized_person", "director")
    added(company, firm, malee, share="10")
    submission_id = business_submitted(company, firm)
    assert lacking(approving(company, submission_id)) == [
        (malee.customer_id, ["shareholder"], "unverified")
    ]

    assert remove(company, firm, malee).status == 200

    assert approved(company, submission_id).json["status"] == "approved"
    assert [step for step, _ in steps_of(company, firm) if step.startswith("person.")] == [
        "person.added",
        "person.added",
        "person.removed",
    ]


def test_a_business_can_be_rejected_and_corrected_without_its_people(company: Company) -> None:
    firm = a_business(company)
    submission_id = business_submitted(company, firm)

    correction = {"item": "articles_of_association", "code": "too_old", "comment": "Newer ones."}
    asked = {"revision": 1, "corrections": [correction]}

    assert decided(company, submission_id, "request-revision", asked).status == 200


def test_the_requirements_say_who_is_missing(world: World, company: Company) -> None:
    firm, malee = a_business(company), a_person(company, "Malee Suksan", tier=0)
    path = f"/v1/customers/{firm.customer_id}/requirements"
    added(company, firm, malee, "director", share="30")

    for_the_company = company.get(path).json["tiers"][0]["people"]
    for_the_customer = world.api.get(path, customer_token(company, firm.customer_id)).json

    assert [
        (each["status"], each["name"], each["roles"], each["reason"]) for each in for_the_company
    ] == [
        (
            "missing",
            None,
            ["authorized_person"],
            "Nobody has this role yet. Name at least one person.",
        ),
        (
            "unverified",
            "Malee Suksan",
            ["director", "shareholder", "beneficial_owner"],
            "This person must be verified first, at tier 1 or higher.",
        ),
    ]
    assert [each["is_undeclared"] for each in for_the_company] == [False, True]
    assert [each["name"] for each in for_the_customer["tiers"][0]["people"]] == [None, None]
    assert (
        company.get(f"/v1/customers/{malee.customer_id}/requirements").json["tiers"][0]["people"]
        == []
    )


def test_a_reviewer_sees_who_owns_the_business_and_who_may_speak_for_it(company: Company) -> None:
    firm, somchai = a_business(company), a_person(company, "Mr. Somchai Jaidee")
    malee = a_person(company, "Malee Suksan")
    added(company, firm, somchai, "authorized_person", "director", share="30")
    added(company, firm, malee, "authorized_person")
    submission_id = business_submitted(company, firm, authorized_person_name="Somchai Jaidee")

    shown = company.review(f"/tasks/{submission_id}").json["business"]

    assert shown["authorized_person_name"] == "Somchai Jaidee"
    assert {each["name"]: each["verdict"] for each in shown["authorized_persons"]} == {
        "Mr. Somchai Jaidee": "match",
        "Malee Suksan": "different",
    }
    assert [each["status"] for each in shown["needs"]] == ["verified", "verified"]
    tree = company.get(people_path(firm)).json
    assert {name: shown[name] for name in tree} == tree


def test_a_registration_number_is_checked_and_belongs_to_one_business(company: Company) -> None:
    first, second = a_business(company), a_business(company, "Copy Co., Ltd.")
    business_submitted(company, first)

    wrong = submitting(company, second, number="0105556123454")
    taken = submitting(company, second, number="0-1055-56123-45-3")

    assert [(each["field"], each["code"]) for each in wrong.json["error"]["fields"]] == [
        ("fields.registration_number", "wrong_checksum")
    ]
    assert (taken.status, taken.code) == (409, "identity_already_used")


def approving(company: Company, submission_id: str) -> Reply:
    body = approval(company, submission_id)
    return company.review(f"/tasks/{submission_id}/approve", body)


def lacking(refused: Reply) -> list[tuple[str | None, list[str], str]]:
    assert refused.code == "people_unverified", refused.text
    people = refused.json["error"]["people"]
    return [(each["person_id"], each["roles"], each["status"]) for each in people]
