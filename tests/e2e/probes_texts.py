"""Probes of text messages: one-time codes and notices, to the sandbox's inbox and to phones."""

from itertools import count

from local.client import Api
from local.stack import Stack
from tests.e2e.probes_steps import Act, ProbeSteps
from tests.e2e.steps import Desk

PHONE = "+66898765432"


class TextProbes(ProbeSteps):
    def phone_api__keep_codes_and_texts(self) -> Act:
        assert self._test_money
        return self._code_sent

    def phone_api__charge_texts(self) -> Act:
        return self.phone_api__keep_codes_and_texts()

    def phone_api__open_inbox(self) -> Act:
        return self.phone_api__keep_codes_and_texts()

    def phone_api__find_inbox(self) -> Act:
        return self._after_restart("PhoneApi", self.phone_api__keep_codes_and_texts())

    def phone_api__text_phones(self) -> Act:
        assert self._live_money
        return self._to_phones("PhoneApi", lambda: self._code_sent("live"))

    def text_customer__read_notice_and_note(self) -> Act:
        assert self._test_money
        return self._notice_texted()

    def text_customer__charge_texts(self) -> Act:
        return self.text_customer__read_notice_and_note()

    def text_customer__open_inbox(self) -> Act:
        return self.text_customer__read_notice_and_note()

    def text_customer__find_inbox(self) -> Act:
        return self._after_restart("TextCustomer", self.text_customer__read_notice_and_note())

    def text_customer__text_phones(self) -> Act:
        assert self._live_money
        live = LiveTexts(self.stack, self.desk, self.operator)
        return self._to_phones("TextCustomer", live._notice_texted())

    def _to_phones(self, function: str, act: Act) -> Act:
        """The local cloud's stage must reach nobody's phone; for a moment it does."""

        def act_with_phones() -> None:
            with self._with_variable(function, "SMS_PROVIDER", "sns"):
                act()

        return act_with_phones

    def _code_sent(self, mode: str = "test") -> None:
        """To a new customer: who had one a moment ago has to wait."""
        back_end = self.desk.company.back_end(self.stack, mode)
        asked = {"external_id": f"texted-{next(self._attempts)}", "country": "TH", "phone": PHONE}
        customer_id = back_end.post("/v1/customers", asked)["customer_id"]
        back_end.post(f"/v1/customers/{customer_id}/phone-verification")

    def _notice_texted(self) -> Act:
        submission_id, numbers = self._approved(phone=PHONE), count(10_001)
        self._change_settings(sms_notices={"BOOL": True})

        def act() -> None:
            number = next(numbers)
            self._decide_again(submission_id, number)
            self._invoke("TextCustomer", submission_id)
            message = self._key(submission_id, f"TEXT#cus_{submission_id[4:30]}:{number}")
            assert self._item(self.stack["CasesTableName"], message)["status"] == {"S": "sent"}

        return act

    def _decide_again(self, submission_id: str, number: int) -> None:
        """The same notice under another number: each is texted once."""
        table, head = self.stack["CasesTableName"], self._head(submission_id)
        before = int(head["decision_events"]["L"][0]["N"])
        notice = self._item(table, self._key(submission_id, f"NOTIFICATION#{before:08d}"))
        notice |= {"sk": {"S": f"NOTIFICATION#{number:08d}"}}
        head |= {"decision_events": {"L": [{"N": str(number)}]}}
        for item in (notice, head):
            self.table.put_item(TableName=table, Item=item)


class LiveTexts(TextProbes):
    """The same with the company's live data."""

    mode = "live"

    def __init__(self, stack: Stack, desk: Desk, operator: Api) -> None:
        super().__init__(stack, desk, operator)
        self.desk = Desk(stack, desk.company)
        self.desk.back_end = desk.company.back_end(stack, "live")
        self.desk.review = desk.company.review(stack, "live")
