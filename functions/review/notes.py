"""What colleagues tell each other about a case; the customer never reads it."""

from datetime import datetime

from shared.caller import Caller
from shared.case_store import load_customer, load_submission, record
from shared.clock import now
from shared.http import Answer
from shared.own_case import require_another_person
from shared.reply import Once
from shared.tables import Event, Submission
from shared.transaction import Transaction, until_settled

ADDED = "note.added"
# A decision and a hand-over can carry a note, too.
TOLD_WITH = (
    ADDED,
    "task.handed_over",
    "submission.first_approved",
    "submission.approved",
    "submission.revision_requested",
    "submission.rejected",
)


class Note(Answer):
    """`event` is what it was told with; `revision` the newest one at that time."""

    text: str
    author: str
    author_id: str
    at: datetime
    revision: int
    event: str


def add_note(caller: Caller, submission_id: str, text: str, once: Once) -> Note:
    return until_settled(lambda: _add(caller, submission_id, text, once))


def _add(caller: Caller, submission_id: str, text: str, once: Once) -> Note:
    head = load_submission(caller.tenant, submission_id)
    customer = load_customer(caller.tenant, head.customer_id)
    require_another_person(caller, customer)
    answer = Note(
        text=text,
        author=caller.actor_name or caller.actor,
        author_id=caller.actor,
        at=now(),
        revision=head.revision,
        event=ADDED,
    )
    tx = Transaction()
    once.keep(tx, answer)
    record(
        tx,
        customer,
        caller,
        ADDED,
        submission_id=submission_id,
        revision=head.revision,
        personal={"note": text},
    )
    tx.commit()
    return answer


def notes_of(head: Submission) -> list[Note]:
    """All of this submission, oldest first."""
    wanted = (Event.submission_id == head.submission_id) & Event.type.is_in(*TOLD_WITH)
    begins = Event.sk.startswith("EVENT#")
    found = Event.query(head.pk, begins, filter_condition=wanted, consistent_read=True)
    return [_shown(each) for each in found if (each.personal or {}).get("note")]


def _shown(event: Event) -> Note:
    return Note(
        text=event.personal["note"],
        author=event.actor_name or event.actor,
        author_id=event.actor,
        at=event.at,
        revision=event.revision,
        event=event.type,
    )
