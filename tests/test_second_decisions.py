"""The same person decides twice: the same words are one decision, and others come too late."""

from collections.abc import Callable
from typing import Any

import pytest

from local.world import World
from local.world.gateway import Reply
from tests.bank_helpers import a_known_customer
from tests.bank_helpers import decided as bank_decided
from tests.bank_helpers import sent as bank_sent
from tests.duplicate_helpers import a_pair
from tests.duplicate_helpers import resolved as alert_resolved
from tests.refusal_helpers import call_must_be_refused, nothing_must_change
from tests.world_helpers import Company, a_customer, approval, approved, submitted

Ask = Callable[..., Reply]
CORRECTION = {"item": "selfie", "code": "unreadable", "comment": "Take it once more."}
PAPER = {"title": "A letter", "description": "Of your employer."}
ASKED = {"corrections": [CORRECTION], "supplements": [PAPER], "note": "Too dark."}
REJECTED = {"code": "other", "comment": "We cannot accept this.", "note": "Seen before."}
FAILED = {"code": "document_authentic", "answer": "failed", "note": "A copy."}


def about_a_submission(action: str, first: dict[str, Any]) -> Callable[[Company], Ask]:
    def begin(company: Company) -> Ask:
        submission_id = submitted(company, a_customer(company))
        whole = {"revision": 1} | first
        if action == "approve":
            whole = approval(company, submission_id) | first
        path = f"/tasks/{submission_id}/{action}"
        return lambda **other: company.review(path, whole | other)

    return begin


def about_a_bank_account(action: str) -> Callable[[Company], Ask]:
    def begin(company: Company) -> Ask:
        person = a_known_customer(company)
        bank_sent(company, person)
        return lambda **other: bank_decided(company, person, action, **{"note": "Seen."} | other)

    return begin


def about_a_false_alarm(company: Company) -> Ask:
    *_, alert_id = a_pair(company)
    return lambda **other: alert_resolved(company, alert_id, "false_alarm", **other)


def about_a_confirmation(company: Company) -> Ask:
    *_, alert_id = a_pair(company)
    alert_resolved(company, alert_id, "false_alarm", by=company.admin)
    path = f"/duplicates/{alert_id}/confirm"
    return lambda **other: company.review(path, {"note": "Two people."} | other)


def about_a_merge(company: Company) -> Ask:
    first, _, alert_id = a_pair(company)
    choice = {"keep": first.customer_id, "action": "merge"}
    return lambda **other: alert_resolved(company, alert_id, "same_person", **choice | other)


def about_a_downgrade(company: Company) -> Ask:
    person = a_customer(company)
    approved(company, submitted(company, person))
    path, body = f"/customers/{person.customer_id}/downgrade", {"tier": 0, "reason": "Forged."}
    return lambda **other: company.review(path, body | other, by=company.admin)


NOTE: dict[str, Any] = {"note": "Other words."}
TABLE: list[tuple[Callable[[Company], Ask], dict[str, Any]]] = [
    (about_a_submission("approve", {"note": "All fine."}), NOTE),
    (about_a_submission("approve", {"note": "All fine."}), {"note": None}),
    (about_a_submission("request-revision", ASKED), NOTE),
    (about_a_submission("request-revision", ASKED), {"supplements": []}),
    (about_a_submission("request-revision", ASKED), {"corrections": []}),
    (
        about_a_submission("request-revision", ASKED),
        {"corrections": [CORRECTION | {"item": "id_front"}]},
    ),
    (
        about_a_submission("request-revision", ASKED),
        {"corrections": [CORRECTION | {"comment": "Closer."}]},
    ),
    (about_a_submission("request-revision", ASKED), {"checklist": [FAILED]}),
    (about_a_submission("reject", REJECTED), {"comment": "Other words."}),
    (about_a_submission("reject", REJECTED), {"code": "not_eligible"}),
    (about_a_submission("reject", REJECTED), NOTE),
    (about_a_bank_account("verify"), NOTE),
    (about_a_bank_account("reject"), NOTE),
    (about_a_bank_account("reject"), {"comment": "Other words."}),
    (about_a_bank_account("reject"), {"code": "other"}),
    (about_a_false_alarm, NOTE),
    (about_a_confirmation, NOTE),
    (about_a_merge, NOTE),
    (about_a_downgrade, {"reason": "Other words."}),
]


@pytest.mark.parametrize(("begin", "other"), TABLE)
def test_other_words_of_the_same_person_come_too_late(
    world: World, company: Company, begin: Callable[[Company], Ask], other: dict[str, Any]
) -> None:
    ask = begin(company)
    first = ask()
    world.settle()
    assert first.status == 200, first.text

    with nothing_must_change(world):
        again = ask()
    late = "tier_not_lower" if begin is about_a_downgrade else "already_decided"
    refused = call_must_be_refused(world, lambda: ask(**other), 409, late)

    assert again.status == 200, again.text
    assert again.json | {"updated_at": ""} == first.json | {"updated_at": ""}
    if late == "already_decided":
        assert refused.error["decision"]["decided_by"] == "Dao Reviewer"


def test_a_colleague_does_not_propose_a_false_alarm_that_is_proposed(company: Company) -> None:
    *_, alert_id = a_pair(company)
    alert_resolved(company, alert_id, "false_alarm")

    again = call_must_be_refused(
        company.world,
        lambda: alert_resolved(company, alert_id, "false_alarm", by=company.admin),
        409,
        "already_decided",
    )

    assert again.error["decision"]["status"] == "proposed"
