"""The archive of functions has bytecode that Lambda trusts, and says so when it has not."""

import py_compile
import subprocess
import sys
from importlib.util import MAGIC_NUMBER
from pathlib import Path
from py_compile import PycInvalidationMode
from zipfile import ZipFile

import pytest

from local import archive
from local.build import template
from local.say import CannotGoOn

CACHED = "inner/__pycache__/money.cpython-313.pyc"
UNCHECKED = (0b01).to_bytes(4, "little")


@pytest.fixture
def code(tmp_path: Path) -> Path:
    folder = tmp_path / "code"
    (folder / "inner").mkdir(parents=True)
    (folder / "inner/__init__.py").write_text("")
    (folder / "inner/money.py").write_text("def due() -> int:\n    return 1 // 0\n")
    (folder / "inner/banks.json").write_text("[]")
    (folder / "inner/__pycache__").mkdir()
    (folder / CACHED).write_bytes(b"left over from somebody's machine")
    return folder


def packed(code: Path) -> Path:
    target = code.parent / "functions.zip"
    archive.write(code, target)
    return target


def changed(source: Path, name: str, content: bytes | None) -> Path:
    """The archive with one entry replaced, added, or left out."""
    target = source.with_name("changed.zip")
    with ZipFile(source) as old, ZipFile(target, "w") as new:
        for each in old.namelist():
            if each != name:
                new.writestr(each, old.read(each))
        if content is not None:
            new.writestr(name, content)
    return target


def test_every_module_has_bytecode_that_is_trusted_without_a_look(code: Path) -> None:
    with ZipFile(packed(code)) as opened:
        names, head = sorted(opened.namelist()), opened.read(CACHED)[:8]

    assert names == [
        "inner/__init__.py",
        "inner/__pycache__/__init__.cpython-313.pyc",
        CACHED,
        "inner/banks.json",
        "inner/money.py",
    ]
    assert head == MAGIC_NUMBER + UNCHECKED
    assert archive.faults(packed(code)) == []


def test_a_trace_tells_where_the_module_lies_and_not_where_it_was_packed(code: Path) -> None:
    with ZipFile(packed(code)) as opened:
        opened.extractall(code.parent / "task")
    script = "import sys; sys.path.insert(0, 'task'); from inner.money import due; due()"

    done = subprocess.run(  # noqa: S603  our own archive
        [sys.executable, "-I", "-S", "-B", "-c", script],
        cwd=code.parent,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )

    assert "/task/inner/money.py" in done.stderr
    assert str(code) not in done.stderr
    assert str(code).encode() not in packed(code).read_bytes()


def test_the_same_code_is_the_same_archive(code: Path) -> None:
    first = packed(code).read_bytes()
    for path in code.rglob("*.py"):
        path.touch()

    assert packed(code).read_bytes() == first


def compiled(code: Path, mode: PycInvalidationMode) -> bytes:
    target = code.parent / "other.pyc"
    py_compile.compile(
        str(code / "inner/money.py"), str(target), doraise=True, invalidation_mode=mode
    )
    return target.read_bytes()


def right(code: Path) -> bytes:
    return compiled(code, PycInvalidationMode.UNCHECKED_HASH)


FAULTS = {
    "none": (lambda _: None, "has no bytecode"),
    "by date": (lambda code: compiled(code, PycInvalidationMode.TIMESTAMP), "while a date fits"),
    "checked": (lambda code: compiled(code, PycInvalidationMode.CHECKED_HASH), "another look"),
    "older Python": (lambda code: b"\xcb\r\r\n" + right(code)[4:], "another Python"),
    "other source": (lambda code: right(code)[:8] + bytes(8) + right(code)[16:], "another source"),
    "cut": (lambda code: right(code)[:3], "another Python"),
    "empty": (lambda _: b"", "another Python"),
}


@pytest.mark.parametrize("name", FAULTS)
def test_bytecode_that_lambda_would_not_use_is_a_fault(name: str, code: Path) -> None:
    make, why = FAULTS[name]

    found = archive.faults(changed(packed(code), CACHED, make(code)))

    assert found[0].startswith("inner/money.py: ")
    assert why in " ".join(found)


@pytest.mark.parametrize("stray", ["inner/gone.pyc", "inner/__pycache__/gone.cpython-313.pyc"])
def test_bytecode_of_no_module_is_a_fault(stray: str, code: Path) -> None:
    found = archive.faults(changed(packed(code), stray, right(code)))

    assert found == [f"{stray}: of no module"]


def test_only_the_python_that_runs_the_functions_compiles_them(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    archive.require_python(template()["Globals"]["Function"]["Runtime"])

    for other in ("python3.12", "python3.14"):
        with pytest.raises(CannotGoOn, match=other):
            archive.require_python(other)
    # An early release of the same version has another bytecode.
    monkeypatch.setattr(archive, "MAGIC_NUMBER", (3570).to_bytes(2, "little") + b"\r\n")
    with pytest.raises(CannotGoOn, match="could not read"):
        archive.require_python("python3.13")
