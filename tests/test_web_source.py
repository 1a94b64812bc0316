"""The page's folder, where a machine can check it without building it."""

import json
import re
from functools import cache
from pathlib import Path

import pytest

from local import openapi
from local.world.template import ROOT, template
from tests.test_house_rules import UNFINISHED

WEB = ROOT / "web"
LANGUAGES = ("en", "th", "zh-CN")
FILES = [each for folder in ("src", "test") for each in sorted((WEB / folder).rglob("*.ts*"))]
# What was generated is not ours to judge.
SOURCES = [each for each in [*FILES, *WEB.glob("*.ts")] if "gen" not in each.parts]
MOST_LINES = 300
# What switches the type checker off.
UNTYPED = re.compile(r"@ts-ignore|: any\b|<any>|as any\b")


def test_the_lock_pins_everything_and_names_no_address() -> None:
    text = (WEB / "package-lock.json").read_text(encoding="utf-8")

    packages = json.loads(text)["packages"]

    assert "://" not in text
    assert len(packages) > 100
    assert [name for name, each in packages.items() if name and "integrity" not in each] == []


def test_every_dependency_has_an_exact_version() -> None:
    package = json.loads((WEB / "package.json").read_text(encoding="utf-8"))

    wanted = package["dependencies"] | package["devDependencies"]

    assert [name for name, version in wanted.items() if not re.fullmatch(r"[\d.]+", version)] == []


def test_every_language_has_the_texts_of_every_page() -> None:
    texts = WEB / "src/admin/i18n"
    found = {name: {each.name for each in (texts / name).glob("*.ts")} for name in LANGUAGES}

    assert found["en"]
    assert found["th"] == found["en"]
    assert found["zh-CN"] == found["en"]


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(WEB)))
def test_files_are_short_finished_and_say_what_they_are_for(path: Path) -> None:
    text = path.read_text(encoding="utf-8")

    assert text.startswith("// ")
    assert len(text.splitlines()) <= MOST_LINES
    assert not UNFINISHED.search(text)
    assert not UNTYPED.search(text)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_refusal_is_told_once(language: str) -> None:
    """Two who add the same code at a time would break the page's build."""
    told = codes_told(language)

    assert len(told) > 10
    assert sorted(told) == sorted(set(told))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_refusal_that_the_page_can_meet_has_a_text(language: str) -> None:
    met = codes_met()

    assert len(met) > 50
    assert met - set(codes_told(language)) == set()


@cache
def codes_met() -> set[str]:
    """Of the routes that the pages import from the generated client."""
    text = "".join(each.read_text(encoding="utf-8") for each in SOURCES)
    words = set(re.findall(r"\w+", text))
    operations = openapi.document()["paths"]
    return {
        code
        for found in openapi.slices().values()
        for route in found.values()
        if camel(operations[route.path][route.method.lower()]["operationId"]) in words
        for code in openapi.refusals(route)
    }


def codes_told(language: str) -> list[str]:
    """The codes with a text of their own, as often as they have one."""
    text = (WEB / "src/admin/i18n" / language / "shell.ts").read_text(encoding="utf-8")
    _, _, codes = text.partition("codes: {")
    return re.findall(r"^ {6}(\w+):", codes.partition("\n    },")[0], re.MULTILINE)


def camel(operation: str) -> str:
    """The name in the generated client: `make_quote` → `makeQuote`."""
    first, *others = operation.split("_")
    return first + "".join(each.title() for each in others)


def test_only_the_distribution_reads_the_pages() -> None:
    resources = template().resources
    bucket = resources["PagesBucket"]["Properties"]
    (statement,) = resources["PagesBucketPolicy"]["Properties"]["PolicyDocument"]["Statement"]

    assert set(bucket["PublicAccessBlockConfiguration"].values()) == {True}
    assert statement["Principal"] == {"Service": "cloudfront.amazonaws.com"}
    assert statement["Action"] == "s3:GetObject"
    assert "aws:SourceArn" in statement["Condition"]["StringEquals"]
