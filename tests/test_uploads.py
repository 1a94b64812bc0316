"""Files: announced exactly, sent straight to storage, and looked at before they count."""

import base64
import hashlib
import json
from io import BytesIO
from typing import Any

import boto3
import pytest
from PIL import Image

from local import specimens
from local.world import World
from local.world.gateway import Reply
from local.world.template import template
from tests.refusal_helpers import call_must_be_refused, everything_stored, nothing_must_change
from tests.world_helpers import Company, Person, a_customer, evidence, picture, uploaded

NOT_ACCEPTED = ("content_type", "type_not_accepted")
JPEG, PDF = "image/jpeg", "application/pdf"


@pytest.fixture
def person(company: Company) -> Person:
    return a_customer(company)


def drawn(width: int, height: int, kind: str = "JPEG") -> bytes:
    out = BytesIO()
    Image.effect_noise((width, height), 60).convert("RGB").save(out, kind)
    return out.getvalue()


def sent(company: Company, person: Person, kind: str, content: bytes, content_type: str) -> Reply:
    where = person.customer_id
    return company.world.upload(where, kind, content, content_type, company.token)


def test_an_accepted_file_says_what_it_is(company: Company, person: Person) -> None:
    photo = sent(company, person, "selfie", drawn(640, 480), JPEG).json
    bill = specimens.utility_bill_pdf("Somchai", "99/1", specimens.adult_birth_date())
    paper = sent(company, person, "address_proof", bill, PDF).json

    assert (photo["status"], photo["facts"]["width"], photo["facts"]["height"]) == (
        "accepted",
        640,
        480,
    )
    assert paper["facts"] == {"media_type": PDF, "pages": 1}


@pytest.mark.parametrize(
    ("kind", "content", "content_type", "code"),
    [
        ("selfie", drawn(640, 480, "PNG"), JPEG, "upload_type_mismatch"),
        ("selfie", b"<html>not a photo</html>", JPEG, "upload_type_mismatch"),
        ("address_proof", drawn(640, 480), PDF, "upload_type_mismatch"),
        ("selfie", drawn(640, 480)[:-4000], JPEG, "upload_damaged"),
        ("address_proof", b"%PDF-1.7\n%%EOF\n", PDF, "upload_damaged"),
        ("selfie", drawn(120, 90), JPEG, "upload_too_small"),
        ("statement_video", b"\x00" * 2000, "video/mp4", "upload_type_mismatch"),
    ],
)
def test_a_file_that_is_not_what_it_says_is_refused_and_deleted(
    world: World,
    company: Company,
    person: Person,
    kind: str,
    content: bytes,
    content_type: str,
    code: str,
) -> None:
    reply = sent(company, person, kind, content, content_type)

    assert (reply.status, reply.code) == (422, code)
    assert everything_stored(world)[1] == set()
    upload_id = _only_upload(world)
    where = f"/v1/customers/{person.customer_id}/uploads/{upload_id}"
    call_must_be_refused(world, lambda: company.post(f"{where}/complete"), 422, code)
    found = company.get(where).json
    assert (found["status"], found["refusal"]) == ("refused", code)
    body = {"tier": 1, "fields": person.fields, "uploads": [upload_id]}
    path = f"/v1/customers/{person.customer_id}/submissions"
    call_must_be_refused(world, lambda: company.post(path, body), 422, "upload_unknown")


@pytest.mark.parametrize(
    ("changes", "status", "code", "field"),
    [
        ({"size_bytes": 21_000_000}, 422, "invalid_fields", ("size_bytes", "file_too_large")),
        ({"content_type": "image/gif"}, 422, "invalid_fields", NOT_ACCEPTED),
        ({"content_type": PDF}, 422, "invalid_fields", NOT_ACCEPTED),
        ({"kind": "holiday"}, 422, "invalid_fields", ("kind", "unknown_kind")),
        ({"size_bytes": 0}, 400, "invalid_request", ("size_bytes", "greater_than_equal")),
        ({"size_bytes": 1.5}, 400, "invalid_request", ("size_bytes", "int_type")),
        ({"sha256": "abc"}, 400, "invalid_request", ("sha256", "string_pattern_mismatch")),
    ],
)
def test_an_announcement_that_cannot_be_met_is_refused(
    world: World,
    company: Company,
    person: Person,
    changes: dict[str, Any],
    status: int,
    code: str,
    field: tuple[str, str],
) -> None:
    announced = {"kind": "selfie", "content_type": JPEG, "size_bytes": 1000, "sha256": "0" * 64}
    path = f"/v1/customers/{person.customer_id}/uploads"

    reply = call_must_be_refused(
        world, lambda: company.post(path, announced | changes), status, code
    )

    assert [(each["field"], each["code"]) for each in reply.error["fields"]] == [field]


def test_a_file_that_has_not_arrived_can_still_be_sent(
    world: World, company: Company, person: Person
) -> None:
    content = picture("selfie")
    permit = world.announce(person.customer_id, "selfie", content, JPEG, company.token).json
    path = f"/v1/customers/{person.customer_id}/uploads/{permit['upload_id']}/complete"

    call_must_be_refused(world, lambda: company.post(path), 422, "upload_not_received")
    world.send_file(permit, content)

    assert company.post(path).json["status"] == "accepted"
    with nothing_must_change(world):
        assert company.post(path).json["status"] == "accepted"


@pytest.mark.parametrize(
    ("swapped", "code"),
    [
        (picture("selfie") + b"x", "upload_size_mismatch"),
        (picture("selfie")[:-1] + b"x", "upload_checksum_mismatch"),
    ],
)
def test_a_file_that_changed_on_the_way_is_refused(
    world: World, company: Company, person: Person, swapped: bytes, code: str
) -> None:
    content = picture("selfie")
    permit = world.announce(person.customer_id, "selfie", content, JPEG, company.token).json
    # Storage would refuse both; this is what a storage that does not would let through.
    bucket = template().name("MediaBucket")
    world.client("s3").put_object(Bucket=bucket, Key=permit["fields"]["key"], Body=swapped)
    path = f"/v1/customers/{person.customer_id}/uploads/{permit['upload_id']}/complete"

    reply = company.post(path)

    assert (reply.status, reply.code) == (422, code)


def test_the_permit_holds_the_exact_size_type_and_checksum(
    world: World, company: Company, person: Person
) -> None:
    content = picture("selfie")
    permit = world.announce(person.customer_id, "selfie", content, JPEG, company.token).json
    fields = permit["fields"]

    policy = json.loads(base64.b64decode(fields["policy"]))["conditions"]

    assert ["content-length-range", len(content), len(content)] in policy
    assert {"Content-Type": JPEG} in policy
    digest = base64.b64encode(hashlib.sha256(content).digest()).decode()
    assert {"x-amz-checksum-sha256": digest} in policy


@pytest.mark.usefixtures("world")
def test_files_are_sent_to_the_region_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    from shared import aws  # noqa: PLC0415  after the world has set the environment

    there = boto3.session.Session(region_name="ap-southeast-1")
    monkeypatch.setattr(aws, "_session", there)

    permit = aws.storage().generate_presigned_post("files", "a-key")

    assert permit["url"] == "https://files.s3.ap-southeast-1.amazonaws.com/"


def test_one_file_of_each_kind(world: World, company: Company, person: Person) -> None:
    body = evidence(company, person)
    body["uploads"].append(uploaded(company, person, "selfie", drawn(640, 480)))
    path = f"/v1/customers/{person.customer_id}/submissions"

    reply = call_must_be_refused(world, lambda: company.post(path, body), 422, "invalid_fields")

    assert [each["code"] for each in reply.error["fields"]] == ["kind_twice"]


def test_another_customers_files_are_nobodys(
    world: World, company: Company, person: Person
) -> None:
    body = evidence(company, a_customer(company))
    path = f"/v1/customers/{person.customer_id}/submissions"

    call_must_be_refused(world, lambda: company.post(path, body), 422, "upload_unknown")


def _only_upload(world: World) -> str:
    items = everything_stored(world)[0]
    [upload_id] = [each["upload_id"]["S"] for each in items if "upload_id" in each]
    return str(upload_id)
