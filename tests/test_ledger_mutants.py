"""The mistakes of `make mutants` still fit the source; whether each is found, that run says."""

import shutil
from pathlib import Path

import pytest

from local.mutants import MUTANTS, ROOT, Mutant


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: mutant.name)
def test_a_mistake_can_be_planted(mutant: Mutant, tmp_path: Path) -> None:
    source = ROOT / mutant.file
    (tmp_path / mutant.file).parent.mkdir(parents=True)
    shutil.copy(source, tmp_path / mutant.file)

    mutant.plant(tmp_path)

    planted = (tmp_path / mutant.file).read_text(encoding="utf-8")
    assert planted != source.read_text(encoding="utf-8")
    compile(planted, mutant.file, "exec")


def test_there_are_eight_mistakes() -> None:
    assert len({mutant.name for mutant in MUTANTS}) == 8
