"""A browser gets a file as what it was accepted as, and nothing else: at every door."""

from collections.abc import Callable
from io import BytesIO
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from PIL import Image

from local.world import World
from local.world.functions import between
from local.world.gateway import Reply
from local.world.template import template
from tests.automatic_helpers import an_exchange
from tests.bank_helpers import a_known_customer, sent
from tests.duplicate_helpers import alerts, two_who_share
from tests.refusal_helpers import call_must_be_refused, everything_stored
from tests.world_helpers import (
    Company,
    a_customer,
    asked_to_correct,
    picture,
    resubmitted,
    submitted,
    uploaded,
)

SHOWN = ["image/jpeg", "image/png", "application/pdf", "video/mp4", "video/webm", "video/quicktime"]
SAVED = ["text/html", "image/svg+xml", "application/xhtml+xml", "text/plain", "image/heic", "x"]


def changed(world: World, upload_id: str, **values: Any) -> None:
    """An upload as an older version, or somebody's hand, has left it; None takes a value away."""
    database, table = world.client("dynamodb"), template().name("CasesTable")
    items = everything_stored(world)[0]
    [item] = [each for each in items if each["sk"]["S"] == f"UPLOAD#{upload_id}"]
    item |= {name: {"S": value} for name, value in values.items() if value is not None}
    kept = {name: value for name, value in item.items() if values.get(name, "") is not None}
    database.put_item(TableName=table, Item=kept)


def moved(world: World, upload_id: str, key: str) -> None:
    """Its file, to where an older version kept files."""
    s3, bucket = world.client("s3"), template().name("MediaBucket")
    [here] = [each for each in everything_stored(world)[1] if each.endswith(upload_id)]
    content = s3.get_object(Bucket=bucket, Key=here)["Body"].read()
    s3.put_object(Bucket=bucket, Key=key, Body=content, ContentType="image/jpeg")
    s3.delete_object(Bucket=bucket, Key=here)


def address(company: Company, submission_id: str, kind: str) -> str:
    documents = company.review(f"/tasks/{submission_id}").json["documents"]
    [url] = [each["url"] for each in documents if each["kind"] == kind]
    return str(url)


def upload_of(company: Company, submission_id: str, kind: str) -> str:
    documents = company.review(f"/tasks/{submission_id}").json["documents"]
    [found] = [each["upload_id"] for each in documents if each["kind"] == kind]
    return str(found)


@pytest.mark.parametrize(
    ("content_type", "shown_as", "how"),
    [
        *((each, each, "inline") for each in SHOWN),
        *((each, "application/octet-stream", "attachment") for each in SAVED),
    ],
)
def test_pictures_videos_and_pdfs_are_shown_and_anything_else_is_saved(
    company: Company, content_type: str, shown_as: str, how: str
) -> None:
    submission_id = submitted(company, a_customer(company))
    selfie = upload_of(company, submission_id, "selfie")
    changed(company.world, selfie, content_type=content_type)

    asked = parse_qs(urlsplit(address(company, submission_id, "selfie")).query)

    assert asked["response-content-type"] == [shown_as]
    assert asked["response-content-disposition"] == [how]


def test_a_picture_that_is_a_page_too_is_a_picture(company: Company) -> None:
    out = BytesIO()
    with Image.open(BytesIO(picture("selfie"))) as drawn:
        drawn.save(out, "JPEG", comment=b"<html><script>alert(1)</script></html>")
    person = a_customer(company)
    both = uploaded(company, person, "selfie", out.getvalue())
    rest = [uploaded(company, person, each) for each in ("id_front", "id_back")]
    body = {"tier": 1, "fields": person.fields, "uploads": [both, *rest]}
    reply = company.post(f"/v1/customers/{person.customer_id}/submissions", body)
    company.world.settle()

    got = requests.get(address(company, reply.json["submission_id"], "selfie"), timeout=5)

    assert got.headers["content-type"] == "image/jpeg"


@pytest.mark.parametrize("again", ["", "other bytes"])
def test_a_file_that_an_older_version_kept_is_shown_and_erased(
    world: World, company: Company, again: str
) -> None:
    person = a_customer(company)
    submission_id = submitted(company, person)
    selfie = upload_of(company, submission_id, "selfie")
    key = f"{company.company_id}/test/{person.customer_id}/{selfie}"
    moved(world, selfie, key)
    changed(world, selfie, object_key=key, kept_sha256=None, kept_size_bytes=None, tried_at=None)

    got = requests.get(address(company, submission_id, "selfie"), timeout=5)
    assert got.content == picture("selfie", person.customer_id)
    if again:
        world.client("s3").put_object(
            Bucket=template().name("MediaBucket"), Key=key, Body=again.encode()
        )
        assert company.review(f"/tasks/{submission_id}").code == "file_not_intact"
    erase = f"/customers/{person.customer_id}/uploads/{selfie}/erase"
    done = company.review(erase, {"reason": "Not theirs."}, by=company.admin)

    assert done.json["status"] == "erased"
    assert key not in everything_stored(world)[1]


def a_case(company: Company) -> tuple[str, str]:
    return "selfie", f"/tasks/{submitted(company, a_customer(company))}"


def a_comparison(company: Company) -> tuple[str, str]:
    person = a_customer(company)
    submission_id = submitted(company, person)
    asked_to_correct(company, submission_id, "selfie")
    resubmitted(company, submission_id, uploads=[uploaded(company, person, "selfie", picture("s"))])
    return "selfie", f"/tasks/{submission_id}/comparison"


def a_bank_account(company: Company) -> tuple[str, str]:
    person = a_known_customer(company)
    sent(company, person)
    return "bank_book", f"/bank-accounts/{person.customer_id}"


def a_pair(company: Company) -> tuple[str, str]:
    two_who_share(company, "same_file")
    (alert,) = alerts(company)
    return "address_proof", f"/duplicates/{alert['alert_id']}"


def a_face(company: Company) -> tuple[str, str]:
    exchange = an_exchange(company)
    submission_id = exchange.submit()
    exchange.show_face(submission_id)
    return "liveness", f"/tasks/{submission_id}"


@pytest.mark.parametrize("content", [b"others", None])
@pytest.mark.parametrize("case", [a_case, a_comparison, a_bank_account, a_pair, a_face])
def test_no_door_opens_a_file_that_is_not_what_was_accepted(
    world: World,
    company: Company,
    case: Callable[[Company], tuple[str, str]],
    content: bytes | None,
) -> None:
    kind, path = case(company)
    assert company.review(path).status == 200
    s3, bucket = world.client("s3"), template().name("MediaBucket")
    for key in keys_of(world, kind):
        if content is None:
            s3.delete_object(Bucket=bucket, Key=key)
        else:
            s3.put_object(Bucket=bucket, Key=key, Body=content)

    def open_it() -> Reply:
        return company.review(path)

    refused = call_must_be_refused(world, open_it, 409, "file_not_intact")

    assert "X-Amz-Signature" not in refused.text


def test_a_file_that_is_erased_while_it_is_opened_rings_no_alarm(
    world: World, company: Company
) -> None:
    person = a_customer(company)
    submission_id = submitted(company, person)
    selfie = upload_of(company, submission_id, "selfie")
    erase = f"/customers/{person.customer_id}/uploads/{selfie}/erase"
    done: list[Reply] = []

    def meanwhile(name: str, request: Any, send: Any) -> Any:
        if name == "s3.HeadObject" and not done:
            done.append(company.review(erase, {"reason": "Not theirs."}, by=company.admin))
        return send(request)

    with between(meanwhile):
        reply = company.review(f"/tasks/{submission_id}")

    assert (reply.status, reply.code) == (409, "busy")
    assert not any("a file is not what was accepted" in each for each in world.logs)
    assert company.review(f"/tasks/{submission_id}").status == 200


def keys_of(world: World, kind: str) -> list[str]:
    items, keys = everything_stored(world)
    uploads = {each["upload_id"]["S"] for each in items if each.get("kind", {}).get("S") == kind}
    return [each for each in keys if kind in each or each.rpartition("/")[2] in uploads]


def test_only_who_takes_files_reaches_what_is_incoming() -> None:
    reach = {
        name
        for name, properties in template().of_type("AWS::Serverless::Function").items()
        for policy in properties.get("Policies", [])
        for statement in policy["Statement"]
        if "incoming/" in str(statement) or "MediaBucket.Arn}/*" in str(statement)
    }

    assert reach == {"SubmitApi", "PapersApi", "FinishErasures", "FinishDeletions"}
