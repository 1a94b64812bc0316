"""The provider's monthly bill against everything that was charged, with the operator's commands.

It comes after the other tests of automatic KYC, and so reads what all of them have left.
"""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from local.operator_billing import MEANINGS, import_bill, reconcile
from local.stack import Stack
from tests.e2e.automatic_steps import AutomaticDesk, open_desk
from tests.e2e.steps import Json

ALL_RIGHT = dict.fromkeys(MEANINGS, 0)
NOTHING_DIFFERS = {"missing_here": 0, "missing_there": 0, "billed_twice": 0}


@pytest.fixture(scope="module")
def desk(stack: Stack) -> AutomaticDesk:
    return open_desk(stack, "Statement", "20", "live")


def test_every_line_of_the_bill_was_charged_and_seven_numbers_are_zero(
    desk: AutomaticDesk, tmp_path: Path
) -> None:
    submission_id = desk.sent()
    desk.show_face(submission_id, "mismatch")
    desk.until_decided(submission_id)

    compared = imported(desk, tmp_path)

    assert compared["lines"] == compared["matched"] > 0
    assert compared["counts"] == NOTHING_DIFFERS
    assert reconcile(desk.stack.client, desk.stack.outputs, full=False) == ALL_RIGHT
    assert reconcile(desk.stack.client, desk.stack.outputs, full=True) == ALL_RIGHT


def test_a_result_that_faceid_lost_is_not_charged_and_its_bill_tells(
    desk: AutomaticDesk, tmp_path: Path
) -> None:
    submission_id = desk.sent()
    desk.show_face(submission_id, "result_gone")

    assert desk.until_decided(submission_id)["route_reason"] == "result_gone"

    assert desk.states_of(submission_id) == ["released"]
    (line,) = desk.billed_for(submission_id)
    compared = imported(desk, tmp_path)
    assert compared["missing_here"] == [line["biz_id"]]
    found = reconcile(desk.stack.client, desk.stack.outputs, full=False)
    assert found == ALL_RIGHT | {"ProviderBill": 1}
    # The provider takes it off the bill, and sends that again.
    desk.take_off_the_bill(line["biz_id"])
    assert imported(desk, tmp_path)["counts"] == NOTHING_DIFFERS
    assert reconcile(desk.stack.client, desk.stack.outputs, full=False) == ALL_RIGHT


def imported(desk: AutomaticDesk, folder: Path) -> Json:
    """This month's bill so far, as the operator imports it."""
    file = folder / "bill.csv"
    file.write_bytes(desk.faceid.ask("billing", format="csv").content)
    month = f"{datetime.now(UTC):%Y-%m}"
    return import_bill(desk.stack.client, desk.stack.outputs, month, str(file))
