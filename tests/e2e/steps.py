"""Steps of a case as its people take them, over HTTP."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from itertools import count
from threading import Barrier
from typing import Any

from local import specimens
from local.client import Refused, all_passed, wait_for
from local.people import Company
from local.stack import Stack

Json = dict[str, Any]

# What the privacy test looks for in every log, with what it finds in the table: comments, notes,
# phone numbers and task tokens are there; keys and tokens it knows by how they look.
PERSONAL: set[str] = set()
_numbers = count(1)


class Desk:
    """A company's back end, its reviewer, and the steps between them."""

    def __init__(self, stack: Stack, company: Company) -> None:
        self.stack, self.company = stack, company
        PERSONAL.update({company.test_key, company.live_key, company.password})
        self.back_end = company.back_end(stack)
        self.review = company.review(stack)

    def a_customer(self, **facts: Any) -> str:
        number = next(_numbers)
        email = f"customer-{number}@people.example.org"
        body = {"external_id": f"user-{number}", "country": "TH", "language": "en", "email": email}
        PERSONAL.add(email)
        return str(self.back_end.post("/v1/customers", body | facts)["customer_id"])

    def submit(self, customer_id: str, fields: Json, uploads: list[str] | None = None) -> str:
        """Send tier 1 and wait until reviewers see it; returns the submission's id."""
        body = {"tier": 1, "fields": fields, "uploads": uploads or []}
        sent = self.back_end.post(f"/v1/customers/{customer_id}/submissions", body)
        submission_id = str(sent["submission_id"])
        self.until_in_review(submission_id, 1)
        return submission_id

    def resubmit(self, submission_id: str, revision: int, fields: Json) -> None:
        self.back_end.post(f"/v1/submissions/{submission_id}/resubmit", {"fields": fields})
        self.until_in_review(submission_id, revision)

    def until_in_review(self, submission_id: str, revision: int) -> None:
        """A claim succeeds as soon as the machine has opened the review."""

        def opened() -> bool | None:
            try:
                return bool(self.act(submission_id, "claim")["revision"] == revision)
            except Refused as refused:
                if refused.code != "not_ready_for_review":
                    raise
                return None

        wait_for(f"review of revision {revision}", opened)

    def act(self, submission_id: str, action: str, **body: Any) -> Json:
        return self.review.post(f"/v1/review/tasks/{submission_id}/{action}", body)

    def approve(self, submission_id: str, revision: int) -> Json:
        answers = all_passed(self.review, submission_id)
        return self.act(submission_id, "approve", revision=revision, checklist=answers)

    def ask_to_correct(self, submission_id: str, revision: int, *items: str) -> Json:
        asked = [{"item": item, "code": "unreadable", "comment": f"{item}?"} for item in items]
        return self.act(submission_id, "request-revision", revision=revision, corrections=asked)

    def history(self, customer_id: str) -> list[Json]:
        """All events, page by page."""
        events: list[Json] = []
        cursor: str | None = ""
        while cursor is not None:
            query = {"limit": 100} | ({"cursor": cursor} if cursor else {})
            page = self.back_end.get(f"/v1/customers/{customer_id}/history", **query)
            events += page["events"]
            cursor = page["next_cursor"]
        return events

    def executions(self, submission_id: str) -> dict[str, str]:
        """Name and status of each execution of the submission."""
        pages = self.stack.client("stepfunctions").get_paginator("list_executions")
        listed = pages.paginate(stateMachineArn=self.stack["VerificationArn"])
        found = [each for page in listed for each in page["executions"]]
        ours = [each for each in found if each["name"].startswith(submission_id)]
        return {each["name"]: each["status"] for each in ours}


def certificate(**facts: Any) -> Json:
    """Fields that complete an exchange's tier 1; the passport number is a new one each time."""
    number = next(_numbers)
    fields = {
        "full_name": f"Malee Specimen {chr(65 + number % 26)}",
        "birth_date": "1991-07-23",
        "nationality": "TH",
        "document_type": "passport",
        "document_number": f"AB{number:07d}",
        "document_expires_on": "2035-01-31",
    }
    return _remembered(fields | facts)


def thai_identity() -> Json:
    """Fields of a lender's tier 1, with a Thai ID card."""
    number = specimens.thai_id(next(_numbers))
    fields = {
        "full_name": "Somchai Specimen",
        "birth_date": "1990-01-01",
        "nationality": "TH",
        "address": {
            "line1": "99/1 Soi Sukhumvit 11",
            "city": "Bangkok",
            "postal_code": "10110",
            "country": "TH",
        },
        "document_type": "national_id",
        "document_number": number,
        "document_expires_on": "2035-01-31",
    }
    return _remembered(fields)


def identity_photos(desk: Desk, customer_id: str, fields: Json) -> list[str]:
    """Upload both sides of the card and a selfie; returns the upload ids."""
    name, number = fields["full_name"], fields["document_number"]
    born = date.fromisoformat(fields["birth_date"])
    files = {
        "id_front": specimens.id_card(name, number, born, "front"),
        "id_back": specimens.id_card(name, number, born, "back"),
        "selfie": specimens.selfie(number),
    }
    return [
        desk.back_end.upload(customer_id, kind, content, "image/jpeg")
        for kind, content in files.items()
    ]


def at_once(count_of_clients: int, *calls: Any) -> list[Json | Refused]:
    """Run the calls in as many threads, all released at the same moment."""
    barrier = Barrier(count_of_clients)
    work = [calls[number % len(calls)] for number in range(count_of_clients)]

    def run(call: Any) -> Json | Refused:
        barrier.wait()
        try:
            answer: Json = call()
            return answer
        except Refused as refused:
            return refused

    with ThreadPoolExecutor(count_of_clients) as pool:
        return list(pool.map(run, work))


def refusal_of(call: Any) -> Refused:
    """The refusal that a call must meet."""
    try:
        answer = call()
    except Refused as refused:
        return refused
    raise AssertionError(f"accepted: {answer}")


def _remembered(fields: Json) -> Json:
    told = [fields["full_name"], fields["document_number"], fields["birth_date"]]
    PERSONAL.update([*told, (fields.get("address") or {}).get("line1", "")])
    PERSONAL.discard("")
    return fields
