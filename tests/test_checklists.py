"""A reviewer answers a tier's checklist, and nothing is approved that it speaks against."""

from typing import Any

import pytest

from local.world import World
from shared.checklist import ChecklistAnswer, misanswered, unfulfilled
from shared.languages import LANGUAGES
from shared.policy import ChecklistItem, names, policy
from tests.refusal_helpers import call_must_be_refused, customer_token
from tests.world_helpers import (
    Company,
    a_customer,
    approval,
    approved,
    decided,
    resubmitted,
    submitted,
    uploaded,
)

TEXT = dict.fromkeys(LANGUAGES, "It is so.")
ITEMS = [
    ChecklistItem(code="clear", text=TEXT),
    ChecklistItem(code="recent", text=TEXT),
    ChecklistItem(code="confirmed", text=TEXT, required=False),
]


def codes(name: str, tier: int, kind: str = "individual", **fields: str) -> list[str]:
    return [each.code for each in policy(name).tier(tier).to_check(kind, "TH", fields)]


def test_a_lenders_three_tiers_are_checked_as_the_rules_say() -> None:
    assert codes("lending", 1) == [
        "document_clear",
        "document_matches",
        "document_not_expired",
        "selfie_matches",
        "selfie_recent",
        "name_consistent",
        "birth_date_consistent",
        "address_consistent",
    ]
    second = {"address_proof_recent", "occupation_consistent", "employer_consistent"}
    assert second | {"income_consistent"} <= set(codes("lending", 2))
    assert codes("lending", 3) == ["source_of_funds_proved", "pep_checked"]
    exposed = codes("lending", 3, source_of_funds="other", pep_status="self")
    assert {"source_of_funds_explained", "pep_acceptable"} <= set(exposed)


@pytest.mark.parametrize("name", names())
def test_a_business_passes_its_five_checks_before_it_holds_both_first_tiers(name: str) -> None:
    assert [*codes(name, 1, "business"), *codes(name, 2, "business")] == [
        "registration_number_valid",
        "articles_current",
        "incorporation_matches",
        "owners_verified",
        "authorized_persons_verified",
    ]


def test_one_code_is_one_statement_everywhere() -> None:
    texts: dict[str, set[str]] = {}
    for tier in (tier for name in names() for tier in policy(name).tiers):
        for each in (*tier.checklist.individual, *tier.checklist.business):
            texts.setdefault(each.code, set()).add(str(each.text))

    assert len(texts) > 20
    assert {code for code, found in texts.items() if len(found) > 1} == set()


def test_the_policies_from_before_have_no_checklist() -> None:
    old = [policy(name, 1).tier(1).to_check("individual", "TH", {}) for name in names()]

    assert old == [[], []]


@pytest.mark.parametrize(
    ("given", "wrong", "lacking"),
    [
        ("clear=passed recent=passed", "", ""),
        ("clear=passed recent=not_applicable!", "", ""),
        ("clear=passed recent=passed confirmed=failed!", "", ""),
        ("", "", "clear:unanswered recent:unanswered"),
        ("clear=passed", "", "recent:unanswered"),
        ("clear=passed recent=failed!", "", "recent:failed"),
        ("clear=passed recent=failed", "1:note_required", "recent:failed"),
        ("recent=not_applicable clear=passed", "0:note_required", ""),
        ("clear=passed recent=passed clear=passed", "2:answered_twice", ""),
        ("clear=passed recent=passed sharp=passed", "2:item_unknown", ""),
    ],
)
def test_what_is_wrong_with_an_answer_and_what_is_against_an_approval(
    given: str, wrong: str, lacking: str
) -> None:
    answers = [_answer(*each.split("=")) for each in given.split()]

    found = [
        " ".join(f"{each.field.removeprefix('checklist.')}:{each.code}" for each in errors)
        for errors in (misanswered(ITEMS, answers), unfulfilled(ITEMS, answers))
    ]

    assert found == [wrong, lacking]


def _answer(code: str, told: str) -> ChecklistAnswer:
    found: Any = told.rstrip("!")
    return ChecklistAnswer(code=code, answer=found, note="Because." if "!" in told else None)


def test_an_approval_is_refused_until_the_checklist_allows_it(
    world: World, company: Company
) -> None:
    submission_id = submitted(company, a_customer(company))
    path, body = f"/tasks/{submission_id}/approve", approval(company, submission_id)
    first, *others = body["checklist"]

    def refused(code: str, *answers: dict[str, Any]) -> list[tuple[str, str]]:
        asked = body | {"checklist": [*answers, *others]}
        call = call_must_be_refused(world, lambda: company.review(path, asked), 422, code)
        return [(each["field"], each["code"]) for each in call.error["fields"]]

    named = f"checklist.{first['code']}"
    assert refused("checklist_incomplete") == [(named, "unanswered")]
    failed = first | {"answer": "failed", "note": "Blurred."}
    assert refused("checklist_incomplete", failed) == [(named, "failed")]
    assert refused("invalid_fields", first | {"answer": "failed"}) == [
        ("checklist.0", "note_required")
    ]
    assert refused("invalid_fields", first, {"code": "hat_on", "answer": "passed"}) == [
        ("checklist.1", "item_unknown")
    ]
    decided(company, submission_id, "approve", body)


def test_answers_are_kept_with_each_decision_for_colleagues_and_the_company(
    company: Company,
) -> None:
    person = a_customer(company)
    submission_id = submitted(company, person)
    blurred = {"code": "document_clear", "answer": "failed", "note": "The front is blurred."}
    asked = {"item": "id_front", "code": "unreadable", "comment": "Once more."}
    body = {"revision": 1, "corrections": [asked], "checklist": [blurred]}
    decided(company, submission_id, "request-revision", body)
    resubmitted(company, submission_id, uploads=[uploaded(company, person, "id_front")])

    shown = company.review(f"/tasks/{submission_id}").json["checklist"]
    approved(company, submission_id, revision=2)

    assert [len(each["answers"]) for each in shown] == [1] + [0] * 7
    (earlier,) = shown[0]["answers"]
    assert earlier["at"]
    assert earlier | {"at": ""} == {
        "revision": 1,
        "answer": "failed",
        "note": "The front is blurred.",
        "by": "Dao Reviewer",
        "at": "",
    }
    path = f"/v1/submissions/{submission_id}/revisions"
    kept = [each["decision"]["checklist"] for each in company.get(path).json["revisions"]]
    assert kept[0] == [blurred]
    assert {each["answer"] for each in kept[1]} == {"passed"}
    token = customer_token(company, person.customer_id)
    told = company.world.api.get(path, token).json["revisions"]
    assert [each["decision"]["checklist"] for each in told] == [[], []]
    events = company.get(f"/v1/customers/{person.customer_id}/history").json["events"]
    details = [each["details"] for each in events if "checklist" in each["details"]]
    assert details[0]["checklist"] == {"document_clear": "failed"}
    assert details[0]["checklist_notes"] == {"document_clear": "The front is blurred."}
