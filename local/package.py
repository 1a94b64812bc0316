"""What AWS gets: one archive for all functions, complete by itself, and the template beside it.

`python -m local.package` is `make package`: it builds them for this machine's architecture, opens
the archive, and imports every handler with nothing but what is in it. `make deploy` (deploying.py)
builds them for the stage's.
"""

import hashlib
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from zipfile import ZipFile

from local import archive
from local.build import (
    ARCHITECTURE,
    AWS_SAM,
    DEPLOYED,
    functions_of,
    last_line,
    sam,
    template,
    write_template,
)
from local.cloud import ROOT, environment
from local.say import CannotGoOn, exit_code_of, out, phase

BUILD_SECONDS = 600
SHOWN = 10

# What a library takes when it is there: without it, PDFs that banks protect are refused.
IMPORTED_LATE = {"pypdf._crypt_providers._cryptography"}
# Runs isolated (-I), without installed packages (-S), and compiles nothing for later (-B).
IMPORT_ALL = """
import importlib, sys
sys.path.insert(0, sys.argv[1])
for module in sys.argv[2:]:
    importlib.import_module(module)
print(len(sys.argv) - 2, "modules import from the package alone")
"""


@dataclass(frozen=True)
class Package:
    """`version` is of the content and the parameters: the stack's output Version once deployed."""

    template: Path
    archive: Path
    version: str


def build(architecture: str, parameters: dict[str, str] | None = None) -> Package:
    given = template()
    archive.require_python(given["Globals"]["Function"]["Runtime"])
    # All functions have the same code, so one is built; SAM would make a copy for each.
    function = next(iter(functions_of(given)))
    built, folder = AWS_SAM / "package", AWS_SAM / "aws"
    with phase("sam build"):
        done = sam(
            [
                *("build", function, "--build-dir", str(built)),
                *("--parameter-overrides", f"Architecture={architecture}"),
            ],
            environment(0),
            BUILD_SECONDS,
        )
    if done.returncode:
        raise CannotGoOn(f"The build failed: {last_line(done.stdout)}")
    folder.mkdir(exist_ok=True)
    packed = folder / "functions.zip"
    with phase("compile and pack"):
        archive.write(built / function, packed, smaller=True)
    version = _version(packed, parameters or {})
    write_template(folder / "template.yaml", Version=version)
    return Package(folder / "template.yaml", packed, version)


def check() -> int:
    package = build(ARCHITECTURE)
    if wrong := archive.faults(package.archive):
        raise CannotGoOn(
            f"{len(wrong)} modules would be compiled at each start: {'; '.join(wrong[:SHOWN])}"
        )
    size = package.archive.stat().st_size // 1_000_000
    out.print(f"{package.archive.name} has {size} MB, and bytecode of every module")
    with TemporaryDirectory() as unpacked:
        with ZipFile(package.archive) as opened:
            opened.extractall(unpacked)
        return _import_all(unpacked)


def _import_all(unpacked: str) -> int:
    given = template()
    functions = functions_of(given).values()
    modules = {each["Properties"]["Handler"].rpartition(".")[0] for each in functions}
    modules |= IMPORTED_LATE
    return subprocess.run(
        [sys.executable, "-I", "-S", "-B", "-c", IMPORT_ALL, unpacked, *sorted(modules)],
        env=_environment(given) | {"AWS_DEFAULT_REGION": "us-east-1"},
        check=False,
        timeout=60,
    ).returncode


def _environment(given: dict[str, Any]) -> dict[str, str]:
    """Of all functions together; what is known on AWS only is "x"."""
    variables = dict(given["Globals"]["Function"]["Environment"]["Variables"])
    for function in functions_of(given).values():
        variables |= function["Properties"].get("Environment", {}).get("Variables", {})
    defaults = {name: each.get("Default") for name, each in given["Parameters"].items()}
    return {name: _told(each, defaults) for name, each in variables.items()}


def _told(value: Any, defaults: dict[str, Any]) -> str:
    if isinstance(value, str):
        return value
    return str(defaults.get(value.get("Ref", ""), "x"))


def _version(packed: Path, parameters: dict[str, str]) -> str:
    digest = hashlib.sha256(packed.read_bytes())
    for name in (each for each in DEPLOYED if each != "functions"):
        for path in archive.files(ROOT / name):
            digest.update(path.read_bytes())
    digest.update(repr(sorted(parameters.items())).encode())
    return digest.hexdigest()[:16]


if __name__ == "__main__":
    sys.exit(exit_code_of(check))
