"""`make mutants`: plant mistakes in a copy of the source, one at a time, and see each found.

A test that no mistake can fail proves nothing. Each of these loses or invents money, lets somebody
through, or leaves somebody out; the tests of its place must notice. A mistake is planted by text
that is in its file once: a source that has changed fails loudly, also in `make test`
(tests/test_mutants.py).
"""

from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Mutant:
    """A mistake: this text of a file, which is there once, becomes that one.

    `tests` are the files of its place, the quickest first: the first that fails is enough.
    """

    name: str
    file: str
    text: str
    becomes: str
    tests: tuple[str, ...]

    def plant(self, tree: Path) -> None:
        path = tree / self.file
        source = path.read_text(encoding="utf-8")
        if source.count(self.text) != 1:
            raise LookupError(f"{self.name}: {self.file} does not have its text exactly once")
        path.write_text(source.replace(self.text, self.becomes), encoding="utf-8")


def ledger(*names: str) -> tuple[str, ...]:
    return tuple(f"tests/ledger/test_{name}.py" for name in names)
