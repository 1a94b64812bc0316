"""Customers as a company's back end sends them, for the reviewers' page to show."""

import secrets
from datetime import date
from itertools import count
from typing import Any

from local import specimens
from local.client import wait_for_task
from local.people import Company
from local.stack import Stack

Json = dict[str, Any]

ADDRESS = {
    "line1": "99/1 Soi Sukhumvit 11",
    "city": "Bangkok",
    "postal_code": "10110",
    "country": "TH",
}


class Cases:
    """Each call is another person; what is sent is complete for the lender's tier 1."""

    def __init__(self, stack: Stack, company: Company) -> None:
        self.back_end = company.back_end(stack)
        self.review = company.review(stack)
        self.colleague = company.staff(stack, company.admin)
        # A cloud that is kept knows the people of earlier runs.
        self._numbers = count(secrets.randbelow(10**8))

    def submitted(self, name: str = "Somchai Jaidee", **facts: Any) -> str:
        """A person whose tier 1 waits in the queue; returns the submission's id."""
        number = specimens.thai_id(next(self._numbers))
        body = {"external_id": f"web-{number}", "country": "TH", "language": "en"}
        body |= {"email": f"{number}@people.example.org"} | facts
        customer_id = str(self.back_end.post("/v1/customers", body)["customer_id"])
        sent = self.back_end.post(
            f"/v1/customers/{customer_id}/submissions",
            {
                "tier": 1,
                "fields": _fields(name, number),
                "uploads": self.photos(customer_id, name, number),
            },
        )
        submission_id = str(sent["submission_id"])
        wait_for_task(self.review, submission_id, 1)
        return submission_id

    def resubmit(self, submission_id: str, fields: Json) -> None:
        """The next revision, in the queue."""
        answer = self.back_end.post(f"/v1/submissions/{submission_id}/resubmit", {"fields": fields})
        wait_for_task(self.review, submission_id, int(answer["revision"]))

    def rejected_by_a_colleague(self, submission_id: str) -> None:
        """After the reviewer has given the case back."""
        task = f"/v1/review/tasks/{submission_id}"
        self.review.post(f"{task}/release")
        reason = {"revision": 1, "code": "not_eligible", "comment": "Not here."}
        self.colleague.post(f"{task}/reject", reason)

    def task(self, submission_id: str) -> Json:
        """As reviewers have it now."""
        found: Json = self.review.get(f"/v1/review/tasks/{submission_id}")["task"]
        return found

    def photos(self, customer_id: str, name: str, number: str) -> list[str]:
        born = date(1990, 4, 13)
        files = {
            "id_front": specimens.id_card(name, number, born, "front"),
            "id_back": specimens.id_card(name, number, born, "back"),
            "selfie": specimens.selfie(number),
        }
        return [
            self.back_end.upload(customer_id, kind, content, "image/jpeg")
            for kind, content in files.items()
        ]


def _fields(name: str, number: str) -> Json:
    return {
        "full_name": name,
        "birth_date": "1990-04-13",
        "nationality": "TH",
        "address": ADDRESS,
        "document_type": "national_id",
        "document_number": number,
    }
