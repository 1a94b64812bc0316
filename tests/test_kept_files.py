"""An accepted file is what it was when it was accepted; everything else leaves the bucket."""

from collections.abc import Callable
from typing import Any

import pytest
import requests

from local.world import World
from local.world.functions import Crash, Died, between
from local.world.gateway import Reply
from local.world.template import template
from submit.keeping import GRACE, TRY_LIFE
from tests.refusal_helpers import everything_stored, nothing_must_change
from tests.world_helpers import (
    Company,
    Person,
    a_customer,
    backdate,
    picture,
    submitted,
    uploaded,
)

JPEG = "image/jpeg"
# More than a completion makes.
MOST_CALLS = 20


@pytest.fixture
def person(company: Company) -> Person:
    return a_customer(company)


def announced(company: Company, person: Person, content: bytes, kind: str = "selfie") -> Any:
    world = company.world
    return world.announce(person.customer_id, kind, content, JPEG, company.token).json


def completed(company: Company, person: Person, permit: dict[str, Any]) -> Reply:
    path = f"/v1/customers/{person.customer_id}/uploads/{permit['upload_id']}/complete"
    return company.post(path)


def files(world: World) -> set[str]:
    return everything_stored(world)[1]


def kept_file(world: World, upload_id: str) -> str:
    [key] = [each for each in files(world) if each.endswith(upload_id)]
    return key


def bucket(world: World) -> Any:
    return world.client("s3"), template().name("MediaBucket")


def swept(world: World) -> dict[str, int]:
    """What the schedule did, when whoever died is known to be dead."""
    backdate(world, "due_at")
    return dict(world.run("FinishErasures"))


def shown(company: Company, submission_id: str) -> dict[str, bytes]:
    """What a reviewer's browser gets, by kind."""
    documents = company.review(f"/tasks/{submission_id}").json["documents"]
    return {each["kind"]: requests.get(each["url"], timeout=5).content for each in documents}


def altered(world: World, key: str, content: bytes | None) -> None:
    """As nobody should be able to."""
    s3, name = bucket(world)
    if content is None:
        s3.delete_object(Bucket=name, Key=key)
    else:
        s3.put_object(Bucket=name, Key=key, Body=content)


@pytest.mark.parametrize(
    "again",
    [
        picture("id_front")[:-2] + b"\x00\x00",
        b"<html><script>" + b"x" * 2000,
        b"\xff\xd8\xff" + b"\x00" * 500,
        picture("selfie", "somebody else"),
        b"",
    ],
    ids=["same size", "a page", "garbage", "another picture", "nothing"],
)
def test_what_is_sent_again_with_the_permit_is_shown_to_nobody(
    world: World, company: Company, person: Person, again: bytes
) -> None:
    content = picture("id_front")
    permit = announced(company, person, content, "id_front")
    world.send_file(permit, content)
    assert completed(company, person, permit).json["status"] == "accepted"
    kept = files(world)

    # The permit is still good for a quarter of an hour, and this storage takes any bytes.
    altered(world, permit["fields"]["key"], again)

    rest = [uploaded(company, person, each) for each in ("id_back", "selfie")]
    body = {"tier": 1, "fields": person.fields, "uploads": [permit["upload_id"], *rest]}
    sent = company.post(f"/v1/customers/{person.customer_id}/submissions", body)
    world.settle()
    assert shown(company, sent.json["submission_id"])["id_front"] == content
    assert completed(company, person, permit).json["status"] == "accepted"
    assert files(world) >= kept
    assert permit["fields"]["key"] not in files(world)


def test_a_permit_opens_only_what_leaves_the_bucket_by_itself(
    world: World, company: Company, person: Person
) -> None:
    permit = announced(company, person, picture("selfie"))
    upload_id = uploaded(company, person, "selfie")

    rules = template().resources["MediaBucket"]["Properties"]["LifecycleConfiguration"]["Rules"]
    [rule] = [each for each in rules if "ExpirationInDays" in each]

    assert (rule["ExpirationInDays"], rule["Status"]) == (1, "Enabled")
    assert permit["fields"]["key"].startswith(rule["Prefix"])
    assert not kept_file(world, upload_id).startswith(rule["Prefix"])


@pytest.mark.parametrize("content", [b"none", picture("selfie")[:4000], b"%PDF-1.7"])
def test_a_refused_file_that_is_sent_again_goes_with_the_next_completion(
    world: World, company: Company, person: Person, content: bytes
) -> None:
    permit = announced(company, person, content)
    world.send_file(permit, content)
    first = completed(company, person, permit)
    world.send_file(permit, content)

    again = completed(company, person, permit)

    assert (again.status, again.code) == (first.status, first.code) == (422, first.code)
    assert files(world) == set()


@pytest.mark.parametrize("content", [picture("selfie")[:-1] + b"x", b"another", None])
@pytest.mark.parametrize("kind", ["id_front", "selfie"])
def test_a_file_that_is_not_what_was_accepted_is_shown_to_nobody(
    world: World, company: Company, person: Person, kind: str, content: bytes | None
) -> None:
    submission_id = submitted(company, person)
    documents = company.review(f"/tasks/{submission_id}").json["documents"]
    [wrong] = [each["upload_id"] for each in documents if each["kind"] == kind]
    altered(world, kept_file(world, wrong), content)

    with nothing_must_change(world):
        refused = company.review(f"/tasks/{submission_id}")

    assert (refused.status, refused.code) == (409, "file_not_intact")
    assert refused.error["files"] == [{"upload_id": wrong, "kind": kind}]
    assert any("a file is not what was accepted" in each for each in world.logs)
    erase = f"/customers/{person.customer_id}/uploads/{wrong}/erase"
    company.review(erase, {"reason": "Not what was sent."}, by=company.admin)
    seen = company.review(f"/tasks/{submission_id}").json["documents"]
    assert [each["url"] is None for each in seen] == [each["kind"] == kind for each in seen]


def test_a_completion_is_right_wherever_its_function_dies(
    world: World, company: Company, person: Person
) -> None:
    content = picture("selfie")
    for nth in range(1, MOST_CALLS):
        permit = announced(company, person, content)
        world.send_file(permit, content)
        with Crash("SubmitApi", nth, after=bool(nth % 2)) as crash:
            completed(company, person, permit)

        assert completed(company, person, permit).json["status"] == "accepted", nth
        assert swept(world)["failed"] == 0
        s3, name = bucket(world)
        [key] = [each for each in files(world) if permit["upload_id"] in each]
        assert s3.get_object(Bucket=name, Key=key)["Body"].read() == content
        assert swept(world) == {"finished": 0, "failed": 0}
    assert not crash.happened


def dying_at(call: str, times: int) -> Callable[..., Any]:
    """The function ends at that call of AWS, as one does that takes too long or too much."""
    left = [times]

    def answered(name: str, request: Any, send: Any) -> Any:
        if name == call and left[0]:
            left[0] -= 1
            raise Died
        return send(request)

    return answered


def test_a_file_that_ends_the_function_is_refused_after_two_tries(
    world: World, company: Company, person: Person
) -> None:
    content = picture("selfie")
    permit = announced(company, person, content)
    world.send_file(permit, content)

    with between(dying_at("s3.PutObject", 100)):
        answers = []
        for _ in range(4):
            answers.append(completed(company, person, permit))
            backdate(world, "tried_at")

    assert [each.status for each in answers[:2]] == [502, 502]
    assert [(each.status, each.code) for each in answers[2:]] == [(422, "upload_damaged")] * 2
    swept(world)
    assert files(world) == set()


@pytest.mark.parametrize("function", ["SubmitApi", "PapersApi"])
def test_nobody_is_taken_for_dead_who_still_may_be_at_work(function: str) -> None:
    assert template().functions()[function]["Timeout"] < TRY_LIFE.total_seconds()
    assert TRY_LIFE < GRACE, "what it keeps is looked for later still"


def test_a_file_whose_opening_died_once_is_accepted(
    world: World, company: Company, person: Person
) -> None:
    content = picture("selfie")
    permit = announced(company, person, content)
    world.send_file(permit, content)

    with between(dying_at("s3.PutObject", 1)):
        completed(company, person, permit)

    assert completed(company, person, permit).json["status"] == "accepted"


def test_whoever_comes_while_two_are_at_it_is_told_so(
    world: World, company: Company, person: Person
) -> None:
    content = picture("selfie")
    permit = announced(company, person, content)
    world.send_file(permit, content)
    with between(dying_at("s3.PutObject", 2)):
        completed(company, person, permit)
        completed(company, person, permit)

    with nothing_must_change(world):
        reply = completed(company, person, permit)

    assert (reply.status, reply.code) == (409, "busy")


@pytest.mark.parametrize("call", ["s3.GetObject", "s3.PutObject", "dynamodb.TransactWriteItems"])
def test_two_completions_at_once_give_one_answer_and_keep_one_file(
    world: World, company: Company, person: Person, call: str
) -> None:
    content = picture("selfie")
    permit = announced(company, person, content)
    world.send_file(permit, content)
    others: list[Reply] = []

    def meanwhile(name: str, request: Any, send: Any) -> Any:
        if name == call and not others:
            others.append(Reply(0, "", {}))
            others[0] = completed(company, person, permit)
        return send(request)

    with between(meanwhile):
        first = completed(company, person, permit)

    assert (first.status, first.json) == (others[0].status, others[0].json)
    assert first.json["status"] == "accepted"
    swept(world)
    assert len(files(world)) == 1


def test_a_file_erased_while_it_is_looked_at_leaves_nothing(
    world: World, company: Company, person: Person
) -> None:
    content = picture("selfie")
    permit = announced(company, person, content)
    world.send_file(permit, content)
    erase = f"/customers/{person.customer_id}/uploads/{permit['upload_id']}/erase"
    done: list[Reply] = []

    def meanwhile(name: str, request: Any, send: Any) -> Any:
        if name == "s3.PutObject" and not done:
            done.append(company.review(erase, {"reason": "Not theirs."}, by=company.admin))
        return send(request)

    with between(meanwhile):
        reply = completed(company, person, permit)

    assert (reply.status, reply.code) == (409, "upload_erased")
    swept(world)
    assert files(world) == set()
