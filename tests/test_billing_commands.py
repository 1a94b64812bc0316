"""The operator's commands about money, against the real functions."""

from pathlib import Path

import pytest

from local import operator_billing
from local.say import CannotGoOn
from local.world import World
from local.world.template import template
from tests.billing_helpers import charged, with_money
from tests.world_helpers import Company

OUTPUTS = {
    "ReconcileFunction": template().arn("Reconcile"),
    "ImportBillFunction": template().arn("ImportBill"),
    "MediaBucketName": template().name("MediaBucket"),
}


def test_the_seven_numbers_are_a_table_that_says_what_is_wrong(
    company: Company, capsys: pytest.CaptureFixture[str]
) -> None:
    with_money(company)
    found = operator_billing.reconcile(company.world.client, OUTPUTS, full=True)

    assert set(found) == set(operator_billing.MEANINGS)
    assert operator_billing.show_numbers(found) == 0
    assert operator_billing.show_numbers(found | {"SealChain": 2}) == 1
    assert "days whose seal is missing" in capsys.readouterr().out


def test_a_bill_is_sent_compared_and_shown(
    company: Company, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with_money(company)
    check = charged(company)
    bill, month = tmp_path / "bill.csv", f"{check.list_at:%Y-%m}"
    lines = ["biz_id,biz_no,billed_at,product,quantity", f"{check.biz_id},n,t,lite,1"]
    lines += [f"biz-unknown-{number},n,t,lite,1" for number in range(101)]
    bill.write_text("\n".join(lines))

    compared = operator_billing.import_bill(company.world.client, OUTPUTS, month, str(bill))

    assert operator_billing.show_bill(compared) == 1
    shown = capsys.readouterr().out
    assert f"{month}: 102 billed, 1 charged too." in shown
    assert "101 billed, and not charged here:" in shown
    assert "biz-unknown-42" in shown
    assert "… and 1 more" in shown


def test_what_cannot_be_compared_is_said_in_one_line(world: World, tmp_path: Path) -> None:
    missing = str(tmp_path / "bill.csv")
    with pytest.raises(CannotGoOn, match="No such file"):
        operator_billing.import_bill(world.client, OUTPUTS, "2026-11", missing)

    Path(missing).write_text("no bill")
    with pytest.raises(CannotGoOn, match="BillUnreadable"):
        operator_billing.import_bill(world.client, OUTPUTS, "2026-11", missing)
