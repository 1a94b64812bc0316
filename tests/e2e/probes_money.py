"""Probes of what moves money: fees are held, charged or released, by the machine and by people."""

from itertools import count

from local import automatic
from local.client import Api, sign_in
from local.people import operators
from shared.liveness_check import DUE_LATE_RESULT
from tests.e2e.probes_steps import LONG_AGO, Act, ProbeSteps


class MoneyProbes(ProbeSteps):
    def reserve_fee__hold_units(self) -> Act:
        def act() -> None:
            told = self._invoke("ReserveFee", self._mainlander, attempt=next(self._attempts))
            assert told["reserved"], told

        return act

    def reserve_fee__look_what_stands_against_it(self) -> Act:
        return self.reserve_fee__hold_units()

    def reserve_fee__look_what_stands_against_it__batch_get_item(self) -> Act:
        """An alert about the customer is looked up; this one is not there any more."""
        key = self._key(self._mainlander, f"DUPLICATE#dup_{'0' * 32}")
        named = {"alert_id": {"S": f"dup_{'0' * 32}"}}
        self.table.put_item(TableName=self.stack["CasesTableName"], Item=key | named)
        return self.reserve_fee__hold_units()

    def settle_fee__settle_units(self) -> Act:
        """A result that came after the release; of all ends a hold can have it needs most."""
        return self._invocation("SettleFee", self._mainlander, attempt=self._late)

    def settle_fee__note_fee(self) -> Act:
        return self.settle_fee__settle_units()

    def sweep_holds__find_open_holds(self) -> Act:
        return self._invocation("SweepHolds")

    def sweep_holds__find_late_results(self) -> Act:
        return self._invocation("SweepHolds")

    def sweep_holds__settle_units(self) -> Act:
        key = self._check_key(self._late)

        def act() -> None:
            self._mark_due(key, DUE_LATE_RESULT)
            assert self._invoke("SweepHolds")["failed"] == 0

        return act

    def sweep_holds__note_fee(self) -> Act:
        return self.sweep_holds__settle_units()

    def billing_api__read_and_move_money(self) -> Act:
        """All accounts, and a top-up."""
        assert self._test_money

        def act() -> None:
            self.operator.get("/v1/operator/accounts")
            automatic.deposit(self.operator, self.desk.company.company_id, "1")
            automatic.top_up(self.billing, "1")

        return act

    def billing_api__read_statements(self) -> Act:
        return lambda: self.billing.get("/v1/billing/entries")

    def billing_api__know_companies_and_keep_answers(self) -> Act:
        company_id, numbers = self.desk.company.company_id, count(1)

        def act() -> None:
            self.operator.get("/v1/operator/accounts")
            key, paid = f"{company_id}-{next(numbers)}", {"amount": "1", "currency": "USDT"}
            self.billing.post("/v1/billing/quotes", paid, key=key)

        return act

    def billing_api__count_requests(self) -> Act:
        return self._counted("BillingApi", lambda: self.billing.get("/v1/billing/balance"))

    def billing_api__list_companies(self) -> Act:
        return lambda: self.operator.get("/v1/operator/accounts")

    def by_hand_api__move_money_and_keep_proposals(self) -> Act:
        """A charge given back: again, it is a repetition."""
        reversal = {"entry_id": self._charge, "reason": "probe"}
        return lambda: self.operator.post("/v1/operator/reversals", reversal)

    def by_hand_api__list_proposals(self) -> Act:
        return lambda: self.operator.get("/v1/operator/proposals")

    def by_hand_api__find_open_holds(self) -> Act:
        return lambda: self.operator.get("/v1/operator/unclear-fees")

    def by_hand_api__know_companies_and_keep_answers(self) -> Act:
        company_id, numbers = self.desk.company.company_id, count(1)
        proposal = {"company_id": company_id, "mode": "test", "amount": "1", "currency": "CNY"}
        asked = proposal | {"reason": "probe"}

        def act() -> None:
            key = f"by-hand-{company_id}-{next(numbers)}"
            self.operator.post("/v1/operator/adjustments", asked, key=key)

        return act

    def by_hand_api__settle_checks(self) -> Act:
        """A check that ended without an answer, whose fee is held beyond its time."""
        submission_id, attempt = self._mainlander, self._opened()
        ended = {"status": "closed", "verdict": "review", "reason": "no_answer_in_time"}
        undone = {"due": None, "due_at": None, "finished_at": LONG_AGO}
        self._change_case(self._check_key(attempt), **ended, **undone)
        entry_id = f"faceid:{submission_id}:{attempt}"
        hold = {"pk": {"S": f"EVT#{entry_id}"}, "sk": {"S": "E"}}
        self._change(self.stack["LedgerTableName"], hold, expires_at=LONG_AGO)
        asked = {"entry_id": entry_id, "settle": "release", "reason": "probe"}
        made = self.operator.post("/v1/operator/settlements", asked)
        password = self.desk.company.password
        _, second = operators(self.stack, password)
        colleague = Api(self.stack.api_url, sign_in(self.stack, second, password))
        where = f"/v1/operator/proposals/{made['proposal_id']}/apply"
        return lambda: colleague.post(where)
