"""`make setup`: .venv with Python 3.13 and the pinned packages, from any Python 3.8 or newer.

Run it as `python3 -I local/bootstrap.py`: isolated, because this folder has an operator.py and
the standard library has one too. It does nothing when .venv is up to date.
"""

from __future__ import annotations

import glob
import hashlib
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
WANTED = (ROOT / ".python-version").read_text().strip()
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
TOOLS = ROOT / ".local" / "tools"
UV = TOOLS / "bin" / "uv"
LOCKS = ("requirements-dev.txt", ".python-version", "local/bootstrap.py")
STAMP = VENV / "locks.sha256"
LIMIT_SECONDS = 900


def main() -> None:
    wanted = hashlib.sha256(b"".join((ROOT / name).read_bytes() for name in LOCKS)).hexdigest()
    if PYTHON.exists() and STAMP.exists() and STAMP.read_text() == wanted:
        return
    began = time.monotonic()
    python = find_python()
    get_uv(python or sys.executable)
    python = python or install_python()
    if not PYTHON.exists() or not (VENV / "bin" / ("python" + WANTED)).exists():
        say("make .venv with " + python)
        # --seed: `sam build` needs pip inside.
        run([str(UV), "venv", "-q", "--clear", "--seed", "--python", python, str(VENV)])
    say("install the pinned packages")
    install()
    STAMP.write_text(wanted)
    say(f"ready after {time.monotonic() - began:.0f} s")


def find_python() -> str:
    """A Python of the wanted version that really runs, or ""; pyenv's shims may only pretend."""
    homes = os.environ.get("PYENV_ROOT", str(Path.home() / ".pyenv"))
    candidates = [shutil.which("python" + WANTED), sys.executable]
    candidates += sorted(glob.glob(f"{homes}/versions/{WANTED}*/bin/python"), reverse=True)
    # The one behind an active .venv.
    question = "import sys; print('%d.%d' % sys.version_info[:2], sys._base_executable)"
    for candidate in candidates:
        if candidate:
            asked = subprocess.run(
                [candidate, "-c", question],
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                text=True,
                check=False,
                timeout=60,
            )
            version, _, real = asked.stdout.strip().partition(" ")
            if asked.returncode == 0 and version == WANTED:
                return real
    return ""


def get_uv(python: str) -> None:
    """uv installs several times faster than pip; it comes from PyPI like everything else."""
    if UV.exists():
        return
    say("get uv")
    if not attempt([python, "-m", "venv", "--clear", str(TOOLS)]):
        stop(f"{python} cannot make virtual environments. On Debian: apt install python3-venv")
    run([str(TOOLS / "bin" / "python"), "-m", "pip", "install", "-q", "uv"])


def install_python() -> str:
    say("install Python " + WANTED)
    if not attempt([str(UV), "python", "install", "-q", WANTED]):
        stop(f"Python {WANTED} is missing and could not be downloaded. Install it, then retry.")
    found = subprocess.run(
        [str(UV), "python", "find", WANTED],
        stdout=subprocess.PIPE,
        text=True,
        check=True,
        timeout=60,
    )
    return found.stdout.strip()


def install() -> None:
    """With uv; where only pip is set up for a package mirror, with pip."""
    lock = ["install", "-q", "--require-hashes", "-r", str(ROOT / "requirements-dev.txt")]
    if not attempt([str(UV), "pip", *lock, "--python", str(PYTHON)]):
        say("uv could not; pip, slower, tries")
        run([str(PYTHON), "-m", "pip", *lock])


def attempt(command: list[str]) -> bool:
    return subprocess.run(command, check=False, timeout=LIMIT_SECONDS).returncode == 0


def run(command: list[str]) -> None:
    if not attempt(command):
        stop("This failed: " + " ".join(command))


def say(what: str) -> None:
    print("· " + what, flush=True)


def stop(why: str) -> None:
    sys.exit("✗ " + why)


if __name__ == "__main__":
    main()
