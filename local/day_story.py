"""What the scripted day is told with: its people, its steps, and the lines of its timeline."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any, Literal

from local import specimens
from local.client import Api, Json, Refused, all_passed, wait_for_task
from local.say import CannotGoOn

BORN = date(1990, 4, 13)
SIDES: tuple[Literal["front", "back"], ...] = ("front", "back")


@dataclass(frozen=True)
class Line:
    at: datetime
    who: str
    what: str


@dataclass(frozen=True)
class Check:
    """What the rules say, beside what the API says in the evening."""

    about: str
    rule: str
    found: str


@dataclass
class Day:
    """One company's back end and its reviewer."""

    back_end: Api
    reviewer: Api
    lines: list[Line] = field(default_factory=list)
    checks: list[Check] = field(default_factory=list)

    def say(self, who: str, what: str) -> None:
        self.lines.append(Line(datetime.now(UTC), who, what))

    def check(self, about: str, rule: object, found: object) -> None:
        self.checks.append(Check(about, str(rule), str(found)))

    def refused(self, code: str, call: Callable[[], Json]) -> Json:
        """The error of a call that must be refused so, and with no other code."""
        try:
            call()
        except Refused as refusal:
            if refusal.code != code:
                raise
            return refusal.error
        raise CannotGoOn(f"Not as expected: nothing was refused with {code}.")

    def open_customer(self, name: str, **facts: Any) -> str:
        mark = secrets.token_hex(4)
        told = {"external_id": f"day-{mark}", "country": "TH", "language": "th"}
        told["email"] = f"{name.split(maxsplit=1)[0].lower()}-{mark}@example.com"
        made = self.back_end.post("/v1/customers", told | facts, key=f"day-{mark}")
        return str(made["customer_id"])

    def file(self, customer_id: str, kind: str, content: bytes) -> str:
        content_type = "application/pdf" if content.startswith(b"%PDF") else "image/jpeg"
        return self.back_end.upload(customer_id, kind, content, content_type)

    def paper(self, customer_id: str, kind: str, name: str, about: str) -> str:
        """A page of text, drawn anew, so that no two papers are the same file."""
        said = f"{about}\n{secrets.token_hex(4)}"
        page = specimens.utility_bill_pdf(name, said, datetime.now(UTC).date())
        return self.file(customer_id, kind, page)

    def submit(self, customer_id: str, tier: int, fields: Json, uploads: list[str]) -> str:
        asked = {"tier": tier, "fields": fields, "uploads": uploads}
        sent = self.back_end.post(f"/v1/customers/{customer_id}/submissions", asked)
        submission_id = str(sent["submission_id"])
        wait_for_task(self.reviewer, submission_id, 1)
        return submission_id

    def resubmit(self, submission_id: str, revision: int, **changes: Any) -> None:
        self.back_end.post(f"/v1/submissions/{submission_id}/resubmit", changes)
        wait_for_task(self.reviewer, submission_id, revision)

    def approval_of(self, submission_id: str, revision: int) -> Callable[[], Json]:
        """Approve with every item of the checklist passed."""
        answers = all_passed(self.reviewer, submission_id)
        body = {"revision": revision, "checklist": answers}
        path = f"/v1/review/tasks/{submission_id}/approve"
        return lambda: self.reviewer.post(path, body)

    def ask_to_correct(self, submission_id: str, revision: int, *asked: Json) -> None:
        path = f"/v1/review/tasks/{submission_id}/request-revision"
        self.reviewer.post(path, {"revision": revision, "corrections": list(asked)})

    def identify(self, customer_id: str, name: str) -> str:
        """Tier 1 of a person, as far as the queue."""
        number = specimens.thai_id(secrets.randbelow(10**9))
        front, back = (specimens.id_card(name, number, BORN, each) for each in SIDES)
        uploads = [
            self.file(customer_id, "id_front", front),
            self.file(customer_id, "id_back", back),
            self.file(customer_id, "selfie", specimens.selfie(number)),
        ]
        fields = {
            "full_name": name,
            "birth_date": BORN.isoformat(),
            "nationality": "TH",
            "address": ADDRESS,
            "document_type": "national_id",
            "document_number": number,
        }
        return self.submit(customer_id, 1, fields, uploads)

    def customer(self, customer_id: str) -> Json:
        return self.back_end.get(f"/v1/customers/{customer_id}")

    def limit_by_policy(self, customer_id: str, tier: int) -> str:
        """The loan limit that the policy promises for a tier, before anybody has reached it."""
        tiers = self.back_end.get(f"/v1/customers/{customer_id}/requirements")["tiers"]
        return money(next(each["max_loan"] for each in tiers if each["tier"] == tier))


ADDRESS = {
    "line1": "99/1 Sukhumvit Road",
    "city": "Bangkok",
    "postal_code": "10110",
    "country": "TH",
}


def money(amount: Json) -> str:
    return f"{amount['amount']} {amount['currency']}"
