"""Whoever hears an alarm finds what it means and what to do, and each measures what is there."""

import re

import pytest

from local.world.template import ROOT, template
from tests.source import FUNCTIONS
from tests.test_docs import OPERATIONS, bare, rows

ALARMS = template().of_type("AWS::CloudWatch::Alarm")
EXPLAINED = {bare(row[0]): row[1:] for row in rows(OPERATIONS, "Alarm")}


def test_every_alarm_is_explained_with_its_way_out_and_no_other() -> None:
    assert sorted(EXPLAINED) == sorted(ALARMS)
    assert all(len(cell) > 10 for row in EXPLAINED.values() for cell in row)


@pytest.mark.parametrize("name", ALARMS)
def test_what_an_alarm_of_ours_measures_is_counted_somewhere(name: str) -> None:
    if ALARMS[name]["Namespace"] != "Kyc":
        return
    code = "".join(path.read_text(encoding="utf-8") for path in FUNCTIONS.rglob("*.py"))

    counted = re.findall(r'add_metric\(\s*name=f?"(\w+)', code)

    assert ALARMS[name]["MetricName"].startswith(tuple(counted))


def test_each_way_in_which_an_execution_can_end_too_early_rings() -> None:
    heard = {each["MetricName"] for each in ALARMS.values() if each["Namespace"] == "AWS/States"}

    ends = {"ExecutionsFailed", "ExecutionsTimedOut", "ExecutionsAborted"}
    assert heard == ends | {"ExecutionThrottled"}


def test_no_alarm_waits_for_a_hand_where_the_repair_does_it() -> None:
    for name in ("MachineFailures", "MachineTimeOuts", "MachineAborts"):
        assert "ResumeStalled starts another" in ALARMS[name]["AlarmDescription"]
    assert "redrive-execution" not in (ROOT / "docs/operations.md").read_text(encoding="utf-8")
