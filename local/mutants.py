"""`make mutants`: plant eight mistakes in a copy of the ledger, one at a time, and see each found.

A test that no mistake can fail proves nothing. Each of these loses or invents money, and at least
one test of tests/ledger must notice.
"""

import re
import shutil
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
COPIED = ("functions", "local", "tests", "statemachines")
COPIED_FILES = ("template.yaml", "pyproject.toml", "openapi.json")
# The quickest first: the first that fails is enough.
TESTS = [
    f"tests/ledger/test_{name}.py"
    for name in (
        "ledger_operations",
        "ledger_races",
        "transactions",
        "ledger_transfers",
        "ledger_fees",
        "ledger_sweeper",
        "ledger_clients",
        "ledger_faults",
        "ledger_model",
    )
]
AT_ONCE = 2
LONGEST_SECONDS = 240


@dataclass(frozen=True)
class Mutant:
    """A mistake: this text of a file, which is there once, becomes that one."""

    name: str
    file: str
    text: str
    becomes: str

    def plant(self, tree: Path) -> None:
        path = tree / self.file
        source = path.read_text(encoding="utf-8")
        if source.count(self.text) != 1:
            raise LookupError(f"{self.name}: {self.file} does not have its text exactly once")
        path.write_text(source.replace(self.text, self.becomes), encoding="utf-8")


MUTANTS = [
    Mutant(
        "a hold is put whether or not it exists",
        "functions/billing/holds.py",
        "        tx.create(entry, AlreadyThere)\n        kept =",
        "        tx.put(entry)\n        kept =",
    ),
    Mutant(
        "a hold is taken from any balance",
        "functions/billing/holds.py",
        "kept, Slot.avail >= units, Short)",
        "kept, Slot.pk.exists(), Short)",
    ),
    Mutant(
        "an ended hold ends again",
        "functions/billing/holds.py",
        "tx.update(entry, changes, Entry.state == HELD, Ended)",
        "tx.update(entry, changes, Entry.pk.exists(), Ended)",
    ),
    Mutant(
        "a decline is not kept",
        "functions/billing/holds.py",
        "or _written(is_final(entry_in(0), DECLINED))",
        "or is_final(entry_in(0), DECLINED)",
    ),
    Mutant(
        "a top-up has an id for each try",
        "functions/billing/transfers.py",
        'f"topup:{account}:{request_id}", [quote_id, usdt_micro]',
        'f"topup:{account}:{request_id}:{now()}", [quote_id, usdt_micro]',
    ),
    Mutant(
        "the sweeper releases what it does not know",
        "functions/billing/fees.py",
        "        return ledger.extend(entry.event_id, now() + ASK_AGAIN)\n",
        "        return ledger.release(entry.event_id)\n",
    ),
    Mutant(
        "the hold and the balance are two writes",
        "functions/billing/holds.py",
        "        tx.create(entry, AlreadyThere)\n        kept =",
        "        tx.create(entry, AlreadyThere)\n        tx.commit()\n"
        "        tx = Transaction()\n        kept =",
    ),
    Mutant(
        "a conflict is taken for a short balance",
        "functions/shared/transaction.py",
        "        if code in PASSING:\n            return None\n",
        "        if code in PASSING:\n            return guards[-1]\n",
    ),
]


def main() -> int:
    started = time.monotonic()
    temporary = tempfile.TemporaryDirectory(prefix="kyc-mutants-")
    with temporary as home, ThreadPoolExecutor(AT_ONCE) as pool:
        found = list(pool.map(lambda mutant: killer_of(mutant, Path(home)), MUTANTS))
    for mutant, killer in zip(MUTANTS, found, strict=True):
        print(f"{'✓' if killer else '✗'} {mutant.name:44} {killer or 'SURVIVED'}")
    print(f"{len(MUTANTS)} mutants in {time.monotonic() - started:.0f} s")
    return 0 if all(found) else 1


def killer_of(mutant: Mutant, home: Path) -> str:
    """The first test that fails, or "" when all pass; a run that breaks otherwise is an error."""
    tree = home / re.sub(r"\W+", "-", mutant.name)
    for folder in COPIED:
        shutil.copytree(ROOT / folder, tree / folder, ignore=shutil.ignore_patterns("__pycache__"))
    for file in COPIED_FILES:
        shutil.copy(ROOT / file, tree / file)
    mutant.plant(tree)
    asked = ["-m", "pytest", "-x", "-q", "--no-header", "-p", "no:cacheprovider", "--timeout=60"]
    done = subprocess.run(
        [sys.executable, *asked, *TESTS],
        cwd=tree,
        capture_output=True,
        text=True,
        timeout=LONGEST_SECONDS,
        check=False,
    )
    if done.returncode == 0:
        return ""
    failed = re.search(r"^FAILED (?:tests/ledger/)?(.+?)(?: - .*)?$", done.stdout, re.MULTILINE)
    if done.returncode != 1 or not failed:
        raise RuntimeError(f"{mutant.name}: the tests did not run\n{done.stdout}\n{done.stderr}")
    return failed[1]


if __name__ == "__main__":
    sys.exit(main())
