"""The house style, where a machine can check it (docs/decisions.md tells why)."""

import ast
import re
import sys
from pathlib import Path

import pytest

from tests.source import (
    FUNCTIONS,
    SLICES,
    Function,
    calls_of,
    dotted,
    functions_of,
    imports_of,
    name_of,
    python_files,
    tree_of,
)

EVERYWHERE = python_files("functions", "local", "tests")
SHIPPED = python_files("functions")
TESTS = python_files("tests")
PURE = [path for path in SHIPPED if "Pure" in (ast.get_docstring(tree_of(path)) or "")]

MOST_FILE_LINES, MOST_FUNCTION_LINES, MOST_HANDLER_LINES = 300, 50, 15
# What a pure file must not know: stores, services, settings, and the time.
WORLDLY = (
    "aws_lambda_powertools",
    "boto3",
    "botocore",
    "pynamodb",
    "requests",
    "shared.aws",
    "shared.case_store",
    "shared.clock",
    "shared.items",
    "shared.machine",
    "shared.settings",
    "shared.tables",
    "shared.telemetry",
    "shared.transaction",
)
CLOCK_CALLS = ("now", "today", "utcnow", "time", "monotonic", "getenv")
BANNED_IN_TESTS = ("Mock", "MagicMock", "mock", "skip", "skipif", "xfail", "sleep")
UNFINISHED = re.compile(r"\b(TODO|FIXME|XXX)\b")
# `suppress` too: any other exception than the one it names fails the test. `expect` is
# Playwright's, which fails when the page does not come to show what is expected.
CHECKING_CALLS = ("raises", "fail", "suppress", "expect")


def by_name(paths: list[Path]) -> list[object]:
    return [pytest.param(path, id=name_of(path)) for path in paths]


@pytest.mark.parametrize("path", by_name(EVERYWHERE))
def test_files_and_functions_are_short(path: Path) -> None:
    lines = len(path.read_text(encoding="utf-8").splitlines())
    long = [
        f"{each.name}: {_lines(each)}"
        for each in functions_of(path)
        if _lines(each) > MOST_FUNCTION_LINES
    ]

    assert lines <= MOST_FILE_LINES
    assert long == []


@pytest.mark.parametrize("path", by_name(SHIPPED))
def test_handlers_parse_make_one_call_and_return(path: Path) -> None:
    handlers = [each for each in functions_of(path) if _is_handler(each)]

    long = [each.name for each in handlers if _body_lines(each) > MOST_HANDLER_LINES]

    assert long == []


def test_there_are_handlers_to_check() -> None:
    handlers = [each for path in SHIPPED for each in functions_of(path) if _is_handler(each)]

    assert len(handlers) > 30


@pytest.mark.parametrize("name", SLICES)
def test_slices_never_import_each_other(name: str) -> None:
    others = set(SLICES) - {name}

    crossing = [
        f"{name_of(path)} imports {each}"
        for path in python_files(f"functions/{name}")
        for each in imports_of(path)
        if each.split(".")[0] in others
    ]

    assert crossing == []


def test_what_is_shared_imports_no_slice() -> None:
    crossing = [
        f"{name_of(path)} imports {each}"
        for path in python_files("functions/shared")
        for each in imports_of(path)
        if each.split(".")[0] in SLICES
    ]

    assert crossing == []


@pytest.mark.parametrize("path", by_name(SHIPPED))
def test_what_ships_imports_nothing_that_does_not(path: Path) -> None:
    found = {each.split(".")[0] for each in imports_of(path)}

    assert not found & {"local", "tests", "moto", "pytest", "samtranslator", "samcli"}


@pytest.mark.parametrize("path", by_name(PURE))
def test_pure_files_touch_nothing_outside(path: Path) -> None:
    imported = [each for each in imports_of(path) if _is_worldly(each)]
    called = [each for each, _ in calls_of(path) if each.split(".")[-1] in CLOCK_CALLS]
    read = [dotted(each) for each in ast.walk(tree_of(path)) if isinstance(each, ast.Attribute)]

    assert imported == []
    assert called == []
    assert "os.environ" not in read


def test_there_are_pure_files() -> None:
    names = {path.name for path in PURE}

    assert {"case.py", "money.py", "policy.py", "tenant.py", "identity_numbers.py"} <= names


@pytest.mark.parametrize("path", by_name(TESTS))
def test_tests_use_the_real_thing(path: Path) -> None:
    used = {dotted(each) for each in ast.walk(tree_of(path)) if isinstance(each, ast.Attribute)}
    used |= {each.id for each in ast.walk(tree_of(path)) if isinstance(each, ast.Name)}
    imported = set(imports_of(path))

    parts = {part for each in used | imported for part in each.split(".")}

    assert not parts & set(BANNED_IN_TESTS)


@pytest.mark.parametrize("path", by_name(TESTS))
def test_every_test_checks_something(path: Path) -> None:
    tests = [each for each in functions_of(path) if each.name.startswith("test_")]

    empty = [each.name for each in tests if not _checks(each)]

    assert empty == []


@pytest.mark.parametrize("path", by_name(SHIPPED))
def test_functions_log_and_never_print(path: Path) -> None:
    assert [name for name, _ in calls_of(path) if name == "print"] == []


@pytest.mark.parametrize("path", by_name(EVERYWHERE))
def test_nothing_is_left_for_later(path: Path) -> None:
    if path == Path(__file__):
        return
    assert UNFINISHED.findall(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("path", by_name(SHIPPED))
def test_every_file_says_what_it_is_for(path: Path) -> None:
    assert ast.get_docstring(tree_of(path))


def test_every_folder_that_ships_belongs_to_a_slice() -> None:
    folders = {path.relative_to(FUNCTIONS).parts[0] for path in SHIPPED}

    assert folders == {*SLICES, "shared"}
    assert not folders & sys.stdlib_module_names


def _lines(function: Function) -> int:
    return (function.end_lineno or 0) - function.lineno + 1


def _body_lines(function: Function) -> int:
    """Without the docstring."""
    documented = ast.get_docstring(function) is not None
    body = function.body[1:] if documented else function.body
    return (function.end_lineno or 0) - body[0].lineno + 1 if body else 0


def _is_handler(function: Function) -> bool:
    for each in function.decorator_list:
        decorator = each.func if isinstance(each, ast.Call) else each
        if dotted(decorator) in ("api.route", "task"):
            return True
    return False


def _is_worldly(imported: str) -> bool:
    return any(imported == each or imported.startswith(f"{each}.") for each in WORLDLY)


def _checks(test: Function) -> bool:
    for node in ast.walk(test):
        if isinstance(node, ast.Assert):
            return True
        called = dotted(node.func).split(".")[-1] if isinstance(node, ast.Call) else ""
        if called in CHECKING_CALLS or "_must_" in called:
            return True
    return False
