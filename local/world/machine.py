"""Step Functions in this process: moto runs the real definition; this looks at its runs.

It reads moto's own objects: over the API, a wait whose token was just answered looks like one
that still waits.
"""

import json
import logging
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from typing import Any

from moto.stepfunctions.parser.api import ExecutionStatus
from moto.stepfunctions.parser.asl.component.eval_component import EvalComponent
from moto.stepfunctions.parser.asl.parse.asl_parser import AmazonStateLanguageParser
from moto.stepfunctions.parser.models import stepfunctions_parser_backends
from moto.stepfunctions.parser.utils import TMP_THREADS

from local.world.template import ACCOUNT, REGION

STOP_SECONDS = 60
LOOK_AGAIN_SECONDS = 0.05

# It logs whole definitions when a wait is ended; `World.settle` tells which execution failed.
logging.getLogger("moto").setLevel(logging.CRITICAL)


# moto reads the definition again for each execution, which takes longer than to run it. What runs
# is kept in the execution's environment and not in the program: there, under a name for each part
# of the program, which two executions must not give it at the same moment.
AmazonStateLanguageParser.parse = staticmethod(cache(AmazonStateLanguageParser.parse))  # type: ignore[method-assign]
EvalComponent.heap_key = property(lambda part: str(id(part)))  # type: ignore[assignment, method-assign]


@dataclass(frozen=True)
class Execution:
    """One run of the state machine; `states` in the order they were entered."""

    name: str
    status: str
    states: list[str]
    error: str | None
    input: dict[str, Any]


def executions() -> list[Execution]:
    """Oldest first."""
    return [_shown(each) for each in _all()]


def at_rest() -> bool:
    """Every execution has ended or waits for a token that nobody has answered."""
    return all(each.exec_status != "RUNNING" or _waits(each) for each in _all())


def stop(name: str) -> None:
    """As AWS does it, at once; moto ends it with its next step, and calls it failed."""
    [found] = [each for each in _all() if each.name == name]
    _stop(found)
    while found.exec_status == "RUNNING":
        time.sleep(LOOK_AGAIN_SECONDS)
    found.exec_status = ExecutionStatus.ABORTED


def stop_executions() -> None:
    """End what still waits, and let what works finish: no thread of one world may live on in the
    next. A transaction that is cancelled then would put this world's table back into that one.
    """
    deadline = time.monotonic() + STOP_SECONDS
    while working := [each for each in TMP_THREADS if each.is_alive()]:
        if time.monotonic() > deadline:
            raise TimeoutError(f"does not stop: {executions()}")
        for each in _all():
            _stop(each)
        working[0].join(LOOK_AGAIN_SECONDS)
    TMP_THREADS.clear()


def _stop(execution: Any) -> None:
    # One that has just begun has no environment yet; it is stopped at the next look.
    if execution.exec_status == "RUNNING" and execution.exec_worker and execution.exec_worker.env:
        execution.stop(datetime.now(UTC), error=None, cause=None)
        for endpoint in list(_tokens(execution).values()):
            endpoint.interrupt_all()


def _all() -> list[Any]:
    backend = stepfunctions_parser_backends[ACCOUNT][REGION]
    return [each for machine in backend.state_machines for each in list(machine.executions)]


def _waits(execution: Any) -> bool:
    events = _events(execution)
    if not events or events[-1]["type"] != "TaskSubmitted":
        return False
    newest = list(_tokens(execution).values())[-1]
    return newest.get_outcome() is None


def _tokens(execution: Any) -> dict[str, Any]:
    """Of all waits of this run, oldest first."""
    return dict(execution.exec_worker.env.callback_pool_manager._pool)  # noqa: SLF001


def _events(execution: Any) -> list[dict[str, Any]]:
    env = execution.exec_worker.env if execution.exec_worker else None
    return list(env.event_manager.get_event_history()) if env else []


def _shown(execution: Any) -> Execution:
    entered = [each for each in _events(execution) if each["type"].endswith("StateEntered")]
    return Execution(
        name=execution.name,
        status=execution.exec_status,
        states=[each["stateEnteredEventDetails"]["name"] for each in entered],
        error=f"{execution.error}: {execution.cause}" if execution.error else None,
        input=json.loads(execution.execution_input),
    )
