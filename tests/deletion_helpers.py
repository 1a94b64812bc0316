"""A customer with everything that one can have, and the deletion of it."""

import json
from dataclasses import replace
from typing import Any

from local.world import World
from local.world.gateway import Reply
from local.world.template import template
from tests.bank_helpers import sent, verified
from tests.duplicate_helpers import tried
from tests.lending_helpers import borrow, repay
from tests.refusal_helpers import customer_token, everything_stored
from tests.world_helpers import (
    Company,
    Person,
    a_customer,
    approved,
    asked_to_correct,
    backdate,
    picture,
    resubmitted,
    submitted,
    uploaded,
)

ASKED = {"reason": "customer_asked"}
NAME, ACCOUNT_NAME, ACCOUNT = "Niran Phromphan", "NIRAN PHROMPHAN", "0123456789"
EMAIL, PHONE, OLD_PHONE = "niran.p@people.example.org", "+66812345678", "+66898765432"
STREET, COMMENT, NOTE = "77/5 Charoen Krung Road", "Your street is missing.", "He called twice."


def deleted(company: Company, person: Person, by: str = "") -> Reply:
    """Asked by the company's back end, or by that member of staff."""
    if by:
        path, query = f"/v1/review/customers/{person.customer_id}", ASKED | {"mode": "test"}
        return company.world.api.delete(path, by, query=query)
    path = f"/v1/customers/{person.customer_id}"
    return company.world.api.delete(path, company.token, query=ASKED)


def erased(world: World) -> dict[str, int]:
    """What the schedule did, now and when no permit is left."""
    world.settle()
    first = dict(world.run("FinishDeletions"))
    world.settle()
    return first


def time_passes(world: World) -> None:
    """Permits to send files have ended, and what is due is due."""
    backdate(world, "deleted_at")
    backdate(world, "due_at")


def niran(company: Company) -> Person:
    """Somebody of whom there is everything that there can be."""
    person = a_customer(
        company, external_id="user-of-niran", email=EMAIL, phone=OLD_PHONE, language="th"
    )
    address = person.fields["address"] | {"line1": STREET}
    person = replace(person, fields=person.fields | {"full_name": NAME, "address": address})
    path = f"/v1/customers/{person.customer_id}"
    company.patch(path, {"phone": PHONE})
    submission_id = submitted(company, person)
    company.review(f"/tasks/{submission_id}/notes", {"text": NOTE})
    asked_to_correct(company, submission_id, "address", COMMENT)
    resubmitted(company, submission_id, uploads=[uploaded(company, person, "selfie", picture("x"))])
    company.review(f"/tasks/{submission_id}")
    approved(company, submission_id, revision=2)
    sent(company, person, account_name=ACCOUNT_NAME, account_number=ACCOUNT)
    verified(company, person)
    loan = borrow(company, person).json
    repay(company, person, loan["loan_id"])
    customer_token(company, person.customer_id, tier=2)
    company.post(f"{path}/links", {"tier": 2}, key="kept")
    company.post(f"{path}/phone-verification")
    # Somebody else with the same number is refused, and there is an alert about the two.
    other = a_customer(company)
    number = {"document_number": person.fields["document_number"]}
    assert tried(company, other, number).code == "identity_already_used"
    return person


def personal(person: Person) -> list[str]:
    words = [*NAME.split(), ACCOUNT, EMAIL, PHONE, STREET, COMMENT, NOTE]
    return [*words, *ACCOUNT_NAME.split(), person.fields["document_number"], "user-of-niran"]


def left_of(world: World, person: Person) -> tuple[list[str], set[str]]:
    """What still names the person, and the kinds of items that have the customer's id in a key."""
    items, _ = everything_stored(world)
    text = json.dumps(items, ensure_ascii=False)
    keys = [(each["pk"]["S"], each["sk"]["S"]) for each in items if "sk" in each]
    named = [sk for pk, sk in keys if person.customer_id in f"{pk} {sk}"]
    kinds = {each.partition("#")[0] for each in named}
    return [each for each in personal(person) if each in text], kinds


def versions_of(world: World, person: Person) -> list[str]:
    bucket = template().name("MediaBucket")
    found = world.client("s3").list_object_versions(Bucket=bucket)
    listed = [*found.get("Versions", []), *found.get("DeleteMarkers", [])]
    return [each["Key"] for each in listed if person.customer_id in each["Key"]]


def history_of(company: Company, person: Person) -> list[dict[str, Any]]:
    path = f"/v1/customers/{person.customer_id}/history"
    return list(company.get(path, query={"limit": "100"}).json["events"])
