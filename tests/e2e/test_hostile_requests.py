"""Requests that only an attacker or a broken client makes: refused by name, and nothing is kept."""

import base64
import json
from collections.abc import Callable
from typing import Any

import pytest
import requests

from local import openapi
from local.client import TIMEOUT_SECONDS
from local.people import open_for_demo
from local.stack import Stack
from shared.errors import CATALOGUE
from tests.e2e.steps import Desk, Json, certificate

DEEP = 20_000
NAMED = {"NewCustomer": "/v1/customers", "NewSubmission": "/v1/customers/{customer_id}/submissions"}


def as_bytes(body: Any) -> bytes:
    return json.dumps(body).encode()


def with_field(name: str, value: str) -> Callable[[Json], bytes]:
    """The right body and one more member, as raw JSON."""
    return lambda body: as_bytes(body)[:-1] + f', "{name}": {value}}}'.encode()


def with_longest_text(text: str) -> Callable[[Json], bytes]:
    """In the field that names the customer."""
    return lambda body: as_bytes(
        body | {"fields": body["fields"] | {"full_name": text}}
        if "fields" in body
        else body | {"external_id": text}
    )


BODIES: dict[str, tuple[str, Callable[[Json], bytes]]] = {
    "nothing": ("malformed_json", lambda _: b""),
    "blanks": ("malformed_json", lambda _: b" \r\n\t "),
    "cut off": ("malformed_json", lambda body: as_bytes(body)[:-4]),
    "two in one": ("malformed_json", lambda body: as_bytes(body) * 2),
    "a form": ("malformed_json", lambda _: b"tier=1&external_id=user-1"),
    "XML": ("malformed_json", lambda _: b'<?xml version="1.0"?><tier>1</tier>'),
    # The gateway hands it on with U+FFFD in its place.
    "not UTF-8": ("invalid_request", lambda body: as_bytes(body).replace(b"T", b"\xff")),
    "UTF-16": ("malformed_json", lambda body: json.dumps(body).encode("utf-16")),
    "half a character": ("malformed_json", with_field("country", r'"\ud800"')),
    "raw control character": ("malformed_json", with_field("country", '"T\x01H"')),
    "a number that is none": ("malformed_json", with_field("tier", "NaN1")),
    "arrays in arrays": ("malformed_json", lambda _: b"[" * DEEP + b"]" * DEEP),
    "objects in objects": ("malformed_json", lambda _: b'{"tier":' * DEEP + b"1" + b"}" * DEEP),
    "300 KB": ("body_too_large", lambda body: as_bytes(body) + b" " * 300_000),
    "300 KB in 100,000 characters": (
        "body_too_large",
        lambda body: as_bytes(body)[:-1] + ', "note": "{}"}}'.format("ก" * 100_000).encode(),
    ),
    "an array": ("invalid_request", lambda body: as_bytes([body])),
    "a text": ("invalid_request", lambda body: as_bytes(json.dumps(body))),
    "null": ("invalid_request", lambda _: b"null"),
    "an empty object": ("invalid_request", lambda _: b"{}"),
    "an unknown field": ("invalid_request", with_field("is_admin", "true")),
    "an unknown field with a long name": ("invalid_request", with_field("x" * 10_000, "1")),
    "a field of the database": ("invalid_request", with_field("kyc_status", '"approved"')),
    "a second, wrong tier or country": (
        "invalid_request",
        lambda body: with_field("tier" if "tier" in body else "country", "[]")(body),
    ),
    "an endless number": ("invalid_request", with_field("tier", "9" * 4000)),
    "infinity": ("invalid_request", with_field("tier", "1e400")),
    "10,000 letters": ("invalid_request", with_longest_text("x" * 10_000)),
}

HEADERS: dict[str, tuple[str, dict[str, bytes]]] = {
    "an empty key": ("invalid_idempotency_key", {"Idempotency-Key": b""}),
    "a key with a space": ("invalid_idempotency_key", {"Idempotency-Key": b"a b"}),
    "a key of 256 letters": ("invalid_idempotency_key", {"Idempotency-Key": b"k" * 256}),
    "a key that is not ASCII": ("invalid_idempotency_key", {"Idempotency-Key": b"\xe9\xe8"}),
    "a key with a tab": ("invalid_idempotency_key", {"Idempotency-Key": b"a\tb"}),
    "no credentials": ("unauthenticated", {"Authorization": b""}),
    "credentials of 8 KB": ("unauthenticated", {"Authorization": b"Bearer " + b"x" * 8000}),
    "credentials that are not ASCII": ("unauthenticated", {"Authorization": b"Bearer \xff\xfe"}),
    "another scheme": ("unauthenticated", {"Authorization": b"Basic c2s6c2s="}),
}

QUERIES: dict[str, tuple[str, dict[str, str]]] = {
    "a long value": ("invalid_request", {"external_id": "x" * 10_000}),
    "a long name": ("invalid_request", {"x" * 10_000: "1"}),
    "an unknown name": ("invalid_request", {"policy": "lending"}),
    "an endless limit": ("invalid_request", {"limit": "9" * 5000}),
    "no number": ("invalid_request", {"limit": "١٢x"}),
    "a long cursor": ("invalid_request", {"cursor": "A" * 3000}),
    "a cursor of nobody": ("invalid_cursor", {"cursor": "bm9ib2R5"}),
    "a cursor that is not ASCII": ("invalid_cursor", {"cursor": "กข"}),
}

PATHS = {
    "nobody": "cus_00000000000000000000000000",
    "3000 letters": "x" * 3000,
    "a long id": "cus_" + "0" * 3000,
    "another item's key": "EXTERNAL%23user-1",
    "an encoded slash": "..%2F..%2Fkeys",
    "a zero byte": "%00",
    "not UTF-8": "%FF%FE",
}

# What is changed in the key that a cursor of the list of customers holds.
CURSORS: dict[str, Callable[[Json], Any]] = {
    "no key": lambda _: [],
    "a part is missing": lambda key: {name: key[name] for name in key if name != "list_at"},
    "a part too many": lambda key: key | {"due": {"S": "MACHINE"}},
    "another company's list": lambda key: key | {"list_key": {"S": "co_1#live#CUSTOMERS"}},
    "a number": lambda key: key | {"list_at": {"N": "1"}},
    "a number as text": lambda key: key | {"list_at": {"S": 1}},
    "an empty part": lambda key: key | {"pk": {"S": ""}},
    "a long part": lambda key: key | {"sk": {"S": "x" * 1025}},
    "half a character": lambda key: key | {"pk": {"S": "\ud800"}},
}


@pytest.fixture(scope="module")
def target(stack: Stack) -> Desk:
    """A company of its own: whatever it has at the end, a hostile request has made."""
    return Desk(stack, open_for_demo(stack, "Target Exchange", "exchange", "target.example.com"))


@pytest.fixture(scope="module")
def customer_id(target: Desk) -> str:
    return target.a_customer()


@pytest.mark.parametrize("model", NAMED)
@pytest.mark.parametrize("kind", BODIES)
def test_a_hostile_body_is_refused_and_nothing_is_kept(
    target: Desk, customer_id: str, model: str, kind: str
) -> None:
    code, make = BODIES[kind]

    answer = send(target, customer_id, model, make(right_body(model)))

    answer_must_be_refusal(answer, code, model)
    company_must_be_untouched(target, customer_id)


@pytest.mark.parametrize("model", NAMED)
@pytest.mark.parametrize("kind", HEADERS)
def test_a_hostile_header_is_refused_and_nothing_is_kept(
    target: Desk, customer_id: str, model: str, kind: str
) -> None:
    code, headers = HEADERS[kind]

    answer = send(target, customer_id, model, as_bytes(right_body(model)), headers)

    answer_must_be_refusal(answer, code, model)
    company_must_be_untouched(target, customer_id)


@pytest.mark.parametrize("content_type", ["text/xml", "multipart/form-data; boundary=x", "x", ""])
def test_a_form_is_refused_whatever_it_calls_itself(
    target: Desk, customer_id: str, content_type: str
) -> None:
    headers = {"Content-Type": content_type.encode()}

    answer = send(target, customer_id, "NewCustomer", b"--x\r\n\r\nexternal_id", headers)

    answer_must_be_refusal(answer, "malformed_json", "NewCustomer")
    company_must_be_untouched(target, customer_id)


@pytest.mark.parametrize("kind", QUERIES)
def test_a_hostile_query_is_refused(target: Desk, kind: str) -> None:
    code, query = QUERIES[kind]

    answer = get(target, "/v1/customers", query)

    assert (answer.status_code, answer.json()["error"]["code"]) == (CATALOGUE[code][0], code)
    assert len(answer.content) < 2000


@pytest.mark.parametrize("kind", PATHS)
@pytest.mark.parametrize("below", ["customers/{}", "customers/{}/history", "submissions/{}"])
def test_a_hostile_path_leads_nowhere(target: Desk, below: str, kind: str) -> None:
    answer = get(target, "/v1/" + below.format(PATHS[kind]))

    assert (answer.status_code, answer.json()["error"]["code"]) == (404, "not_found")


@pytest.mark.parametrize("kind", CURSORS)
def test_a_changed_cursor_is_refused(quick_desk: Desk, kind: str) -> None:
    for _ in range(2):
        quick_desk.a_customer()
    cursor = quick_desk.back_end.get("/v1/customers", limit=1)["next_cursor"]
    changed = CURSORS[kind](json.loads(base64.urlsafe_b64decode(cursor)))
    forged = base64.urlsafe_b64encode(json.dumps(changed).encode()).decode()

    answer = get(quick_desk, "/v1/customers", {"cursor": forged})

    assert (answer.status_code, answer.json()["error"]["code"]) == (400, "invalid_cursor")


def test_the_right_bodies_are_accepted(quick_desk: Desk) -> None:
    """Otherwise the refusals above would prove nothing."""
    customer_id = quick_desk.a_customer()

    answers = [send(quick_desk, customer_id, each, as_bytes(right_body(each))) for each in NAMED]

    assert [each.status_code for each in answers] == [201, 201]


def right_body(model: str) -> Json:
    if model == "NewSubmission":
        return {"tier": 1, "fields": certificate()}
    return {"external_id": "hostile", "country": "TH"}


def send(
    target: Desk, customer_id: str, model: str, body: bytes, headers: dict[str, bytes] | None = None
) -> requests.Response:
    usual = {
        "Content-Type": b"application/json",
        "Authorization": f"Bearer {target.company.test_key}".encode(),
    }
    return requests.post(
        target.stack.api_url + NAMED[model].format(customer_id=customer_id),
        data=body,
        headers=usual | (headers or {}),
        timeout=TIMEOUT_SECONDS,
    )


def get(target: Desk, path: str, query: dict[str, str] | None = None) -> requests.Response:
    key = {"Authorization": f"Bearer {target.company.test_key}"}
    url = target.stack.api_url + path
    return requests.get(url, params=query, headers=key, timeout=TIMEOUT_SECONDS)


def answer_must_be_refusal(answer: requests.Response, code: str, model: str) -> None:
    assert (answer.status_code, answer.json()["error"]["code"]) == (CATALOGUE[code][0], code)
    assert code in openapi.refusals(openapi.route("POST", NAMED[model]))
    assert answer.headers["Content-Type"] == "application/json"
    assert len(answer.content) < 5000


def company_must_be_untouched(target: Desk, customer_id: str) -> None:
    """The company still has this one customer, who has done nothing."""
    customers = target.back_end.get("/v1/customers")["customers"]
    assert [each["customer_id"] for each in customers] == [customer_id]
    assert [each["type"] for each in target.history(customer_id)] == ["customer.created"]
