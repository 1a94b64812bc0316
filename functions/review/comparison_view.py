"""A resubmission opened: each comment with what it asked for before and after, and the rest."""

from typing import Annotated, Any

from pydantic import Field

from review.case_view import DocumentView, document_view, uploads_of
from review.comparison import Difference, File, Kind, Outcome, Sent, compare, not_asked
from shared.caller import Caller
from shared.case_store import load_submission, revision_event
from shared.errors import ApiError
from shared.http import Answer, Query
from shared.policy import file_items
from shared.tables import Event, Submission, Upload, event_sk
from shared.viewing import File as StoredFile
from shared.viewing import HandedOut, file_of, hand_out


class ComparisonQuery(Query):
    """Which revision; the newest when none is named."""

    revision: Annotated[int, Field(ge=1)] | None = None


class PartChange(Answer):
    """One leaf of a nested field, such as `address.line1`."""

    item: str
    outcome: Outcome
    before: Any
    after: Any


class Change(Answer):
    """A field's values, or a document's two files, before and after.

    The same bytes sent again are `unchanged`.
    """

    item: str
    kind: Kind
    outcome: Outcome
    before: Any
    after: Any
    parts: list[PartChange]
    before_document: DocumentView | None
    after_document: DocumentView | None


class AskedChange(Change):
    """What one comment of the revision before asked for."""

    code: str
    comment: str
    title: str | None


class Comparison(Answer):
    """`asked` has every comment, `not_asked` what changed besides; both empty for revision 1."""

    submission_id: str
    revision: int
    compared_with: int | None
    asked: list[AskedChange]
    not_asked: list[Change]


def compare_revisions(caller: Caller, submission_id: str, revision: int | None) -> Comparison:
    """That revision against the one before it; 404 for one that was never sent."""
    head = load_submission(caller.tenant, submission_id)
    chosen = revision or head.revision
    if chosen > head.revision:
        raise ApiError("not_found")
    if chosen == 1:
        return _answer(head, 1, None, [], [])
    events = revision_event(head, chosen - 1), revision_event(head, chosen)
    documents = [each for event in events for each in event.facts["documents"]]
    uploads = uploads_of(head, documents)
    before, after = (_sent(event, uploads) for event in events)
    corrections = _corrections(head, chosen - 1)
    files = file_items() | before.files.keys() | after.files.keys()
    named = [each["item"] for each in corrections]
    wanted = [compare(item, _kind(item, files), before, after) for item in named]
    others = not_asked(named, before, after)
    opened = hand_out(caller, head.customer_id, _files_of([*wanted, *others], uploads), head)
    asked = [
        _asked(each, _shown(found, uploads, opened))
        for found, each in zip(wanted, corrections, strict=True)
    ]
    rest = [Change(**_shown(each, uploads, opened)) for each in others]
    return _answer(head, chosen, chosen - 1, asked, rest)


def _answer(
    head: Submission,
    revision: int,
    compared_with: int | None,
    asked: list[AskedChange],
    rest: list[Change],
) -> Comparison:
    return Comparison(
        submission_id=head.submission_id,
        revision=revision,
        compared_with=compared_with,
        asked=asked,
        not_asked=rest,
    )


def _corrections(head: Submission, revision: int) -> list[dict[str, str]]:
    decided = Event.get(head.pk, event_sk(head.decision_events[revision - 1]))
    return list((decided.personal or {}).get("corrections", []))


def _sent(event: Event, uploads: dict[str, Upload]) -> Sent:
    files = {each["kind"]: _file(each["upload_id"], uploads) for each in event.facts["documents"]}
    return Sent((event.personal or {}).get("fields", {}), files)


def _file(upload_id: str, uploads: dict[str, Upload]) -> File:
    """One that is gone or erased is nobody's twin."""
    found = uploads.get(upload_id)
    return File(upload_id, (found.sha256 if found else None) or upload_id)


def _kind(item: str, files: frozenset[str]) -> Kind:
    return "document" if item in files else "field"


def _asked(correction: dict[str, str], shown: dict[str, Any]) -> AskedChange:
    said = {name: correction.get(name) for name in ("code", "comment", "title")}
    return AskedChange(**shown, **said)


def _files_of(found: list[Difference], uploads: dict[str, Upload]) -> list[StoredFile]:
    """Those that are shown, each once."""
    documents = [each for each in found if each.kind == "document"]
    ids = dict.fromkeys(name for each in documents for name in (each.before, each.after))
    return [file_of(uploads[name]) for name in ids if name in uploads]


def _shown(found: Difference, uploads: dict[str, Upload], opened: HandedOut) -> dict[str, Any]:
    shown: dict[str, Any] = {
        "item": found.item,
        "kind": found.kind,
        "outcome": found.outcome,
        "before": None,
        "after": None,
        "parts": [],
        "before_document": None,
        "after_document": None,
    }
    if found.kind == "field":
        parts = [_part(each) for each in found.parts]
        return shown | {"before": found.before, "after": found.after, "parts": parts}
    old, new = uploads.get(found.before or ""), uploads.get(found.after or "")
    return shown | {
        "before_document": document_view(old, opened) if old else None,
        "after_document": document_view(new, opened) if new else None,
    }


def _part(found: Difference) -> PartChange:
    return PartChange(
        item=found.item, outcome=found.outcome, before=found.before, after=found.after
    )
