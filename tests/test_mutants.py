"""The mistakes of `make mutants` still fit the source; whether each is found, that run says."""

import shutil
from pathlib import Path

import pytest

from local.mutants import ROOT, Mutant
from local.mutants.__main__ import MUTANTS


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: mutant.name)
def test_a_mistake_can_be_planted(mutant: Mutant, tmp_path: Path) -> None:
    source = ROOT / mutant.file
    (tmp_path / mutant.file).parent.mkdir(parents=True)
    shutil.copy(source, tmp_path / mutant.file)

    mutant.plant(tmp_path)

    planted = (tmp_path / mutant.file).read_text(encoding="utf-8")
    assert planted != source.read_text(encoding="utf-8")
    compile(planted, mutant.file, "exec")


def test_every_mistake_has_a_name_of_its_own_and_tests_that_exist() -> None:
    assert len({mutant.name for mutant in MUTANTS}) == len(MUTANTS) == 40
    assert [each for mutant in MUTANTS for each in mutant.tests if not (ROOT / each).exists()] == []
