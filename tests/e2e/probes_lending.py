"""Probes of loans: a borrower of a company that lends nothing, whose limit is written by hand."""

from tests.e2e.probes_steps import Act, ProbeSteps


class LendingProbes(ProbeSteps):
    def lending_api__keep_loans(self) -> Act:
        where = f"/v1/customers/{self._borrower()}/loans"

        def act() -> None:
            loan_ref = f"probe-{next(self._attempts)}"
            asked = {"loan_ref": loan_ref, "amount": "1.00", "currency": "USD"}
            made = self.desk.back_end.post(where, asked)
            self.desk.back_end.post(f"{where}/{made['loan_id']}/close")
            assert self.desk.back_end.get(where)["loans"][0]["status"] == "closed"

        return act

    def _borrower(self) -> str:
        """Approved, with a verified bank account and a limit."""
        submission_id, table = self._approved(), self.stack["CasesTableName"]
        account = self._key(submission_id, "BANK") | {"status": {"S": "verified"}}
        self.table.put_item(TableName=table, Item=account)
        customer = self._key(submission_id, "CUSTOMER")
        limit = {"max_loan_units": {"Value": {"N": "100000"}}}
        self.table.update_item(TableName=table, Key=customer, AttributeUpdates=limit)
        return f"cus_{submission_id[4:30]}"
