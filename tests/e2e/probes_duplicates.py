"""Probes of duplicates: two customers with one passport, whom reviewers compare."""

import json
from functools import cached_property

import requests

from local import specimens
from shared.sightings import DUE
from tests.e2e.probes_steps import Act, ProbeSteps
from tests.e2e.steps import certificate, refusal_of


class DuplicateProbes(ProbeSteps):
    def duplicates_api__compare_and_resolve(self) -> Act:
        alert_id = self._alert_id
        key = {"pk": {"S": f"{self._tenant}#DUPLICATE#{alert_id}"}, "sk": {"S": "ALERT"}}
        body = {"verdict": "false_alarm", "note": "probe"}

        def act() -> None:
            # Unresolved, so that it can be resolved each time.
            self._change_case(key, status="open")
            self.desk.review.post(f"/v1/review/duplicates/{alert_id}/resolve", body)

        return act

    def duplicates_api__list_alerts(self) -> Act:
        return lambda: self.desk.review.get("/v1/review/duplicates")

    def duplicates_api__show_files(self) -> Act:
        path = f"/v1/review/duplicates/{self._alert_id}"

        def act() -> None:
            shown = self.desk.review.get(path)["sides"][0]["files"][0]
            requests.get(shown["url"], timeout=30).raise_for_status()

        return act

    def compare_missed__find_due(self) -> Act:
        return self.compare_missed__mark_and_compare()

    def compare_missed__mark_and_compare(self) -> Act:
        """What a crash left uncompared, long ago."""
        customer_id = self.desk.a_customer()
        key = {"pk": {"S": f"{self._tenant}#{customer_id}"}, "sk": {"S": "SIGHTING#probe"}}
        where = f"{self._tenant}#SEEN#phone#probe"
        seen = {"cause": "phone", "key": where, "about": where, "upload_id": None, "look": None}

        def act() -> None:
            told = {"tenant": self._tenant, "customer_id": customer_id, "seen": json.dumps([seen])}
            self._mark_due(key, DUE, **told)
            assert self._invoke("CompareMissed")["failed"] == 0
            self._must_be_compared(customer_id)

        return act

    @cached_property
    def _alert_id(self) -> str:
        fields, first, second = certificate(), self.desk.a_customer(), self.desk.a_customer()
        selfie = self.desk.back_end.upload(first, "selfie", specimens.selfie("probe"), "image/jpeg")
        self.desk.submit(first, fields, [selfie])
        body = {"tier": 1, "fields": fields}
        where = f"/v1/customers/{second}/submissions"
        assert refusal_of(lambda: self.desk.back_end.post(where, body)).status == 409
        found = self.desk.review.get("/v1/review/duplicates", limit=100)["alerts"]
        return str(next(each["alert_id"] for each in found if second in each["customer_ids"]))
