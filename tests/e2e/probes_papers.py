"""Probes of missing papers: staff upload and submit for a customer."""

import hashlib

from local import specimens
from local.client import Api
from submit.keeping import DUE
from tests.e2e.probes_steps import Act, ProbeSteps
from tests.e2e.steps import certificate, refusal_of

WHY = "Brought to the branch."


class PaperProbes(ProbeSteps):
    def access_api__key_addresses(self) -> Act:
        def act() -> None:
            unknown = {"token": "lt_" + "A" * 43}
            refused = refusal_of(
                lambda: Api(self.stack.api_url).post("/v1/links/exchange", unknown)
            )
            assert refused.code == "link_unusable"

        return self._after_restart("AccessApi", act)

    def papers_api__keep_papers_and_submissions(self) -> Act:
        """A file and the tier it is for; the requirements read what was sent before."""

        def act() -> None:
            customer_id = self.desk.a_customer()
            self._staff_submits(customer_id, [self._staff_uploads(customer_id)])
            self.desk.review.get(f"/v1/review/customers/{customer_id}/requirements")

        return act

    def papers_api__keep_papers_and_submissions__delete_item(self) -> Act:
        """What was compared with other customers is not kept for comparing."""

        def act() -> None:
            # Another customer each time: what a try without the right has left is another's.
            customer_id = self.desk.a_customer()
            self._staff_uploads(customer_id)
            self._must_be_compared(customer_id)

        return act

    def papers_api__take_and_check_files(self) -> Act:
        customer_id = self.desk.a_customer()
        return lambda: self._staff_uploads(customer_id)

    def papers_api__take_and_check_files__delete_object(self) -> Act:
        """A file that is no picture is not kept."""
        customer_id = self.desk.a_customer()

        def act() -> None:
            refused = refusal_of(lambda: self._staff_uploads(customer_id, b"none"))
            assert refused.status == 422, refused

        return act

    def papers_api__keep_files(self) -> Act:
        customer_id = self.desk.a_customer()
        return lambda: self._staff_uploads(customer_id)

    def papers_api__erase_files(self) -> Act:
        customer_id = self.desk.a_customer()
        return lambda: self._staff_erases(customer_id, self._staff_uploads(customer_id))

    def papers_api__read_identity_key(self) -> Act:
        customer_id = self.desk.a_customer
        return self._after_restart("PapersApi", lambda: self._staff_submits(customer_id(), []))

    def papers_api__start_verification(self) -> Act:
        def act() -> None:
            assert self.desk.executions(self._staff_submits(self.desk.a_customer(), []))

        return act

    def papers_api__end_waits(self) -> Act:
        waiting = iter([self._waiting_for_the_customer(), self._waiting_for_the_customer()])

        def act() -> None:
            submission_id = next(waiting)
            self._staff_resubmits(submission_id)
            self._machine_must_hear(submission_id, self._revised)

        return act

    def finish_erasures__find_due(self) -> Act:
        return self._invocation("FinishErasures")

    def finish_erasures__note_erasures(self) -> Act:
        return self._due_erasure()

    def finish_erasures__erase_files(self) -> Act:
        return self._due_erasure()

    def papers_api__send_email(self) -> Act:
        """A link that is made, e-mailed and taken back."""
        customer_id = self.desk.a_customer()

        def act() -> None:
            where = f"/v1/customers/{customer_id}/links"
            made = self.desk.back_end.post(where, {"tier": 1, "send": "email"})
            assert made["email"] == "sent", made
            self.desk.back_end.delete(f"{where}/{made['link_id']}")

        return act

    # steps
    def _due_erasure(self) -> Act:
        """One that died after its mark, again and again."""
        customer_id = self.desk.a_customer()
        upload_id = self._staff_uploads(customer_id)
        self._staff_erases(customer_id, upload_id)
        pk = {"S": f"{self._tenant}#{customer_id}"}
        key = {"pk": pk, "sk": {"S": f"UPLOAD#{upload_id}"}}

        def act() -> None:
            self._mark_due(key, DUE, status="erasing")
            assert self._invoke("FinishErasures")["failed"] == 0
            found = self._item(self.stack["CasesTableName"], key)
            assert found["status"] == {"S": "erased"}, found["status"]

        return act

    def _staff_erases(self, customer_id: str, upload_id: str) -> None:
        where = f"/v1/review/customers/{customer_id}/uploads/{upload_id}/erase"
        erased = self.admin.post(where, {"reason": WHY})
        assert erased["status"] == "erased", erased

    def _staff_uploads(self, customer_id: str, content: bytes = b"") -> str:
        content = content or specimens.selfie("probe")
        where = f"/v1/review/customers/{customer_id}/uploads"
        announced = {
            "kind": "selfie",
            "content_type": "image/jpeg",
            "size_bytes": len(content),
            "sha256": hashlib.sha256(content).hexdigest(),
            "reason": WHY,
        }
        permit = self.desk.review.post(where, announced)
        self.desk.review.send_file(permit, content)
        self.desk.review.post(f"{where}/{permit['upload_id']}/complete")
        return str(permit["upload_id"])

    def _staff_submits(self, customer_id: str, uploads: list[str]) -> str:
        body = {"tier": 1, "fields": certificate(), "uploads": uploads, "reason": WHY}
        where = f"/v1/review/customers/{customer_id}/submissions"
        return str(self.desk.review.post(where, body)["submission_id"])

    def _staff_resubmits(self, submission_id: str) -> None:
        body = {"fields": certificate(), "reason": WHY}
        self.desk.review.post(f"/v1/review/tasks/{submission_id}/resubmit", body)
