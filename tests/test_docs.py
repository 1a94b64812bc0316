"""README.md and docs/ say what the code does: a claim that a machine can check is checked here."""

import ast
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from liveness.faceid_result import ABORTED, GONE, UNCOMPARED
from liveness.sessions import NO_ANSWER, NOTHING_ASKED
from local import docs_automatic, docs_tables, openapi
from local.world.template import ROOT, template
from shared.case import MOVES
from shared.errors import CATALOGUE
from shared.policy import FOLDER
from submit.routing import RULES
from tests.source import FUNCTIONS, SLICES, tree_of

DOCUMENTS = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").glob("*.md"))]
README, API, OPERATIONS, PERMITTED = (
    (ROOT / name).read_text(encoding="utf-8") for name in docs_tables.DOCUMENTS
)
CODE_BLOCK = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\[[^\]]+\]\(([^)\s]+)\)")
OURS = re.compile(r"`((?:docs|functions|local|statemachines|tests)/[\w./-]+)`")
EDGE = re.compile(r"^ +([A-Z]\w+) -- ?(?:\".*?\" --)?> ([A-Z]\w+)$", re.MULTILINE)


def by_name(paths: list[Path]) -> list[object]:
    return [pytest.param(path, id=path.name) for path in paths]


def rows(text: str, first_heading: str) -> list[list[str]]:
    """The cells of the table whose first column has that heading."""
    lines = text.splitlines()
    (start,) = [at for at, line in enumerate(lines) if line.startswith(f"| {first_heading} |")]
    found = []
    for line in lines[start + 2 :]:
        if not line.startswith("|"):
            break
        found.append([cell.strip() for cell in line.strip("|").split("|")])
    return found


def bare(cell: str) -> str:
    return cell.strip("`")


@pytest.mark.parametrize("name", docs_tables.DOCUMENTS)
def test_generated_tables_are_not_stale(name: str) -> None:
    written = (ROOT / name).read_text(encoding="utf-8")

    assert written == docs_tables.fresh(written), "run: python -m local.docs_tables"


def test_every_table_that_can_be_generated_stands_somewhere() -> None:
    found = docs_tables.SECTION.findall(README + API + OPERATIONS + PERMITTED)

    assert sorted(name for _, name, _ in found) == sorted(docs_tables.SECTIONS)


def test_the_routes_listed_are_the_routes_of_the_code() -> None:
    listed = {(row[0], bare(row[1])) for row in rows(API, "Method")}

    assert listed == {where for found in openapi.slices().values() for where in found}


def test_a_listed_route_says_whom_it_lets_in() -> None:
    listed = {(row[0], bare(row[1])): set(row[2].split(", ")) for row in rows(API, "Method")}

    wrong = [where for where, who in listed.items() if who != openapi.route(*where).roles]

    assert wrong == []


def test_the_error_codes_listed_are_those_that_can_be_answered() -> None:
    listed = {bare(row[0]): (int(row[1]), row[3]) for row in rows(API, "Code")}

    assert listed == CATALOGUE


def test_the_moves_listed_are_the_only_legal_ones() -> None:
    listed = {
        (bare(row[0]), row[1].replace(" ", "_")): bare(row[2]) for row in rows(README, "From")
    }

    assert listed == MOVES
    assert all(f"`{status}`" in README for status in MOVES.values())


def test_the_loans_listed_are_those_of_the_newest_policies() -> None:
    listed = [(row[0], int(row[1]), row[4]) for row in rows(README, "Policy")]

    files = {path.stem.rpartition("-")[0]: path for path in sorted(FOLDER.glob("*.json"))}
    policies = [json.loads(path.read_text(encoding="utf-8")) for path in files.values()]
    assert listed == [
        (each["name"], tier["tier"], f"{tier['max_loan']} {each['currency']}")
        for each in policies
        for tier in each["tiers"]
    ]


def test_the_parameters_listed_are_those_of_the_template() -> None:
    listed = {bare(row[0]): bare(row[1]) for row in rows(OPERATIONS, "Parameter")}

    given = template().raw["Parameters"]
    assert listed == {name: str(each["Default"]) or "(empty)" for name, each in given.items()}


def test_every_alarm_is_explained() -> None:
    explained = {bare(row[0]): row[1:] for row in rows(OPERATIONS, "Alarm")}

    assert set(explained) == set(template().of_type("AWS::CloudWatch::Alarm"))
    assert all(len(cell) > 10 for cells in explained.values() for cell in cells)


def test_every_reason_of_a_route_is_explained() -> None:
    decided_later = answers_of("billing/fees.py", "reserve") | answers_of("review/opening.py")
    decided_later |= answers_of("shared/automatic.py")

    assert {*RULES, "eligible", *decided_later} - {NO_ANSWER} == set(docs_automatic.ROUTES)


def test_every_reason_of_a_check_is_explained() -> None:
    aborted = {*ABORTED.values(), NOTHING_ASKED.code, NO_ANSWER, GONE.code}
    compared = {reason for reason, _ in UNCOMPARED.values()} | {"photo_unusable"}
    judged = answers_of("liveness/verdict.py") | answers_of("liveness/faceid_result.py", "_outcome")

    # `compared` is what the verdict makes a match or a mismatch of.
    assert aborted | compared | judged - {"compared"} == set(docs_automatic.CHECKS)


def answers_of(path: str, function: str = "") -> set[str]:
    """The words that functions of a file return: alone, in a tuple, or one of two."""
    tree = tree_of(FUNCTIONS / path)
    functions = [each for each in ast.walk(tree) if isinstance(each, ast.FunctionDef)]
    returned = [
        each.value
        for found in functions
        if function in ("", found.name)
        for each in ast.walk(found)
        if isinstance(each, ast.Return) and each.value
    ]
    words = {word for value in returned for word in constants(value)}
    return {word for word in words if re.fullmatch("[a-z_]{3,}", word)} - {"again", "review"}


def constants(value: ast.expr) -> Iterator[str]:
    if isinstance(value, ast.Constant) and isinstance(value.value, str):
        yield value.value
    parts: list[ast.expr] = []
    if isinstance(value, ast.Tuple):
        parts = value.elts
    elif isinstance(value, ast.IfExp):
        parts = [value.body, value.orelse]
    for each in parts:
        yield from constants(each)


def test_limits_are_told_in_units_that_people_use() -> None:
    listed = {row[0]: row[1] for row in rows(OPERATIONS, "What")}

    assert listed["One-time link"] == "48 hours"
    assert listed["Video"] == "50 MB"
    assert listed["Page of a list"] == "20, at most 100 items"
    assert listed["A revoked key still works for, at most"] == "1 minute"
    assert (
        listed["Execution ends though nobody decided, and the review stays open, after"]
        == "90 days"
    )


def test_the_picture_shows_the_states_and_the_ways_between_them() -> None:
    (inside,) = re.findall(r"^flowchart TD\n  Route .*?^```$", README, re.MULTILINE | re.DOTALL)

    drawn = EDGE.findall(inside)

    assert sorted(drawn) == sorted(transitions())
    assert {state for edge in drawn for state in edge} == set(states())


def states() -> dict[str, dict[str, object]]:
    path = ROOT / "statemachines" / "verification.asl.json"
    return dict(json.loads(path.read_text(encoding="utf-8"))["States"])


def transitions() -> set[tuple[str, str]]:
    text = {name: json.dumps(each) for name, each in states().items()}
    return {
        (name, target)
        for name, definition in text.items()
        for target in re.findall(r'"(?:Next|Default)": "(\w+)"', definition)
    }


def test_the_picture_names_what_the_template_has() -> None:
    drawn = set(re.findall(r'\[\("(\w+)"\)\]', README))

    assert drawn == {"CasesTable", "LedgerTable", "MediaBucket"}
    assert drawn < set(template().resources)


def test_the_map_leads_to_every_folder() -> None:
    (shown,) = re.findall(r"^```\n(functions/access/.*?)^```$", README, re.MULTILINE | re.DOTALL)
    listed = [line.split()[0] for line in shown.splitlines()]

    assert [each for each in listed if not (ROOT / each).exists()] == []
    assert {f"functions/{name}/" for name in [*SLICES, "shared"]} <= set(listed)


@pytest.mark.parametrize("path", by_name(DOCUMENTS))
def test_every_command_exists(path: Path) -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z0-9]+):", makefile, re.MULTILINE))
    text = path.read_text(encoding="utf-8")

    named = set(re.findall(r"(?:`|^|\$ )make ([a-z0-9]+)", text, re.MULTILINE))
    modules = [each.replace(".", "/") for each in re.findall(r"python -m ([\w.]+)", text)]

    assert named <= targets
    for each in modules:
        assert (ROOT / f"{each}.py").exists() or (ROOT / each / "__main__.py").exists(), each


@pytest.mark.parametrize("path", by_name(DOCUMENTS))
def test_every_link_leads_somewhere(path: Path) -> None:
    text = CODE_BLOCK.sub("", path.read_text(encoding="utf-8"))

    broken = [link for link in LINK.findall(text) if not leads_somewhere(path, link)]

    assert broken == []


@pytest.mark.parametrize("path", by_name(DOCUMENTS))
def test_every_file_that_is_named_exists(path: Path) -> None:
    named = OURS.findall(path.read_text(encoding="utf-8"))

    assert [each for each in named if not (ROOT / each).exists()] == []


def test_every_decision_has_a_date_and_an_alternative_that_lost() -> None:
    text = (ROOT / "docs" / "decisions.md").read_text(encoding="utf-8")
    decisions = re.findall(r"^\*\*.*?(?=\n\n|\Z)", text, re.MULTILINE | re.DOTALL)

    incomplete = [
        each
        for each in decisions
        if not re.match(r"\*\*\d{4}-\d\d-\d\d · ", each) or "*Lost" not in each
    ]

    assert incomplete == []
    assert len(decisions) > 20


def leads_somewhere(source: Path, link: str) -> bool:
    """A file in this tree, and a heading in it when one is named; the web is not asked."""
    if link.startswith("https://"):
        return True
    name, _, anchor = link.partition("#")
    target = (source.parent / name).resolve() if name else source
    if not target.is_relative_to(ROOT) or not target.exists():
        return False
    return not anchor or anchor in anchors(target.read_text(encoding="utf-8"))


def anchors(text: str) -> set[str]:
    """As GitHub makes them: lower case, without punctuation, spaces as hyphens."""
    headings = re.findall(r"^#+ (.+)$", CODE_BLOCK.sub("", text), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", each.lower()).replace(" ", "-") for each in headings}
