"""Everybody at the same moment, on an engine whose transactions are atomic."""

from local.client import Api, Refused, all_passed
from local.operator import invite
from local.people import Company
from local.stack import Stack
from tests.e2e.steps import Desk, at_once, certificate

CLIENTS = 8


def test_of_eight_reviewers_one_decides_and_the_others_learn_who(
    stack: Stack, exchange: Company, quick_desk: Desk
) -> None:
    desk = quick_desk
    customer_id = desk.a_customer()
    submission_id = desk.submit(customer_id, certificate())
    desk.act(submission_id, "release")
    everybody = [_reviewer(stack, exchange, number) for number in range(CLIENTS)]
    path = f"/v1/review/tasks/{submission_id}/approve"
    body = {"revision": 1, "checklist": all_passed(desk.review, submission_id)}
    calls = [lambda api=api: api.post(path, body) for api in everybody]

    answers = at_once(CLIENTS, *calls)

    won = [each for each in answers if not isinstance(each, Refused)]
    lost = [each for each in answers if isinstance(each, Refused)]
    assert len(won) == 1
    assert {each.code for each in lost} == {"already_decided"}
    assert {each.error["decision"]["decided_by"] for each in lost} == {won[0]["decided_by"]}
    types = [each["type"] for each in desk.history(customer_id)]
    assert types.count("submission.approved") == 1


def test_of_eight_customers_with_one_passport_one_is_taken(quick_desk: Desk) -> None:
    desk = quick_desk
    fields = certificate()
    customers = [desk.a_customer() for _ in range(CLIENTS)]
    calls = [
        lambda where=customer_id: desk.company.back_end(desk.stack).post(
            f"/v1/customers/{where}/submissions", {"tier": 1, "fields": fields}
        )
        for customer_id in customers
    ]

    answers = at_once(CLIENTS, *calls)

    refused = [each for each in answers if isinstance(each, Refused)]
    assert len(refused) == CLIENTS - 1
    assert {each.code for each in refused} == {"identity_already_used"}
    for customer_id, answer in zip(customers, answers, strict=True):
        if isinstance(answer, Refused):
            customer = desk.back_end.get(f"/v1/customers/{customer_id}")
            assert customer["kyc_status"] == "not_started"
            assert len(desk.history(customer_id)) == 1


def test_a_double_submit_with_one_idempotency_key_is_one_submission(quick_desk: Desk) -> None:
    desk = quick_desk
    customer_id = desk.a_customer()
    body = {"tier": 1, "fields": certificate()}
    path = f"/v1/customers/{customer_id}/submissions"

    answers = at_once(
        CLIENTS,
        lambda: desk.company.back_end(desk.stack).post(path, body, key="submit-once"),
    )

    assert [each for each in answers if isinstance(each, Refused)] == []
    assert all(each == answers[0] for each in answers)
    submission_id = str(answers[0]["submission_id"])
    desk.until_in_review(submission_id, 1)
    assert list(desk.executions(submission_id)) == [f"{submission_id}-r1"]
    types = [each["type"] for each in desk.history(customer_id)]
    assert types.count("submission.submitted") == 1


def test_of_eight_submissions_of_one_customer_one_is_opened(quick_desk: Desk) -> None:
    desk = quick_desk
    customer_id = desk.a_customer()
    body = {"tier": 1, "fields": certificate()}
    path = f"/v1/customers/{customer_id}/submissions"

    answers = at_once(CLIENTS, lambda: desk.company.back_end(desk.stack).post(path, body))

    refused = [each for each in answers if isinstance(each, Refused)]
    assert len(refused) == CLIENTS - 1
    assert {each.code for each in refused} <= {"submission_open", "busy"}


def test_of_eight_customers_with_one_external_id_one_is_made(quick_desk: Desk) -> None:
    desk = quick_desk
    body = {"external_id": "wanted-by-all", "country": "TH"}

    answers = at_once(
        CLIENTS, lambda: desk.company.back_end(desk.stack).post("/v1/customers", body)
    )

    refused = [each for each in answers if isinstance(each, Refused)]
    assert len(refused) == CLIENTS - 1
    assert {each.code for each in refused} == {"customer_exists"}
    found = desk.back_end.get("/v1/customers", external_id="wanted-by-all")["customers"]
    assert len(found) == 1


def test_a_link_is_exchanged_once_however_many_try(quick_desk: Desk) -> None:
    desk = quick_desk
    customer_id = desk.a_customer()
    link = desk.back_end.post(f"/v1/customers/{customer_id}/links", {"tier": 1})

    answers = at_once(
        CLIENTS,
        lambda: desk.company.back_end(desk.stack).post(
            "/v1/links/exchange", {"token": link["token"]}
        ),
    )

    refused = [each for each in answers if isinstance(each, Refused)]
    assert len(refused) == CLIENTS - 1
    assert {each.code for each in refused} <= {"link_unusable", "busy"}


def _reviewer(stack: Stack, company: Company, number: int) -> Api:
    email = f"racer-{number}@lotus.example.com"
    invite(stack.client, stack.outputs, email, "reviewer", company.company_id, company.password)
    twin = Company(**{**vars(company), "reviewer": email})
    return twin.review(stack)
