"""A resubmission is shown against each comment, with what changed without being asked."""

from typing import Any

import pytest

from review.comparison import Difference, File, Kind, Sent, compare, not_asked
from tests.refusal_helpers import call_must_be_refused
from tests.world_helpers import (
    Company,
    a_customer,
    decided,
    picture,
    resubmitted,
    submitted,
    uploaded,
)

HOME = {"line1": "1 Rama Road", "city": "Bangkok"}
MOVED = HOME | {"line1": "2 Rama Road"}
FRONT, SAME_FRONT, OTHER_FRONT = File("upl_1", "aa"), File("upl_2", "aa"), File("upl_3", "bb")


def sent(files: dict[str, File] | None = None, **fields: Any) -> Sent:
    return Sent(fields, files or {})


@pytest.mark.parametrize(
    ("item", "kind", "before", "after", "outcome", "parts"),
    [
        ("full_name", "field", sent(full_name="A"), sent(full_name="B"), "changed", []),
        ("full_name", "field", sent(full_name="A"), sent(full_name="A"), "unchanged", []),
        ("sex", "field", sent(), sent(sex="x"), "added", []),
        ("sex", "field", sent(sex="x"), sent(), "removed", []),
        ("sex", "field", sent(), sent(), "unchanged", []),
        ("address", "field", sent(address=HOME), sent(address=MOVED), "changed", ["address.line1"]),
        ("address.city", "field", sent(address=HOME), sent(address=MOVED), "unchanged", []),
        ("address.line1", "field", sent(address=HOME), sent(address=MOVED), "changed", []),
        (
            "directors",
            "field",
            sent(directors=[{"name": "A"}]),
            sent(directors=[{"name": "A"}, {"name": "B"}]),
            "changed",
            ["directors.1.name"],
        ),
        ("id_front", "document", sent({"id_front": FRONT}), sent(), "removed", []),
        ("id_front", "document", sent(), sent({"id_front": FRONT}), "added", []),
        (
            "id_front",
            "document",
            sent({"id_front": FRONT}),
            sent({"id_front": SAME_FRONT}),
            "unchanged",
            [],
        ),
        (
            "id_front",
            "document",
            sent({"id_front": FRONT}),
            sent({"id_front": OTHER_FRONT}),
            "changed",
            [],
        ),
    ],
)
def test_what_a_comment_asked_for_is_found_before_and_after(
    item: str, kind: Kind, before: Sent, after: Sent, outcome: str, parts: list[str]
) -> None:
    found = compare(item, kind, before, after)

    assert (found.item, found.kind, found.outcome) == (item, kind, outcome)
    assert [each.item for each in found.parts] == parts


def test_everything_else_that_changed_was_not_asked() -> None:
    before = sent({"id_front": FRONT, "selfie": FRONT}, address=HOME, full_name="A", sex="x")
    after = sent({"id_front": OTHER_FRONT, "selfie": SAME_FRONT}, address=MOVED, full_name="B")

    assert not_asked(["full_name", "sex"], before, after) == [
        Difference("address.line1", "field", "changed", "1 Rama Road", "2 Rama Road"),
        Difference("id_front", "document", "changed", "upl_1", "upl_3"),
    ]
    assert not_asked(["address", "full_name", "sex", "id_front"], before, after) == []
    assert [each.item for each in not_asked(["address.line1", "id_front"], before, after)] == [
        "full_name",
        "sex",
    ]


def test_a_reviewer_sees_what_became_of_each_comment(company: Company) -> None:
    person = a_customer(company)
    submission_id = submitted(company, person)
    asked = [
        {"item": "id_front", "code": "glare", "comment": "There is light on it."},
        {"item": "selfie", "code": "unreadable", "comment": "Too dark."},
        {"item": "full_name", "code": "mismatch", "comment": "As on the card, please."},
        {"item": "address", "code": "incomplete", "comment": "Which house?"},
    ]
    body = {"revision": 1, "corrections": asked}
    decided(company, submission_id, "request-revision", body)
    new_front = uploaded(company, person, "id_front", picture("passport_page"))
    same_selfie = uploaded(company, person, "selfie")
    new_back = uploaded(company, person, "id_back", picture("passport_page", "its back"))
    address = person.fields["address"]
    moved = address | {"line1": "100/1 Sukhumvit Road"}
    resubmitted(
        company,
        submission_id,
        fields={"address": moved, "birth_date": "1990-05-18"},
        uploads=[new_front, same_selfie, new_back],
    )

    found = company.review(f"/tasks/{submission_id}/comparison").json

    assert (found["revision"], found["compared_with"]) == (2, 1)
    told = [(each["item"], each["code"], each["kind"], each["outcome"]) for each in found["asked"]]
    assert told == [
        ("id_front", "glare", "document", "changed"),
        ("selfie", "unreadable", "document", "unchanged"),
        ("full_name", "mismatch", "field", "unchanged"),
        ("address", "incomplete", "field", "changed"),
    ]
    front, selfie, _, where = found["asked"]
    assert front["before_document"]["upload_id"] != new_front
    assert front["after_document"]["upload_id"] == new_front
    assert all(front[each]["url"] for each in ("before_document", "after_document"))
    assert selfie["after_document"]["upload_id"] == same_selfie
    assert (where["before"], where["after"]) == (address, moved)
    assert [each["item"] for each in where["parts"]] == ["address.line1"]
    rest = [(each["item"], each["outcome"], each["after"]) for each in found["not_asked"]]
    assert rest == [("birth_date", "changed", "1990-05-18"), ("id_back", "changed", None)]
    assert found["not_asked"][1]["after_document"]["upload_id"] == new_back


def test_a_first_revision_has_nothing_to_be_compared_with(company: Company) -> None:
    submission_id = submitted(company, a_customer(company))
    path = f"/tasks/{submission_id}/comparison"

    found = company.review(path).json

    assert (found["revision"], found["compared_with"]) == (1, None)
    assert (found["asked"], found["not_asked"]) == ([], [])
    later = {"mode": "test", "revision": "2"}
    call_must_be_refused(
        company.world,
        lambda: company.world.api.get(f"/v1/review{path}", company.reviewer, query=later),
        404,
        "not_found",
    )
