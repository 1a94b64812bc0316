"""What AWS answers when it will not, in its own words, and what becomes of it here.

The bodies are those that AWS documents and others have met: no emulator has a sandbox, a
suppressed number or a full account.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from botocore.awsrequest import AWSPreparedRequest, AWSResponse
from botocore.retries.standard import ExponentialBackoff
from moto.core.botocore_stubber import MockRawResponse

from local.world import World
from local.world.functions import Send, between
from tests.refusal_helpers import nothing_must_change
from tests.texts_helpers import (
    PRICE_UNITS,
    a_live_customer,
    ask_for_code,
    can_text,
    later,
    money,
    sms_states,
)
from tests.world_helpers import (
    Company,
    a_customer,
    approval,
    backdate,
    evidence,
    picture,
    submitted,
)

RECIPIENT = "customer@example.org"
ARN = "arn:aws:ses:us-east-1:123456789012:identity/" + RECIPIENT
# status, code, and what else the body says: REST-JSON of SES's second version.
SES = {
    "a recipient who is not verified, in SES's sandbox": (
        400,
        "MessageRejected",
        "Email address is not verified. The following identities failed the check in region "
        f"US-EAST-1: {RECIPIENT}",
    ),
    "no right on the recipient's identity": (
        403,
        "AccessDeniedException",
        "User `arn:aws:sts::123456789012:assumed-role/kyc-NotifyCustomerRole/kyc-NotifyCustomer' "
        f"is not authorized to perform `ses:SendEmail' on resource `{ARN}'",
    ),
    "the account may not send any more": (
        400,
        "AccountSuspendedException",
        "Sending suspended for this account.",
    ),
    "sending is paused": (400, "SendingPausedException", "Sending paused for this account."),
    "the sender's domain is not verified": (
        400,
        "MailFromDomainNotVerifiedException",
        "The sender domain kyc.example.com is not verified",
    ),
    "the day's quota is used up": (
        400,
        "LimitExceededException",
        "Daily message quota exceeded.",
    ),
    "too many in a second": (429, "TooManyRequestsException", "Maximum sending rate exceeded."),
}
# The query protocol of SNS: certainly not sent.
SNS = {
    "the number is not verified, in SNS's sandbox": (
        400,
        "InvalidParameter",
        "Invalid parameter: PhoneNumber Reason: +66812345678 is not verified in the SMS sandbox",
    ),
    "the number has opted out": (
        400,
        "OptedOut",
        "Phone number +66812345678 is opted out and cannot receive messages",
    ),
    "no right": (
        403,
        "AuthorizationError",
        "User: arn:aws:sts::123456789012:assumed-role/kyc-PhoneApiRole/kyc-PhoneApi is not "
        "authorized to perform: SNS:Publish on resource: +66812345678",
    ),
    "too many in a second": (400, "Throttling", "Rate exceeded"),
    "too many, as it is said elsewhere": (429, "Throttled", "Rate exceeded"),
}
SPEND_LIMIT = "beyond the month's limit SNS answers as ever, and delivers nothing"


@pytest.fixture(autouse=True)
def nobody_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    """How long the library waits between its tries proves nothing here."""
    monkeypatch.setattr(ExponentialBackoff, "delay_amount", lambda *_: 0.0)


@contextmanager
def answering(
    call: str, status: int, body: str, code: str = "", kind: str = ""
) -> Iterator[list[str]]:
    """Every such call is answered so and does nothing; lists them."""
    calls: list[str] = []
    headers = {"Content-Type": kind or "application/json", "x-amzn-ErrorType": code}

    def answered(made: str, request: AWSPreparedRequest, send: Send) -> AWSResponse | None:
        if made != call:
            return send(request)
        calls.append(made)
        raw: Any = MockRawResponse(body.encode())
        return AWSResponse(request.url, status, headers, raw)

    with between(answered):
        yield calls


def ses_refuses(case: str) -> Any:
    status, code, message = SES[case]
    return answering("sesv2.SendEmail", status, json.dumps({"message": message}), code)


def sns_refuses(case: str) -> Any:
    status, code, message = SNS[case]
    error = f"<Error><Type>Sender</Type><Code>{code}</Code><Message>{message}</Message></Error>"
    body = f"<ErrorResponse>{error}<RequestId>f187a3c1</RequestId></ErrorResponse>"
    return answering("sns.Publish", status, body, kind="text/xml")


# ── SES ───────────────────────────────────────────────────────────────────────────────────────
def test_a_notice_that_ses_refuses_is_told_in_the_app_and_mailed_when_it_may_be(
    world: World, company: Company
) -> None:
    person = a_customer(company, email=RECIPIENT)
    submission_id = submitted(company, person)

    for number, case in enumerate(SES):
        with ses_refuses(case) as calls:
            if number == 0:
                body = approval(company, submission_id)
                decided = company.review(f"/tasks/{submission_id}/approve", body)
                assert (decided.status, decided.json["kyc_status"]) == (200, "approved")
                world.settle()
            backdate(world, "due_at")
            assert world.run("SendNotices") == {"sent": 0, "failed": 1}, case
        assert calls, case

    assert [line for line in world.logs if RECIPIENT in line] == []
    told = [line for line in world.logs if "e-mail not sent" in line]
    assert [code in line for (_, code, _), line in zip(SES.values(), told, strict=True)] == [
        True
    ] * len(SES)
    shown = company.get(f"/v1/customers/{person.customer_id}/notifications").json
    assert [each["emailed_at"] for each in shown["notifications"]] == [None]
    backdate(world, "due_at")
    assert world.run("SendNotices") == {"sent": 1, "failed": 0}
    assert [each.to for each in world.emails] == [[RECIPIENT]]


@pytest.mark.parametrize("case", SES)
def test_a_link_that_ses_refuses_is_told_to_who_made_it(
    world: World, company: Company, case: str
) -> None:
    person = a_customer(company, email=RECIPIENT)

    with ses_refuses(case):
        made = company.post(
            f"/v1/customers/{person.customer_id}/links", {"tier": 1, "send": "email"}
        )

    assert (made.status, made.json["email"]) == (201, "failed")
    assert [line for line in world.logs if RECIPIENT in line] == []


# ── SNS ───────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize("case", SNS)
def test_a_text_that_sns_refuses_is_asked_for_once_and_not_charged(
    world: World, company: Company, case: str
) -> None:
    can_text(company, "live")
    customer_id, before = a_live_customer(company), money(company, "live")

    with sns_refuses(case) as calls:
        refused = ask_for_code(company, customer_id, company.live_token)

    assert (refused.status, refused.code, len(calls)) == (422, "sms_not_sent", 1)
    assert (sms_states(), money(company, "live")) == ([("RELEASED", PRICE_UNITS)], before)
    assert [line for line in world.logs if "+66812345678" in line] == []
    later(seconds=61)
    assert ask_for_code(company, customer_id, company.live_token).status == 201


def test_a_text_that_sns_takes_is_charged_also_beyond_the_accounts_limit(
    company: Company,
) -> None:
    """It says so in no answer: an alarm on spending and the delivery log do."""
    can_text(company, "live")
    customer_id = a_live_customer(company)
    result = "<PublishResult><MessageId>94f20ce6</MessageId></PublishResult>"
    body = f"<PublishResponse>{result}</PublishResponse>"

    with answering("sns.Publish", 200, body, kind="text/xml"):
        asked = ask_for_code(company, customer_id, company.live_token)

    assert asked.status == 201, SPEND_LIMIT
    assert sms_states() == [("CAPTURED", PRICE_UNITS)]


# ── Step Functions ────────────────────────────────────────────────────────────────────────────
WAIT_IS_OVER = {
    "TaskTimedOut": "Task Timed Out: 'Provided task does not exist anymore'",
    "TaskDoesNotExist": "Task does not exist",
    "InvalidToken": "Invalid Token: 'Invalid token'",
}
NOT_NOW = {"ThrottlingException": 400, "ServiceUnavailable": 503, "AccessDeniedException": 400}


@pytest.mark.parametrize("code", WAIT_IS_OVER)
def test_a_decision_stands_when_the_wait_that_it_ends_is_over(
    world: World, company: Company, code: str
) -> None:
    """It is no trouble: nothing else is told in the log, and no schedule tries again."""
    submission_id = submitted(company, a_customer(company))
    body = json.dumps({"__type": code, "message": WAIT_IS_OVER[code]})

    with answering("sfn.SendTaskSuccess", 400, body, code) as calls:
        decided = company.review(
            f"/tasks/{submission_id}/approve", approval(company, submission_id)
        )

    assert (decided.status, decided.json["kyc_status"], len(calls)) == (200, "approved", 1)
    assert [line for line in world.logs if "the machine could not be told" in line] == []
    assert [line for line in world.logs if "wait is over already" in line]


@pytest.mark.parametrize("code", NOT_NOW)
def test_a_submission_is_taken_when_its_execution_cannot_start_and_goes_on_later(
    world: World, company: Company, code: str
) -> None:
    person = a_customer(company)
    body = json.dumps({"__type": code, "message": "Rate exceeded"})

    with answering("sfn.StartExecution", NOT_NOW[code], body, code) as calls:
        sent = company.post(
            f"/v1/customers/{person.customer_id}/submissions", evidence(company, person)
        )

    assert (sent.status, bool(calls), len(world.executions)) == (201, True, 0)
    backdate(world, "due_at")
    world.run("ResumeStalled")
    world.settle()
    assert [each.status for each in world.executions] == ["RUNNING"]


# ── S3 ────────────────────────────────────────────────────────────────────────────────────────
S3 = {
    "AccessDenied": (403, "Access Denied"),
    "KMS.DisabledException": (400, "arn:aws:kms:us-east-1:123456789012:key/1 is disabled."),
}


@pytest.mark.parametrize("code", S3)
def test_a_file_that_s3_refuses_is_our_fault_and_is_looked_at_when_the_right_is_there(
    world: World, company: Company, code: str
) -> None:
    person = a_customer(company)
    content = picture("selfie", person.customer_id)
    permit = world.announce(person.customer_id, "selfie", content, "image/jpeg", company.token)
    world.send_file(permit.json, content)
    path = f"/v1/customers/{person.customer_id}/uploads/{permit.json['upload_id']}/complete"
    status, message = S3[code]
    body = f"<Error><Code>{code}</Code><Message>{message}</Message></Error>"

    with (
        nothing_must_change(world),
        answering("s3.GetObject", status, body, kind="application/xml"),
    ):
        refused = company.post(path)

    assert (refused.status, refused.code) == (500, "internal_error")
    assert [code in line for line in world.logs if '"ERROR"' in line] == [True]
    assert company.post(path).status == 200
