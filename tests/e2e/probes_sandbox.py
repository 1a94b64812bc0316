"""Probes of the pretend FaceID."""

from typing import Any
from urllib.parse import parse_qs

import requests

from local.client import TIMEOUT_SECONDS
from tests.e2e.probes_steps import Act, Item, ProbeSteps
from tests.e2e.rights import physical_name
from tests.world_helpers import LONG_AGO


class SandboxProbes(ProbeSteps):
    def sandbox_faceid__pretend_sessions(self) -> Act:
        """A session from its token to its result, about a check that nobody here knows."""
        notify = f"{self.stack.api_url}/v1/liveness/faceid/notify"
        asked = {
            "api_key": "sandbox",
            "api_secret": self.faceid.secret,
            "biz_no": "probe",
            "notify_url": notify,
            "return_url": notify,
            "comparison_type": "1",
            "idcard_mode": "0",
            "idcard_name": "Probe",
            "idcard_number": "110101199003070011",
        }

        def act() -> None:
            made = self._ask_faceid("POST", "get_token", asked).json()
            self._ask_faceid("POST", "do", {"token": made["token"], "sim": "pass"})

        return act

    def sandbox_faceid__read_provider_keys(self) -> Act:
        return lambda: self.faceid.ask("billing")

    def sandbox_faceid__start_afresh(self) -> Act:
        """What others have in it is put back."""
        table = physical_name(self.stack, "SandboxTable")

        def act() -> None:
            pages = self.table.get_paginator("scan").paginate(TableName=table)
            kept = [item for page in pages for item in page["Items"]]
            try:
                self.faceid.ask("reset", {})
            finally:
                for item in kept:
                    self.table.put_item(TableName=table, Item=item)

        return act

    def sandbox_deliver__deliver_callbacks(self) -> Act:
        """One that is accepted goes, one that is not stays to be sent again."""
        table = physical_name(self.stack, "SandboxTable")
        good, bad = self._delivery("1", ""), self._delivery("2", "somebody else's")

        def act() -> None:
            for each in (good, bad):
                self.table.put_item(TableName=table, Item=each)
            self._invoke("SandboxDeliver")
            left = [self._found(table, each) for each in (good, bad)]
            assert [item and item["tries"] for item in left] == [None, {"N": "1"}]

        return act

    def _ask_faceid(self, method: str, path: str, asked: dict[str, str]) -> requests.Response:
        with requests.Session() as http:
            http.trust_env = "127.0.0.1" not in self.faceid.url
            answer = http.request(
                method, f"{self.faceid.url}/faceid/lite/{path}", data=asked, timeout=TIMEOUT_SECONDS
            )
        answer.raise_for_status()
        return answer

    def _delivery(self, number: str, secret: str) -> Item:
        form = parse_qs(self.faceid.form(secret, biz_no="probe"))
        return {
            "pk": {"S": "DELIVERY"},
            "sk": {"S": f"probe#{number}"},
            "notify_url": {"S": f"{self.stack.api_url}/v1/liveness/faceid/notify"},
            "data": {"S": form["data"][0]},
            "sign": {"S": form["sign"][0]},
            "due_at": {"S": LONG_AGO},
            "tries": {"N": "0"},
        }

    def _found(self, table: str, item: Item) -> Any:
        key = {name: item[name] for name in ("pk", "sk")}
        return self.table.get_item(TableName=table, Key=key, ConsistentRead=True).get("Item")
