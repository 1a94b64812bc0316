"""Probes of businesses: a holding with an owner of its own becomes a shareholder, and leaves."""

from tests.e2e.probes_steps import Act, ProbeSteps


class BusinessProbes(ProbeSteps):
    def business_api__keep_people(self) -> Act:
        firm, holding, top = (self.desk.a_customer(kind="business") for _ in range(3))
        self._owns(top, holding)

        def act() -> None:
            where = f"/v1/customers/{firm}/people"
            shown = self.desk.back_end.get(where)["people"]
            if shown:
                # Left by a try that could add and not remove.
                self.desk.back_end.send("DELETE", f"{where}/{holding}")
            self._owns(holding, firm)
            (person,) = self.desk.back_end.get(where)["people"]
            assert [each["person_id"] for each in person["people"]] == [top]
            self.desk.back_end.send("DELETE", f"{where}/{holding}")

        return act

    def _owns(self, holder: str, business: str) -> None:
        asked = {"person_id": holder, "roles": ["shareholder"], "share_percent": "60"}
        self.desk.back_end.post(f"/v1/customers/{business}/people", asked)
