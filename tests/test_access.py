"""Who may do what: companies, modes, customers' links and tokens, staff and their groups."""

from typing import Any

import pytest

from local.world import World
from tests.refusal_helpers import (
    call_must_be_refused,
    customer_token,
    everything_stored,
    nothing_must_change,
)
from tests.world_helpers import Company, a_company, a_customer, backdate, submitted, uploaded


def things_of(company: Company) -> dict[str, str]:
    person = a_customer(company)
    submission_id = submitted(company, person)
    upload_id = uploaded(company, person, "selfie")
    return {
        "customer_id": person.customer_id,
        "submission_id": submission_id,
        "upload_id": upload_id,
    }


def asked(
    world: World, routes: list[Any], things: dict[str, str], token: str
) -> dict[str, tuple[int, str | None]]:
    """What each route answers to that caller, by route."""
    answers = {}
    for method, route, body in routes:
        query = {"mode": "test"} if route.startswith("/v1/review") else None
        reply = world.api.request(method, route.format(**things), token, json=body, query=query)
        answers[f"{method} {route}"] = (reply.status, reply.code)
    return answers


COMPANY_ROUTES: list[tuple[str, str, dict[str, Any] | None]] = [
    ("GET", "/v1/customers/{customer_id}", None),
    ("PATCH", "/v1/customers/{customer_id}", {"language": "th"}),
    ("GET", "/v1/customers/{customer_id}/requirements", None),
    ("GET", "/v1/customers/{customer_id}/notifications", None),
    ("GET", "/v1/customers/{customer_id}/history", None),
    ("POST", "/v1/customers/{customer_id}/links", {"tier": 1}),
    ("GET", "/v1/customers/{customer_id}/uploads/{upload_id}", None),
    ("POST", "/v1/customers/{customer_id}/uploads/{upload_id}/complete", None),
    ("POST", "/v1/customers/{customer_id}/submissions", {"tier": 1}),
    ("GET", "/v1/submissions/{submission_id}", None),
    ("POST", "/v1/submissions/{submission_id}/resubmit", {"fields": {"full_name": "Other"}}),
    ("GET", "/v1/submissions/{submission_id}/revisions", None),
]
STAFF_ROUTES: list[tuple[str, str, dict[str, Any] | None]] = [
    ("GET", "/v1/review/tasks/{submission_id}", None),
    ("POST", "/v1/review/tasks/{submission_id}/claim", {}),
    ("POST", "/v1/review/tasks/{submission_id}/release", {}),
    ("POST", "/v1/review/tasks/{submission_id}/approve", {"revision": 1}),
    (
        "POST",
        "/v1/review/tasks/{submission_id}/reject",
        {"revision": 1, "code": "other", "comment": "No."},
    ),
    (
        "POST",
        "/v1/review/tasks/{submission_id}/request-revision",
        {"revision": 1, "corrections": [{"item": "selfie", "code": "other", "comment": "?"}]},
    ),
    ("GET", "/v1/review/customers/{customer_id}", None),
    ("GET", "/v1/review/customers/{customer_id}/history", None),
    ("GET", "/v1/review/customers/{customer_id}/notifications", None),
    ("GET", "/v1/review/customers/{customer_id}/gates/disbursement", None),
    ("POST", "/v1/review/customers/{customer_id}/links", {"tier": 1}),
]


@pytest.mark.parametrize("whose", ["another company", "the other mode"])
def test_another_companys_things_are_not_there(world: World, company: Company, whose: str) -> None:
    things, stranger = things_of(company), a_company(world, "Stranger")
    token = stranger.token if whose == "another company" else company.live_token

    with nothing_must_change(world):
        answers = asked(world, COMPANY_ROUTES, things, token)

    assert set(answers.values()) == {(404, "not_found")}, answers


def test_another_companys_reviewers_see_nothing(world: World, company: Company) -> None:
    things, stranger = things_of(company), a_company(world, "Stranger")
    staff = world.staff("stranger@example.com", ["reviewer", "admin"], stranger.company_id)

    with nothing_must_change(world):
        answers = asked(world, STAFF_ROUTES, things, staff)

    assert set(answers.values()) == {(404, "not_found")}, answers


def test_staff_search_the_customers_of_their_own_company(world: World, company: Company) -> None:
    person, stranger = a_customer(company), a_customer(a_company(world, "Stranger"))
    others = a_customer(company)
    external_id = company.get(f"/v1/customers/{person.customer_id}").json["external_id"]

    def found(**query: str) -> list[str]:
        asked = query | {"mode": "test"}
        answer = world.api.get("/v1/review/customers", company.reviewer, query=asked).json
        return [each["customer_id"] for each in answer["customers"]]

    assert found() == [others.customer_id, person.customer_id]
    assert found(external_id=external_id) == [person.customer_id]
    assert found(external_id="nobody") == []
    assert stranger.customer_id not in found()


@pytest.mark.parametrize("groups", [["billing"], ["operator"], []])
def test_only_reviewers_and_administrators_review(
    world: World, company: Company, groups: list[str]
) -> None:
    things = things_of(company)
    staff = world.staff(f"{groups}@example.com", groups, company.company_id)

    with nothing_must_change(world):
        answers = asked(world, STAFF_ROUTES, things, staff)

    assert set(answers.values()) == {(403, "forbidden")}, answers


def test_keys_are_an_administrators_business(world: World, company: Company) -> None:
    body = {"name": "new", "mode": "test"}

    call_must_be_refused(
        world, lambda: world.api.post("/v1/keys", body, company.reviewer), 403, "forbidden"
    )

    made = world.api.post("/v1/keys", body, company.admin)
    assert made.status == 201
    assert world.api.get("/v1/customers", made.json["secret"]).status == 200


def test_whoever_made_a_key_is_told_with_each_request_of_it(world: World, company: Company) -> None:
    made = world.api.post("/v1/keys", {"name": "mine", "mode": "test"}, company.admin).json
    headers = {"Authorization": f"Bearer {made['secret']}"}

    told = world.run("Authorizer", {"methodArn": "api/dev/GET/v1/customers", "headers": headers})

    claims = world.claims(company.admin)
    assert told["context"]["created_by"] == claims["sub"]
    assert told["context"]["key_id"] == made["key_id"]


def test_a_key_is_shown_once_and_stored_as_a_hash(world: World, company: Company) -> None:
    made = world.api.post("/v1/keys", {"name": "n", "mode": "live"}, company.admin, key="again")

    again = world.api.post("/v1/keys", {"name": "n", "mode": "live"}, company.admin, key="again")
    listed = world.api.get("/v1/keys", company.admin)

    secret = made.json["secret"]
    assert secret.startswith("sk_live_")
    assert again.json == made.json | {"secret": None}
    assert [each["secret"] for each in listed.json["keys"]] == [None, None, None]
    assert secret not in str(everything_stored(world))


def test_a_revoked_key_opens_nothing(world: World, company: Company) -> None:
    made = world.api.post("/v1/keys", {"name": "n", "mode": "test"}, company.admin).json
    revoked = world.api.delete(f"/v1/keys/{made['key_id']}", company.admin)
    assert revoked.json["revoked_at"]

    call_must_be_refused(
        world, lambda: world.api.get("/v1/customers", made["secret"]), 401, "unauthenticated"
    )
    with nothing_must_change(world):
        assert world.api.delete(f"/v1/keys/{made['key_id']}", company.admin).status == 200
        assert world.api.delete("/v1/keys/key_unknown", company.admin).code == "not_found"


@pytest.mark.parametrize(
    "token",
    [
        "",
        "nonsense",
        "sk_test_short",
        "sk_test_" + "A" * 43,
        "ct_" + "A" * 43,
        "sk_live_" + "é" * 43,
    ],
)
def test_unknown_credentials_open_nothing(world: World, company: Company, token: str) -> None:
    call_must_be_refused(
        world, lambda: world.api.get("/v1/customers", token), 401, "unauthenticated"
    )


# ── customers' links and tokens ───────────────────────────────────────────────────────────────
def test_a_link_works_once(world: World, company: Company) -> None:
    link = company.post(f"/v1/customers/{a_customer(company).customer_id}/links", {"tier": 1}).json
    first = world.api.post("/v1/links/exchange", {"token": link["token"]})
    assert first.status == 200

    again = {"token": link["token"]}
    call_must_be_refused(
        world, lambda: world.api.post("/v1/links/exchange", again), 401, "link_unusable"
    )


def test_a_link_ends_after_its_time(world: World, company: Company) -> None:
    link = company.post(f"/v1/customers/{a_customer(company).customer_id}/links", {"tier": 1}).json
    backdate(world, "expires_at")

    token = {"token": link["token"]}
    call_must_be_refused(
        world, lambda: world.api.post("/v1/links/exchange", token), 401, "link_unusable"
    )


def test_an_unknown_link_is_no_link(world: World, company: Company) -> None:
    unknown = {"token": "lt_" + "A" * 43}
    call_must_be_refused(
        world, lambda: world.api.post("/v1/links/exchange", unknown), 401, "link_unusable"
    )


def test_a_customers_token_ends_after_its_time(world: World, company: Company) -> None:
    customer_id = a_customer(company).customer_id
    token = customer_token(company, customer_id)
    path = f"/v1/customers/{customer_id}/requirements"
    assert world.api.get(path, token).status == 200
    backdate(world, "expires_at", "TOKEN")

    call_must_be_refused(world, lambda: world.api.get(path, token), 401, "unauthenticated")


def test_a_customers_token_opens_no_other_customer(world: World, company: Company) -> None:
    things = things_of(company)
    token = customer_token(company, a_customer(company).customer_id)

    with nothing_must_change(world):
        answers = asked(world, COMPANY_ROUTES, things, token)

    assert set(answers.values()) == {(404, "not_found"), (403, "forbidden")}, answers


def test_a_customers_token_is_for_one_tier(world: World, company: Company) -> None:
    customer_id = a_customer(company).customer_id
    token = customer_token(company, customer_id, tier=2)
    path = f"/v1/customers/{customer_id}/submissions"

    call_must_be_refused(world, lambda: world.api.post(path, {"tier": 1}, token), 403, "forbidden")


def test_a_customer_may_do_their_own_kyc_and_nothing_else(world: World, company: Company) -> None:
    customer_id = a_customer(company).customer_id
    token = customer_token(company, customer_id)

    assert world.api.get(f"/v1/customers/{customer_id}", token).status == 200
    call_must_be_refused(world, lambda: world.api.get("/v1/customers", token), 403, "forbidden")
    own_history = f"/v1/customers/{customer_id}/history"
    call_must_be_refused(world, lambda: world.api.get(own_history, token), 403, "forbidden")
