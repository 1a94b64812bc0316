"""Many reviewers decide one case at once: one decision, and two people where two must."""

from collections import Counter
from collections.abc import Callable

import pytest

from review import decisions
from review.claims import claim
from review.decisions import Verdict, decide
from shared.caller import Caller
from shared.case_store import load_submission
from shared.checklist import ChecklistAnswer
from shared.policy import policy
from shared.tables import Event, Notification
from shared.tenant import Tenant
from tests.ledger import clients
from tests.ledger.cases import a_case
from tests.ledger.clients import CLIENTS

PEOPLE = 16
CHECKLIST = [
    ChecklistAnswer(code=each.code, answer="passed")
    for each in policy("lending", 2).tier(1).to_check("individual", "TH", {})
]
APPROVE = Verdict("approve", 1, checklist=CHECKLIST)
REJECT = Verdict("reject", 1, reason={"code": "other", "comment": "No."})
ASK = Verdict(
    "request_revision",
    1,
    corrections=[{"item": "selfie", "code": "glare", "comment": "Once more."}],
)


@pytest.fixture(autouse=True)
def told(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What the machine was told; there is none here."""
    heard: list[str] = []
    monkeypatch.setattr(decisions, "tell", lambda head: heard.append(head.status))
    return heard


def at_once(tenant: Tenant, made: str, verdict_of: Callable[[int], Verdict]) -> Counter[str]:
    """What each of many clients was answered; some people have two tabs open."""

    def one(number: int) -> str:
        who = f"staff-{number % PEOPLE}"
        caller = Caller(frozenset({"reviewer"}), who, who, tenant)
        return str(decide(caller, made, verdict_of(number)).status)

    return Counter(clients.at_once(one))


def steps_of(tenant: Tenant, made: str) -> list[Event]:
    """History after the submission, and one notice of the one decision in it."""
    head = load_submission(tenant, made)
    notices = list(Notification.query(head.pk, Notification.sk.startswith("NOTIFICATION#")))
    assert [each.outcome for each in notices] == [head.status]
    events = list(Event.query(head.pk, Event.sk.startswith("EVENT#"), consistent_read=True))
    assert [each.sequence for each in events] == list(range(1, len(events) + 1))
    assert head.decision_events == [len(events)]
    return events[1:]


def test_of_many_who_approve_at_once_two_people_do(told: list[str]) -> None:
    tenant, made = a_case(1)

    answers = at_once(tenant, made, lambda _: APPROVE)

    first, second = steps_of(tenant, made)
    assert (first.type, second.type) == ("submission.first_approved", "submission.approved")
    assert first.actor != second.actor
    assert second.facts["first_approved_by"] == first.actor
    assert load_submission(tenant, made).first_approval is None
    assert answers["pending"] == 1
    assert answers.keys() <= {"pending", "approved", "already_decided", "second_person_needed"}
    assert set(told) == {"pending", "approved"}


def test_of_many_who_claim_one_case_at_once_one_has_it_and_the_others_learn_who() -> None:
    tenant, made = a_case()

    def one(number: int) -> str:
        who = f"staff-{number}"
        return claim(Caller(frozenset({"reviewer"}), who, who, tenant), made).status

    answers = Counter(clients.at_once(one))

    assert answers == Counter(pending=1, claimed_by_other=CLIENTS - 1)
    head = load_submission(tenant, made)
    assert (head.version, head.claimed_by) == (2, head.claimed_by_name)


def test_of_many_different_decisions_at_once_one_is_taken() -> None:
    tenant, made = a_case()

    answers = at_once(tenant, made, lambda number: (APPROVE, REJECT, ASK)[number % 3])

    (step,) = steps_of(tenant, made)
    assert step.type == f"submission.{load_submission(tenant, made).status}"
    assert answers["already_decided"] >= CLIENTS - 2
