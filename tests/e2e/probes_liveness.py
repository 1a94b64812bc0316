"""Probes of the liveness slice: a page is opened, a face is shown, the result is kept once."""

import requests

from shared.liveness_check import DUE_AT_PROVIDER
from tests.e2e.probes_steps import Act, ProbeSteps

FAR = "2099-01-01T00:00:00.000000+0000"


class LivenessProbes(ProbeSteps):
    # the callbacks
    def liveness_api__show_and_end_checks(self) -> Act:
        def act() -> None:
            self.desk.back_end.get(f"/v1/submissions/{self._mainlander}/liveness")
            self._result_must_be_kept(self._compared())

        return act

    def liveness_api__keep_images(self) -> Act:
        return self.liveness_api__show_and_end_checks()

    def liveness_api__end_waits(self) -> Act:
        return self.liveness_api__show_and_end_checks()

    def liveness_api__read_provider_keys(self) -> Act:
        return self._after_restart("LivenessApi", self.liveness_api__show_and_end_checks())

    def liveness_api__read_addresses(self) -> Act:
        return self._after_restart("LivenessApi", self.liveness_api__show_and_end_checks())

    def liveness_api__key_addresses(self) -> Act:
        def act() -> None:
            forged = {"data": "{}", "sign": "wrong"}
            where = f"{self.stack.api_url}/v1/liveness/faceid/notify"
            assert requests.post(where, data=forged, timeout=60).status_code == 403

        return self._after_restart("LivenessApi", act)

    # the machine's step
    def start_liveness__keep_check(self) -> Act:
        return self._opened

    def start_liveness__read_provider_keys(self) -> Act:
        return self._after_restart("StartLiveness", self._opened)

    def start_liveness__read_addresses(self) -> Act:
        return self._after_restart("StartLiveness", self._opened)

    def start_liveness__end_waits(self) -> Act:
        """The step again, after its check was over."""
        attempt = self._compared()

        def act() -> None:
            self._change_case(self._check_key(attempt), due=DUE_AT_PROVIDER, due_at=FAR)
            self._invoke("StartLiveness", self._mainlander, attempt=attempt)
            self._result_must_be_kept(attempt)

        return act

    # the schedule
    def poll_liveness__find_due(self) -> Act:
        return self._invocation("PollLiveness")

    def poll_liveness__end_checks(self) -> Act:
        """No callback told of the result."""

        def act() -> None:
            attempt = self._opened()
            self._show_face(attempt, "notify_never", go_back=False)
            self._mark_due(self._check_key(attempt), DUE_AT_PROVIDER)
            self._invoke("PollLiveness")
            self._result_must_be_kept(attempt)

        return act

    def poll_liveness__keep_images(self) -> Act:
        return self.poll_liveness__end_checks()

    def poll_liveness__end_waits(self) -> Act:
        return self.poll_liveness__end_checks()

    def poll_liveness__read_provider_keys(self) -> Act:
        return self._after_restart("PollLiveness", self.poll_liveness__end_checks())

    def poll_liveness__read_addresses(self) -> Act:
        return self._after_restart("PollLiveness", self.poll_liveness__end_checks())

    def _result_must_be_kept(self, attempt: int) -> None:
        """With its picture; and the machine has heard of it, so that nothing is due."""
        check = self._check(attempt)
        assert check.get("verdict") == {"S": "matched"}
        assert "best" in check["images"]["S"]
        assert "due" not in check
