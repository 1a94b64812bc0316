"""When AWS is slow or down, callers are told so: 503, when to come back, and nothing half done."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from botocore.awsrequest import AWSPreparedRequest
from botocore.exceptions import (
    ClientError,
    ConnectionClosedError,
    ConnectTimeoutError,
    EndpointConnectionError,
    ParamValidationError,
    ReadTimeoutError,
)
from botocore.retries.standard import ExponentialBackoff
from pynamodb.exceptions import GetError

from billing import ledger
from local.world import World
from local.world.functions import Send, between, refused
from local.world.gateway import Reply
from shared import transaction
from shared.aws import is_outage
from shared.errors import ProviderUnavailable, Raced
from shared.tenant import Tenant
from tests.refusal_helpers import nothing_must_change
from tests.world_helpers import (
    Company,
    a_customer,
    approved,
    asked_to_correct,
    backdate,
    evidence,
    picture,
    resubmitted,
    submitted,
)

THROTTLES = {
    "ProvisionedThroughputExceededException": 400,
    "ThrottlingException": 400,
    "RequestLimitExceeded": 400,
    "InternalServerError": 500,
    "ServiceUnavailable": 503,
}


@pytest.fixture(autouse=True)
def nobody_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    """How long is waited between the tries proves nothing here."""
    monkeypatch.setattr(ExponentialBackoff, "delay_amount", lambda *_: 0.0)
    monkeypatch.setattr(transaction, "RETRY_SECONDS", 0.02)


@contextmanager
def trouble(call: str, code: str) -> Iterator[None]:
    """Every request of that kind is answered so."""

    def answered(made: str, request: AWSPreparedRequest, send: Send) -> Any:
        if made != call:
            return send(request)
        return refused(request, code, "Not now.", THROTTLES[code])

    with between(answered):
        yield


def must_come_back_later(reply: Reply) -> None:
    assert (reply.status, reply.code, reply.json["error"]["type"]) == (
        503,
        "unavailable",
        "unavailable",
    )
    assert int(reply.headers["Retry-After"]) > 0


@pytest.mark.parametrize("code", THROTTLES)
@pytest.mark.parametrize("call", ["GetItem", "Query", "TransactWriteItems"])
def test_a_submission_under_trouble_is_not_taken_and_the_next_one_is(
    world: World, company: Company, call: str, code: str
) -> None:
    person = a_customer(company)
    path, body = f"/v1/customers/{person.customer_id}/submissions", evidence(company, person)

    def under_trouble() -> Reply:
        with trouble(f"dynamodb.{call}", code):
            return company.post(path, body)

    with nothing_must_change(world):
        must_come_back_later(under_trouble())

    assert company.post(path, body).status == 201


READS: dict[str, Callable[[Company, str], Reply]] = {
    "GetItem": lambda company, task: company.review(f"/tasks/{task}"),
    "Query": lambda company, _: company.review("/tasks"),
    "BatchGetItem": lambda company, task: company.review(f"/tasks/{task}"),
    "TransactGetItems": lambda company, _: company.world.api.get(
        "/v1/billing/balance", company.admin, query={"mode": "test"}
    ),
}


@pytest.mark.parametrize("code", THROTTLES)
def test_what_cannot_be_read_now_can_be_read_later(
    world: World, company: Company, code: str
) -> None:
    task = submitted(company, a_customer(company))
    account = str(Tenant(company.company_id, "test"))
    ledger.open_account(account)
    ledger.set_slots(account, 2)

    for call, look in READS.items():
        with trouble(f"dynamodb.{call}", code):
            must_come_back_later(look(company, task))
        assert look(company, task).status == 200

    told = [json.loads(line) for line in world.logs]
    assert [each for each in told if each["level"] == "ERROR"] == []


def test_whoever_has_a_key_that_cannot_be_looked_up_comes_back_later(company: Company) -> None:
    """And is not taken for a stranger."""
    with trouble("dynamodb.GetItem", "ProvisionedThroughputExceededException"):
        reply = company.get("/v1/customers")

    assert (reply.status, reply.code, reply.headers["Retry-After"]) == (503, "unavailable", "2")


def test_a_file_that_cannot_be_looked_at_now_is_looked_at_later(
    world: World, company: Company
) -> None:
    person = a_customer(company)
    content = picture("selfie", person.customer_id)
    permit = world.announce(person.customer_id, "selfie", content, "image/jpeg", company.token)
    world.send_file(permit.json, content)
    path = f"/v1/customers/{person.customer_id}/uploads/{permit.json['upload_id']}/complete"

    with nothing_must_change(world), trouble("s3.GetObject", "ServiceUnavailable"):
        must_come_back_later(company.post(path))

    assert company.post(path).status == 200


@pytest.mark.parametrize("code", ["ThrottlingException", "InternalServerError"])
def test_a_secret_that_cannot_be_sealed_now_is_sealed_later(
    world: World, company: Company, code: str
) -> None:
    asked = {"url": "https://example.com/hook", "events": ["*"]}

    with nothing_must_change(world), trouble("kms.Encrypt", code):
        must_come_back_later(company.post("/v1/webhooks", asked))

    assert company.post("/v1/webhooks", asked).status == 201


@pytest.mark.parametrize("code", ["ThrottlingException", "InternalServerError"])
def test_a_submission_is_taken_though_the_machine_cannot_be_started_now(
    world: World, company: Company, code: str
) -> None:
    """It is in the table, and the schedule starts what stands there."""
    person = a_customer(company)
    path, body = f"/v1/customers/{person.customer_id}/submissions", evidence(company, person)

    with trouble("sfn.StartExecution", code):
        assert company.post(path, body).status == 201

    assert world.executions == []
    backdate(world, "due_at")
    assert world.run("ResumeStalled")["resumed"] == 1
    world.settle()
    assert len(company.review("/tasks").json["tasks"]) == 1


@pytest.mark.parametrize("reason", ["ThrottlingError", "ProvisionedThroughputExceeded"])
def test_a_decision_that_is_slowed_down_is_unavailable_and_one_that_meets_others_is_busy(
    world: World, company: Company, reason: str
) -> None:
    task = submitted(company, a_customer(company))

    def claimed(because: str) -> Reply:
        def answered(made: str, request: AWSPreparedRequest, send: Send) -> Any:
            if made != "dynamodb.TransactWriteItems":
                return send(request)
            return cancelled(request, because)

        with between(answered):
            return company.review(f"/tasks/{task}/claim", {})

    with nothing_must_change(world):
        must_come_back_later(claimed(reason))
        assert (claimed("TransactionConflict").status, claimed("TransactionConflict").code) == (
            409,
            "busy",
        )
    assert company.review(f"/tasks/{task}/claim", {}).status == 200


@pytest.mark.parametrize("conflicts", [1, 3])
def test_a_conflict_of_a_moment_is_nobodys_trouble(
    company: Company, monkeypatch: pytest.MonkeyPatch, conflicts: int
) -> None:
    """A reviewer claims, gives back, asks for a correction; the customer corrects; approved."""
    monkeypatch.setattr(transaction, "RETRY_SECONDS", 30)
    person = a_customer(company)
    task = submitted(company, person)
    tries = dict[str, int]()

    def answered(made: str, request: AWSPreparedRequest, send: Send) -> Any:
        token = json.loads(request.body or b"{}").get("ClientRequestToken", "")
        tries[token] = tries.get(token, 0) + 1
        if made != "dynamodb.TransactWriteItems" or tries[token] > conflicts:
            return send(request)
        return cancelled(request, "TransactionConflict")

    with between(answered):
        claim = company.review(f"/tasks/{task}/claim", {})
        release = company.review(f"/tasks/{task}/release", {})
        asked_to_correct(company, task, "full_name")
        resubmitted(company, task, fields={"full_name": "Somchai Rakdee"})
        approved(company, task, revision=2)

    assert (claim.status, release.status) == (200, 200)
    assert company.get(f"/v1/submissions/{task}").json["status"] == "approved"


def cancelled(request: AWSPreparedRequest, reason: str) -> Any:
    """As a transaction is told that its first item could not be looked at."""
    reasons = [{"Code": reason}]
    return refused(
        request, "TransactionCanceledException", "Cancelled.", CancellationReasons=reasons
    )


def client_error(code: str, status: int) -> ClientError:
    answer: Any = {"Error": {"Code": code}, "ResponseMetadata": {"HTTPStatusCode": status}}
    return ClientError(answer, "Anything")


@pytest.mark.parametrize(
    ("error", "outage"),
    [
        (client_error("ThrottlingException", 400), True),  # KMS, Step Functions, DynamoDB
        (client_error("Throttling", 400), True),
        (client_error("SlowDown", 503), True),  # S3
        (client_error("TooManyRequestsException", 429), True),  # SES, Lambda, Secrets Manager
        (client_error("KMSInternalException", 500), True),
        (client_error("InternalServiceError", 500), True),
        (client_error("503", 503), True),  # an S3 HEAD has no body
        (ReadTimeoutError(endpoint_url="https://kms"), True),
        (ConnectTimeoutError(endpoint_url="https://kms"), True),
        (ConnectionClosedError(endpoint_url="https://kms"), True),
        (EndpointConnectionError(endpoint_url="https://kms"), True),
        (GetError("x", client_error("ThrottlingException", 400)), True),
        (ProviderUnavailable("HTTP_500"), True),
        (client_error("AccessDeniedException", 400), False),
        (client_error("ValidationException", 400), False),
        (client_error("ConditionalCheckFailedException", 400), False),
        (client_error("NoSuchKey", 404), False),
        (GetError("x", client_error("ResourceNotFoundException", 400)), False),
        (ParamValidationError(report="x"), False),
        (KeyError("x"), False),
        (Raced(), False),
    ],
)
def test_only_what_may_pass_by_itself_is_an_outage(error: Exception, outage: bool) -> None:
    assert is_outage(error) is outage
