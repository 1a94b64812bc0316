"""Steps of automatic KYC on the deployed stack: a company with money, phones, and FaceID's desk."""

import json
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from typing import Any

import requests

from local import automatic
from local.client import TIMEOUT_SECONDS, Refused, wait_for
from local.people import Company, open_for_demo, operator_of
from local.stack import Stack
from tests.e2e.faceid_steps import Faceid
from tests.e2e.logs import log_lines
from tests.e2e.rights import physical_name
from tests.e2e.steps import PERSONAL, Desk, Json, identity_photos
from tests.world_helpers import LONG_AGO

AT_A_TIME = 3
_persons = count(1)


class AutomaticDesk(Desk):
    """A lender that lets FaceID decide, with CNY in its account."""

    def __init__(self, stack: Stack, company: Company, mode: str) -> None:
        super().__init__(stack, company)
        self.mode, self.account = mode, f"{company.company_id}#{mode}"
        self.back_end, self.review = company.back_end(stack, mode), company.review(stack, mode)
        self.billing = company.staff(stack, company.billing, mode)
        self.faceid = Faceid.of(stack)

    # the customer
    def sent(self, **told: Any) -> str:
        """Somebody from mainland China sends everything; returns the submission's id."""
        return str(self.send(*self.prepared(**told))["submission_id"])

    def prepared(self, **told: Any) -> tuple[str, Json]:
        """A customer whose files are there, and the submission that is left to send."""
        customer_id = automatic.create_mainlander(self.back_end, **told)
        # Said, because a card of the customer's own country is meant otherwise.
        fields = automatic.mainlander(next(_persons)) | {"document_country": "CN"}
        PERSONAL.update({fields["full_name"], fields["document_number"]})
        uploads = identity_photos(self, customer_id, fields)
        return customer_id, {"tier": 1, "fields": fields, "uploads": uploads}

    def send(self, customer_id: str, body: Json) -> Json:
        return self.back_end.post(f"/v1/customers/{customer_id}/submissions", body)

    def page_of(self, submission_id: str) -> str:
        """The address of the check's page, as soon as it is open."""

        def opened() -> str | None:
            try:
                return str(self.back_end.post(f"/v1/submissions/{submission_id}/liveness")["url"])
            except Refused as refused:
                if refused.code != "liveness_not_ready":
                    raise
                return None

        return wait_for(f"the page of {submission_id}", opened)

    def until_page_or_decided(self, submission_id: str) -> str:
        """How it is decided, once that is known."""

        def known() -> str | None:
            found = self.back_end.get(f"/v1/submissions/{submission_id}/liveness")
            stages = {"waiting": "automatic", "not_offered": "manual", "in_review": "manual"}
            return stages.get(found["stage"])

        return wait_for(f"the page of {submission_id}, or its review,", known)

    def show_face(self, submission_id: str, outcome: str) -> None:
        self.press(self.page_of(submission_id), outcome)

    def press(self, url: str, outcome: str, *, go_back: bool = True) -> None:
        """The page's button; FaceID may have called back before it answers."""
        automatic.show_face(url, outcome, go_back=go_back)

    # what became of it
    def submission(self, submission_id: str) -> Json:
        return self.back_end.get(f"/v1/submissions/{submission_id}")

    def checks(self, submission_id: str) -> list[Json]:
        """All attempts, with what they found and cost."""
        return list(self.back_end.get(f"/v1/submissions/{submission_id}/liveness")["checks"])

    def until_decided(self, submission_id: str) -> Json:
        """The submission once it is approved, or has been given to the reviewers."""

        def decided() -> Json | None:
            found = self.submission(submission_id)
            over = found["status"] != "pending" or found["route"] == "manual"
            return found if over else None

        return wait_for(f"the decision of {submission_id}", decided)

    def case(self, submission_id: str) -> Json:
        return self.review.get(f"/v1/review/tasks/{submission_id}")

    def calls_about(self, submission_id: str) -> Counter[str]:
        """How often FaceID was asked for a page, shown a face, and asked for the result."""
        about = {self._check_id(submission_id)}
        about |= {each["biz_id"] for each in self.billed_for(submission_id)}
        about |= {self.kept(submission_id).get("biz_id", "")} - {""}
        heard = self.faceid.ask("requests").json()["requests"]
        return Counter(each["endpoint"] for each in heard if each["biz_no"] in about)

    def must_have_asked_once(self, submission_id: str) -> None:
        """For one page, which was shown one face, and for one result."""
        assert self.calls_about(submission_id)["do"] == 1
        self.must_have_asked(submission_id, "get_token")
        self.must_have_asked(submission_id, "get_result")

    def must_have_asked(self, submission_id: str, call: str, times: int = 1) -> None:
        """With that many answers, and once more for each that never came, as our own logs say."""
        asked = self.calls_about(submission_id)[call]
        in_vain = self._asked_in_vain(submission_id, call) if asked > times else []
        assert times <= asked <= times + len(in_vain), (asked, in_vain)

    def _asked_in_vain(self, submission_id: str, call: str) -> list[Json]:
        told = (line for line in log_lines(self.stack) if "asked faceid" in line)
        about = (self._check_id(submission_id), self.kept(submission_id).get("biz_id"))
        lines = [json.loads(line) for line in told]
        return [each for each in lines if each["call"] == call and each["about"] in about]

    def billed_for(self, submission_id: str) -> list[Json]:
        lines = self.faceid.bill(self.company.company_id)
        return [each for each in lines if each["biz_no"] == self._check_id(submission_id)]

    # the money
    def balance(self) -> tuple[str, str]:
        """Available and held, in CNY."""
        found = self.billing.get("/v1/billing/balance")
        return found["available"]["amount"], found["held"]["amount"]

    def states_of(self, submission_id: str) -> list[str]:
        """What became of each fee of the submission, newest first."""
        mine = [each for each in self.charges() if each["submission_id"] == submission_id]
        return [each["state"] for each in mine]

    def charges(self) -> list[Json]:
        return self.entries("charge")

    def entries(self, kind: str) -> list[Json]:
        """All lines of that kind in the statement, page by page."""
        found: list[Json] = []
        cursor: str | None = ""
        while cursor is not None:
            query = {"type": kind, "limit": 100} | ({"cursor": cursor} if cursor else {})
            page = self.billing.get("/v1/billing/entries", **query)
            found += page["entries"]
            cursor = page["next_cursor"]
        return found

    def books_must_agree_with_the_bill(self) -> None:
        """Each billed comparison is one charge of one price, and nothing else costs anything."""
        charges = self.charges()
        paid = [each for each in charges if each["amount"]["amount"] != "0.0000"]
        billed = sorted(each["biz_id"] for each in self.faceid.bill(self.company.company_id))
        assert sorted(each["provider_ref"] for each in paid) == billed
        assert {each["state"] for each in paid} <= {"captured", "captured_late"}
        assert {each["amount"]["amount"] for each in paid} <= {f"-{automatic.PRICES['faceid']}"}
        assert self.balance()[1] == "0.0000"

    # what no person does
    def call_back(self, form: str, path: str = "notify") -> int:
        """The answer's status; what FaceID posts needs no credentials."""
        with requests.Session() as http:
            http.trust_env = "127.0.0.1" not in self.stack.api_url
            answer = http.post(
                f"{self.stack.api_url}/v1/liveness/faceid/{path}",
                data=form,
                headers={"Content-Type": "application/x-www-form-urlencoded"},
                timeout=TIMEOUT_SECONDS,
                allow_redirects=False,
            )
        return answer.status_code

    def kept(self, submission_id: str) -> dict[str, str]:
        """The texts of the check's item: its ids, its page, its task token."""
        table, key = self.stack["CasesTableName"], self._key(submission_id)
        item = self.stack.client("dynamodb").get_item(TableName=table, Key=key).get("Item", {})
        return {name: value["S"] for name, value in item.items() if "S" in value}

    def set_back(self, submission_id: str, *times: str) -> None:
        """Let these times of the check have been long ago."""
        self.stack.client("dynamodb").update_item(
            TableName=self.stack["CasesTableName"],
            Key=self._key(submission_id),
            UpdateExpression="SET " + ", ".join(f"{name} = :long_ago" for name in times),
            ExpressionAttributeValues={":long_ago": {"S": LONG_AGO}},
        )

    def set_callback_back(self, submission_id: str) -> None:
        """Let the callback that comes late be due."""
        self.stack.client("dynamodb").update_item(
            TableName=physical_name(self.stack, "SandboxTable"),
            Key=_sandbox_key("DELIVERY", f"{self.kept(submission_id)['biz_id']}#1"),
            UpdateExpression="SET due_at = :long_ago",
            ExpressionAttributeValues={":long_ago": {"S": LONG_AGO}},
        )

    def take_off_the_bill(self, biz_id: str) -> None:
        table = physical_name(self.stack, "SandboxTable")
        key = _sandbox_key("BILL", biz_id)
        self.stack.client("dynamodb").delete_item(TableName=table, Key=key)

    def run(self, function: str, event: Json | None = None) -> Any:
        """Invoke it; a schedule that is at work has its turn first."""
        client, name = self.stack.client("lambda"), physical_name(self.stack, function)

        def invoked() -> dict[str, Any] | None:
            try:
                answer = client.invoke(FunctionName=name, Payload=json.dumps(event or {}))
            except client.exceptions.TooManyRequestsException:
                return None
            return {"failed": "FunctionError" in answer, "said": json.load(answer["Payload"])}

        answered = wait_for(f"a turn of {function}", invoked)
        assert not answered["failed"], answered["said"]
        return answered["said"]

    def step(self, submission_id: str) -> Json:
        """What the machine gives to each function about the first attempt."""
        kept = self.kept(submission_id)
        ids = {name: kept[name] for name in ("tenant", "customer_id", "submission_id")}
        return ids | {"task_token": kept["task_token"], "revision": 1, "attempt": 1}

    def _check_id(self, submission_id: str) -> str:
        return f"{self.account.replace('#', '.')}.{submission_id}.1"

    def _key(self, submission_id: str) -> dict[str, dict[str, str]]:
        pk = f"{self.account}#cus_{submission_id[4:30]}"
        return {"pk": {"S": pk}, "sk": {"S": f"LIVENESS#{submission_id}#01"}}


def _sandbox_key(pk: str, sk: str) -> dict[str, dict[str, str]]:
    return {"pk": {"S": pk}, "sk": {"S": sk}}


def open_desk(stack: Stack, name: str, usdt: str, mode: str = "test") -> AutomaticDesk:
    """A company of its own: one check for each submission, paid from what `usdt` buys."""
    company = open_for_demo(stack, name, "lending", f"{name.lower()}.example.com")
    operator = operator_of(stack, company.password)
    automatic.set_terms(operator)
    automatic.deposit(operator, company.company_id, "1000", mode)
    desk = AutomaticDesk(stack, company, mode)
    # Whoever asks FaceID waits ten seconds: it is awake for as many as will ask at once. While a
    # page is answered, FaceID is asked for its result too.
    side_by_side(desk.faceid.ask, ["billing"] * 2 * AT_A_TIME, 2 * AT_A_TIME)
    automatic.top_up(desk.billing, usdt)
    admin = company.staff(stack, company.admin, mode)
    admin.patch("/v1/settings", {"automatic": True, "liveness_attempts": 1})
    return desk


def side_by_side[A, T](
    work: Callable[[A], T], cases: list[A], at_a_time: int = AT_A_TIME
) -> list[T]:
    """The results in the order of the cases, a few at a time; the first failure is raised."""
    with ThreadPoolExecutor(at_a_time) as pool:
        return list(pool.map(work, cases))
