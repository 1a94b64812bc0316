"""What tests say in business words, as calls that a company, a customer or a reviewer makes."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from functools import cache
from io import BytesIO
from itertools import count
from random import Random
from typing import Any

from PIL import Image

from local import specimens
from local.world import World
from local.world.gateway import Reply
from local.world.template import template
from review.checklists import items_of
from shared.case_store import load_customer, load_submission, revision_event
from shared.tenant import Mode, Tenant

LONG_AGO = "2026-01-01T00:00:00.000000+0000"
BORN = date(1990, 5, 17)
ADDRESS = {"line1": "99/1 Sukhumvit Road", "city": "Bangkok", "postal_code": "10110"}
_numbers, _companies = count(1), count(1)


@dataclass(frozen=True)
class Company:
    """`token` is its test key; `reviewer` and `admin` are signed-in staff."""

    world: World
    company_id: str
    token: str
    live_token: str
    reviewer: str
    admin: str

    def get(self, path: str, **more: Any) -> Reply:
        return self.world.api.get(path, self.token, **more)

    def post(self, path: str, json: Any = None, **more: Any) -> Reply:
        return self.world.api.post(path, json, self.token, **more)

    def patch(self, path: str, json: Any = None, **more: Any) -> Reply:
        return self.world.api.patch(path, json, self.token, **more)

    def review(self, path: str, json: Any = None, by: str | None = None) -> Reply:
        """A reviewer's call: a GET without `json`, else a POST."""
        method, token = "GET" if json is None else "POST", by or self.reviewer
        query = {"mode": "test"}
        return self.world.api.request(method, f"/v1/review{path}", token, json=json, query=query)


@dataclass(frozen=True)
class Person:
    """A customer and the person behind it."""

    customer_id: str
    country: str
    fields: dict[str, Any]
    email: str


def a_company(world: World, name: str = "Siam Lending", policy: str = "lending") -> Company:
    """Its first administrator has made its keys; the others are known by their tokens alone."""
    first = {"email": f"first-{next(_companies)}@company.example.com", "name": "First Admin"}
    asked = {"name": name, "policy": policy, "administrator": first, "opened_by": "test"}
    company_id = world.run("OpenCompany", asked)["company_id"]
    owner = world.staff(first["email"], ["admin"], company_id)
    return Company(
        world=world,
        company_id=company_id,
        token=a_key(world, owner, "test"),
        live_token=a_key(world, owner, "live"),
        reviewer=world.staff("dao@example.com", ["reviewer"], company_id, "Dao Reviewer"),
        admin=world.staff("mali@example.com", ["admin"], company_id, "Mali Admin"),
    )


def a_key(world: World, administrator: str, mode: Mode) -> str:
    """The secret of a new key."""
    made = world.api.post("/v1/keys", {"name": f"first {mode} key", "mode": mode}, administrator)
    assert made.status == 201, made.text
    return str(made.json["secret"])


def a_customer(company: Company, country: str = "TH", **told: Any) -> Person:
    """A new customer who has told nothing yet; `told` are fields of POST /v1/customers."""
    number = next(_numbers)
    email = f"customer{number}@example.com"
    asked = {"external_id": f"user-{number}", "country": country, "email": email} | told
    made = company.post("/v1/customers", asked)
    assert made.status == 201, made.text
    return Person(made.json["customer_id"], country, identity(country, number), email)


def identity(country: str, number: int) -> dict[str, Any]:
    """Tier 1's fields of somebody from that country."""
    if country == "TH":
        name, document = "Somchai Jaidee", specimens.thai_id(number)
    elif country == "CN":
        name, document = "王小明", specimens.chinese_id(BORN, "male", number)
    else:
        name, document = "Maria Santos", f"P{number:07d}"
    fields = {
        "full_name": name,
        "birth_date": BORN.isoformat(),
        "nationality": country,
        "address": ADDRESS | {"country": country},
        "document_type": "national_id" if country in ("TH", "CN") else "passport",
        "document_number": document,
    }
    if fields["document_type"] == "passport":
        fields["document_expires_on"] = "2035-01-31"
    return fields


@cache
def picture(kind: str, whose: str = "") -> bytes:
    """Drawn once: what it shows is nobody's business but the reviewer's. Everybody's is another."""
    if whose:
        return _another(picture(kind), whose)
    if kind == "passport_page":
        return specimens.passport_page("Maria Santos", "P0000001", BORN)
    if kind in ("id_front", "id_back"):
        side = "front" if kind == "id_front" else "back"
        return specimens.id_card("Somchai Jaidee", "1234567890123", BORN, side)
    return specimens.selfie(kind)


def _another(content: bytes, whose: str) -> bytes:
    """Of the same layout, and as different as two people's papers are."""
    half = _half(content)
    patches = Image.frombytes("L", (16, 16), Random(whose).randbytes(256)).resize(half.size)
    buffer = BytesIO()
    Image.blend(half, patches.convert("RGB"), 0.4).save(buffer, "JPEG")
    return buffer.getvalue()


@cache
def _half(content: bytes) -> Image.Image:
    with Image.open(BytesIO(content)) as drawn:
        return drawn.resize((drawn.width // 2, drawn.height // 2))


def uploaded(company: Company, person: Person, kind: str, content: bytes | None = None) -> str:
    """The id of a file of that kind that was accepted."""
    sent = content or picture(kind, person.customer_id)
    done = company.world.upload(person.customer_id, kind, sent, "image/jpeg", company.token)
    assert done.status == 200, done.text
    return str(done.json["upload_id"])


def kinds_for(fields: Mapping[str, Any]) -> list[str]:
    card = fields["document_type"] == "national_id"
    return [*(["id_front", "id_back"] if card else ["passport_page"]), "selfie"]


def evidence(company: Company, person: Person) -> dict[str, Any]:
    """The body of a complete tier 1 submission."""
    uploads = [uploaded(company, person, kind) for kind in kinds_for(person.fields)]
    return {"tier": 1, "fields": person.fields, "uploads": uploads}


def submitted(company: Company, person: Person) -> str:
    """The id of the person's tier 1 submission, which waits for a reviewer."""
    body = evidence(company, person)
    sent = company.post(f"/v1/customers/{person.customer_id}/submissions", body)
    assert sent.status == 201, sent.text
    company.world.settle()
    return str(sent.json["submission_id"])


def decided(
    company: Company, submission_id: str, action: str, body: dict[str, Any], by: str | None = None
) -> Reply:
    """A reviewer's decision, and everything that the machine does after it."""
    answer = company.review(f"/tasks/{submission_id}/{action}", body, by=by)
    assert answer.status == 200, answer.text
    company.world.settle()
    return answer


def approved(company: Company, submission_id: str, revision: int = 1) -> Reply:
    return decided(company, submission_id, "approve", approval(company, submission_id, revision))


def approval(
    company: Company, submission_id: str, revision: int = 1, mode: Mode = "test"
) -> dict[str, Any]:
    """The body of an approval in whose checklist everything is passed.

    Read where it is kept: a reviewer who opens the case leaves a step in history.
    """
    tenant = Tenant(company.company_id, mode)
    head = load_submission(tenant, submission_id)
    customer = load_customer(tenant, head.customer_id)
    listed = items_of(head, customer, revision_event(head, head.revision))
    answers = [{"code": each.code, "answer": "passed"} for each in listed]
    return {"revision": revision, "checklist": answers}


def asked_to_correct(
    company: Company, submission_id: str, item: str, comment: str = "Once more.", revision: int = 1
) -> Reply:
    correction = {"item": item, "code": "unreadable", "comment": comment}
    body = {"revision": revision, "corrections": [correction]}
    return decided(company, submission_id, "request-revision", body)


def rejected(company: Company, submission_id: str, code: str, comment: str) -> Reply:
    body = {"revision": 1, "code": code, "comment": comment}
    return decided(company, submission_id, "reject", body)


def resubmitted(company: Company, submission_id: str, **body: Any) -> dict[str, Any]:
    """The submission after the customer sent `fields` and `uploads`, back in the queue."""
    sent = company.post(f"/v1/submissions/{submission_id}/resubmit", body)
    assert sent.status == 200, sent.text
    company.world.settle()
    return dict(sent.json)


def backdate(world: World, attribute: str, sk: str = "", table: str = "CasesTable") -> None:
    """Let that time have been long ago, in every item that has it (or in those of one kind)."""
    database, table = world.client("dynamodb"), template().name(table)
    told = {
        "ExpressionAttributeNames": {"#time": attribute},
        "ExpressionAttributeValues": {":long_ago": {"S": LONG_AGO}},
    }
    later = "attribute_exists(#time) AND #time <> :long_ago"
    for item in database.scan(TableName=table, FilterExpression=later, **told)["Items"]:
        if sk in ("", item["sk"]["S"]):
            # The attribute alone: a function may be writing the item at this moment.
            with suppress(database.exceptions.ConditionalCheckFailedException):
                database.update_item(
                    TableName=table,
                    Key={name: item[name] for name in ("pk", "sk")},
                    UpdateExpression="SET #time = :long_ago",
                    ConditionExpression="attribute_exists(#time)",
                    **told,
                )
