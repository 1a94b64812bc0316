"""What is refused: a stable code, and nothing stored changes."""

from typing import Any

import pytest

from local import specimens
from local.world import World
from tests.refusal_helpers import (
    call_must_be_refused,
    customer_token,
    nothing_must_change,
)
from tests.world_helpers import (
    Company,
    a_company,
    a_customer,
    approved,
    asked_to_correct,
    evidence,
    rejected,
    submitted,
)

NOBODY = "cus_00000000000000000000000000"


# ── the four statuses ─────────────────────────────────────────────────────────────────────────
DECISIONS: dict[str, dict[str, Any]] = {
    "approve": {},
    "request-revision": {
        "corrections": [{"item": "full_name", "code": "unreadable", "comment": "Again."}]
    },
    "reject": {"code": "other", "comment": "No."},
}


def brought_to(company: Company, status: str) -> str:
    submission_id = submitted(company, a_customer(company))
    if status == "approved":
        approved(company, submission_id)
    elif status == "rejected":
        rejected(company, submission_id, "other", "No.")
    elif status == "revision_requested":
        asked_to_correct(company, submission_id, "full_name")
    return submission_id


@pytest.mark.parametrize("action", DECISIONS)
@pytest.mark.parametrize("status", ["approved", "rejected", "revision_requested"])
def test_what_is_decided_is_not_decided_again(
    world: World, company: Company, status: str, action: str
) -> None:
    submission_id = brought_to(company, status)
    path, body = f"/tasks/{submission_id}/{action}", {"revision": 1} | DECISIONS[action]

    reply = call_must_be_refused(
        world, lambda: company.review(path, body, by=company.admin), 409, "already_decided"
    )

    assert reply.error["decision"]["status"] == status
    assert reply.error["decision"]["decided_by"] == "Dao Reviewer"
    assert reply.error["decision"]["decided_at"].endswith("Z")


@pytest.mark.parametrize("status", ["pending", "approved", "rejected"])
def test_only_a_revision_request_is_answered_with_a_resubmission(
    world: World, company: Company, status: str
) -> None:
    path = f"/v1/submissions/{brought_to(company, status)}/resubmit"
    body = {"fields": {"full_name": "Somchai Corrected"}}

    reply = call_must_be_refused(world, lambda: company.post(path, body), 409, "illegal_move")

    assert reply.error["status"] == status


@pytest.mark.parametrize("revision", [2, 3])
def test_a_decision_names_the_revision_that_was_looked_at(
    world: World, company: Company, revision: int
) -> None:
    path = f"/tasks/{submitted(company, a_customer(company))}/approve"

    call_must_be_refused(
        world, lambda: company.review(path, {"revision": revision}), 409, "stale_revision"
    )


def test_a_task_that_a_colleague_works_on_is_left_to_them(world: World, company: Company) -> None:
    submission_id = submitted(company, a_customer(company))
    claim = company.review(f"/tasks/{submission_id}/claim", {}).json["claim"]
    path, body = f"/tasks/{submission_id}/approve", {"revision": 1}

    reply = call_must_be_refused(
        world, lambda: company.review(path, body, by=company.admin), 409, "claimed_by_other"
    )

    assert reply.error["claim"] == claim
    assert reply.error["claim"]["name"] == "Dao Reviewer"


# ── tiers ─────────────────────────────────────────────────────────────────────────────────────
def test_tiers_are_taken_in_order_and_one_at_a_time(world: World, company: Company) -> None:
    person = a_customer(company)
    path, body = f"/v1/customers/{person.customer_id}/submissions", evidence(company, person)

    call_must_be_refused(world, lambda: company.post(path, body | {"tier": 2}), 422, "tier_locked")
    call_must_be_refused(
        world, lambda: company.post(path, body | {"tier": 4}), 400, "invalid_request"
    )
    submission_id = company.post(path, body).json["submission_id"]
    world.settle()
    open_one = call_must_be_refused(world, lambda: company.post(path, body), 409, "submission_open")
    assert open_one.error["submission_id"] == submission_id
    approved(company, submission_id)
    call_must_be_refused(world, lambda: company.post(path, body), 409, "tier_already_approved")


def test_after_a_rejection_the_company_decides_whether_there_is_another_try(
    world: World, company: Company
) -> None:
    person = a_customer(company)
    rejected(company, submitted(company, person), "other", "No.")
    path, body = f"/v1/customers/{person.customer_id}/submissions", evidence(company, person)
    token = customer_token(company, person.customer_id)

    call_must_be_refused(
        world, lambda: world.api.post(path, body, token), 409, "submission_rejected"
    )

    assert company.post(path, body).status == 201


def test_a_submission_lists_everything_that_it_lacks(world: World, company: Company) -> None:
    person = a_customer(company)
    path = f"/v1/customers/{person.customer_id}/submissions"
    fields = {name: value for name, value in person.fields.items() if name != "address"}

    reply = call_must_be_refused(
        world,
        lambda: company.post(path, {"tier": 1, "fields": fields}),
        422,
        "requirements_missing",
    )

    lacking = {each["field"] for each in reply.error["fields"]}
    assert lacking == {"fields.address", "uploads.id_front", "uploads.id_back", "uploads.selfie"}


# ── what is sent ──────────────────────────────────────────────────────────────────────────────
NUMBER = "document_number"
WRONG_DIGIT = specimens.thai_id(7)[:-1] + str((int(specimens.thai_id(7)[-1]) + 1) % 10)


@pytest.mark.parametrize(
    ("changes", "status", "code", "field", "field_code"),
    [
        (
            {"document_number": WRONG_DIGIT},
            422,
            "invalid_fields",
            "document_number",
            "wrong_checksum",
        ),
        ({"document_number": "12"}, 422, "invalid_fields", "document_number", "wrong_format"),
        ({"birth_date": "2999-01-01"}, 422, "invalid_fields", "birth_date", "in_future"),
        ({"birth_date": "2020-01-01"}, 422, "invalid_fields", "birth_date", "under_age"),
        ({"nationality": "XX"}, 422, "invalid_fields", "nationality", "unknown_country"),
        ({"full_name": "12345"}, 422, "invalid_fields", "full_name", "invalid_name"),
        ({"full_name": "A" * 10_000}, 400, "invalid_request", "full_name", "string_too_long"),
        ({"birth_date": "01/02/1990"}, 400, "invalid_request", "birth_date", None),
        ({"birth_date": 19900102}, 400, "invalid_request", "birth_date", None),
        ({"shoe_size": 43}, 400, "invalid_request", "shoe_size", "extra_forbidden"),
        ({"full_name": ["A", "B"]}, 400, "invalid_request", "full_name", "string_type"),
    ],
)
def test_a_wrong_field_is_named_with_its_code(
    world: World,
    company: Company,
    changes: dict[str, Any],
    status: int,
    code: str,
    field: str,
    field_code: str | None,
) -> None:
    person = a_customer(company)
    body = evidence(company, person)
    body["fields"] = body["fields"] | changes
    path = f"/v1/customers/{person.customer_id}/submissions"

    reply = call_must_be_refused(world, lambda: company.post(path, body), status, code)

    [wrong] = reply.error["fields"]
    assert wrong["field"] == f"fields.{field}"
    assert field_code in (None, wrong["code"])


def test_mainland_customers_show_their_id_card_only(world: World, company: Company) -> None:
    person = a_customer(company, country="CN")
    body = evidence(company, person)
    passport = {"document_type": "passport", "document_number": "E12345678"}
    body["fields"] = body["fields"] | passport | {"document_expires_on": "2035-01-31"}
    path = f"/v1/customers/{person.customer_id}/submissions"

    reply = call_must_be_refused(world, lambda: company.post(path, body), 422, "invalid_fields")

    assert ("fields.document_type", "id_card_only") in [
        (each["field"], each["code"]) for each in reply.error["fields"]
    ]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("{", "malformed_json"),
        ("", "malformed_json"),
        ("not json", "malformed_json"),
        ('{"external_id": "\\ud800", "country": "TH"}', "malformed_json"),
        ('{"external_id": "a\\u0000", "country": "TH"}', "invalid_request"),
        ("[]", "invalid_request"),
        ("null", "invalid_request"),
        ('{"external_id": "a", "country": "TH", "note": 1}', "invalid_request"),
        ('{"external_id": 7, "country": "TH"}', "invalid_request"),
        ('{"country": "TH"}', "invalid_request"),
        ('{"external_id": "' + "a" * 300_000 + '", "country": "TH"}', "body_too_large"),
    ],
)
def test_a_body_of_another_shape_is_refused(
    world: World, company: Company, text: str, code: str
) -> None:
    call_must_be_refused(
        world,
        lambda: world.api.request("POST", "/v1/customers", company.token, text=text),
        400,
        code,
    )


# ── idempotency ───────────────────────────────────────────────────────────────────────────────
def test_a_repeated_request_is_answered_as_before(world: World, company: Company) -> None:
    body = {"external_id": "once", "country": "TH"}
    first = company.post("/v1/customers", body, key="key-1")

    with nothing_must_change(world):
        again = company.post("/v1/customers", body, key="key-1")

    assert (again.status, again.json) == (first.status, first.json)


def test_an_idempotency_key_is_for_one_request(world: World, company: Company) -> None:
    company.post("/v1/customers", {"external_id": "one", "country": "TH"}, key="key-1")
    other = {"external_id": "two", "country": "TH"}

    call_must_be_refused(
        world,
        lambda: company.post("/v1/customers", other, key="key-1"),
        409,
        "idempotency_key_reused",
    )
    call_must_be_refused(
        world,
        lambda: company.post("/v1/customers", other, key="k" * 256),
        400,
        "invalid_idempotency_key",
    )


def test_one_companys_key_says_nothing_about_anothers(world: World, company: Company) -> None:
    body = {"external_id": "same", "country": "TH"}
    ours = company.post("/v1/customers", body, key="shared")

    theirs = a_company(world, "Other").post("/v1/customers", body, key="shared")

    assert theirs.status == 201
    assert theirs.json["customer_id"] != ours.json["customer_id"]
