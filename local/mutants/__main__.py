"""Plant each mistake, run the tests of its place, and print who found it: minutes, not in CI."""

import re
import shutil
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from local.mutants import ROOT, Mutant
from local.mutants.of_cases import CASES
from local.mutants.of_money import MONEY

COPIED = ("functions", "local", "tests", "statemachines")
COPIED_FILES = ("template.yaml", "pyproject.toml", "openapi.json")
MUTANTS = MONEY + CASES
AT_ONCE = 2
LONGEST_SECONDS = 600


def main(wanted: list[str]) -> int:
    """All of them, or those with one of the words in their names."""
    started = time.monotonic()
    planted = [each for each in MUTANTS if not wanted or any(w in each.name for w in wanted)]
    temporary = tempfile.TemporaryDirectory(prefix="kyc-mutants-")
    with temporary as home, ThreadPoolExecutor(AT_ONCE) as pool:
        found = list(pool.map(lambda mutant: killer_of(mutant, Path(home)), planted))
    print("|   | mutant | place | killed by |\n| - | --- | --- | --- |")
    for mutant, killer in zip(planted, found, strict=True):
        place = mutant.file.removeprefix("functions/")
        print(f"| {'✓' if killer else '✗'} | {mutant.name} | {place} | {killer or 'SURVIVED'} |")
    killed = len([each for each in found if each])
    print(f"{killed} of {len(planted)} mutants killed in {time.monotonic() - started:.0f} s")
    return 0 if all(found) else 1


def killer_of(mutant: Mutant, home: Path) -> str:
    """The first test that fails, or "" when all pass; a run that breaks otherwise is an error."""
    tree = home / re.sub(r"\W+", "-", mutant.name)
    for folder in COPIED:
        shutil.copytree(ROOT / folder, tree / folder, ignore=shutil.ignore_patterns("__pycache__"))
    for file in COPIED_FILES:
        shutil.copy(ROOT / file, tree / file)
    mutant.plant(tree)
    asked = ["-m", "pytest", "-x", "-q", "--no-header", "-p", "no:cacheprovider", "--timeout=120"]
    done = subprocess.run(
        [sys.executable, *asked, *mutant.tests],
        cwd=tree,
        capture_output=True,
        text=True,
        timeout=LONGEST_SECONDS,
        check=False,
    )
    shutil.rmtree(tree)
    if done.returncode == 0:
        return ""
    failed = re.search(r"^FAILED (?:tests/)?(.+?)(?: - .*)?$", done.stdout, re.MULTILINE)
    if done.returncode != 1 or not failed:
        raise RuntimeError(f"{mutant.name}: the tests did not run\n{done.stdout}\n{done.stderr}")
    return failed[1]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
