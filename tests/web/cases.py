"""Customers as a company's back end sends them, for the reviewers' page to show."""

import secrets
from contextlib import suppress
from datetime import date
from itertools import count
from typing import Any

from local import specimen_video, specimens
from local.client import Refused, all_passed, wait_for_task
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
    """Each call is another person; what is sent is complete for tier 1, to which a lender wants an
    address and photos, and an exchange neither."""

    def __init__(self, stack: Stack, company: Company) -> None:
        self.back_end = company.back_end(stack)
        self.review = company.review(stack)
        self.colleague = company.staff(stack, company.admin)
        self._lends = company.policy == "lending"
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
                "fields": self._fields(name, number),
                "uploads": self.photos(customer_id, name, number),
            },
        )
        submission_id = str(sent["submission_id"])
        wait_for_task(self.review, submission_id, 1)
        return submission_id

    def with_video(self, name: str, webm: bytes | None = None) -> str:
        """One whose tier 1 waits, with a video of them besides; returns the submission's id."""
        submission_id = self.submitted(name)
        video = (webm, "video/webm") if webm else (specimen_video.tiny_mp4(), "video/mp4")
        sent = self.uploaded(submission_id, "statement_video", *video)
        self.revision_asked(submission_id, "statement_video")
        self.resubmit(submission_id, {}, [sent])
        return submission_id

    def resubmit(self, submission_id: str, fields: Json, uploads: list[str] | None = None) -> None:
        """The next revision, in the queue."""
        body = {"fields": fields, "uploads": uploads or []}
        answer = self.back_end.post(f"/v1/submissions/{submission_id}/resubmit", body)
        wait_for_task(self.review, submission_id, int(answer["revision"]))

    def corrected_in_part(self, submission_id: str) -> None:
        """Asked for two things; the next revision brings the first."""
        asked = [
            {"item": "address", "code": "incomplete", "comment": "Please add the flat's number."},
            {"item": "full_name", "code": "mismatch", "comment": "Please give the middle name."},
        ]
        task = f"/v1/review/tasks/{submission_id}"
        self.review.post(f"{task}/request-revision", {"revision": 1, "corrections": asked})
        self.resubmit(submission_id, {"address": ADDRESS | {"line1": "99/1 Flat 7, Sukhumvit 11"}})

    def uploaded(self, submission_id: str, kind: str, content: bytes, content_type: str) -> str:
        """A file of the same customer; returns its upload's id."""
        customer_id = str(self.task(submission_id)["customer_id"])
        return self.back_end.upload(customer_id, kind, content, content_type)

    def revision_asked(self, submission_id: str, item: str) -> None:
        """Of revision 1, by a colleague."""
        asked = {"item": item, "code": "incomplete", "comment": "Is that all?"}
        body = {"revision": 1, "corrections": [asked]}
        self.colleague.post(f"/v1/review/tasks/{submission_id}/request-revision", body)

    def rejected_by_a_colleague(self, submission_id: str) -> None:
        """After the reviewer has given the case back."""
        task = f"/v1/review/tasks/{submission_id}"
        self.review.post(f"{task}/release")
        reason = {"revision": 1, "code": "not_eligible", "comment": "Not here."}
        self.colleague.post(f"{task}/reject", reason)

    def with_bank_account(self, name: str, account_name: str, number: str = "") -> str:
        """A person of tier 1 who has just sent an account; returns the customer's id."""
        customer_id = self.approved(name)
        book = self.back_end.upload(
            customer_id, "bank_book", specimens.selfie(account_name), "image/jpeg"
        )
        number = number or f"{next(self._numbers):010d}"
        sent = {"bank_code": "004", "account_number": number, "account_name": account_name}
        path = f"/v1/customers/{customer_id}/bank-account"
        self.back_end.send("PUT", path, sent | {"bank_book_upload_id": book})
        return customer_id

    def bank_account(self, customer_id: str) -> Json:
        """As the company has it now."""
        return self.back_end.get(f"/v1/customers/{customer_id}/bank-account")

    def rejects_bank_account(self, customer_id: str) -> None:
        """A colleague does."""
        body = {"version": 1, "code": "other", "comment": "Somebody else's."}
        self.colleague.post(f"/v1/review/bank-accounts/{customer_id}/reject", body)

    def suspected(self, name: str) -> str:
        """Two people who came with one document number; returns the alert's id."""
        holder = self.task(self.submitted(name))
        number = str(self.back_end.get(f"/v1/customers/{holder['customer_id']}")["external_id"])[4:]
        body = {"external_id": f"again-{number}", "country": "TH", "language": "en"}
        second = str(self.back_end.post("/v1/customers", body)["customer_id"])
        sent = {"tier": 1, "fields": self._fields(name, number)}
        uploads = self.photos(second, name, number)
        with suppress(Refused):
            self.back_end.post(f"/v1/customers/{second}/submissions", sent | {"uploads": uploads})
        found = self.review.get("/v1/review/duplicates", limit=100)["alerts"]
        # Their pictures are alike too, which is an alert of its own.
        numbers = (each for each in found if each["cause"] == "identity_number")
        alert = next(each for each in numbers if second in each["customer_ids"])
        return str(alert["alert_id"])

    def proposed_by_a_colleague(self, alert_id: str) -> None:
        body = {"verdict": "false_alarm", "note": "Twins with a misread card."}
        self.colleague.post(f"/v1/review/duplicates/{alert_id}/resolve", body)

    def confirmed_by_a_colleague(self, alert_id: str) -> None:
        self.colleague.post(f"/v1/review/duplicates/{alert_id}/confirm", {})

    def owned_business(self) -> str:
        """A business whose half is another business's, which is one person's."""
        person = self.approved("Malee Somboon")
        business, holding = self.empty_business(), self.empty_business()
        self.add_person(business, holding, ["shareholder"], "50")
        self.add_person(holding, person, ["shareholder"], "80")
        self.add_person(business, person, ["director"])
        return business

    def empty_business(self) -> str:
        body = {"external_id": f"web-{secrets.token_hex(4)}", "country": "TH", "kind": "business"}
        return str(self.back_end.post("/v1/customers", body)["customer_id"])

    def add_person(
        self, business: str, person: str, roles: list[str], share: str | None = None
    ) -> None:
        body = {"person_id": person, "roles": roles} | ({"share_percent": share} if share else {})
        self.back_end.post(f"/v1/customers/{business}/people", body)

    def approved(self, name: str) -> str:
        """A person whose tier 1 a colleague approved; returns the customer's id."""
        submission_id = self.submitted(name)
        body = {"revision": 1, "checklist": all_passed(self.colleague, submission_id)}
        self.colleague.post(f"/v1/review/tasks/{submission_id}/approve", body)
        return str(self.task(submission_id)["customer_id"])

    def task(self, submission_id: str) -> Json:
        """As reviewers have it now."""
        found: Json = self.review.get(f"/v1/review/tasks/{submission_id}")["task"]
        return found

    def photos(self, customer_id: str, name: str, number: str) -> list[str]:
        if not self._lends:
            return []
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

    def _fields(self, name: str, number: str) -> Json:
        fields = {
            "full_name": name,
            "birth_date": "1990-04-13",
            "nationality": "TH",
            "document_type": "national_id",
            "document_number": number,
        }
        return fields | ({"address": ADDRESS} if self._lends else {})
