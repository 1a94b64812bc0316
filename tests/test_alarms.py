"""Whoever hears an alarm finds what it means and what to do, and each measures what is there."""

import re

import pytest

from local.world.template import ROOT, template
from tests.source import FUNCTIONS
from tests.test_docs import OPERATIONS, bare, rows

ALARMS = template().of_type("AWS::CloudWatch::Alarm")
STACK = {"Ref": "AWS::StackName"}
SECONDS = {"minute": 60, "hour": 3600, "day": 86400}
# What AWS counts for an account only.
OF_THE_ACCOUNT = {"TextSpending"}
SCHEDULED = [
    name
    for name, each in template().functions().items()
    if any(event["Type"] == "ScheduleV2" for event in each.get("Events", {}).values())
]
EXPLAINED = {bare(row[0]): row[1:] for row in rows(OPERATIONS, "Alarm")}


def test_every_alarm_is_explained_with_its_way_out_and_no_other() -> None:
    assert sorted(EXPLAINED) == sorted(ALARMS)
    assert all(len(cell) > 10 for row in EXPLAINED.values() for cell in row)


def test_what_functions_count_is_what_alarms_of_ours_measure() -> None:
    code = "".join(path.read_text(encoding="utf-8") for path in FUNCTIONS.rglob("*.py"))
    counted = set(re.findall(r'add_metric\(\s*name=f?"(\w+)', code))
    filters = template().of_type("AWS::Logs::MetricFilter").values()
    counted |= {each["MetricTransformations"][0]["MetricName"] for each in filters}

    ours = {each["MetricName"] for each in ALARMS.values() if each["Namespace"] == STACK}

    assert {"Reconcile" if each.startswith("Reconcile") else each for each in ours} == counted


@pytest.mark.parametrize("name", sorted(ALARMS.keys() - OF_THE_ACCOUNT))
def test_an_alarm_is_about_its_own_stack(name: str) -> None:
    """Another stage in the same account must not ring it."""
    alarm = ALARMS[name]

    measured = {reference(each["Value"]) for each in alarm.get("Dimensions", [])}

    named = set(template().resources) | {"AWS::StackName"}
    assert alarm["Namespace"] == STACK or measured & named


def reference(value: object) -> str | None:
    """The resource that a dimension is made of, where nobody chose another one."""
    if not isinstance(value, dict):
        return None
    if "Fn::If" in value:
        return reference(value["Fn::If"][1])
    made_of = str(value.get("Ref") or value.get("Fn::GetAtt") or value.get("Fn::Sub"))
    return next(iter(re.findall(r"[A-Za-z:]{3,}", made_of)), None)


@pytest.mark.parametrize("name", SCHEDULED)
def test_a_run_ends_before_the_next_one_begins(name: str) -> None:
    """Else two do the same work, or Lambda refuses the next where one at a time is reserved."""
    function = template().functions()[name]
    rates = [
        each["Properties"]["ScheduleExpression"]
        for each in function["Events"].values()
        if each["Type"] == "ScheduleV2"
    ]

    for count, unit in re.findall(r"rate\((\d+) (\w+?)s?\)", " ".join(rates)):
        assert function["Timeout"] < int(count) * SECONDS[unit]


def test_each_way_in_which_an_execution_can_end_too_early_rings() -> None:
    heard = {each["MetricName"] for each in ALARMS.values() if each["Namespace"] == "AWS/States"}

    ends = {"ExecutionsFailed", "ExecutionsTimedOut", "ExecutionsAborted"}
    assert heard == ends | {"ExecutionThrottled"}


def test_no_alarm_waits_for_a_hand_where_the_repair_does_it() -> None:
    for name in ("MachineFailures", "MachineTimeOuts", "MachineAborts"):
        assert "ResumeStalled starts another" in ALARMS[name]["AlarmDescription"]
    assert "redrive-execution" not in (ROOT / "docs/operations.md").read_text(encoding="utf-8")
