"""Automatic KYC in business words: a company that has it switched on, its money, and its people."""

import html
import re
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from local import automatic
from local.world import World
from local.world.gateway import Reply
from tests.sandbox_helpers import operate
from tests.world_helpers import Company, Person, a_customer, evidence

PRICE, FUNDS = 35_000, 350_000
MODE = {"mode": "test"}


@dataclass(frozen=True)
class Exchange:
    """`company` with automatic checks switched on and money in its test account."""

    company: Company

    @property
    def world(self) -> World:
        return self.company.world

    @property
    def account(self) -> str:
        return f"{self.company.company_id}#test"

    def choose(self, **choices: Any) -> Reply:
        return self.world.api.patch("/v1/settings", choices, self.company.admin, query=MODE)

    def fund(self, units: int, reason: str = "opening") -> None:
        from billing import ledger  # noqa: PLC0415  after the world took the environment

        ledger.open_account(self.account)
        ledger.adjust(self.account, reason, units, reason, "one", "other")

    def balance(self) -> tuple[int, int, int]:
        """Available, held and spent, in CNY units."""
        from billing import ledger  # noqa: PLC0415

        found = ledger.balance(self.account)
        return found.available, found.held, found.spent

    def submit(self, **told: Any) -> str:
        """A mainland customer's submission, whose machine has gone as far as it can."""
        return self.submit_for(a_mainlander(self.company, **told))

    def submit_for(self, person: Person) -> str:
        body = evidence(self.company, person)
        sent = self.company.post(f"/v1/customers/{person.customer_id}/submissions", body)
        assert sent.status == 201, sent.text
        self.world.settle()
        return str(sent.json["submission_id"])

    def page_of(self, submission_id: str) -> Reply:
        return self.company.post(f"/v1/submissions/{submission_id}/liveness")

    def liveness(self, submission_id: str) -> dict[str, Any]:
        return dict(self.company.get(f"/v1/submissions/{submission_id}/liveness").json)

    def submission(self, submission_id: str) -> dict[str, Any]:
        return dict(self.company.get(f"/v1/submissions/{submission_id}").json)

    def case(self, submission_id: str) -> dict[str, Any]:
        return dict(self.company.review(f"/tasks/{submission_id}").json)

    def show_face(self, submission_id: str, outcome: str = "", *, go_back: bool = True) -> None:
        """The person opens the page, does the check, and the browser returns."""
        handed = self.page_of(submission_id)
        assert handed.status == 200, handed.text
        done = self.press(handed.json["url"], outcome)
        if go_back:
            back = self.world.api.post(RETURN, text=returned_form(done.text), headers=FORM)
            assert back.status == 303, back.text
        self.world.settle()

    def press(self, url: str, outcome: str = "") -> Reply:
        """The page's button; FaceID may call back before it answers."""
        done = do_check(self.world, url.split("token=")[1], outcome)
        assert done.status == 200, done.text
        return done

    def entries(self) -> list[Any]:
        """Of the statement: what became of each fee."""
        from billing.tables import Entry  # noqa: PLC0415

        month = datetime.now(UTC)
        key = f"{self.account}#{month:%Y%m}"
        return [each for each in Entry.by_statement.query(key) if each.service]

    def sandbox(self, path: str, asked: dict[str, Any] | None = None) -> dict[str, Any]:
        """What FaceID has no door for (functions/sandbox/admin.py)."""
        answer = operate(self.world, path, asked)
        assert answer.status == 200, answer.text
        return dict(answer.json)

    def heard(self) -> Counter[str]:
        """How often each endpoint of FaceID was called."""
        return Counter(self.sandbox("requests")["counts"])

    def books_must_agree_with_the_bill(self) -> None:
        """Every billed comparison is one charge of one fee, and nothing else is charged."""
        billed = sorted(each["biz_id"] for each in self.sandbox("billing")["lines"])
        charged = [each for each in self.entries() if each.state in CHARGED]
        assert sorted(each.provider_ref for each in charged) == billed
        assert self.balance()[2] == sum(each.units for each in charged) == PRICE * len(billed)


CHARGED = ("CAPTURED", "CAPTURED_LATE")
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
NOTIFY, RETURN = "/v1/liveness/faceid/notify", "/v1/liveness/faceid/return"


def do_check(world: World, token: str, outcome: str) -> Reply:
    """What the button on the pretend FaceID's page sends."""
    sent = f"token={token}" + (f"&sim={outcome}" if outcome else "")
    return world.sandbox.post("/faceid/lite/do", text=sent, headers=FORM)


def returned_form(page: str) -> str:
    """What the page that follows makes the browser post to us."""
    from urllib.parse import urlencode  # noqa: PLC0415

    found = re.findall(r'name="(data|sign)" value="([^"]*)"', page)
    return urlencode({name: html.unescape(value) for name, value in found})


def an_exchange(company: Company, funds: int = FUNDS, **choices: Any) -> Exchange:
    exchange = Exchange(company)
    chosen = exchange.choose(automatic=True, **choices)
    assert chosen.status == 200, chosen.text
    set_price("faceid", PRICE)
    if funds:
        exchange.fund(funds)
    return exchange


def set_price(service: str, units: int) -> None:
    from billing.tables import Price  # noqa: PLC0415

    since = datetime(2026, 1, 1, tzinfo=UTC)
    Price(
        f"PRICE#{service}",
        "2026-01-01T00:00:00.000Z",
        service=service,
        valid_from=since,
        units=units,
        set_by="test",
        set_at=since,
    ).save()


def a_mainlander(company: Company, **told: Any) -> Person:
    return a_customer(company, "CN", **{"phone": automatic.a_phone()} | told)
