"""A customer has so many files on the way and no more; what was decided makes room."""

import pytest

from local.world import World
from local.world.functions import between
from local.world.gateway import Reply
from submit.open_uploads import MOST_OPEN
from tests.refusal_helpers import call_must_be_refused, customer_token, everything_stored
from tests.world_helpers import Company, Person, a_customer, backdate, picture, uploaded

JPEG = "image/jpeg"


def announced(company: Company, person: Person, token: str = "") -> Reply:
    content, by = picture("selfie"), token or company.token
    return company.world.announce(person.customer_id, "selfie", content, JPEG, by)


@pytest.fixture
def full(company: Company) -> Person:
    person = a_customer(company)
    for _ in range(MOST_OPEN):
        assert announced(company, person).status == 201
    return person


def test_one_more_than_the_most_is_refused_whoever_announces_it(
    world: World, company: Company, full: Person
) -> None:
    mine = customer_token(company, full.customer_id)
    staff = {"kind": "selfie", "content_type": JPEG, "size_bytes": 9, "sha256": "0" * 64}
    path = f"/customers/{full.customer_id}/uploads"
    tries = [
        lambda: announced(company, full),
        lambda: announced(company, full, mine),
        lambda: company.review(path, staff | {"reason": "Brought here."}),
    ]

    for each in tries:
        refused = call_must_be_refused(world, each, 429, "too_many_open_uploads")
        assert 0 < refused.error["retry_after_seconds"] <= 15 * 60
    assert announced(company, a_customer(company)).status == 201, "another customer's own room"


def test_accepted_refused_and_erased_files_make_room(company: Company) -> None:
    person, world = a_customer(company), company.world
    for _ in range(MOST_OPEN - 3):
        announced(company, person)
    uploaded(company, person, "selfie")
    world.upload(person.customer_id, "selfie", b"none", JPEG, company.token)
    wrong = announced(company, person).json["upload_id"]
    erase = f"/customers/{person.customer_id}/uploads/{wrong}/erase"
    company.review(erase, {"reason": "Not theirs."}, by=company.admin)

    assert [announced(company, person).status for _ in range(4)] == [201, 201, 201, 429]


def test_permits_that_ended_make_room(world: World, company: Company, full: Person) -> None:
    backdate(world, "created_at", f"UPLOAD#{first_of(world)}")

    assert [announced(company, full).status for _ in range(2)] == [201, 429]


def first_of(world: World) -> str:
    items = everything_stored(world)[0]
    return min(each["upload_id"]["S"] for each in items if "upload_id" in each)


def test_the_last_place_is_taken_once(company: Company) -> None:
    person = a_customer(company)
    for _ in range(MOST_OPEN - 1):
        announced(company, person)
    others: list[int] = []

    def meanwhile(name: str, request: object, send: object) -> object:
        if name == "dynamodb.TransactWriteItems" and not others:
            others.append(0)
            others[0] = announced(company, person).status
        return send(request)  # type: ignore[operator]

    with between(meanwhile):  # type: ignore[arg-type]
        first = announced(company, person).status

    assert sorted([first, *others]) == [201, 429]
