"""The template and one archive for the local cloud.

The emulator runs functions with this environment's Python, which has the very versions that
functions/requirements.txt pins; so the archive holds our code only, and a worker starts in no
time. What goes to AWS is in local/package.py.
"""

import fcntl
import hashlib
import os
import platform
import shutil
import subprocess
import sys
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any

from samcli.yamlhelper import yaml_dump, yaml_parse  # type: ignore[import-untyped]

from local import archive
from local.cloud import ROOT
from local.say import CannotGoOn

ARCHITECTURE = "arm64" if platform.machine() in ("arm64", "aarch64") else "x86_64"
AWS_SAM = ROOT / ".aws-sam"
BUILD = AWS_SAM / "local"
TEMPLATE = BUILD / "template.yaml"
DEPLOYED = ("template.yaml", "functions", "statemachines")
SOURCES = (*DEPLOYED, "local/build.py", "local/archive.py")


def build() -> None:
    """Skipped while nothing that goes into it has changed; one process at a time."""
    BUILD.mkdir(parents=True, exist_ok=True)
    with (AWS_SAM / "local.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        stamp = BUILD / "source.sha256"
        wanted = source_hash()
        with suppress(OSError):
            if stamp.read_text() == wanted:
                return
        archive.write(ROOT / "functions", BUILD / "functions.zip")
        write_template(TEMPLATE)
        stamp.write_text(wanted)


def source_hash() -> str:
    """Over the names and contents of everything that the build reads."""
    digest = hashlib.sha256(ARCHITECTURE.encode())
    for source in SOURCES:
        for path in archive.files(ROOT / source):
            content = hashlib.sha256(path.read_bytes()).digest()
            digest.update(str(path.relative_to(ROOT)).encode() + content)
    return digest.hexdigest()


def sam(
    arguments: list[str], variables: dict[str, str], limit_seconds: int
) -> subprocess.CompletedProcess[str]:
    command, path = _command(variables)
    try:
        return subprocess.run(
            [command, *arguments],
            cwd=ROOT,
            env=variables | {"PATH": path},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
            timeout=limit_seconds,
        )
    except subprocess.TimeoutExpired:
        what = f"`sam {arguments[0]}` took longer than {limit_seconds} seconds."
        raise CannotGoOn(what) from None


def run_sam(arguments: list[str], variables: dict[str, str], said: str | None = None) -> int:
    """On the terminal of whoever asks, who answers SAM's question; `said` is such an answer."""
    command, path = _command(variables)
    return subprocess.run(
        [command, *arguments],
        cwd=ROOT,
        env=variables | {"PATH": path},
        input=said,
        text=True,
        check=False,
    ).returncode


def _command(variables: dict[str, str]) -> tuple[str, str]:
    """`sam`, and a PATH where it finds the Python to build with: the one of this environment."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{variables.get('PATH', '')}"
    command = shutil.which("sam", path=path)
    if not command:
        raise CannotGoOn("`sam` is missing. Run `make setup`.")
    return command, path


def last_line(output: str) -> str:
    """The line of a tool's output that most likely says what is wrong."""
    lines = [line.strip() for line in output.splitlines() if line.strip()]
    errors = [line for line in lines if "error" in line.lower()]
    return (errors or lines or ["no output"])[-1]


@cache
def template() -> dict[str, Any]:
    """As written; to be read only."""
    return _parsed()


def _parsed() -> dict[str, Any]:
    return dict(yaml_parse((ROOT / "template.yaml").read_text()))


def functions_of(template: dict[str, Any]) -> dict[str, Any]:
    resources = template["Resources"].items()
    return {name: each for name, each in resources if each["Type"] == "AWS::Serverless::Function"}


def write_template(path: Path, **outputs: str) -> None:
    """With the one archive beside it for every function, and further outputs."""
    given = _parsed()
    del given["Globals"]["Function"]["CodeUri"]
    for function in functions_of(given).values():
        function["Properties"]["CodeUri"] = "functions.zip"
    for each in given["Resources"].values():
        if each["Type"] == "AWS::Serverless::StateMachine":
            definition = each["Properties"]["DefinitionUri"]
            each["Properties"]["DefinitionUri"] = str(ROOT / definition)
    given["Outputs"] |= {name: {"Value": value} for name, value in outputs.items()}
    path.write_text(yaml_dump(given))
