"""Each kind of a submission has a file of its own: one photo is not both sides of a card."""

from collections.abc import Callable
from datetime import date
from io import BytesIO
from typing import Any

import pytest
from PIL import Image, ImageEnhance, ImageOps

from local import specimens
from local.world.gateway import Reply
from tests.automatic_helpers import Exchange, a_mainlander, an_exchange
from tests.refusal_helpers import call_must_be_refused, customer_token
from tests.world_helpers import (
    Company,
    Person,
    a_customer,
    asked_to_correct,
    evidence,
    picture,
    submitted,
    uploaded,
)

BORN, NUMBER = date(1990, 5, 17), "1101700203450"
PDF = specimens.utility_bill_pdf("Somchai Jaidee", "99/1", date(2026, 11, 1))


def sent(company: Company, person: Person, files: dict[str, bytes]) -> Reply:
    """A first tier with these files, and the person's own of the kinds that it needs besides."""
    rest = [each for each in ("id_front", "id_back", "selfie") if each not in files]
    uploads = [uploaded(company, person, each) for each in rest]
    uploads += [_uploaded(company, person, kind, content) for kind, content in files.items()]
    body = {"tier": 1, "fields": person.fields, "uploads": uploads}
    return company.post(f"/v1/customers/{person.customer_id}/submissions", body)


def _uploaded(company: Company, person: Person, kind: str, content: bytes) -> str:
    pdf = content.startswith(b"%PDF")
    content_type = "application/pdf" if pdf else "image/jpeg"
    content_type = "image/png" if content.startswith(b"\x89PNG") else content_type
    done = company.world.upload(person.customer_id, kind, content, content_type, company.token)
    assert done.status == 200, done.text
    return str(done.json["upload_id"])


def alike(company: Company, submission_id: str) -> dict[str, list[tuple[str, str]]]:
    """What the reviewer's case says of each file that is another one too."""
    documents = company.review(f"/tasks/{submission_id}").json["documents"]
    return {
        each["kind"]: [(one["kind"], one["likeness"]) for one in each["same_as"]]
        for each in documents
        if each["same_as"]
    }


@pytest.mark.parametrize(
    ("kinds", "named"),
    [
        (["id_front", "id_back"], ["id_back"]),
        (["id_back", "id_front"], ["id_front"]),
        (["id_front", "selfie"], ["selfie"]),
        (["id_back", "selfie"], ["selfie"]),
        (["id_front", "id_back", "selfie"], ["id_back", "selfie"]),
        (["id_front", "passport_page"], ["passport_page"]),
        (["selfie", "selfie_with_document"], ["selfie_with_document"]),
        (["id_front", "bank_book"], ["bank_book"]),
        (["id_front", "address_proof"], ["address_proof"]),
        (["income_proof", "selfie"], ["selfie"]),
    ],
    ids="-".join,
)
def test_one_file_of_several_kinds_is_refused_and_the_second_is_named(
    company: Company, kinds: list[str], named: list[str]
) -> None:
    person, world = a_customer(company), company.world
    one = picture("id_front", "the one photo")
    uploads = [_uploaded(company, person, kind, one) for kind in kinds]
    uploads += [uploaded(company, person, each) for each in THREE if each not in kinds]
    path = f"/v1/customers/{person.customer_id}/submissions"
    body = {"tier": 1, "fields": person.fields, "uploads": uploads}

    refused = call_must_be_refused(world, lambda: company.post(path, body), 422, "invalid_fields")

    said = [(each["field"], each["code"]) for each in refused.error["fields"]]
    assert said == [(f"uploads.{each}", "same_file") for each in named]


THREE = ("id_front", "id_back", "selfie")


@pytest.mark.parametrize("by", ["the customer", "staff"])
def test_it_is_refused_whoever_sends_it(company: Company, by: str) -> None:
    person, world = a_customer(company), company.world
    both = [uploaded(company, person, kind, FRONT) for kind in ("id_front", "id_back")]
    uploads = [*both, uploaded(company, person, "selfie")]
    body = {"tier": 1, "fields": person.fields, "uploads": uploads}
    link = customer_token(company, person.customer_id)
    where = f"customers/{person.customer_id}/submissions"

    def send() -> Reply:
        if by == "staff":
            return company.review(f"/{where}", body | {"reason": "At our branch."})
        return world.api.post(f"/v1/{where}", body, link)

    refused = call_must_be_refused(world, send, 422, "invalid_fields")

    assert [each["field"] for each in refused.error["fields"]] == ["uploads.id_back"]


def test_a_corrected_side_that_is_the_other_side_is_refused(company: Company) -> None:
    person = a_customer(company)
    submission_id = submitted(company, person)
    asked_to_correct(company, submission_id, "id_back")
    kept_front = uploaded(company, person, "id_back", picture("id_front", person.customer_id))
    path = f"/v1/submissions/{submission_id}/resubmit"

    refused = company.post(path, {"uploads": [kept_front]})

    assert [each["field"] for each in refused.error["fields"]] == ["uploads.id_back"]
    swapped = uploaded(company, person, "id_front", picture("id_back", person.customer_id))
    assert company.post(path, {"uploads": [kept_front, swapped]}).status == 200, (
        "the wrong way round"
    )


@pytest.mark.parametrize(
    "pair", [("address_proof", "income_proof"), ("source_of_funds_proof", "address_proof")]
)
@pytest.mark.parametrize("content", [PDF, picture("bank_statement")])
def test_papers_may_share_a_file_and_the_case_says_so(
    company: Company, pair: tuple[str, str], content: bytes
) -> None:
    first, second = pair
    reply = sent(company, a_customer(company), dict.fromkeys(pair, content))

    assert reply.status == 201, reply.text
    company.world.settle()
    found = alike(company, reply.json["submission_id"])
    assert found == {first: [(second, "same_file")], second: [(first, "same_file")]}


def saved(picture: Image.Image, quality: int = 70, kind: str = "JPEG") -> bytes:
    out = BytesIO()
    picture.convert("RGB").save(out, kind, quality=quality)
    return out.getvalue()


def _smaller(one: Image.Image) -> bytes:
    return saved(one.resize((one.width * 5 // 8, one.height * 5 // 8)))


def _cut(one: Image.Image) -> bytes:
    x, y = one.width // 100, one.height // 100
    return saved(one.crop((x, y, one.width - x, one.height - y)))


AGAIN: dict[str, Callable[[Image.Image], bytes]] = {
    "in poor quality": lambda one: saved(one, 20),
    "smaller": _smaller,
    "as a PNG": lambda one: saved(one, kind="PNG"),
    "paler": lambda one: saved(ImageEnhance.Contrast(one).enhance(0.6)),
    "brighter": lambda one: saved(ImageEnhance.Brightness(one).enhance(1.25)),
    "darker": lambda one: saved(ImageEnhance.Brightness(one).enhance(0.6)),
    "grey": lambda one: saved(one.convert("L")),
    "on its side": lambda one: saved(one.rotate(90, expand=True)),
    "upside down": lambda one: saved(one.rotate(180)),
    "mirrored": lambda one: saved(ImageOps.mirror(one)),
    "trimmed": _cut,
}
FRONT = specimens.id_card("Somchai Jaidee", NUMBER, BORN)
BACK = specimens.id_card("Somchai Jaidee", NUMBER, BORN, "back")


@pytest.fixture
def exchange(company: Company) -> Exchange:
    return an_exchange(company)


@pytest.mark.parametrize("how", AGAIN)
def test_a_picture_saved_again_as_another_kind_is_a_reviewers_and_marked(
    exchange: Exchange, how: str
) -> None:
    with Image.open(BytesIO(FRONT)) as front:
        again = AGAIN[how](front)
    company = exchange.company

    reply = sent(company, a_mainlander(company), {"id_front": FRONT, "id_back": again})

    assert reply.status == 201, reply.text
    assert (reply.json["route"], reply.json["route_reason"]) == ("manual", "files_alike")
    company.world.settle()
    assert alike(company, reply.json["submission_id"]) == {
        "id_front": [("id_back", "same_picture")],
        "id_back": [("id_front", "same_picture")],
    }


def _moved(content: bytes) -> bytes:
    """The same person once more, a moment later."""
    with Image.open(BytesIO(content)) as one:
        return saved(one.crop((one.width // 20, one.height // 16, one.width, one.height)))


HONEST: dict[str, dict[str, Any]] = {
    "a card and a face": {"id_front": FRONT, "id_back": BACK, "selfie": specimens.selfie("a")},
    "two portraits of one person": {
        "selfie": specimens.selfie("b"),
        "selfie_with_document": specimens.selfie_with_document("b", NUMBER),
    },
    "a portrait and another a moment later": {
        "selfie": specimens.selfie("c"),
        "selfie_with_document": _moved(specimens.selfie("c")),
    },
    "a passport beside a card of the same person": {
        "id_front": FRONT,
        "passport_page": specimens.passport_page("Somchai Jaidee", NUMBER, BORN),
    },
    "sides of one layout": {
        "id_front": picture("id_front", "one layout"),
        "id_back": picture("id_back", "one layout"),
        "selfie": picture("selfie", "one layout"),
    },
}


@pytest.mark.parametrize("case", HONEST)
def test_files_of_one_person_that_only_look_alike_are_taken(exchange: Exchange, case: str) -> None:
    company = exchange.company

    reply = sent(company, a_mainlander(company), HONEST[case])

    assert reply.json.get("route_reason") == "eligible", reply.text
    company.world.settle()


def test_what_an_erased_file_looked_like_is_forgotten(company: Company) -> None:
    person = a_customer(company)
    with Image.open(BytesIO(FRONT)) as front:
        again = saved(front)
    submission_id = sent(company, person, {"id_front": FRONT, "id_back": again}).json[
        "submission_id"
    ]
    company.world.settle()
    documents = company.review(f"/tasks/{submission_id}").json["documents"]
    [back] = [each["upload_id"] for each in documents if each["kind"] == "id_back"]
    path = f"/customers/{person.customer_id}/uploads/{back}/erase"

    company.review(path, {"reason": "The front once more."}, by=company.admin)

    assert alike(company, submission_id) == {}


def test_a_whole_submission_of_own_files_says_nothing(company: Company) -> None:
    person = a_customer(company)
    body = evidence(company, person)
    reply = company.post(f"/v1/customers/{person.customer_id}/submissions", body)
    company.world.settle()

    assert alike(company, reply.json["submission_id"]) == {}
