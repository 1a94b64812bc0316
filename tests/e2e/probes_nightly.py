"""Probes of what keeps the books: seals, reconciliation, warnings, the provider's bill."""

from datetime import UTC, datetime, timedelta

from tests.e2e.probes_steps import Act, Item, ProbeSteps

BILL = "biz_id,biz_no,billed_at,product,quantity\n"
ONE_DAY = timedelta(days=1)
YESTERDAY = datetime.now(UTC) - ONE_DAY
# Nobody was charged then.
MONTH = "2025-01"


class NightlyProbes(ProbeSteps):
    def seal_days__add_seals(self) -> Act:
        """Yesterday of an account that was opened yesterday."""
        seal = self._to_be_sealed(YESTERDAY)

        def act() -> None:
            self.table.delete_item(TableName=self._ledger, Key=seal)
            assert self._invoke("SealDays") == {"sealed": 1}

        return act

    def seal_days__add_seals__get_item(self) -> Act:
        """Another run was a moment faster: what it sealed, this one had found missing."""
        seal = self._to_be_sealed(YESTERDAY)
        self._invoke("SealDays")
        day, earlier = f"{YESTERDAY:%Y-%m-%d}", f"{YESTERDAY - ONE_DAY:%Y-%m-%d}"

        def act() -> None:
            self._change(self._ledger, seal, day=earlier)
            try:
                assert self._invoke("SealDays") == {"sealed": 1}
            finally:
                self._change(self._ledger, seal, day=day)

        return act

    def seal_days__read_statements(self) -> Act:
        return self.seal_days__add_seals()

    def seal_days__list_companies(self) -> Act:
        return self.seal_days__add_seals()

    def reconcile__read_ledger(self) -> Act:
        assert self._charge
        return self._invocation("Reconcile")

    def reconcile__read_statements_and_holds(self) -> Act:
        return self.reconcile__read_ledger()

    def reconcile__read_results(self) -> Act:
        return self.reconcile__read_ledger()

    def reconcile__list_companies_and_results(self) -> Act:
        return self.reconcile__read_ledger()

    def watch_balances__read_and_note(self) -> Act:
        """Somebody who never heard that the balance is low."""
        assert self._test_money
        chosen = {"low_balance": "1000000", "billing_emails": ["billing@probe.example.com"]}
        self.admin.patch("/v1/settings", chosen)
        account = self._account_key("META")

        def act() -> None:
            self._change(self._ledger, account, low_told_at=None)
            assert self._invoke("WatchBalances") == {"told": 1}
            assert "low_told_at" in self._item(self._ledger, account)

        return act

    def watch_balances__read_settings(self) -> Act:
        return self.watch_balances__read_and_note()

    def watch_balances__list_companies(self) -> Act:
        return self.watch_balances__read_and_note()

    def watch_balances__send_email(self) -> Act:
        return self.watch_balances__read_and_note()

    def import_bill__keep_comparison(self) -> Act:
        bucket, key = self.stack["MediaBucketName"], f"bills/{MONTH}.csv"
        self.stack.client("s3").put_object(Bucket=bucket, Key=key, Body=BILL.encode())
        return self._invocation("ImportBill", month=MONTH, imported_by="probe")

    def import_bill__read_statements(self) -> Act:
        assert self._test_money
        return self.import_bill__keep_comparison()

    def import_bill__list_companies(self) -> Act:
        return self.import_bill__keep_comparison()

    def import_bill__read_bill(self) -> Act:
        return self.import_bill__keep_comparison()

    def _to_be_sealed(self, day: datetime) -> Item:
        """The account was opened then; returns the key of that day's seal."""
        assert self._test_money
        opened = f"{day:%Y-%m-%dT%H:%M:%S.%f}+0000"
        self._change(self._ledger, self._account_key("META"), created_at=opened)
        return self._account_key(f"SEAL#{day:%Y-%m-%d}")

    @property
    def _ledger(self) -> str:
        return self.stack["LedgerTableName"]

    def _account_key(self, sk: str) -> Item:
        return {"pk": {"S": f"ACC#{self._tenant}"}, "sk": {"S": sk}}
