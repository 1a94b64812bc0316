"""The reviewers' queue: filters, pages and counts."""

from typing import Any

from local.world import World
from tests.refusal_helpers import call_must_be_refused
from tests.world_helpers import (
    Company,
    a_company,
    a_customer,
    approved,
    asked_to_correct,
    submitted,
)


def tasks(company: Company, by: str | None = None, **query: Any) -> list[str]:
    """The submissions on that page of the queue."""
    asked = {"mode": "test"} | {name: str(value) for name, value in query.items()}
    reply = company.world.api.get("/v1/review/tasks", by or company.reviewer, query=asked)
    assert reply.status == 200, reply.text
    return [each["submission_id"] for each in reply.json["tasks"]]


def test_filters_narrow_the_queue(company: Company) -> None:
    thai = submitted(company, a_customer(company))
    filipino = submitted(company, a_customer(company, country="PH"))
    decided = submitted(company, a_customer(company))
    approved(company, decided)

    assert tasks(company) == [thai, filipino]
    assert tasks(company, country="PH") == [filipino]
    assert tasks(company, country="PH", tier=1, kind="individual") == [filipino]
    assert tasks(company, tier=2) == []
    assert tasks(company, kind="business") == []
    assert tasks(company, status="approved") == [decided]


def test_a_reviewer_finds_their_own_tasks_and_those_of_nobody(company: Company) -> None:
    mine = submitted(company, a_customer(company))
    free = submitted(company, a_customer(company))
    company.review(f"/tasks/{mine}/claim", {})

    assert tasks(company, claimed="me") == [mine]
    assert tasks(company, claimed="nobody") == [free]
    assert tasks(company, by=company.admin, claimed="me") == []

    company.review(f"/tasks/{mine}/release", {})
    assert tasks(company, claimed="nobody") == [mine, free]


def test_pages_follow_each_other_without_gap_or_repeat(company: Company) -> None:
    wanted = [submitted(company, a_customer(company)) for _ in range(5)]
    for filters in ({}, {"country": "TH"}):
        seen: list[str] = []
        query: dict[str, str] | None = {"mode": "test", "limit": "2"} | filters
        while query:
            page = company.world.api.get("/v1/review/tasks", company.reviewer, query=query).json
            assert len(page["tasks"]) <= 2
            seen += [each["submission_id"] for each in page["tasks"]]
            query = query | {"cursor": page["next_cursor"]} if page["next_cursor"] else None
        assert seen == wanted


def test_a_cursor_of_another_list_is_refused(world: World, company: Company) -> None:
    for _ in range(2):
        submitted(company, a_customer(company))
    query = {"mode": "test", "limit": "1"}
    path = "/v1/review/tasks"
    cursor = world.api.get(path, company.reviewer, query=query).json["next_cursor"]
    other = a_company(world, "Other")

    for token, changes in (
        (other.reviewer, {"cursor": cursor}),
        (company.reviewer, {"cursor": cursor, "status": "approved"}),
        (company.reviewer, {"cursor": "bm9uc2Vuc2U="}),
        (company.reviewer, {"cursor": "%%%"}),
    ):
        asked = query | changes
        call_must_be_refused(
            world,
            lambda token=token, asked=asked: world.api.get(path, token, query=asked),
            400,
            "invalid_cursor",
        )


def test_the_summary_counts_what_waits_and_for_whom(company: Company) -> None:
    submissions = [submitted(company, a_customer(company)) for _ in range(4)]
    approved(company, submissions[0])
    asked_to_correct(company, submissions[1], "full_name")

    summary = company.review("/tasks/summary").json

    assert summary["pending"] == {"fresh": 2, "waiting": 0, "late": 0, "counted_all": True}
    assert summary["revision_requested"]["fresh"] == 1
    assert (summary["approved_recently"], summary["rejected_recently"]) == (1, 0)
