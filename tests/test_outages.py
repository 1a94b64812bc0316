"""A function that cannot be run, or a service that nobody reaches, at each step of the machine.

Each row lets one thing fail for longer than the machine tries, while people do what they can. Then
it works again and the schedules run. Nobody lends a hand, and yet: the submission is decided, every
decision is e-mailed and texted once, no fee is paid twice, and none is held for ever.
"""

import sys
from collections import Counter
from typing import Any

import pytest

from local.world.functions import Outage
from local.world.template import template
from tests.automatic_helpers import Exchange, a_mainlander, an_exchange
from tests.billing_helpers import priced
from tests.test_expiry import let_waits_end_soon
from tests.texts_helpers import PRICE as TEXT_PRICE
from tests.texts_helpers import inbox, wants_texts
from tests.world_helpers import Company, approval, backdate, evidence

# Of the functions that take part in deciding a case: themselves, and what each of them calls.
MATCHED = [
    ("SubmitApi", "sfn"),
    ("ReserveFee", ""),
    ("ReserveFee", "dynamodb"),
    ("StartLiveness", ""),
    ("StartLiveness", "dynamodb"),
    ("StartLiveness", "internet"),
    ("LivenessApi", "sfn"),
    ("LivenessApi", "dynamodb"),
    ("LivenessApi", "internet"),
    ("SettleFee", ""),
    ("SettleFee", "dynamodb"),
    ("RecordDecision", ""),
    ("RecordDecision", "dynamodb"),
    ("NotifyCustomer", ""),
    ("NotifyCustomer", "dynamodb"),
    ("NotifyCustomer", "sesv2"),
    ("TextCustomer", ""),
    ("TextCustomer", "dynamodb"),
]
REVIEWED = [
    ("OpenReview", ""),
    ("OpenReview", "dynamodb"),
    ("ReviewApi", "sfn"),
    ("NotifyCustomer", ""),
    ("NotifyCustomer", "sesv2"),
    ("TextCustomer", ""),
    ("AwaitResubmission", ""),
    ("AwaitResubmission", "dynamodb"),
    ("SubmitApi", "sfn"),
    ("StartNextRevision", ""),
    ("StartNextRevision", "dynamodb"),
    ("StartNextRevision", "sfn"),
]
TASKS = {
    name
    for machine in template().of_type("AWS::Serverless::StateMachine").values()
    for name in machine["DefinitionSubstitutions"]
}
EXPIRED = [
    ("ExpireSubmission", ""),
    ("ExpireSubmission", "dynamodb"),
    ("ExpireSubmission", "sesv2"),
]
SCHEDULES = [
    name
    for name, each in template().functions().items()
    if any("rate(" in str(event) for event in each.get("Events", {}).values())
]
TIMES = ("lease_until", "email_lease_until", "due_at")


@pytest.fixture
def exchange(company: Company, monkeypatch: pytest.MonkeyPatch) -> Exchange:
    """One live face check for each submission, and texts beside e-mails."""
    monkeypatch.setattr(sys.modules["local.world.hurry"], "PAUSE_SCALE", 0.0005)
    opened = an_exchange(company, liveness_attempts=1)
    priced(company.world, TEXT_PRICE, "sms")
    wants_texts(company)
    return opened


def test_every_task_of_the_machine_is_tried() -> None:
    tried = {function for function, _ in MATCHED + REVIEWED + EXPIRED}

    assert tried >= TASKS
    assert {(name, "") for name in TASKS} <= {*MATCHED, *REVIEWED, *EXPIRED}


@pytest.mark.parametrize(("function", "service"), MATCHED)
def test_a_matched_face_is_decided_after(exchange: Exchange, function: str, service: str) -> None:
    assert ended(exchange, Outage(function, service), "pass").status == "approved"


@pytest.mark.parametrize(("function", "service"), REVIEWED)
def test_a_reviewed_case_is_decided_after(exchange: Exchange, function: str, service: str) -> None:
    assert ended(exchange, Outage(function, service), "mismatch").status == "approved"


@pytest.mark.parametrize("service", ["internet", "dynamodb"])
def test_a_text_whose_provider_is_away_holds_up_nothing(exchange: Exchange, service: str) -> None:
    """It is asked for once: who cannot say whether it was sent must not send it again."""
    case = Case(exchange, "pass")
    with Outage("TextCustomer", service):
        case.goes_on()
    schedules_run(exchange)

    assert (case.status, len(case.mails)) == ("approved", 1)
    assert len(inbox(exchange.world)) == (0 if service == "internet" else 1)
    assert exchange.balance()[1] == 0


@pytest.mark.parametrize(("function", "service"), EXPIRED)
def test_who_never_resubmits_is_told_so_after(
    exchange: Exchange, function: str, service: str
) -> None:
    let_waits_end_soon(exchange.world)
    case = Case(exchange, "mismatch")
    with Outage(function, service) as outage:
        case.goes_on(until="revision_requested")
        while not outage.refused:
            rest(exchange)
        rest(exchange)
    backdate(exchange.world, "decided_at", "SUBMISSION#")
    backdate(exchange.world, "list_at")
    schedules_run(exchange)

    assert case.status == "expired"
    assert len(case.mails) == len(case.notices) == 2


def ended(exchange: Exchange, outage: Outage, outcome: str) -> "Case":
    case = Case(exchange, outcome)
    with outage:
        case.goes_on()
        exchange.world.run("ResumeStalled")
        rest(exchange)
    assert outage.refused

    for _ in range(3):
        schedules_run(exchange)
        case.goes_on()

    assert case.mails == case.notices
    texts = [each["message_id"] for each in inbox(exchange.world)]
    # Who has corrected it before the text could be sent is not asked to any more.
    overtaken = outcome == "mismatch" and outage.function in ("TextCustomer", "ReviewApi")
    assert len(set(texts)) == len(texts) == len(case.notices) - overtaken
    assert exchange.balance()[1] == 0
    billed = [each["biz_id"] for each in exchange.sandbox("billing")["lines"]]
    entries = [each for each in exchange.entries() if each.service == "faceid"]
    charged = [each.provider_ref for each in entries if each.state.startswith("CAPTURED")]
    assert (sorted(charged), len(billed) <= 1) == (sorted(billed), True)
    assert exchange.world.run("ResumeStalled") == {"resumed": 0, "failed": 0}
    return case


class Case:
    """What the people of a submission do, each as soon as they can."""

    def __init__(self, exchange: Exchange, outcome: str) -> None:
        self.exchange, self.outcome = exchange, outcome
        self.submission_id = self.customer_id = ""

    def goes_on(self, until: str = "approved") -> None:
        before = None
        while before != (before := self._where()) and before[0] != until:
            self._step()
            rest(self.exchange)

    @property
    def status(self) -> str:
        return str(self.exchange.submission(self.submission_id)["status"])

    @property
    def notices(self) -> Counter[str]:
        path = f"/v1/customers/{self.customer_id}/notifications"
        found = self.exchange.company.get(path).json["notifications"]
        return Counter(each["title"] for each in found)

    @property
    def mails(self) -> Counter[str]:
        return Counter(each.subject for each in self.exchange.world.emails)

    def _where(self) -> tuple[Any, ...]:
        if not self.submission_id:
            return ("new",)
        company = self.exchange.company
        claimed = company.review(f"/tasks/{self.submission_id}/claim", {}).status
        told = self.exchange.submission(self.submission_id)
        return told["status"], told["revision"], claimed, self._page()

    def _page(self) -> str | None:
        told = self.exchange.page_of(self.submission_id)
        return str(told.json["url"]) if told.status == 200 else None

    def _step(self) -> None:
        status, revision, claimed, page = (*self._where(), None, None, None)[:4]
        company = self.exchange.company
        if status == "new":
            self._submit()
        elif page and status == "pending":
            self.exchange.press(page, self.outcome)
        elif status == "revision_requested":
            path = f"/v1/submissions/{self.submission_id}/resubmit"
            company.post(path, {"fields": {"full_name": "李小龙"}})
        elif claimed == 200:
            self._decide(revision)

    def _submit(self) -> None:
        person = a_mainlander(self.exchange.company)
        body = evidence(self.exchange.company, person)
        path = f"/v1/customers/{person.customer_id}/submissions"
        answer = self.exchange.company.post(path, body)
        assert answer.status == 201, answer.text
        self.customer_id, self.submission_id = person.customer_id, answer.json["submission_id"]

    def _decide(self, revision: int) -> None:
        path, company = f"/tasks/{self.submission_id}", self.exchange.company
        if revision == 1 and self.outcome == "mismatch":
            asked = {"item": "full_name", "code": "unreadable", "comment": "?"}
            body = {"revision": 1, "corrections": [asked]}
            answer = company.review(f"{path}/request-revision", body)
        else:
            body = approval(company, self.submission_id, revision)
            answer = company.review(f"{path}/approve", body)
        assert answer.status == 200, answer.text


def rest(exchange: Exchange) -> None:
    """Leases of the dead run out at once."""
    exchange.world.settle(lambda: backdate(exchange.world, "lease_until"), may_fail=True)


def schedules_run(exchange: Exchange) -> None:
    """Time passes, and every schedule that comes more than once a day comes by."""
    for name in TIMES:
        backdate(exchange.world, name)
    backdate(exchange.world, "open_until", table="LedgerTable")
    for name in SCHEDULES:
        exchange.world.run(name)
    rest(exchange)
