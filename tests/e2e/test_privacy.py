"""Whatever the whole run has sent: no log and no execution says who anybody is, or opens anything.

It runs last (conftest.py), so it reads what all other tests have left.
"""

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest

from local.cloud import LocalCloud
from local.people import Company
from local.stack import Stack
from tests.e2e.automatic_steps import open_desk
from tests.e2e.faceid_steps import Faceid
from tests.e2e.logs import log_lines
from tests.e2e.steps import PERSONAL, Desk, identity_photos, thai_identity
from tests.personal_data import found_in, stored_in

# The emulator's outboxes: where SES would have sent the e-mail, and SNS the text.
OUTBOX = re.compile(
    r".* INFO (\[ses-v2\] SESv2 SendEmail: MessageId=\S+ \| \S+ -> \['\S+'\]|"
    r"\[ses\] SES CognitoInvitationMessage: \S+ -> \['\S+'\] \| .*|"
    r"\[sns\] SNS SMS to \+\d+: .*)"
)
# Ids, how the revision is to be decided, and whether the outcome is told by text.
INPUT = {"tenant", "customer_id", "submission_id", "revision", "route", "check", "sms"}
# Chinese texts have no blank before it.
CODE = re.compile(r"(?<!\d)\d{6}(?!\d)")
PHONE = "+66812345678"
COMMENT, NOTE = "The card shows Somchai at the beach.", "Called Somchai; his aunt answered."


@pytest.fixture(scope="module")
def traffic(stack: Stack, lender: Company) -> Desk:
    """One case with everything that is personal, so that there is something to look for."""
    desk = Desk(stack, lender)
    customer_id = desk.a_customer(phone=PHONE)
    fields = thai_identity()
    submission_id = desk.submit(customer_id, fields, identity_photos(desk, customer_id, fields))
    desk.review.get(f"/v1/review/tasks/{submission_id}")
    link = desk.back_end.post(f"/v1/customers/{customer_id}/links", {"tier": 1})
    desk.back_end.post("/v1/links/exchange", {"token": link["token"]})
    desk.act(submission_id, "reject", revision=1, code="other", comment=COMMENT, note=NOTE)
    _show_a_face(stack)
    return desk


def _show_a_face(stack: Stack) -> None:
    """Somebody from mainland China, whose phone and face are checked."""
    desk = open_desk(stack, "Private", "100")
    submission_id = desk.sent()
    phone = f"/v1/customers/cus_{submission_id[4:30]}/phone-verification"
    desk.back_end.post(phone)
    (code,) = CODE.findall(desk.faceid.ask("texts").json()["texts"][-1]["text"])
    desk.back_end.post(f"{phone}/confirm", {"code": code})
    desk.show_face(submission_id, "pass")
    assert desk.until_decided(submission_id)["status"] == "approved"


@pytest.fixture(scope="module")
def personal(traffic: Desk) -> set[str]:
    """What the steps have sent, and what any other test has left in the cases table.

    FaceID is asked for results with its secret in the query, which is its way and not ours: a log
    that writes down queries shows it. Nothing in front of it may be such a log.
    """
    pages = traffic.stack.client("dynamodb").get_paginator("scan")
    scanned = pages.paginate(TableName=traffic.stack["CasesTableName"])
    items = [item for page in scanned for item in page["Items"]]
    faces = [item["url"]["S"] for item in items if "url" in item]
    opening = {each.partition("token=")[2] for each in faces}
    return PERSONAL | stored_in(items) | opening | {Faceid.of(traffic.stack).secret}


@pytest.fixture(scope="module")
def codes(traffic: Desk) -> re.Pattern[str]:
    """The one-time codes of the run; six digits inside of other things are there by chance."""
    texts = Faceid.of(traffic.stack).ask("texts").json()["texts"]
    sent = {code for text in texts for code in CODE.findall(text["text"])}
    assert sent
    return re.compile(rf"(?<![\w.,:-])({'|'.join(sorted(sent))})(?![\w:-])")


def test_no_line_of_any_log_group_is_personal(
    traffic: Desk, personal: set[str], codes: re.Pattern[str]
) -> None:
    lines = list(log_lines(traffic.stack))

    assert {COMMENT, NOTE, PHONE, "王小明"} <= personal
    assert any(each.startswith("+86138") for each in personal)
    assert any("/v1/review/tasks/{submission_id}/reject" in line for line in lines)
    assert any("phone-verification/confirm" in line for line in lines)
    assert any("/v1/liveness/faceid/notify" in line for line in lines)
    assert found_in(lines, personal) == []
    assert [line for line in lines if codes.search(line)] == []


def test_no_line_of_the_emulator_is_personal(
    cloud: LocalCloud, personal: set[str], codes: re.Pattern[str]
) -> None:
    lines = cloud.log.read_text(errors="replace").splitlines()

    told = [line for line in lines if not OUTBOX.fullmatch(line)]

    assert any("execution started" in line for line in told)
    assert found_in(told, personal) == []
    assert [line for line in told if codes.search(line)] == []


def test_executions_know_ids_only(traffic: Desk, personal: set[str]) -> None:
    known = list(executions(traffic.stack))

    assert known
    assert [each["input"] for each in known if json.loads(each["input"]).keys() != INPUT] == []
    texts = [each["input"] + each.get("output", "") + each.get("cause", "") for each in known]
    assert found_in(texts, personal) == []


@pytest.mark.parametrize("told", [COMMENT, "王小明", "\\u738b\\u5c0f\\u660e"])
def test_a_planted_line_would_be_found(personal: set[str], told: str) -> None:
    planted = [f'{{"level":"INFO","message":"rejected","comment":"{told}"}}']

    assert any(told in each for each in found_in(planted, personal))


def test_a_planted_code_would_be_found(traffic: Desk, codes: re.Pattern[str]) -> None:
    (code,) = CODE.findall(Faceid.of(traffic.stack).ask("texts").json()["texts"][-1]["text"])

    assert codes.search(f'{{"message":"code {code} sent"}}')
    assert not codes.search(f'{{"timestamp":"2026-11-22 21:39:24,{code}+0000"}}')


def executions(stack: Stack) -> Iterator[dict[str, Any]]:
    machine = stack.client("stepfunctions")
    pages = machine.get_paginator("list_executions")
    for page in pages.paginate(stateMachineArn=stack["VerificationArn"]):
        for each in page["executions"]:
            yield machine.describe_execution(executionArn=each["executionArn"])
