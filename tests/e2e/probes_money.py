"""Probes of what moves money: fees are held, charged or released, by the machine and by people."""

from itertools import count

from shared.liveness_check import DUE_LATE_RESULT
from tests.e2e.probes_steps import Act, ProbeSteps


class MoneyProbes(ProbeSteps):
    def reserve_fee__hold_units(self) -> Act:
        return self._invocation("ReserveFee", self._mainlander, attempt=next(self._attempts))

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
        """All accounts, a quote, and a charge given back: again, it is a repetition."""
        reversal = {"entry_id": self._charge, "reason": "probe"}

        def act() -> None:
            self.operator.get("/v1/operator/accounts")
            self.billing.post("/v1/billing/quotes", {"amount": "1", "currency": "USDT"})
            self.operator.post("/v1/operator/reversals", reversal)

        return act

    def billing_api__read_statements(self) -> Act:
        return lambda: self.billing.get("/v1/billing/entries")

    def billing_api__know_companies_and_keep_answers(self) -> Act:
        company_id, numbers = self.desk.company.company_id, count(1)
        proposal = {"company_id": company_id, "mode": "test", "amount": "1", "currency": "CNY"}
        asked = proposal | {"reason": "probe"}

        def act() -> None:
            self.operator.get("/v1/operator/accounts")
            key = f"{company_id}-{next(numbers)}"
            self.operator.post("/v1/operator/adjustments", asked, key=key)

        return act

    def billing_api__list_companies(self) -> Act:
        return lambda: self.operator.get("/v1/operator/accounts")
