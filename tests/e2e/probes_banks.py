"""Probes of bank accounts: sent by customers, compared with the bank book and decided by people."""

from collections.abc import Iterator
from functools import cached_property
from itertools import count

import requests

from local import specimens
from tests.e2e.probes_steps import Act, ProbeSteps
from tests.e2e.steps import PERSONAL


class BankProbes(ProbeSteps):
    def bank_api__keep_bank_accounts(self) -> Act:
        customer_id, numbers = self._banked, self._account_numbers

        def act() -> None:
            number = next(numbers)
            # Each try is new: the account, its bank book and the key.
            key = f"probe-{customer_id}-{number}"
            self._send_account(customer_id, f"5{number:09d}", key)

        return act

    def bank_api__keep_bank_accounts__delete_item(self) -> Act:
        """What was compared with other customers is not kept for comparing."""
        numbers = count(1)

        def act() -> None:
            # Another customer each time: what a try without the right has left is another's.
            customer_id, number = self.desk.a_customer(), next(numbers)
            self._send_account(customer_id, f"6{number:09d}", f"compared-{customer_id}")
            self._must_be_compared(customer_id)

        return act

    def bank_api__read_identity_key(self) -> Act:
        return self._after_restart("BankApi", self.bank_api__keep_bank_accounts())

    def bank_review_api__read_and_decide(self) -> Act:
        return self._verifying(self._banked)

    def bank_review_api__read_and_decide__query(self) -> Act:
        return self._verifying(self._banked_firm)

    def bank_review_api__read_and_decide__batch_get_item(self) -> Act:
        return self._verifying(self._banked_firm)

    def bank_review_api__read_queue(self) -> Act:
        return lambda: self.desk.review.get("/v1/review/bank-accounts")

    def bank_review_api__show_bank_books(self) -> Act:
        path = f"/v1/review/bank-accounts/{self._banked}"

        def act() -> None:
            shown = self.desk.review.get(path)["bank_book"]
            requests.get(shown["url"], timeout=30).raise_for_status()

        return act

    def send_notices__find_due(self) -> Act:
        return self.send_notices__read_and_note()

    def send_notices__send_email(self) -> Act:
        return self.send_notices__read_and_note()

    def send_notices__read_and_note(self) -> Act:
        """A decision that the customer has not been mailed about."""
        self.bank_review_api__read_and_decide()()
        path = f"/v1/customers/{self._banked}/notifications"
        newest = self.desk.back_end.get(path)["notifications"][0]["notification_id"]
        number = int(newest.removeprefix("ntf_"))
        key = self._key(f"sub_{self._banked[4:]}001", f"NOTIFICATION#{number:08d}")

        def act() -> None:
            self._mark_due(key, "NOTICE", emailed_at=None, email_lease_until=None)
            assert self._invoke("SendNotices")["failed"] == 0
            assert "emailed_at" in self._item(self.stack["CasesTableName"], key)

        return act

    def _verifying(self, customer_id: str) -> Act:
        key = self._key(f"sub_{customer_id[4:]}001", "BANK")

        def act() -> None:
            # Undecided, so that it can be decided each time.
            first = {"replaces_verified": None, "first_verification": None}
            self._change_case(key, status="pending", decided_by=None, **first)
            path = f"/v1/review/bank-accounts/{customer_id}"
            version = self.desk.review.get(path)["version"]
            self.desk.review.post(f"{path}/verify", {"version": version, "note": "probe"})

        return act

    @cached_property
    def _account_numbers(self) -> Iterator[int]:
        """For all probes that send accounts for one customer."""
        return count(1)

    @cached_property
    def _banked(self) -> str:
        """A customer whose name is proved and who has sent a bank account."""
        customer_id = f"cus_{self._approved()[4:30]}"
        self._send_account(customer_id, "0123456789", f"probe-{customer_id}")
        return customer_id

    @cached_property
    def _banked_firm(self) -> str:
        """Another one, who is taken for a business with a director."""
        customer_id = f"cus_{self._approved()[4:30]}"
        self._send_account(customer_id, "0123456780", f"probe-{customer_id}")
        self._change_case(self._key(f"sub_{customer_id[4:]}001", "CUSTOMER"), kind="business")
        who = {"person_id": self.desk.a_customer(), "roles": ["director"]}
        self.desk.back_end.post(f"/v1/customers/{customer_id}/people", who)
        return customer_id

    def _send_account(self, customer_id: str, number: str, key: str) -> None:
        photo = specimens.selfie("bank book")
        book = self.desk.back_end.upload(customer_id, "bank_book", photo, "image/jpeg")
        body = {
            "bank_code": "004",
            "account_number": number,
            "account_name": "Malee Bankbook",
            "bank_book_upload_id": book,
        }
        PERSONAL.update({body["account_name"], number})
        path = f"/v1/customers/{customer_id}/bank-account"
        self.desk.back_end.send("PUT", path, body, key=key)
