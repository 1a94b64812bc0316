"""Notes: colleagues read them with the case, the customer never does."""

from local.world import World
from tests.refusal_helpers import call_must_be_refused, customer_token
from tests.world_helpers import Company, a_company, a_customer, decided, submitted


def test_colleagues_read_notes_with_the_case_and_the_customer_does_not(
    world: World, company: Company
) -> None:
    person = a_customer(company)
    submission_id = submitted(company, person)
    path = f"/tasks/{submission_id}/notes"

    noted = company.review(path, {"text": "The bank was called."}, by=company.admin)
    body = {"revision": 1, "code": "other", "comment": "Please call us.", "note": "Not at home."}
    decided(company, submission_id, "reject", body)

    notes = company.review(f"/tasks/{submission_id}").json["notes"]
    assert noted.status == 201
    assert notes[0] | {"at": noted.json["at"]} == noted.json
    assert [(each["text"], each["author"], each["event"]) for each in notes] == [
        ("The bank was called.", "Mali Admin", "note.added"),
        ("Not at home.", "Dao Reviewer", "submission.rejected"),
    ]
    events = company.get(f"/v1/customers/{person.customer_id}/history").json["events"]
    assert {"note.added", "submission.rejected"} <= {each["type"] for each in events}
    token = customer_token(company, person.customer_id)
    for shown in (f"/v1/customers/{person.customer_id}", f"/v1/submissions/{submission_id}"):
        assert "bank was called" not in world.api.get(shown, token).text
    assert not any("bank was called" in each.text for each in world.emails)


def test_a_note_needs_a_text_and_a_case_of_the_company(world: World, company: Company) -> None:
    submission_id = submitted(company, a_customer(company))
    path, other = f"/tasks/{submission_id}/notes", a_company(world, "Other")
    clerk = world.staff("billing@example.com", ["billing"], company.company_id)

    for by, body, status, code in (
        (company.reviewer, {"text": " "}, 400, "invalid_request"),
        (other.reviewer, {"text": "Hello."}, 404, "not_found"),
        (clerk, {"text": "Hello."}, 403, "forbidden"),
    ):
        call_must_be_refused(
            world, lambda by=by, body=body: company.review(path, body, by=by), status, code
        )
