"""What the probes of all slices share: functions invoked by hand, items set back, cases made once.

Tasks are invoked directly: a machine would retry them.
"""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cached_property
from itertools import count
from typing import Any

from local import automatic
from local.client import Api, wait_for
from local.stack import Stack
from tests.e2e.faceid_steps import Faceid
from tests.e2e.rights import physical_name
from tests.e2e.steps import Desk, Json, certificate
from tests.world_helpers import LONG_AGO

NO_TOKEN = "no-such-task-token"
FUNDS_USDT = "1000"
UNTOLD = "the machine could not be told"

Act = Callable[[], Any]
Item = dict[str, dict[str, Any]]


class ProbeSteps:
    """`desk` is an exchange's, for probes only; `operator` speaks as the platform's operator."""

    mode = "test"

    def __init__(self, stack: Stack, desk: Desk, operator: Api) -> None:
        self.stack, self.desk, self.operator = stack, desk, operator
        self.table = stack.client("dynamodb")
        self.faceid = Faceid.of(stack)
        company = desk.company
        self.admin = company.staff(stack, company.admin, "test")
        self.billing = company.staff(stack, company.billing, "test")
        self._attempts = count(1)

    # cases
    def _submitted(self) -> str:
        body = {"tier": 1, "fields": certificate()}
        where = f"/v1/customers/{self.desk.a_customer()}/submissions"
        return str(self.desk.back_end.post(where, body)["submission_id"])

    def _in_review(self, **facts: Any) -> str:
        return self.desk.submit(self.desk.a_customer(**facts), certificate())

    def _waiting_for_the_customer(self) -> str:
        submission_id = self._in_review()
        self.desk.ask_to_correct(submission_id, 1, "full_name")
        waits = "AwaitResubmission r1"
        wait_for(
            "the step", lambda: self._head(submission_id).get("waiting_in", {}).get("S") == waits
        )
        return submission_id

    def _approved(self, **facts: Any) -> str:
        submission_id = self._in_review(**facts)
        self.desk.approve(submission_id, 1)
        wait_for("the step", lambda: self._ended(submission_id))
        return submission_id

    def _ended(self, submission_id: str) -> bool:
        return "SUCCEEDED" in self.desk.executions(submission_id).values()

    def _revised(self, submission_id: str) -> bool:
        return f"{submission_id}-r2" in self.desk.executions(submission_id)

    def _machine_must_hear(self, submission_id: str, heard: Callable[[str], bool]) -> None:
        """Who cannot tell the machine answers all the same, and notes it in the log before."""
        logs, of_it = self.stack.client("logs"), f'"{UNTOLD}" "{submission_id}"'

        def look() -> bool:
            asked = {"logGroupName": self.stack["LogGroupName"], "filterPattern": of_it}
            assert logs.filter_log_events(**asked)["events"] == [], UNTOLD
            return heard(submission_id)

        wait_for("the step", look)

    # money and live face checks
    @cached_property
    def _mainlander(self) -> str:
        """A submission in review, by somebody whom FaceID can compare; its company has money."""
        assert self._test_money
        fields = automatic.mainlander(77)
        del fields["address"]
        customer_id = self.desk.a_customer(country="CN", phone=automatic.a_phone())
        submission_id = self.desk.submit(customer_id, certificate(**fields))
        # It went to review; from here on checks may begin, and more than a company would allow.
        self._change_settings(automatic={"BOOL": True}, liveness_attempts={"N": "99"})
        return submission_id

    def _change_settings(self, **values: dict[str, Any]) -> None:
        self.table.update_item(
            TableName=self.stack["CasesTableName"],
            Key={
                "pk": {"S": f"COMPANY#{self.desk.company.company_id}"},
                "sk": {"S": f"SETTINGS#{self.mode}"},
            },
            AttributeUpdates={name: {"Value": value} for name, value in values.items()},
        )

    @cached_property
    def _test_money(self) -> Json:
        return self._funded("test")

    @cached_property
    def _live_money(self) -> Json:
        return self._funded("live")

    def _funded(self, mode: str) -> Json:
        """Prices, and CNY in the company's account."""
        # New ones: what others have set need not be what probes can pay.
        for service, price in automatic.PRICES.items():
            asked = {"service": service, "price": price, "currency": "CNY"}
            self.operator.post("/v1/operator/prices", asked)
        self.operator.post("/v1/operator/rates", {"cny_per_usdt": automatic.CNY_PER_USDT})
        company = self.desk.company
        automatic.deposit(self.operator, company.company_id, FUNDS_USDT, mode)
        staff = company.staff(self.stack, company.billing, mode)
        return automatic.top_up(staff, FUNDS_USDT)

    def _opened(self) -> int:
        """The attempt whose fee is held and whose page is open."""
        submission_id, attempt = self._mainlander, next(self._attempts)
        self._invoke("ReserveFee", submission_id, attempt=attempt)
        self._invoke("StartLiveness", submission_id, attempt=attempt)
        assert self._check(attempt)["status"] == {"S": "open"}
        return attempt

    def _compared(self, outcome: str = "pass") -> int:
        """The attempt whose result is known, and whose fee is held still."""
        attempt = self._opened()
        self._show_face(attempt, outcome)
        return attempt

    def _show_face(self, attempt: int, outcome: str = "pass", *, go_back: bool = True) -> None:
        automatic.show_face(self._check(attempt)["url"]["S"], outcome, go_back=go_back)

    @cached_property
    def _charge(self) -> str:
        """The entry of a comparison that was charged."""
        attempt = self._compared()
        self._invoke("SettleFee", self._mainlander, attempt=attempt)
        return f"faceid:{self._mainlander}:{attempt}"

    @cached_property
    def _late(self) -> int:
        """The attempt whose fee was released before its result was known."""
        attempt = next(self._attempts)
        self._invoke("ReserveFee", self._mainlander, attempt=attempt)
        self._invoke("SettleFee", self._mainlander, attempt=attempt)
        self._invoke("StartLiveness", self._mainlander, attempt=attempt)
        self._show_face(attempt)
        return attempt

    def _check(self, attempt: int) -> Item:
        return self._item(self.stack["CasesTableName"], self._check_key(attempt))

    def _check_key(self, attempt: int) -> Item:
        return self._key(self._mainlander, f"LIVENESS#{self._mainlander}#{attempt:02d}")

    # functions
    def _invocation(self, function: str, submission_id: str = "", **more: Any) -> Act:
        return lambda: self._invoke(function, submission_id, **more)

    def _invoke(self, function: str, submission_id: str = "", **more: Any) -> Any:
        event = {"task_token": NO_TOKEN, "revision": 1, "submission_id": submission_id}
        event |= {"tenant": self._tenant, "customer_id": f"cus_{submission_id[4:30]}"} | more
        answer = self.stack.client("lambda").invoke(
            FunctionName=physical_name(self.stack, function), Payload=json.dumps(event)
        )
        payload = json.load(answer["Payload"])
        assert "FunctionError" not in answer, payload
        return payload

    def _after_restart(self, function: str, act: Act) -> Act:
        """What a warm function has read already, a changed one reads anew."""

        def restarted() -> Any:
            name, client = physical_name(self.stack, function), self.stack.client("lambda")
            seconds = client.get_function_configuration(FunctionName=name)["Timeout"]
            other = seconds - 1 if seconds % 2 else seconds + 1
            client.update_function_configuration(FunctionName=name, Timeout=other)
            return act()

        return restarted

    @contextmanager
    def _with_variable(self, function: str, variable: str, value: str) -> Iterator[None]:
        """Inside, the function runs with that in its environment."""
        name, client = physical_name(self.stack, function), self.stack.client("lambda")
        found = client.get_function_configuration(FunctionName=name)["Environment"]
        changed = {"Variables": found["Variables"] | {variable: value}}
        client.update_function_configuration(FunctionName=name, Environment=changed)
        try:
            yield
        finally:
            client.update_function_configuration(FunctionName=name, Environment=found)

    def _counted(self, function: str, act: Act) -> Act:
        """With a share so small that each request of the company is told to the table."""

        def counted() -> None:
            with self._with_variable(function, "COMPANY_REQUESTS_PER_SECOND", "1"):
                act()

        return counted

    # items
    @property
    def _tenant(self) -> str:
        return f"{self.desk.company.company_id}#{self.mode}"

    def _key(self, submission_id: str, sk: str = "") -> Item:
        pk = f"{self._tenant}#cus_{submission_id[4:30]}"
        return {"pk": {"S": pk}, "sk": {"S": sk or f"SUBMISSION#{submission_id}"}}

    def _head(self, submission_id: str) -> Item:
        return self._item(self.stack["CasesTableName"], self._key(submission_id))

    def _item(self, table: str, key: Item) -> Item:
        answer = self.table.get_item(TableName=table, Key=key, ConsistentRead=True)
        item: Item = answer["Item"]
        return item

    def _must_be_compared(self, customer_id: str) -> None:
        """Nothing of the customer waits to be compared with other customers."""
        found = self.table.query(
            TableName=self.stack["CasesTableName"],
            KeyConditionExpression="pk = :pk AND begins_with(sk, :sighting)",
            ExpressionAttributeValues={
                ":pk": {"S": f"{self._tenant}#{customer_id}"},
                ":sighting": {"S": "SIGHTING#"},
            },
            ConsistentRead=True,
        )
        assert found["Items"] == []

    def _change(self, table: str, key: Item, **facts: str | None) -> None:
        """Set these texts; None takes one away."""
        self.table.update_item(
            TableName=table,
            Key=key,
            AttributeUpdates={
                name: {"Action": "DELETE"} if value is None else {"Value": {"S": value}}
                for name, value in facts.items()
            },
        )

    def _change_case(self, key: Item, **facts: str | None) -> None:
        self._change(self.stack["CasesTableName"], key, **facts)

    def _mark_due(self, key: Item, due: str, **facts: str | None) -> None:
        """As a crash right after the write would leave it, long ago."""
        self._change_case(key, due=due, due_at=LONG_AGO, **facts)
