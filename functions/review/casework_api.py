"""HTTP routes of the work on a case before and after its decisions."""

from typing import Annotated

from pydantic import Field

from review import comparison_view, notes
from review.comparison_view import Comparison, ComparisonQuery
from review.notes import Note
from shared.caller import Caller
from shared.http import Api, Body
from shared.reply import Once

api = Api()


class NewNote(Body):
    """For colleagues only."""

    text: Annotated[str, Field(min_length=1, max_length=2000)]


@api.route("GET /v1/review/tasks/{submission_id}/comparison", may="see_cases", codes=("busy",))
def compare_revisions(caller: Caller, submission_id: str, query: ComparisonQuery) -> Comparison:
    """A resubmission beside the comments that asked for it, and what else changed."""
    return comparison_view.compare_revisions(caller, submission_id, query.revision)


@api.route(
    "POST /v1/review/tasks/{submission_id}/notes", may="write_notes", status=201, codes=("busy",)
)
def add_note(caller: Caller, submission_id: str, body: NewNote, once: Once) -> Note:
    """Leave a note for colleagues; the customer never reads it."""
    return notes.add_note(caller, submission_id, body.text, once)
