"""A file that was sent wrongly is erased for ever, wherever it is, and a tombstone stays."""

import hashlib
from typing import Any

import requests

from local.world import World
from local.world.functions import Crash
from local.world.gateway import Reply
from tests.refusal_helpers import call_must_be_refused, everything_stored, nothing_must_change
from tests.world_helpers import (
    Company,
    Person,
    a_customer,
    approval,
    approved,
    asked_to_correct,
    backdate,
    picture,
    resubmitted,
    submitted,
    uploaded,
)

WHY = "Somebody else's passport."
# More than an erasure makes.
MOST_CALLS = 16


def erased(company: Company, person: Person, upload_id: str, by: str = "") -> Reply:
    path = f"/customers/{person.customer_id}/uploads/{upload_id}/erase"
    return company.review(path, {"reason": WHY}, by=by or company.admin)


def upload_of(company: Company, person: Person, upload_id: str) -> dict[str, Any]:
    path = f"/v1/customers/{person.customer_id}/uploads/{upload_id}"
    return dict(company.get(path).json)


def files_named(world: World, upload_id: str) -> list[str]:
    return [key for key in everything_stored(world)[1] if key.endswith(upload_id)]


def test_a_file_in_an_approved_case_is_gone_and_everything_shows_its_tombstone(
    world: World, company: Company
) -> None:
    person = a_customer(company)
    submission_id = submitted(company, person)
    approved(company, submission_id)
    shown = company.review(f"/tasks/{submission_id}").json["documents"][0]
    upload_id = shown["upload_id"]

    call_must_be_refused(
        world, lambda: erased(company, person, upload_id, company.reviewer), 403, "forbidden"
    )
    done = erased(company, person, upload_id)

    assert (done.json["status"], done.json["facts"]) == ("erased", {})
    assert done.json["erased_at"]
    assert files_named(world, upload_id) == []
    assert requests.get(shown["url"], timeout=5).status_code in (403, 404)
    [item] = [each for each in everything_stored(world)[0] if each["sk"]["S"].endswith(upload_id)]
    assert not {"facts", "sha256"} & set(item)
    checksum = hashlib.sha256(picture("id_front")).hexdigest()
    assert checksum not in str(everything_stored(world)[0])
    case = company.review(f"/tasks/{submission_id}").json
    tombstone = case["documents"][0]
    assert (tombstone["url"], tombstone["facts"]) == (None, {})
    assert (tombstone["erasure"]["name"], tombstone["erasure"]["reason"]) == ("Mali Admin", WHY)
    assert all(each["url"] for each in case["documents"][1:])
    [sent] = company.get(f"/v1/submissions/{submission_id}/revisions").json["revisions"]
    assert [each["erased"] for each in sent["documents"]] == [True, False, False]
    events = company.get(f"/v1/customers/{person.customer_id}/history").json["events"]
    steps = [each for each in events if each["type"].startswith("upload.")]
    assert [(each["type"], each["actor_name"]) for each in steps] == [
        ("upload.erasing", "Mali Admin"),
        ("upload.erased", None),
    ]
    assert steps[0]["details"] == {"upload_id": upload_id, "kind": "id_front", "reason": WHY}
    with nothing_must_change(world):
        complete = f"/v1/customers/{person.customer_id}/uploads/{upload_id}/complete"
        assert company.post(complete).code == "upload_erased"


def test_a_revision_without_the_erased_file_is_not_approved_until_another_is_sent(
    company: Company,
) -> None:
    person = a_customer(company)
    submission_id = submitted(company, person)
    documents = company.review(f"/tasks/{submission_id}").json["documents"]
    wrong = next(each["upload_id"] for each in documents if each["kind"] == "selfie")

    erased(company, person, wrong)

    body = approval(company, submission_id, 1)
    refused = company.review(f"/tasks/{submission_id}/approve", body)
    assert (refused.status, refused.code) == (409, "evidence_erased")
    assert refused.error["kinds"] == ["selfie"]
    asked_to_correct(company, submission_id, "full_name")
    name = {"fields": {"full_name": "Somchai Rakdee"}}
    lacking = company.post(f"/v1/submissions/{submission_id}/resubmit", name)
    assert [each["field"] for each in lacking.error["fields"]] == ["uploads.selfie"]
    needs = company.get(f"/v1/customers/{person.customer_id}/requirements").json["tiers"][0]
    assert {each["item"]: each["status"] for each in needs["items"]}["selfie"] == "missing"
    resubmitted(company, submission_id, uploads=[uploaded(company, person, "selfie")], **name)
    assert approved(company, submission_id, revision=2).json["kyc_status"] == "approved"


def test_an_erasure_ends_wherever_its_function_dies(world: World, company: Company) -> None:
    person, began = a_customer(company), 0
    for nth in range(1, MOST_CALLS):
        upload_id = uploaded(company, person, "selfie")
        with Crash("PapersApi", nth, after=bool(nth % 2)) as crash:
            erased(company, person, upload_id)
        began += upload_of(company, person, upload_id)["status"] == "erasing"
        # What was not even marked is asked for again; the schedule does the rest.
        erased(company, person, upload_id) if nth % 3 else None
        backdate(world, "due_at")
        world.run("FinishErasures")
        if upload_of(company, person, upload_id)["status"] == "accepted":
            erased(company, person, upload_id)

        assert upload_of(company, person, upload_id)["status"] == "erased"
        assert files_named(world, upload_id) == []
    assert not crash.happened
    assert began > 2
    history = company.get(f"/v1/customers/{person.customer_id}/history", query={"limit": "100"})
    types = [each["type"] for each in history.json["events"]]
    assert types.count("upload.erasing") == types.count("upload.erased") == MOST_CALLS - 1


def test_a_permit_that_outlives_the_file_brings_nothing_back(
    world: World, company: Company
) -> None:
    person, content = a_customer(company), b"somebody else's passport"
    permit = world.announce(person.customer_id, "selfie", content, "image/jpeg", company.token).json
    erased(company, person, permit["upload_id"])

    world.send_file(permit, content)
    assert files_named(world, permit["upload_id"])
    backdate(world, "due_at")
    backdate(world, "created_at", f"UPLOAD#{permit['upload_id']}")
    done = world.run("FinishErasures")

    assert (done, world.run("FinishErasures")) == (
        {"finished": 1, "failed": 0},
        {"finished": 0, "failed": 0},
    )
    assert files_named(world, permit["upload_id"]) == []
