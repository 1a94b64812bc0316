"""Probes of businesses: who owns them, and their approval, which rests on who runs them."""

from itertools import count

from local import specimens
from tests.e2e.probes_steps import Act, ProbeSteps

PAPERS = ("company_registration", "articles_of_association", "certificate_of_incorporation")
_numbers = count(1)


class BusinessProbes(ProbeSteps):
    def business_api__keep_people(self) -> Act:
        """A holding that has an owner of its own becomes a shareholder, and leaves."""
        firm, holding, top = (self.desk.a_customer(kind="business") for _ in range(3))
        self._add(holding, top, "shareholder", share_percent="60")

        def act() -> None:
            where = f"/v1/customers/{firm}/people"
            if self.desk.back_end.get(where)["people"]:
                # Left by a try that could add and not remove.
                self.desk.back_end.send("DELETE", f"{where}/{holding}")
            self._add(firm, holding, "shareholder", share_percent="60")
            (person,) = self.desk.back_end.get(where)["people"]
            assert [each["person_id"] for each in person["people"]] == [top]
            self.desk.back_end.send("DELETE", f"{where}/{holding}")

        return act

    def review_api__read_and_decide__condition_check_item(self) -> Act:
        firm, submission_id = self._firm_in_review()
        self._add(firm, f"cus_{self._approved()[4:30]}", "authorized_person", "director")

        def act() -> None:
            # Undecided, so that it can be decided each time.
            self._change_case(self._key(submission_id), status="pending")
            self.desk.approve(submission_id, 1)

        return act

    def _firm_in_review(self) -> tuple[str, str]:
        firm = self.desk.a_customer(kind="business", country="SG")
        photo = specimens.selfie("company paper")
        uploads = [self.desk.back_end.upload(firm, each, photo, "image/jpeg") for each in PAPERS]
        address = {"line1": "1 Raffles Place", "city": "Singapore", "country": "SG"}
        fields = {
            "legal_name": "Raffles Specimen Pte. Ltd.",
            "registration_number": f"2019{next(_numbers):05d}K",
            "incorporated_on": "2019-04-01",
            "registered_address": address,
        }
        return firm, self.desk.submit(firm, fields, uploads)

    def _add(self, business: str, person: str, *roles: str, **more: str) -> None:
        asked = {"person_id": person, "roles": roles} | more
        self.desk.back_end.post(f"/v1/customers/{business}/people", asked)
