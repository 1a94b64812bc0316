"""docs/api.md as one shell script against the deployed stack: its answers are the real ones."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from local.client import sign_in
from local.operator import invite
from local.people import Company, open_for_demo
from local.stack import Stack
from local.world.template import ROOT
from tests.e2e.faceid_steps import Faceid

BLOCK = re.compile(r"^```(sh|json)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
END_OF_BLOCK = "=== end of block ==="
# Most functions are called for the first time: each starts, on a busy machine one after another.
RUN_SECONDS = 250
LEFT_OUT = "…"
# Different in every run, whatever the document shows.
PASSING = re.compile(r"(cus|sub|upl|lnk)_\w{26,29}|\d{4}-\d\d-\d\dT[\d:.]+Z")

Step = tuple[str, Any]


@pytest.fixture
def newcomer(stack: Stack) -> Company:
    """A company that nobody has paid anything for: the documented amounts are exact."""
    return open_for_demo(stack, "Chiang Mai Lending", "lending", "chiangmai.example.com")


def test_the_documented_commands_get_the_documented_answers(
    stack: Stack, newcomer: Company, tmp_path: Path
) -> None:
    steps = list(documented())

    printed = run([commands for commands, _ in steps], stack, newcomer, tmp_path)

    wrong = [
        difference
        for (_, wanted), text in zip(steps, printed, strict=True)
        if wanted is not None
        for difference in differences(wanted, json.loads(text.splitlines()[-1]), "")
    ]
    assert wrong == []
    assert len([wanted for _, wanted in steps if wanted]) > 25


def documented() -> Iterator[Step]:
    """Each shell block with the JSON that follows it, or None."""
    text = (ROOT / "docs" / "api.md").read_text(encoding="utf-8")
    found: list[tuple[str, str]] = BLOCK.findall(text)
    for (kind, content), following in zip(found, [*found[1:], ("", "")], strict=True):
        if kind == "sh":
            yield content, json.loads(following[1]) if following[0] == "json" else None


def run(blocks: list[str], stack: Stack, company: Company, directory: Path) -> list[str]:
    """What each block printed."""
    script = f"\necho; echo '{END_OF_BLOCK}'\n".join(["set -euo pipefail\n", *blocks])
    variables = {
        **people(stack, company),
        "SANDBOX": stack.sandbox_url,
        "SANDBOX_SECRET": Faceid.of(stack).secret,
        # Our own python3: a version manager's may not run in another directory.
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "NO_PROXY": "127.0.0.1",
    }
    done = subprocess.run(  # noqa: S603  our own document
        ["bash", "-c", script],  # noqa: S607  wherever bash is
        cwd=directory,
        env=variables,
        capture_output=True,
        text=True,
        check=False,
        timeout=RUN_SECONDS,
    )
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
    return [each.strip() for each in done.stdout.split(END_OF_BLOCK)[1:]]


def people(stack: Stack, company: Company) -> dict[str, str]:
    operator = f"operator@{company.admin.partition('@')[2]}"
    invite(stack.client, stack.outputs, operator, "operator", "", company.password)
    staff = {
        "REVIEWER": company.reviewer,
        "BILLING": company.billing,
        "ADMIN": company.admin,
        "OPERATOR": operator,
    }
    return {
        "API": stack.api_url,
        "COMPANY_KEY": company.test_key,
    } | {f"{name}_TOKEN": sign_in(stack, who, company.password) for name, who in staff.items()}


def differences(wanted: Any, found: Any, at: str) -> Iterator[str]:
    """Where the real answer is not as documented; `…` stands for anything."""
    if isinstance(wanted, dict) and isinstance(found, dict):
        names = {name for name in wanted if name != LEFT_OUT}
        missing = names - found.keys()
        unknown = set() if LEFT_OUT in wanted else found.keys() - names
        yield from (f"{at}.{name}: not in the answer" for name in sorted(missing))
        yield from (f"{at}.{name}: not in the document" for name in sorted(unknown))
        for name in sorted(names - missing):
            yield from differences(wanted[name], found[name], f"{at}.{name}")
    elif isinstance(wanted, list) and isinstance(found, list):
        shown = [each for each in wanted if each != LEFT_OUT]
        if len(found) < len(shown) or (len(found) > len(shown) and LEFT_OUT not in wanted):
            yield f"{at}: {len(found)} items and not {len(shown)}"
        for number, (item, real) in enumerate(zip(shown, found, strict=False)):
            yield from differences(item, real, f"{at}.{number}")
    elif not _alike(wanted, found):
        yield f"{at}: {found!r} and not {wanted!r}"


def _alike(wanted: Any, found: Any) -> bool:
    if wanted in (LEFT_OUT, found):
        return True
    if not isinstance(wanted, str) or not isinstance(found, str):
        return False
    before, cut, after = wanted.partition(LEFT_OUT)
    abbreviated = bool(cut) and found.startswith(before) and found.endswith(after)
    return abbreviated or bool(PASSING.fullmatch(wanted) and PASSING.fullmatch(found))
