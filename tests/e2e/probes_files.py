"""Probes of files that customers send."""

from local import specimens
from tests.e2e.probes_steps import Act, ProbeSteps
from tests.e2e.steps import refusal_of


class FileProbes(ProbeSteps):
    def submit_api__take_and_check_files(self) -> Act:
        customer_id = self.desk.a_customer()
        return lambda: self._uploaded(customer_id)

    def submit_api__take_and_check_files__delete_object(self) -> Act:
        """A file that is no picture is not kept."""
        customer_id = self.desk.a_customer()

        def act() -> None:
            upload = self.desk.back_end.upload
            refused = refusal_of(lambda: upload(customer_id, "selfie", b"none", "image/jpeg"))
            assert refused.status == 422, refused

        return act

    def submit_api__keep_files(self) -> Act:
        customer_id = self.desk.a_customer()
        return lambda: self._uploaded(customer_id)

    # steps
    def _uploaded(self, customer_id: str) -> str:
        picture = specimens.selfie("probe")
        return self.desk.back_end.upload(customer_id, "selfie", picture, "image/jpeg")
