"""No limit on revision rounds."""

from local.client import wait_for
from tests.e2e.steps import Desk, certificate

ROUNDS = 100


def test_a_hundred_rounds_of_revision_are_a_hundred_executions(quick_desk: Desk) -> None:
    desk = quick_desk
    customer_id = desk.a_customer(email=None)
    submission_id = desk.submit(customer_id, certificate())

    for revision in range(1, ROUNDS + 1):
        desk.ask_to_correct(submission_id, revision, "document_number")
        number = {"document_number": f"CD{revision:07d}"}
        desk.resubmit(submission_id, revision + 1, number)
    desk.approve(submission_id, ROUNDS + 1)

    wanted = {f"{submission_id}-r{number}" for number in range(1, ROUNDS + 2)}
    wait_for("all executions to end", lambda: _ended(desk, submission_id) == wanted)
    first = desk.back_end.get(f"/v1/submissions/{submission_id}/revisions", limit=100)
    cursor = first["next_cursor"]
    rest = desk.back_end.get(f"/v1/submissions/{submission_id}/revisions", cursor=cursor)
    rounds = first["revisions"] + rest["revisions"]
    assert [each["revision"] for each in rounds] == list(range(1, ROUNDS + 2))
    assert [each["decision"]["status"] for each in rounds] == [
        *["revision_requested"] * ROUNDS,
        "approved",
    ]
    numbers = [each["sequence"] for each in desk.history(customer_id)]
    assert numbers == list(range(1, len(numbers) + 1))


def _ended(desk: Desk, submission_id: str) -> set[str]:
    executions = desk.executions(submission_id)
    return {name for name, status in executions.items() if status == "SUCCEEDED"}
