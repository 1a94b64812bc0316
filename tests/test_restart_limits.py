"""How long executions live, how long one is tried for, and when that is an alarm."""

import json
from datetime import timedelta
from typing import Any

import pytest

from local.client import wait_for
from local.world import World
from local.world.functions import Outage
from local.world.template import template
from shared import machine
from submit.repair import NEXT_LOOK, RAREST_LOOK, STUCK_AFTER
from tests.test_expiry import let_waits_end_soon
from tests.test_restarts import NOTHING, ONE, approved, due_in, queue, repaired, sent
from tests.world_helpers import Company

STATES = json.loads(template().definition("Verification"))["States"]
TASKS = [name for name, each in STATES.items() if each["Type"] == "Task"]
# An outage of a minute, and what comes before and after it.
OUTAGE_SECONDS = 90


@pytest.mark.parametrize("name", TASKS)
def test_a_task_is_tried_for_longer_than_an_outage_of_a_minute(name: str) -> None:
    """Jitter can make each pause nothing, so it is not counted on."""
    tried_again = [each for each in STATES[name]["Retry"] if each["MaxAttempts"]]

    [retry] = tried_again
    assert retry["ErrorEquals"] == ["States.TaskFailed"]
    assert "JitterStrategy" not in retry
    assert sum(pauses(retry)) >= OUTAGE_SECONDS


def pauses(retry: dict[str, Any]) -> list[float]:
    first, rate = retry["IntervalSeconds"], retry["BackoffRate"]
    return [min(first * rate**n, retry["MaxDelaySeconds"]) for n in range(retry["MaxAttempts"])]


def test_a_review_that_nobody_takes_up_ends_its_execution_and_not_itself(
    world: World, company: Company
) -> None:
    let_waits_end_soon(world, "OpenReview")
    submission_id = sent(company)
    wait_for("the end of the wait", lambda: world.executions[-1].status == "SUCCEEDED", 10)

    assert world.executions[-1].states[-1] == "NotReviewed"
    assert (queue(company), repaired(world)) == ([submission_id], NOTHING)
    approved(company, submission_id)
    assert (repaired(world), len(world.emails)) == (ONE, 1)


def test_no_execution_gets_near_the_year_at_which_aws_ends_it() -> None:
    """Longer waits than a day come once each: none leads back to itself."""
    long = {name for name, each in STATES.items() if each.get("TimeoutSeconds", 0) > 86_400}
    assert long == {"OpenReview", "AwaitResubmission"}
    assert all(name not in reached(name) for name in long)
    assert sum(STATES[name]["TimeoutSeconds"] for name in long) < 200 * 86_400


def reached(name: str) -> set[str]:
    """What can follow a state, near or far."""
    found: set[str] = set()
    ahead = following(STATES[name])
    while ahead:
        ahead |= following(STATES[here := ahead.pop()]) - found - {here}
        found.add(here)
    return found


def following(state: dict[str, Any]) -> set[str]:
    ways = [state, *state.get("Choices", []), *state.get("Catch", [])]
    named = {each.get("Next") for each in ways} | {state.get("Default")}
    return {each for each in named if each}


def test_a_face_check_is_waited_for_before_anybody_looks_what_became_of_it() -> None:
    waits = timedelta(seconds=STATES["StartLiveness"]["TimeoutSeconds"])

    assert waits < machine.CHECKED_WITHIN < waits + timedelta(hours=1)


def test_what_never_gets_on_is_tried_more_rarely_and_rings(
    world: World, company: Company, capsys: pytest.CaptureFixture[str]
) -> None:
    with Outage("OpenReview"):
        sent(company)
        pauses = []
        for _ in range(STUCK_AFTER + 4):
            capsys.readouterr()
            repaired(world)
            pauses.append((due_in(world) / timedelta(minutes=1), stuck(capsys)))

    minutes, rung = zip(*pauses, strict=True)
    assert list(minutes) == sorted(minutes)
    assert minutes[0] == pytest.approx(2 * NEXT_LOOK / timedelta(minutes=1), abs=1)
    assert minutes[-1] == pytest.approx(RAREST_LOOK / timedelta(minutes=1), abs=1)
    assert list(rung) == [0] * (STUCK_AFTER - 1) + [1] * 5
    assert repaired(world) == ONE, "as soon as it can"
    assert len(queue(company)) == 1


def stuck(capsys: pytest.CaptureFixture[str]) -> int:
    lines = capsys.readouterr().out.splitlines()
    told = [json.loads(each) for each in lines if '"SubmissionsStuck"' in each]
    return int(sum(told[-1]["SubmissionsStuck"]))
