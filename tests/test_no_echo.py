"""A refusal says what is wrong and where, and never repeats what was sent: it may be personal."""

from typing import Any

import pytest

from tests.world_helpers import Company, a_customer, submitted

MARK = "Zxqv81Mark"

CUSTOMERS: dict[str, dict[str, Any]] = {
    "external_id": {"external_id": f"{MARK} ก"},
    "kind": {"kind": MARK},
    "country": {"country": MARK},
    "country of two letters": {"country": "ZX"},
    "language": {"language": MARK},
    "email": {"email": f"{MARK}@{MARK}"},
    "phone": {"phone": f"+66{MARK}"},
    "a list for a text": {"email": [MARK]},
    "an object for a text": {"phone": {MARK: MARK}},
}
FIELDS: dict[str, dict[str, Any]] = {
    "full_name": {"full_name": f"{MARK} 81"},
    "a long full_name": {"full_name": MARK * 100},
    "birth_date": {"birth_date": MARK},
    "a birth date of a child": {"birth_date": "2019-11-17"},
    "sex": {"sex": MARK},
    "nationality": {"nationality": MARK},
    "address": {"address": MARK},
    "address.line1": {"address": {"line1": f"{MARK}\u202e", "city": MARK, "country": "TH"}},
    "address.country": {"address": {"line1": MARK, "city": MARK, "country": MARK}},
    "address.postal_code": {"address": {"line1": "1", "city": "1", "postal_code": MARK * 2}},
    "document_type": {"document_type": MARK},
    "document_number": {"document_number": MARK},
    "document_expires_on": {"document_expires_on": MARK},
    "document_country": {"document_country": MARK},
    "occupation": {"occupation": f"{MARK}\n{MARK}"},
    "employer": {"employer": MARK * 30},
    "monthly_income": {"monthly_income": {"amount": MARK, "currency": MARK}},
    "pep_status": {"pep_status": MARK},
    "pep_details": {"pep_details": f"{MARK}\x07"},
    "source_of_funds": {"source_of_funds": MARK},
    "source_of_funds_details": {"source_of_funds_details": [MARK]},
    "legal_name": {"legal_name": f"{MARK} <b>"},
    "registration_number": {"registration_number": MARK * 5},
    "incorporated_on": {"incorporated_on": MARK},
    "registered_address": {"registered_address": {MARK[:5]: 1, "line1": MARK}},
    "business_activity": {"business_activity": MARK * 201},
    "authorized_person_name": {"authorized_person_name": f"{MARK}@"},
}
SUBMISSIONS: dict[str, dict[str, Any]] = {
    "tier": {"tier": MARK},
    "fields": {"fields": MARK},
    "uploads": {"uploads": MARK},
    "an upload": {"uploads": [MARK]},
    "an unknown upload": {"uploads": ["upl_0000000000000000000000ZXQV"]},
}
UPLOADS: dict[str, dict[str, Any]] = {
    "kind": {"kind": MARK},
    "content_type": {"content_type": MARK},
    "size_bytes": {"size_bytes": MARK},
    "sha256": {"sha256": MARK},
}
DECISIONS: dict[str, tuple[str, dict[str, Any]]] = {
    "revision": ("approve", {"revision": MARK}),
    "note": ("approve", {"revision": 1, "note": MARK * 300}),
    "item": ("request-revision", {"corrections": [{"item": MARK, "comment": MARK}]}),
    "corrections": ("request-revision", {"revision": 1, "corrections": MARK}),
    "code": ("reject", {"revision": 1, "code": MARK, "comment": MARK}),
    "comment": ("reject", {"revision": 1, "code": "other", "comment": [MARK]}),
}


def answer_must_not_repeat(company: Company, answer: Any) -> None:
    assert answer.status in (400, 401, 404, 409, 422), answer.text
    assert MARK.lower() not in answer.text.lower()
    assert MARK not in "\n".join(company.world.logs)


@pytest.mark.parametrize("name", CUSTOMERS)
def test_a_refused_customer_is_not_repeated(company: Company, name: str) -> None:
    body = {"external_id": "user-1", "country": "TH"} | CUSTOMERS[name]

    answer_must_not_repeat(company, company.post("/v1/customers", body))


@pytest.mark.parametrize("name", CUSTOMERS)
def test_a_refused_change_is_not_repeated(company: Company, name: str) -> None:
    where = f"/v1/customers/{a_customer(company).customer_id}"

    answer_must_not_repeat(company, company.patch(where, CUSTOMERS[name]))


@pytest.mark.parametrize("name", FIELDS)
def test_a_refused_field_is_not_repeated(company: Company, name: str) -> None:
    person = a_customer(company)
    body = {"tier": 1, "fields": person.fields | FIELDS[name]}

    answer = company.post(f"/v1/customers/{person.customer_id}/submissions", body)

    answer_must_not_repeat(company, answer)


@pytest.mark.parametrize("name", SUBMISSIONS)
def test_a_refused_submission_is_not_repeated(company: Company, name: str) -> None:
    person = a_customer(company)
    body = {"tier": 1, "fields": person.fields} | SUBMISSIONS[name]

    answer = company.post(f"/v1/customers/{person.customer_id}/submissions", body)

    answer_must_not_repeat(company, answer)


@pytest.mark.parametrize("name", UPLOADS)
def test_a_refused_upload_is_not_repeated(company: Company, name: str) -> None:
    right = {"kind": "selfie", "content_type": "image/jpeg", "size_bytes": 9, "sha256": "0" * 64}
    where = f"/v1/customers/{a_customer(company).customer_id}/uploads"

    answer_must_not_repeat(company, company.post(where, right | UPLOADS[name]))


@pytest.mark.parametrize("name", DECISIONS)
def test_a_refused_decision_is_not_repeated(company: Company, name: str) -> None:
    action, body = DECISIONS[name]
    submission_id = submitted(company, a_customer(company))

    answer_must_not_repeat(company, company.review(f"/tasks/{submission_id}/{action}", body))


@pytest.mark.parametrize("name", ["limit", "cursor", "status", "claimed", "mode", "unknown"])
def test_a_refused_query_is_not_repeated(company: Company, name: str) -> None:
    query = {"mode": "test", name: f"{MARK} ก"}

    answer = company.world.api.get("/v1/review/tasks", company.reviewer, query=query)

    assert answer.status == 400
    answer_must_not_repeat(company, answer)


@pytest.mark.parametrize("where", ["customers/{}", "customers/{}/history", "submissions/{}"])
def test_an_unknown_id_is_not_repeated(company: Company, where: str) -> None:
    answer_must_not_repeat(company, company.get("/v1/" + where.format(MARK)))


def test_a_wrong_token_or_idempotency_key_is_not_repeated(company: Company) -> None:
    body = {"external_id": "user-1", "country": "TH"}

    wrong_link = company.post("/v1/links/exchange", {"token": MARK})
    wrong_key = company.post("/v1/customers", body, headers={"Idempotency-Key": f"{MARK} {MARK}"})

    answer_must_not_repeat(company, wrong_link)
    answer_must_not_repeat(company, wrong_key)


def test_the_name_of_an_unknown_field_is_repeated_in_short_only(company: Company) -> None:
    body = {"external_id": "user-1", "country": "TH", "x" * 5000: MARK}

    answer = company.post("/v1/customers", body)

    answer_must_not_repeat(company, answer)
    assert "x" * 50 in answer.text
    assert len(answer.text) < 1000
