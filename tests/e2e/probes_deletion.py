"""Probes of deleting customers: the mark at the front door, and what the schedule does then."""

import secrets

from local import specimens
from tests.e2e.probes_steps import Act, ProbeSteps

ASKED = "reason=customer_asked"


class DeletionProbes(ProbeSteps):
    def deletion_api__mark_deleted(self) -> Act:
        """A new customer each time: who is deleted needs no second mark."""
        return lambda: self._deleted(self.desk.a_customer())

    def deletion_api__mark_deleted__batch_get_item(self) -> Act:
        """Staff may not delete a business of their own, so its people are read."""

        def act() -> None:
            firm = self.desk.a_customer(kind="business")
            who = {"person_id": self.desk.a_customer(), "roles": ["director"]}
            self.desk.back_end.post(f"/v1/customers/{firm}/people", who)
            self.admin.delete(f"/v1/review/customers/{firm}?{ASKED}")

        return act

    def finish_deletions__find_due(self) -> Act:
        return self._erasing()

    def finish_deletions__find_elsewhere(self) -> Act:
        return self._erasing()

    def finish_deletions__erase_items(self) -> Act:
        return self._erasing()

    def finish_deletions__find_files(self) -> Act:
        return self._erasing()

    def finish_deletions__erase_files(self) -> Act:
        return self._erasing()

    def finish_deletions__end_waits(self) -> Act:
        return self._erasing()

    # steps
    def _deleted(self, customer_id: str) -> None:
        self.desk.back_end.delete(f"/v1/customers/{customer_id}?{ASKED}")

    def _erasing(self) -> Act:
        """One with a file and a review that waits, erased as if nobody had begun."""

        def act() -> None:
            submission_id = self._in_review(external_id=f"gone-{secrets.token_hex(6)}")
            customer_id = f"cus_{submission_id[4:30]}"
            self.desk.back_end.upload(
                customer_id, "selfie", specimens.selfie(customer_id), "image/jpeg"
            )
            self._deleted(customer_id)
            done = self._invoke("FinishDeletions")
            found = self._item(self.stack["CasesTableName"], self._key(submission_id, "CUSTOMER"))
            assert "erased_at" in found, done

        return act
