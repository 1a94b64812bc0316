"""Whatever is sent: no hostile file is accepted, no honest one refused, and none costs much."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parent.parent
MOST_SECONDS, MOST_BYTES = 5, 1_000_000_000


@pytest.fixture(scope="module")
def told() -> dict[str, Any]:
    """What came of each file, and the most memory that any of them took."""
    places = os.pathsep.join([str(ROOT), str(ROOT / "functions")])
    done = subprocess.run(
        [sys.executable, "-m", "tests.opening"],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": places},
        capture_output=True,
        check=True,
        timeout=300,
    )
    return dict(json.loads(done.stdout))


def of(told: dict[str, Any], kind: str) -> dict[str, str]:
    return {name: outcome for each, name, outcome, _ in told["outcomes"] if each == kind}


def test_three_hundred_hostile_files_are_refused_each_with_a_code(told: dict[str, Any]) -> None:
    hostile = of(told, "hostile")

    assert len(hostile) >= 300
    wrong = {name: code for name, code in hostile.items() if not code.startswith("upload_")}
    assert wrong == {}


def test_a_hundred_honest_files_are_accepted(told: dict[str, Any]) -> None:
    honest = of(told, "honest")

    assert len(honest) >= 100
    assert {name: code for name, code in honest.items() if code != "accepted"} == {}


def test_no_file_takes_long_or_much_memory(told: dict[str, Any]) -> None:
    assert [each for each in told["outcomes"] if each[3] > MOST_SECONDS] == []
    assert told["peak_bytes"] < MOST_BYTES
