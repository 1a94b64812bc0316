"""The template and one archive for the local cloud, and the check of what AWS would get.

The emulator runs functions with this environment's Python, which has the very versions that
functions/requirements.txt pins; so the archive holds our code only, and a worker starts in no
time. What goes to AWS is `sam build`'s: `check_package` proves that it is complete by itself.
"""

import fcntl
import hashlib
import os
import platform
import py_compile
import shutil
import subprocess
import sys
from contextlib import suppress
from importlib.util import cache_from_source
from pathlib import Path
from typing import Any
from zipfile import ZipFile

from samcli.yamlhelper import yaml_dump, yaml_parse  # type: ignore[import-untyped]

from local.cloud import ROOT, environment
from local.say import CannotGoOn, exit_code_of, phase

ARCHITECTURE = "arm64" if platform.machine() in ("arm64", "aarch64") else "x86_64"
AWS_SAM = ROOT / ".aws-sam"
BUILD = AWS_SAM / "local"
TEMPLATE = BUILD / "template.yaml"
SOURCES = ("template.yaml", "functions", "statemachines", "local/build.py")
BUILD_SECONDS = 600
UNCHECKED = py_compile.PycInvalidationMode.UNCHECKED_HASH

# Runs isolated (-I) and without installed packages (-S).
IMPORT_ALL = """
import importlib, sys
sys.path.insert(0, sys.argv[1])
for module in sys.argv[2:]:
    importlib.import_module(module)
print(len(sys.argv) - 2, "modules import from the package alone")
"""


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
        _archive()
        _adapt_template()
        stamp.write_text(wanted)


def source_hash() -> str:
    """Over the names and contents of everything that the build reads."""
    digest = hashlib.sha256(ARCHITECTURE.encode())
    for source in SOURCES:
        for path in _files(ROOT / source):
            content = hashlib.sha256(path.read_bytes()).digest()
            digest.update(str(path.relative_to(ROOT)).encode() + content)
    return digest.hexdigest()


def sam(
    arguments: list[str], variables: dict[str, str], limit_seconds: int
) -> subprocess.CompletedProcess[str]:
    # SAM builds with the Python it finds first on PATH: the one of this environment.
    path = f"{Path(sys.executable).parent}{os.pathsep}{variables.get('PATH', '')}"
    command = shutil.which("sam", path=path)
    if not command:
        raise CannotGoOn("`sam` is missing. Run `make setup`.")
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


def last_line(output: str) -> str:
    """The line of a tool's output that most likely says what is wrong."""
    lines = [line.strip() for line in output.splitlines() if line.strip()]
    errors = [line for line in lines if "error" in line.lower()]
    return (errors or lines or ["no output"])[-1]


def check_package() -> int:
    """`sam build` one function, and import every handler with nothing but what it packed."""
    template = yaml_parse((ROOT / "template.yaml").read_text())
    functions = _functions(template)
    built = AWS_SAM / "package"
    with phase("sam build"):
        done = sam(
            [
                *("build", next(iter(functions)), "--build-dir", str(built)),
                *("--parameter-overrides", f"Architecture={ARCHITECTURE}"),
            ],
            environment(0),
            BUILD_SECONDS,
        )
    if done.returncode:
        raise CannotGoOn(f"The build failed: {last_line(done.stdout)}")
    told = _environment(template)
    modules = {each["Properties"]["Handler"].rpartition(".")[0] for each in functions.values()}
    return subprocess.run(
        [
            *(sys.executable, "-I", "-S", "-c", IMPORT_ALL),
            *(str(built / next(iter(functions))), *sorted(modules)),
        ],
        env=told | {"AWS_DEFAULT_REGION": "us-east-1"},
        check=False,
        timeout=60,
    ).returncode


def _environment(template: dict[str, Any]) -> dict[str, str]:
    """Of all functions together; what is known on AWS only is "x"."""
    variables = dict(template["Globals"]["Function"]["Environment"]["Variables"])
    for function in _functions(template).values():
        variables |= function["Properties"].get("Environment", {}).get("Variables", {})
    defaults = {name: each.get("Default") for name, each in template["Parameters"].items()}
    return {name: _told(each, defaults) for name, each in variables.items()}


def _told(value: Any, defaults: dict[str, Any]) -> str:
    if isinstance(value, str):
        return value
    return str(defaults.get(value.get("Ref", ""), "x"))


def _archive() -> None:
    """With the modules compiled: each worker unpacks its own copy, and would compile that anew."""
    compiled = BUILD / "module.pyc"
    with ZipFile(BUILD / "functions.zip", "w") as archive:
        for path in _files(ROOT / "functions"):
            name = str(path.relative_to(ROOT / "functions"))
            archive.write(path, name)
            if path.suffix == ".py":
                py_compile.compile(
                    str(path), str(compiled), name, doraise=True, invalidation_mode=UNCHECKED
                )
                archive.write(compiled, cache_from_source(name))


def _adapt_template() -> None:
    template = yaml_parse((ROOT / "template.yaml").read_text())
    resources = template["Resources"]
    del template["Globals"]["Function"]["CodeUri"]
    for function in _functions(template).values():
        function["Properties"]["CodeUri"] = "functions.zip"
    for each in resources.values():
        if each["Type"] == "AWS::Serverless::StateMachine":
            definition = each["Properties"]["DefinitionUri"]
            each["Properties"]["DefinitionUri"] = str(ROOT / definition)
    TEMPLATE.write_text(yaml_dump(template))


def _functions(template: dict[str, Any]) -> dict[str, Any]:
    resources = template["Resources"].items()
    return {name: each for name, each in resources if each["Type"] == "AWS::Serverless::Function"}


def _files(root: Path) -> list[Path]:
    found = sorted(root.rglob("*")) if root.is_dir() else [root]
    return [path for path in found if path.is_file() and "__pycache__" not in path.parts]


if __name__ == "__main__":
    sys.exit(exit_code_of(check_package))
