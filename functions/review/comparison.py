"""A resubmission beside the revision before it: what was asked, and what else changed. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

Kind = Literal["field", "document"]
Outcome = Literal["changed", "unchanged", "removed", "added"]


@dataclass(frozen=True)
class File:
    """Two uploads with the same bytes are the same file to a reviewer."""

    upload_id: str
    sha256: str


@dataclass(frozen=True)
class Sent:
    """One revision: declared fields as JSON values, and the file of each upload kind."""

    fields: Mapping[str, Any]
    files: Mapping[str, File]


@dataclass(frozen=True)
class Difference:
    """`before` and `after` are values of a field or upload ids; `parts` are the leaves that differ.

    A leaf is named by its way there: `address.line1`, `directors.0.full_name`.
    """

    item: str
    kind: Kind
    outcome: Outcome
    before: Any = None
    after: Any = None
    parts: list["Difference"] = field(default_factory=list)


def compare(item: str, kind: Kind, before: Sent, after: Sent) -> Difference:
    """One thing that a comment asked for, whether or not it changed."""
    if kind == "document":
        return _file(item, before, after)
    old, new = _value(before.fields, item), _value(after.fields, item)
    parts = _leaves_that_differ({item: old}, {item: new})
    nested = [] if [each.item for each in parts] == [item] else parts
    return Difference(item, "field", _outcome(old, new), old, new, nested)


def not_asked(asked: Iterable[str], before: Sent, after: Sent) -> list[Difference]:
    """Everything that changed and that no comment asked for: fields by leaf, then files."""
    names = set(asked)
    fields = [
        each
        for each in _leaves_that_differ(before.fields, after.fields)
        if not names & _ways_to(each.item)
    ]
    kinds = [kind for kind in {**before.files, **after.files} if kind not in names]
    files = [_file(kind, before, after) for kind in kinds]
    return [*fields, *(each for each in files if each.outcome != "unchanged")]


def _file(kind: str, before: Sent, after: Sent) -> Difference:
    old, new = before.files.get(kind), after.files.get(kind)
    outcome = _outcome(old and old.sha256, new and new.sha256)
    return Difference(
        kind, "document", outcome, old.upload_id if old else None, new.upload_id if new else None
    )


def _leaves_that_differ(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[Difference]:
    before, after = _leaves(old), _leaves(new)
    pairs = {name: (before.get(name), after.get(name)) for name in {**before, **after}}
    return [
        Difference(name, "field", _outcome(*pair), *pair)
        for name, pair in pairs.items()
        if pair[0] != pair[1]
    ]


def _leaves(value: Any, name: str = "") -> dict[str, Any]:
    if isinstance(value, Mapping):
        parts = value.items()
    elif isinstance(value, list):
        parts = {str(at): each for at, each in enumerate(value)}.items()
    else:
        return {name: value}
    return {
        way: leaf
        for part, each in parts
        for way, leaf in _leaves(each, f"{name}.{part}".lstrip(".")).items()
    }


def _value(fields: Any, item: str) -> Any:
    """Of `address.line1` too, when that is what a comment names."""
    for part in item.split("."):
        fields = fields.get(part) if isinstance(fields, Mapping) else None
    return fields


def _ways_to(leaf: str) -> set[str]:
    """`address.line1` is asked for by its own name and by `address`."""
    parts = leaf.split(".")
    return {".".join(parts[:length]) for length in range(1, len(parts) + 1)}


def _outcome(before: Any, after: Any) -> Outcome:
    if before == after:
        return "unchanged"
    if before is None:
        return "added"
    return "removed" if after is None else "changed"
