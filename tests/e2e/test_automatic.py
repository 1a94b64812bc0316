"""Automatic KYC on the deployed stack: every outcome of a live face check, decided and charged.

The same table as in tests/test_automatic.py, in live mode, with the rights that AWS would ask for.
"""

from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
import requests

from local.automatic import PRICES
from local.stack import Stack
from sandbox.scenarios import SCENARIOS, UPLOADS
from tests.e2e.automatic_steps import AT_A_TIME, AutomaticDesk, open_desk
from tests.e2e.steps import Json
from tests.test_automatic import ENDS

ROWS = [
    *ENDS,
    ("processing", "", True),
    ("not_started", "no_answer_in_time", False),
    ("notify_late", "", True),
    ("notify_bad_sign", "", True),
]
OUTCOMES = [outcome for outcome, *_ in ROWS]
# The provider's bill and ours differ by it (test_automatic_statement.py).
ELSEWHERE = {"result_gone"}
PRICE = Decimal(PRICES["faceid"])


@dataclass(frozen=True)
class Ended:
    """What is known of one case after its end."""

    submission: Json
    case: Json
    images: list[requests.Response]


@pytest.fixture(scope="module")
def desk(stack: Stack) -> AutomaticDesk:
    return open_desk(stack, "Outcomes", "100", "live")


@pytest.fixture(scope="module")
def endings(desk: AutomaticDesk) -> Iterator[dict[str, Future[Ended]]]:
    """All cases side by side, so that they wait together; a test meets its own case's failure."""
    # One goes ahead: it starts each function once, and not several at the same moment.
    ended(desk, "pass")
    with ThreadPoolExecutor(AT_A_TIME) as pool:
        yield {outcome: pool.submit(ended, desk, outcome) for outcome in OUTCOMES}


@pytest.mark.parametrize(("outcome", "reason", "is_charged"), ROWS, ids=OUTCOMES)
def test_every_outcome_has_its_decision_and_its_charge(
    desk: AutomaticDesk,
    endings: dict[str, Future[Ended]],
    outcome: str,
    reason: str,
    is_charged: bool,
) -> None:
    found = endings[outcome].result()

    assert found.submission["status"] == ("pending" if reason else "approved")
    assert found.case["task"]["route_reason"] == (reason or "eligible")
    (check,) = found.case["liveness"]
    assert (check["verdict"], check["reason"]) == (
        ("review", reason) if reason else ("matched", "matched")
    )
    assert Decimal(check["fee"]["amount"]) == (PRICE if is_charged else 0)
    submission_id = found.submission["submission_id"]
    desk.must_have_asked(submission_id, "get_token")
    # A result that takes its time is asked for once more.
    desk.must_have_asked(submission_id, "get_result", 2 if outcome == "processing" else 1)


@pytest.mark.parametrize("outcome", OUTCOMES)
def test_a_reviewer_sees_what_faceid_found_and_the_face(
    endings: dict[str, Future[Ended]], outcome: str
) -> None:
    # What took its time is a match in the end.
    expected = SCENARIOS["pass" if outcome == "processing" else outcome]

    found = endings[outcome].result()

    facts = found.case["liveness"][0]["facts"]
    assert facts["status"] == expected.status
    assert facts.get("confidence") == expected.confidence
    assert facts.get("error", "") == (expected.error or "").partition(":")[0]
    if expected.counter:
        assert facts["counters"][expected.counter] == UPLOADS
    assert expected.genuineness.items() <= facts.get("genuineness", {}).items()
    assert len(found.images) == (1 if expected.status == "OK" else 0)
    for image in found.images:
        assert (image.status_code, image.headers["Content-Type"]) == (200, "image/jpeg")
        assert image.content.startswith(b"\xff\xd8\xff")


def test_every_outcome_of_the_sandbox_is_in_the_table() -> None:
    assert {*OUTCOMES} | ELSEWHERE == set(SCENARIOS)


def test_a_match_is_decided_within_a_minute_for_one_comparison(desk: AutomaticDesk) -> None:
    submission_id = desk.sent()
    url = desk.page_of(submission_id)
    asked_at = datetime.now(UTC)

    desk.press(url, "pass")
    submission = desk.until_decided(submission_id)

    assert submission["status"] == "approved"
    waited = datetime.fromisoformat(submission["decided_at"]) - asked_at
    assert waited < timedelta(minutes=1)
    (check,) = desk.checks(submission_id)
    assert check["fee"] == {"amount": PRICES["faceid"], "currency": "CNY"}
    (charge,) = [each for each in desk.charges() if each["submission_id"] == submission_id]
    assert charge["amount"] == {"amount": f"-{PRICES['faceid']}", "currency": "CNY"}
    assert (charge["state"], charge["outcome"]) == ("captured", "matched")
    desk.must_have_asked_once(submission_id)
    (billed,) = desk.billed_for(submission_id)
    assert charge["provider_ref"] == billed["biz_id"]


def test_the_statement_is_the_providers_bill_to_the_last_unit(
    desk: AutomaticDesk, endings: dict[str, Future[Ended]]
) -> None:
    for each in endings.values():
        each.result()

    desk.books_must_agree_with_the_bill()

    topped_up = sum(Decimal(each["amount"]["amount"]) for each in desk.entries("top_up"))
    billed = len(desk.faceid.bill(desk.company.company_id))
    assert billed >= sum(is_charged for *_, is_charged in ROWS)
    assert Decimal(desk.balance()[0]) == topped_up - billed * PRICE


def ended(desk: AutomaticDesk, outcome: str) -> Ended:
    """A customer's whole way, as it ends for that outcome."""
    submission_id = desk.sent()
    url = desk.page_of(submission_id)
    if outcome == "not_started":
        poll_as_if_over(desk, submission_id, "expires_at")
    else:
        desk.press(url, outcome, go_back=outcome not in ("notify_late", "notify_bad_sign"))
    if outcome == "processing":
        biz_id = desk.kept(submission_id)["biz_id"]
        desk.faceid.ask("finish", {"biz_id": biz_id, "sim": "pass"})
    if outcome == "notify_late":
        desk.set_callback_back(submission_id)
        desk.run("SandboxDeliver")
    if outcome == "notify_bad_sign":
        poll_as_if_over(desk, submission_id)
    submission = desk.until_decided(submission_id)
    case = desk.case(submission_id)
    shown = [image["url"] for each in case["liveness"] for image in each["images"]]
    images = [requests.get(url, timeout=30) for url in shown]
    return Ended(submission, case, images)


def poll_as_if_over(desk: AutomaticDesk, submission_id: str, *times: str) -> None:
    desk.set_back(submission_id, "due_at", *times)
    desk.run("PollLiveness")
