"""Staff see photos only with an event in history, and never decide about themselves."""

import pytest

from local.world.gateway import Reply
from shared.mailboxes import mailbox
from tests.bank_helpers import a_known_customer, sent
from tests.source import calls_of, name_of, python_files
from tests.world_helpers import Company, Person, a_customer, approval, submitted


def looks(company: Company, person: Person) -> list[tuple[str, str | None, list[str]]]:
    """(who, for which submission, which kinds), oldest first."""
    path = f"/v1/customers/{person.customer_id}/history"
    events = company.get(path, query={"limit": "100"}).json["events"]
    return [
        (
            each["actor_name"],
            each["submission_id"],
            [one["kind"] for one in each["details"]["files"]],
        )
        for each in events
        if each["type"] == "media.viewed"
    ]


def test_every_look_at_the_photos_is_in_history_and_a_look_at_the_queue_is_none(
    company: Company,
) -> None:
    person = a_known_customer(company)
    sent(company, person)
    (submission_id,) = [each["submission_id"] for each in tasks(company, "approved")]
    before = looks(company, person)

    company.review(f"/tasks/{submission_id}")
    company.review(f"/tasks/{submission_id}", by=company.admin)
    decided = company.review(f"/bank-accounts/{person.customer_id}/verify", {"version": 1})
    company.review(f"/bank-accounts/{person.customer_id}")

    papers = ["id_front", "id_back", "selfie"]
    assert decided.json["bank_book"] is None, "a decision shows no photo again"
    assert looks(company, person)[len(before) :] == [
        ("Dao Reviewer", submission_id, papers),
        ("Mali Admin", submission_id, papers),
        ("Dao Reviewer", None, ["bank_book"]),
    ]


def tasks(company: Company, status: str) -> list[dict[str, str]]:
    query = {"mode": "test", "status": status}
    found = company.world.api.get("/v1/review/tasks", company.reviewer, query=query)
    return list(found.json["tasks"])


def test_addresses_of_files_are_made_in_one_place_after_the_event() -> None:
    made = [
        name_of(path)
        for path in python_files("functions")
        for called, _ in calls_of(path)
        if called.endswith(("generate_presigned_url", "viewing._address"))
    ]

    assert made == ["functions/shared/viewing.py"]


def test_a_reviewer_decides_nothing_about_themselves(company: Company) -> None:
    person = a_customer(company, email="Dao+loans@Example.com")
    submission_id = submitted(company, person)
    sent(company, person)
    told = {"code": "other", "comment": "No."}
    corrections = {"corrections": [{"item": "address", "code": "other", "comment": "More."}]}

    def tries(by: str) -> list[Reply]:
        task, bank = f"/tasks/{submission_id}", f"/bank-accounts/{person.customer_id}"
        asked = {
            f"{task}/claim": {},
            f"{task}/approve": {"revision": 1},
            f"{task}/request-revision": {"revision": 1} | corrections,
            f"{task}/reject": {"revision": 1} | told,
            f"{bank}/verify": {"version": 1},
            f"{bank}/reject": {"version": 1} | told,
        }
        return [company.review(path, body, by) for path, body in asked.items()]

    refused = tries(company.reviewer)

    assert [(each.status, each.code) for each in refused] == [(403, "own_case")] * 6
    assert [each["status"] for each in tasks(company, "pending")] == ["pending"]
    body = approval(company, submission_id)
    by_another = company.review(f"/tasks/{submission_id}/approve", body, company.admin)
    assert by_another.status == 200


@pytest.mark.parametrize(
    ("address", "other", "same"),
    [
        ("dao@example.com", "DAO@Example.COM ", True),
        ("dao+work@example.com", "dao+loans@example.com", True),
        ("dao@example.com", "dao@example.org", False),
        ("dao@example.com", "dao.k@example.com", False),
        ("+@example.com", "@example.com", False),
    ],
)
def test_two_addresses_are_one_mailbox(address: str, other: str, same: bool) -> None:
    assert (mailbox(address) == mailbox(other)) is same
