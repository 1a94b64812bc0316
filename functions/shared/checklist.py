"""Answers to a tier's checklist: what is wrong with them, and how a decision keeps them. Pure."""

from collections.abc import Iterator
from typing import Annotated, Any, Literal

from pydantic import Field

from shared.errors import FieldError
from shared.http import Body
from shared.policy import ChecklistItem

Found = Literal["passed", "failed", "not_applicable"]


class ChecklistAnswer(Body):
    """`note` says why, where the item was not passed; it is for colleagues only."""

    code: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{1,40}$")]
    answer: Found
    note: Annotated[str, Field(min_length=1, max_length=500)] | None = None


def misanswered(items: list[ChecklistItem], given: list[ChecklistAnswer]) -> list[FieldError]:
    """Answers that no decision can carry; where they stand, as a code may be anything."""
    codes = [each.code for each in items]
    wrong = []
    for position, each in enumerate(given):
        where = f"checklist.{position}"
        if each.code not in codes:
            wrong.append(FieldError(where, "item_unknown", "The checklist has no such item."))
        elif each.code in [earlier.code for earlier in given[:position]]:
            wrong.append(FieldError(where, "answered_twice", "One answer for each item, please."))
        elif each.answer != "passed" and not each.note:
            wrong.append(FieldError(where, "note_required", "Say in a note why it is not passed."))
    return wrong


def unfulfilled(items: list[ChecklistItem], given: list[ChecklistAnswer]) -> list[FieldError]:
    """What stands against an approval: required items that nobody answered, or that failed."""
    found = {each.code: each.answer for each in given}
    return [
        FieldError(f"checklist.{item.code}", *UNFULFILLED[found.get(item.code)])
        for item in items
        if item.required and found.get(item.code) in UNFULFILLED
    ]


UNFULFILLED: dict[Found | None, tuple[str, str]] = {
    None: ("unanswered", "Answer it before you approve."),
    "failed": ("failed", "What failed here is not approved: ask for a revision, or reject."),
}


def facts_of(given: list[ChecklistAnswer]) -> dict[str, Any]:
    """Of the decision's event; nothing personal."""
    return {"checklist": {each.code: each.answer for each in given}} if given else {}


def notes_of(given: list[ChecklistAnswer]) -> dict[str, Any]:
    """Of the event's personal part."""
    notes = {each.code: each.note for each in given if each.note}
    return {"checklist_notes": notes} if notes else {}


def answers_in(facts: dict[str, Any], personal: dict[str, Any]) -> Iterator[ChecklistAnswer]:
    """The answers that an event keeps."""
    notes = personal.get("checklist_notes", {})
    for code, answer in facts.get("checklist", {}).items():
        yield ChecklistAnswer(code=code, answer=answer, note=notes.get(code))
