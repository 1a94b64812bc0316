"""What FaceID tells late, twice, too early, about others or not at all: one paid call all the same.

A callback is a hint. Whatever is said in it or done with it, the result is fetched once, the fee is
charged once, and the first decision stays.
"""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any
from urllib.parse import urlencode

import pytest

from liveness import faceid
from local.world import World
from local.world.gateway import Reply
from sandbox.wire import signed
from shared.liveness_check import LivenessCheck, load_check
from shared.tenant import Tenant
from tests.automatic_helpers import FORM, NOTIFY, PRICE, RETURN, Exchange, an_exchange
from tests.sandbox_helpers import keys
from tests.world_helpers import Company, a_company, backdate, decided

THREADS = 16
NOT_OURS = [
    "",
    "no-check-of-ours",
    "co_1.test.sub_1",
    "co_1.neither.sub_1.1",
    "co_00000000000000000000000000.test.sub_00000000000000000000000000001.1",
]


@pytest.fixture
def exchange(company: Company) -> Exchange:
    """One live face check for each submission."""
    return an_exchange(company, liveness_attempts=1)


def test_a_callback_that_comes_late_is_followed(exchange: Exchange, world: World) -> None:
    submission_id = shown(exchange, "notify_late")
    assert exchange.submission(submission_id)["status"] == "pending"

    exchange.sandbox("clock", {"ahead_seconds": 180})
    world.run("SandboxDeliver")
    world.settle()

    must_be_one_paid_match(exchange, submission_id)


def test_what_a_forged_callback_could_not_tell_is_found_by_the_schedule(
    exchange: Exchange, world: World
) -> None:
    submission_id = shown(exchange, "notify_bad_sign")
    assert exchange.submission(submission_id)["status"] == "pending"

    polled(world)

    must_be_one_paid_match(exchange, submission_id)


def test_a_result_that_takes_its_time_is_waited_for(exchange: Exchange) -> None:
    submission_id = shown(exchange, "processing")
    assert exchange.submission(submission_id)["status"] == "pending"
    assert exchange.balance() == (350_000 - PRICE, PRICE, 0)

    exchange.sandbox("finish", {"biz_id": check_of(exchange, submission_id).biz_id})
    exchange.world.settle()

    assert exchange.submission(submission_id)["status"] == "approved"
    exchange.books_must_agree_with_the_bill()


def test_a_result_that_is_gone_is_for_a_reviewer_and_costs_the_company_nothing(
    exchange: Exchange,
) -> None:
    submission_id = shown(exchange, "result_gone")

    (check,) = exchange.case(submission_id)["liveness"]
    assert (check["verdict"], check["reason"], check["images"]) == ("review", "result_gone", [])
    assert exchange.balance() == (350_000, 0, 0)
    assert [each.state for each in exchange.entries()] == ["RELEASED"]


def test_a_result_that_others_have_read_too_often_is_gone(exchange: Exchange) -> None:
    submission_id = shown(exchange, "notify_never")
    biz_id = check_of(exchange, submission_id).biz_id
    read = keys(exchange.world) | {"biz_id": biz_id}
    sandbox = exchange.world.sandbox
    statuses = [sandbox.get("/faceid/lite/get_result", query=read).status for _ in range(4)]
    assert statuses == [200, 200, 200, 400]

    calls_back(exchange, submission_id)

    assert exchange.case(submission_id)["task"]["route_reason"] == "result_gone"
    assert exchange.balance() == (350_000, 0, 0)


def test_an_answer_lost_on_its_way_is_not_asked_for_again_at_once(
    exchange: Exchange, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    submission_id = shown(exchange, "notify_never")
    slow = {"path": "get_result", "fault": "slow_read", "seconds": 0.3, "times": 1}
    exchange.sandbox("faults", slow)

    with monkeypatch.context() as impatient:
        impatient.setattr(faceid, "READ_SECONDS", 0.2)
        calls_back(exchange, submission_id)
    assert exchange.heard()["get_result"] == 1
    polled(world)

    assert exchange.submission(submission_id)["status"] == "approved"
    assert exchange.heard()["get_result"] == 2
    exchange.books_must_agree_with_the_bill()


def test_a_callback_before_the_page_was_used_changes_nothing(exchange: Exchange) -> None:
    submission_id = exchange.submit()

    assert calls_back(exchange, submission_id).status == 200

    assert exchange.liveness(submission_id)["stage"] == "waiting"
    exchange.show_face(submission_id, "pass")
    assert exchange.submission(submission_id)["status"] == "approved"
    exchange.books_must_agree_with_the_bill()


def test_a_callback_after_the_decision_changes_nothing(exchange: Exchange) -> None:
    submission_id = exchange.submit()
    exchange.show_face(submission_id, "pass")
    before, shown_before = exchange.submission(submission_id), exchange.liveness(submission_id)

    answers = [calls_back(exchange, submission_id, where) for where in (NOTIFY, RETURN) * 2]

    assert [each.status for each in answers] == [200, 303] * 2
    assert exchange.submission(submission_id) == before
    assert exchange.liveness(submission_id) == shown_before
    must_be_one_paid_match(exchange, submission_id)


def test_a_callback_after_a_reviewers_decision_changes_nothing(
    exchange: Exchange, world: World
) -> None:
    submission_id = exchange.submit()
    url = exchange.page_of(submission_id).json["url"]
    backdate(world, "expires_at")
    polled(world)
    refused = {"revision": 1, "code": "other", "comment": "Come back in person."}
    decided(exchange.company, submission_id, "reject", refused)

    exchange.press(url, "pass")
    world.run("SweepHolds")

    assert exchange.submission(submission_id)["status"] == "rejected"
    exchange.books_must_agree_with_the_bill()


def test_a_callback_about_another_companys_check_touches_nobodys(
    exchange: Exchange, world: World
) -> None:
    other = an_exchange(a_company(world, "Other Lending"), funds=0, liveness_attempts=1)
    other.fund(PRICE, "the other's opening")
    theirs = shown(other, "notify_never")
    biz_id = check_of(other, theirs).biz_id
    named = f"{exchange.company.company_id}.test.{theirs}.1"

    answer = told(exchange, form(exchange, biz_id, named))

    assert answer.status == 200
    assert other.submission(theirs)["status"] == "pending"
    assert other.heard()["get_result"] == 0


@pytest.mark.parametrize("named", NOT_OURS)
def test_a_callback_that_names_no_check_is_taken_and_forgotten(
    exchange: Exchange, named: str
) -> None:
    submission_id = exchange.submit()

    answer = told(exchange, form(exchange, "1,a", named))

    # Without any name it is no callback at all.
    assert answer.status == (200 if named else 403)
    assert exchange.liveness(submission_id)["stage"] == "waiting"
    assert exchange.heard()["get_result"] == 0


def test_a_callback_that_another_secret_signed_is_refused(exchange: Exchange) -> None:
    submission_id = shown(exchange, "notify_never")
    forged = genuine(exchange, submission_id, "somebody else's")

    assert told(exchange, forged).code == "invalid_signature"
    # A browser is led on in any case; what it brought is not believed.
    assert told(exchange, forged, RETURN).status == 303

    assert exchange.heard()["get_result"] == 0
    assert exchange.submission(submission_id)["status"] == "pending"


def test_sixteen_callbacks_at_the_same_moment_are_followed_once(exchange: Exchange) -> None:
    submission_id = shown(exchange, "notify_never")
    sent = genuine(exchange, submission_id)
    together = Barrier(THREADS)

    def calls(number: int) -> int:
        together.wait()
        return told(exchange, sent, (NOTIFY, RETURN)[number % 2]).status

    with ThreadPoolExecutor(THREADS) as pool:
        answers = list(pool.map(calls, range(THREADS)))

    assert answers == [200, 303] * (THREADS // 2)
    must_be_one_paid_match(exchange, submission_id)


@pytest.mark.parametrize("outcome", ["pass", "mismatch", "cancelled"])
def test_every_step_delivered_three_times_has_one_effect(
    exchange: Exchange, world: World, outcome: str
) -> None:
    submission_id = exchange.submit()
    step = step_of(exchange, submission_id)

    for function in ("ReserveFee", "StartLiveness") * 2:
        world.run(function, step)
    exchange.show_face(submission_id, outcome)
    balance, told_before = exchange.balance(), exchange.liveness(submission_id)
    decides = ["RecordDecision"] if outcome == "pass" else []
    for function in ["StartLiveness", "SettleFee", *decides, "ReserveFee"] * 2:
        world.run(function, step)
    world.settle()

    assert exchange.balance() == balance
    assert exchange.liveness(submission_id) == told_before
    assert len(exchange.entries()) == 1
    must_be_asked_once(exchange)
    exchange.books_must_agree_with_the_bill()


def shown(exchange: Exchange, outcome: str) -> str:
    """A submission whose person has done the check, and closed the browser before its way back."""
    submission_id = exchange.submit()
    exchange.show_face(submission_id, outcome, go_back=False)
    return submission_id


def polled(world: World) -> None:
    backdate(world, "due_at")
    world.run("PollLiveness")
    world.settle()


def calls_back(exchange: Exchange, submission_id: str, where: str = NOTIFY) -> Reply:
    return told(exchange, genuine(exchange, submission_id), where)


def told(exchange: Exchange, text: str, where: str = NOTIFY) -> Reply:
    answer = exchange.world.api.post(where, text=text, headers=FORM)
    exchange.world.settle()
    return answer


def genuine(exchange: Exchange, submission_id: str, secret: str = "") -> str:
    """A callback about that submission's check, unless another secret signs it."""
    check = check_of(exchange, submission_id)
    return form(exchange, str(check.biz_id), check.check_id, secret)


def form(exchange: Exchange, biz_id: str, named: str, secret: str = "") -> str:
    """A callback's body, as FaceID signs it."""
    about = {"biz_id": biz_id, "biz_no": named}
    secret = secret or keys(exchange.world)["api_secret"]
    data, sign = signed(secret, {"status": "OK", "biz_info": about})
    return urlencode({"data": data, "sign": sign})


def check_of(exchange: Exchange, submission_id: str) -> LivenessCheck:
    check = load_check(Tenant.parse(exchange.account), submission_id, 1)
    assert check is not None
    return check


def step_of(exchange: Exchange, submission_id: str) -> dict[str, Any]:
    """What the machine gives to each function about the first attempt."""
    check = check_of(exchange, submission_id)
    ids = {"tenant": check.tenant, "customer_id": check.customer_id, "submission_id": submission_id}
    return ids | {"task_token": check.task_token, "revision": 1, "attempt": 1}


def must_be_one_paid_match(exchange: Exchange, submission_id: str) -> None:
    assert exchange.submission(submission_id)["status"] == "approved"
    must_be_asked_once(exchange)
    assert [each.state for each in exchange.entries()] == ["CAPTURED"]
    exchange.books_must_agree_with_the_bill()


def must_be_asked_once(exchange: Exchange) -> None:
    heard = exchange.heard()
    assert (heard["get_token"], heard["do"], heard["get_result"]) == (1, 1, 1)
