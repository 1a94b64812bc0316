"""Automatic KYC: a mainland customer shows their face, and nobody has to look at the papers.

One row for each outcome that FaceID knows, through the whole machine: what is decided, what is
charged, and what the reviewer reads when it is not decided.
"""

from datetime import UTC, datetime, timedelta

import pytest

from local.world import World
from sandbox.scenarios import SCENARIOS
from tests.automatic_helpers import PRICE, Exchange, an_exchange
from tests.world_helpers import Company, approved, asked_to_correct, resubmitted

# What the person meets; what the reviewer is told, or "" for an approval; whether it is charged.
ENDS = [
    ("pass", "", True),
    ("mismatch", "face_mismatch", True),
    ("borderline", "face_mismatch", True),
    ("no_such_id", "no_such_id", True),
    ("name_mismatch", "name_mismatch", True),
    ("photo_bad", "source_photo_unusable", True),
    ("source_down", "source_unavailable", False),
    ("internal", "provider_failed", False),
    ("replay_attack", "suspected_attack", False),
    ("mask_attack_fmp0", "suspected_attack", True),
    ("sr_error", "liveness_failed", False),
    ("no_sync", "liveness_failed", False),
    ("no_audio", "liveness_failed", False),
    ("too_short", "liveness_failed", False),
    ("id_attacked", "id_attacked", True),
    ("monochrome", "photo_monochrome", True),
    ("cancelled", "cancelled", False),
    ("timeout", "timed_out", False),
    ("webrtc", "webrtc_unsupported", False),
    ("failed", "failed", False),
    ("notify_dup", "", True),
    ("notify_never", "", True),
    ("return_before_notify", "", True),
]
# The rest of the table has tests of its own, below and in test_automatic_delivery.py.
ELSEWHERE = {
    "processing",
    "not_started",
    "notify_late",
    "notify_bad_sign",
    "result_gone",
}
# What is worth another attempt: it cost nothing and was nobody's attack.
INNOCENT = ["sr_error", "cancelled", "timeout", "webrtc", "source_down", "internal", "failed"]


@pytest.fixture
def exchange(company: Company) -> Exchange:
    """One live face check for each submission."""
    return an_exchange(company, liveness_attempts=1)


@pytest.mark.parametrize(("outcome", "reason", "is_charged"), ENDS, ids=[row[0] for row in ENDS])
def test_every_outcome_has_its_decision_and_its_charge(
    exchange: Exchange, outcome: str, reason: str, is_charged: bool
) -> None:
    submission_id = exchange.submit()

    exchange.show_face(submission_id, outcome)

    status = exchange.submission(submission_id)["status"]
    fee = PRICE if is_charged else 0
    assert status == ("pending" if reason else "approved")
    assert exchange.balance() == (350_000 - fee, 0, fee)
    exchange.books_must_agree_with_the_bill()
    (check,) = exchange.liveness(submission_id)["checks"]
    assert check["fee"] == {"amount": "3.5000" if is_charged else "0.0000", "currency": "CNY"}
    case = exchange.case(submission_id)
    assert case["task"]["route_reason"] == (reason or "eligible")
    assert case["liveness"][0]["verdict"] == ("review" if reason else "matched")


def test_every_outcome_of_the_sandbox_is_in_the_table() -> None:
    assert {row[0] for row in ENDS} | ELSEWHERE == set(SCENARIOS)


def test_a_match_is_decided_by_ten_steps_and_one_paid_call(
    exchange: Exchange, world: World
) -> None:
    submission_id = exchange.submit()

    exchange.show_face(submission_id)

    (execution,) = world.executions
    assert execution.states == [
        "Route",
        "ReserveFee",
        "Reserved",
        "StartLiveness",
        "SettleFee",
        "Matched",
        "RecordDecision",
        "NotifyCustomer",
        "Outcome",
        "Decided",
    ]
    assert exchange.heard()["get_token"] == exchange.heard()["get_result"] == 1
    history = exchange.company.get(f"/v1/customers/{_customer(submission_id)}/history").json
    assert [each["type"] for each in history["events"]] == [
        "customer.created",
        "submission.submitted",
        "liveness.started",
        "liveness.finished",
        "submission.approved",
        "notification.emailed",
    ]


def test_a_match_makes_of_the_customer_what_a_reviewers_approval_does(exchange: Exchange) -> None:
    submission_id = exchange.submit()

    exchange.show_face(submission_id)

    customer = exchange.company.get(f"/v1/customers/{_customer(submission_id)}").json
    assert (customer["kyc_status"], customer["tier"]) == ("approved", 1)
    assert customer["max_loan"] == {"amount": "50000.00", "currency": "THB"}
    (mail,) = exchange.world.emails
    assert mail.to == [customer["email"]]


@pytest.mark.parametrize("outcome", INNOCENT)
def test_an_innocent_failure_may_be_tried_again(company: Company, outcome: str) -> None:
    exchange = an_exchange(company, liveness_attempts=2)
    submission_id = exchange.submit()

    exchange.show_face(submission_id, outcome)
    exchange.show_face(submission_id, "pass")

    assert exchange.submission(submission_id)["status"] == "approved"
    checks = exchange.liveness(submission_id)["checks"]
    assert [each["verdict"] for each in checks] == ["again", "matched"]
    assert [each["fee"]["amount"] for each in checks] == ["0.0000", "3.5000"]
    assert [each.state for each in exchange.entries()] == ["RELEASED", "CAPTURED"]


@pytest.mark.parametrize("outcome", ["mismatch", "replay_attack", "no_such_id", "id_attacked"])
def test_what_was_compared_or_is_suspicious_has_no_second_try(
    company: Company, outcome: str
) -> None:
    exchange = an_exchange(company, liveness_attempts=3)
    submission_id = exchange.submit()

    exchange.show_face(submission_id, outcome)

    assert exchange.liveness(submission_id)["stage"] == "in_review"
    assert len(exchange.liveness(submission_id)["checks"]) == 1


def test_attempts_end_where_the_company_says(company: Company) -> None:
    exchange = an_exchange(company, liveness_attempts=2)
    submission_id = exchange.submit()

    exchange.show_face(submission_id, "cancelled")
    exchange.show_face(submission_id, "cancelled")

    assert exchange.case(submission_id)["task"]["route_reason"] == "cancelled"
    assert [each.state for each in exchange.entries()] == ["RELEASED", "RELEASED"]


def test_the_company_chooses_how_alike_is_alike_enough(company: Company) -> None:
    exchange = an_exchange(company, match_level="1e-4")
    submission_id = exchange.submit()

    exchange.show_face(submission_id, "borderline")

    assert exchange.submission(submission_id)["status"] == "approved"


def test_too_little_money_sends_the_same_submission_to_a_reviewer(company: Company) -> None:
    exchange = an_exchange(company, funds=PRICE - 1)

    submission_id = exchange.submit()

    assert exchange.case(submission_id)["task"]["route_reason"] == "insufficient_balance"
    assert exchange.balance() == (PRICE - 1, 0, 0)
    assert exchange.heard()["get_token"] == 0
    assert exchange.page_of(submission_id).code == "liveness_not_offered"
    approved(company, submission_id)
    assert exchange.submission(submission_id)["status"] == "approved"


def test_a_top_up_does_not_turn_a_decline_into_a_charge(company: Company, world: World) -> None:
    exchange = an_exchange(company, funds=0)
    submission_id = exchange.submit()

    exchange.fund(350_000)
    event = {"tenant": exchange.account, "submission_id": submission_id, "attempt": 1}
    again = world.run("ReserveFee", event)

    assert (again["reserved"], again["reason"]) == (False, "insufficient_balance")
    assert exchange.balance() == (350_000, 0, 0)


def test_after_a_top_up_the_next_revision_is_automatic_again(company: Company) -> None:
    exchange = an_exchange(company, funds=0)
    submission_id = exchange.submit()
    exchange.fund(350_000)

    asked_to_correct(company, submission_id, "address")
    address = {"line1": "新街2号", "city": "北京", "postal_code": "100000", "country": "CN"}
    resubmitted(company, submission_id, fields={"address": address})
    exchange.show_face(submission_id)

    assert exchange.submission(submission_id)["status"] == "approved"
    assert [each.event_id[-2:] for each in exchange.entries()] == [":1", ":2"]


def test_a_service_without_a_price_is_not_used(company: Company) -> None:
    exchange = Exchange(company)
    exchange.choose(automatic=True)
    exchange.fund(350_000)

    submission_id = exchange.submit()

    assert exchange.case(submission_id)["task"]["route_reason"] == "service_not_priced"
    assert exchange.heard()["get_token"] == 0


def test_a_match_says_when_and_for_how_long(exchange: Exchange) -> None:
    submission_id = exchange.submit()

    handed = exchange.page_of(submission_id).json

    left = datetime.fromisoformat(handed["expires_at"]) - datetime.now(UTC)
    assert timedelta(minutes=50) < left <= timedelta(minutes=60)
    assert handed["qr_svg"].startswith("<svg")
    assert handed["attempt"] == 1


def _customer(submission_id: str) -> str:
    return f"cus_{submission_id[4:30]}"
