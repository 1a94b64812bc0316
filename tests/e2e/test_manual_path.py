"""A customer through manual KYC on the deployed stack, with documents, a revision and mails."""

import requests

from local.client import wait_for
from tests.e2e.steps import Desk, identity_photos, thai_identity


def test_a_customer_is_asked_for_a_revision_resubmits_and_is_approved(desk: Desk) -> None:
    customer_id = desk.a_customer(language="th")
    fields = thai_identity()
    uploads = identity_photos(desk, customer_id, fields)
    submission_id = desk.submit(customer_id, fields, uploads)

    seen = desk.review.get(f"/v1/review/tasks/{submission_id}")
    assert {each["kind"] for each in seen["documents"]} == {"id_front", "id_back", "selfie"}
    for document in seen["documents"]:
        shown = requests.get(document["url"], timeout=30)
        assert shown.headers["Content-Type"] == "image/jpeg"
        assert len(shown.content) == document["size_bytes"]

    desk.ask_to_correct(submission_id, 1, "full_name")
    desk.resubmit(submission_id, 2, {"full_name": "Somchai Jaidee"})
    decided = desk.approve(submission_id, 2)

    assert (decided["kyc_status"], decided["tier"]) == ("approved", 1)
    assert decided["max_loan"] == {"amount": "50000.00", "currency": "THB"}
    told = wait_for("both e-mails", lambda: _all_emailed(desk, customer_id))
    assert [each["outcome"] for each in told] == ["approved", "revision_requested"]
    assert {each["language"] for each in told} == {"th"}
    steps = [(each["type"], each["actor_name"]) for each in desk.history(customer_id)]
    reviewer = "Reviewer"
    assert [step for step in steps if step[0] != "notification.emailed"] == [
        ("customer.created", None),
        ("submission.submitted", None),
        ("media.viewed", reviewer),
        ("submission.revision_requested", reviewer),
        ("submission.resubmitted", None),
        ("media.viewed", reviewer),
        ("submission.approved", reviewer),
    ]
    assert steps.count(("notification.emailed", None)) == 2
    wait_for("both executions", lambda: _all_succeeded(desk, submission_id))


def _all_emailed(desk: Desk, customer_id: str) -> list[dict[str, str]] | None:
    told = desk.back_end.get(f"/v1/customers/{customer_id}/notifications")["notifications"]
    return told if len(told) == 2 and all(each["emailed_at"] for each in told) else None


def _all_succeeded(desk: Desk, submission_id: str) -> bool:
    ended = desk.executions(submission_id)
    names = {f"{submission_id}-r1", f"{submission_id}-r2"}
    return ended.keys() == names and set(ended.values()) == {"SUCCEEDED"}
