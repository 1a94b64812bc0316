"""For each statement of each policy: something that works with it and does not without it.

An act raises when the right is missing. Tasks are invoked directly: a machine would retry them.
"""

import json
from collections.abc import Callable
from typing import Any

import requests

from local import specimens
from local.client import Api, wait_for
from local.operator import open_company
from local.stack import Stack
from shared.machine import DUE
from tests.e2e.rights import physical_name
from tests.e2e.steps import Desk, certificate

LONG_AGO = "2026-01-01T00:00:00.000000+0000"
SOON_SECONDS = 4
NO_TOKEN = "no-such-task-token"


Act = Callable[[], Any]


class Probes:
    """`desk` is an exchange's; `operator` speaks as the platform's operator."""

    def __init__(self, stack: Stack, desk: Desk, operator: Api) -> None:
        self.stack, self.desk, self.operator = stack, desk, operator
        self.table = stack.client("dynamodb")

    def for_statement(self, function: str, sid: str) -> Act:
        """Prepares the case with all rights; what it returns needs the one in question."""
        act: Act = getattr(self, f"{_snake(function)}__{_snake(sid)}")()
        return act

    # access
    def authorizer__read_keys_and_tokens(self) -> Act:
        opened = open_company(self.stack.client, self.stack.outputs, "Probe", "exchange")
        # The authorizer's answer is kept a while, so each try has a key of its own.
        keys = iter([opened["test_key"], opened["live_key"]])
        return lambda: Api(self.stack.api_url, next(keys)).get("/v1/customers")

    def access_api__keep_companies_keys_and_links(self) -> Act:
        where = f"/v1/customers/{self.desk.a_customer()}/links"
        return lambda: self.desk.back_end.post(where, {"tier": 1})

    def access_api__list_companies(self) -> Act:
        return lambda: self.operator.get("/v1/operator/companies")

    def open_company__write_company_and_keys(self) -> Act:
        return lambda: open_company(self.stack.client, self.stack.outputs, "Probe", "exchange")

    # submit
    def submit_api__keep_customers_and_submissions(self) -> Act:
        return self.desk.a_customer

    def submit_api__list_customers(self) -> Act:
        return lambda: self.desk.back_end.get("/v1/customers")

    def submit_api__take_and_check_files(self) -> Act:
        customer_id = self.desk.a_customer()
        return lambda: self._uploaded(customer_id)

    def submit_api__read_identity_key(self) -> Act:
        def act() -> None:
            # A warm function has read it already; a changed one starts anew.
            _restart(self.stack, "SubmitApi")
            self._submitted()

        return act

    def submit_api__start_verification(self) -> Act:
        def act() -> None:
            assert self.desk.executions(self._submitted())

        return act

    def submit_api__end_waits(self) -> Act:
        waiting = iter([self._waiting_for_the_customer(), self._waiting_for_the_customer()])

        def act() -> None:
            submission_id = next(waiting)
            fields = {"fields": certificate()}
            self.desk.back_end.post(f"/v1/submissions/{submission_id}/resubmit", fields)
            wait_for(
                "the step",
                lambda: f"{submission_id}-r2" in self.desk.executions(submission_id),
                SOON_SECONDS,
            )

        return act

    def await_resubmission__keep_token(self) -> Act:
        return self._invocation("AwaitResubmission", self._waiting_for_the_customer())

    def await_resubmission__end_waits(self) -> Act:
        return self._invocation("AwaitResubmission", self._approved())

    def start_next_revision__read_head(self) -> Act:
        return self._invocation("StartNextRevision", self._approved())

    def start_next_revision__start_verification(self) -> Act:
        return self._invocation("StartNextRevision", self._approved())

    def resume_stalled__find_due(self) -> Act:
        return self._invocation("ResumeStalled")

    def resume_stalled__look_again_later(self) -> Act:
        return self.resume_stalled__end_waits()

    def resume_stalled__start_verification(self) -> Act:
        return self._stalled(status="pending", waiting_in="nothing")

    def resume_stalled__end_waits(self) -> Act:
        return self._stalled()

    # review
    def review_api__read_and_decide(self) -> Act:
        submission_id = self._submitted()
        return lambda: self.desk.review.get(f"/v1/review/tasks/{submission_id}")

    def review_api__read_queue(self) -> Act:
        return lambda: self.desk.review.get("/v1/review/tasks")

    def review_api__show_files(self) -> Act:
        customer_id = self.desk.a_customer()
        uploads = [self._uploaded(customer_id)]
        submission_id = self.desk.submit(customer_id, certificate(), uploads)

        def act() -> None:
            shown = self.desk.review.get(f"/v1/review/tasks/{submission_id}")["documents"][0]
            requests.get(shown["url"], timeout=30).raise_for_status()

        return act

    def review_api__end_waits(self) -> Act:
        waiting = iter([self._in_review(), self._in_review()])

        def act() -> None:
            submission_id = next(waiting)
            self.desk.act(submission_id, "approve", revision=1)
            wait_for(
                "the step",
                lambda: "SUCCEEDED" in self.desk.executions(submission_id).values(),
                SOON_SECONDS,
            )

        return act

    def open_review__keep_token(self) -> Act:
        return self._invocation("OpenReview", self._in_review())

    def open_review__end_waits(self) -> Act:
        return self._invocation("OpenReview", self._approved())

    def notify_customer__read_and_note(self) -> Act:
        submission_id = self._approved()

        def act() -> None:
            self._forget_email(submission_id)
            self._invoke("NotifyCustomer", submission_id)

        return act

    def notify_customer__send_email(self) -> Act:
        return self.notify_customer__read_and_note()

    # steps
    def _submitted(self) -> str:
        body = {"tier": 1, "fields": certificate()}
        where = f"/v1/customers/{self.desk.a_customer()}/submissions"
        return str(self.desk.back_end.post(where, body)["submission_id"])

    def _in_review(self) -> str:
        return self.desk.submit(self.desk.a_customer(), certificate())

    def _waiting_for_the_customer(self) -> str:
        submission_id = self._in_review()
        self.desk.ask_to_correct(submission_id, 1, "full_name")
        waits = "AwaitResubmission r1"
        wait_for(
            "the step", lambda: self._head(submission_id).get("waiting_in", {}).get("S") == waits
        )
        return submission_id

    def _approved(self) -> str:
        submission_id = self._in_review()
        self.desk.act(submission_id, "approve", revision=1)
        wait_for("the step", lambda: "SUCCEEDED" in self.desk.executions(submission_id).values())
        return submission_id

    def _uploaded(self, customer_id: str) -> str:
        content = specimens.selfie("probe")
        return self.desk.back_end.upload(customer_id, "selfie", content, "image/jpeg")

    def _stalled(self, **facts: str) -> Act:
        submission_id = self._approved()

        def act() -> None:
            self._mark_due(submission_id, **facts)
            assert self._invoke("ResumeStalled")["failed"] == 0

        return act

    def _invocation(self, function: str, submission_id: str = "") -> Act:
        return lambda: self._invoke(function, submission_id)

    def _invoke(self, function: str, submission_id: str = "") -> Any:
        event = {"task_token": NO_TOKEN, "revision": 1, "submission_id": submission_id}
        event |= {"tenant": self._tenant, "customer_id": f"cus_{submission_id[4:30]}"}
        answer = self.stack.client("lambda").invoke(
            FunctionName=physical_name(self.stack, function), Payload=json.dumps(event)
        )
        payload = json.load(answer["Payload"])
        assert "FunctionError" not in answer, payload
        return payload

    @property
    def _tenant(self) -> str:
        return f"{self.desk.company.company_id}#test"

    def _key(self, submission_id: str, sk: str = "") -> dict[str, dict[str, str]]:
        pk = f"{self._tenant}#cus_{submission_id[4:30]}"
        return {"pk": {"S": pk}, "sk": {"S": sk or f"SUBMISSION#{submission_id}"}}

    def _head(self, submission_id: str) -> dict[str, Any]:
        table, key = self.stack["CasesTableName"], self._key(submission_id)
        head: dict[str, Any] = self.table.get_item(TableName=table, Key=key)["Item"]
        return head

    def _mark_due(self, submission_id: str, **facts: str) -> None:
        """As a crash right after the write would leave it, long ago."""
        head = self._head(submission_id)
        head |= {"due": {"S": DUE}, "due_at": {"S": LONG_AGO}}
        head |= {name: {"S": value} for name, value in facts.items()}
        self.table.put_item(TableName=self.stack["CasesTableName"], Item=head)

    def _forget_email(self, submission_id: str) -> None:
        number = int(self._head(submission_id)["decision_events"]["L"][0]["N"])
        self.table.update_item(
            TableName=self.stack["CasesTableName"],
            Key=self._key(submission_id, f"NOTIFICATION#{number:08d}"),
            UpdateExpression="REMOVE emailed_at, email_lease_until",
        )


def _restart(stack: Stack, function: str) -> None:
    name, client = physical_name(stack, function), stack.client("lambda")
    seconds = client.get_function_configuration(FunctionName=name)["Timeout"]
    other = 28 if seconds != 28 else 29
    client.update_function_configuration(FunctionName=name, Timeout=other)


def _snake(name: str) -> str:
    return "".join(f"_{each.lower()}" if each.isupper() else each for each in name).strip("_")
