"""FaceID busy, broken, slow or with other keys, as the deployed machine meets it.

Faults hit whoever asks next, so one case at a time asks for a page and one for a result.
"""

from concurrent.futures import ThreadPoolExecutor

import pytest

from local.stack import Stack
from sandbox.scenarios import FAULTS
from tests.e2e.automatic_steps import AutomaticDesk, open_desk, side_by_side

# How often FaceID is asked before it is given up; what a change here must mend is not repeated.
TRIES = {
    "http_500": 3,
    "http_concurrency": 3,
    "http_429": 3,
    "http_403_key": 1,
    "http_413": 1,
    "slow_read": 3,
}
# A result that was lost on its way counts as told, so it is not asked for again at once.
TRIES_FOR_A_RESULT = TRIES | {"slow_read": 1}
# Longer than the first try waits; the others have less time.
SLOW_SECONDS = 11


@pytest.fixture(scope="module")
def desk(stack: Stack) -> AutomaticDesk:
    return open_desk(stack, "Faults", "20")


@pytest.fixture(scope="module")
def cases(desk: AutomaticDesk) -> dict[str, dict[str, str]]:
    """For each fault the submission that met it asking for a page, and the one for a result."""
    ready = side_by_side(lambda _: waiting_for_a_face(desk), list(FAULTS))
    met = {}
    with ThreadPoolExecutor(2) as pool:
        for fault, submission_id in zip(FAULTS, ready, strict=True):
            page = pool.submit(sent_during, desk, fault)
            pool.submit(shown_during, desk, submission_id, fault).result()
            met[fault] = {"get_token": page.result(), "get_result": submission_id}
    return met


def test_every_fault_of_the_sandbox_is_tried() -> None:
    assert set(TRIES) == set(FAULTS)


@pytest.mark.parametrize("fault", FAULTS)
def test_without_a_page_a_reviewer_decides_and_nothing_is_charged(
    desk: AutomaticDesk, cases: dict[str, dict[str, str]], fault: str
) -> None:
    submission_id = cases[fault]["get_token"]

    assert desk.until_decided(submission_id)["route_reason"] == "provider_unavailable"

    (check,) = desk.case(submission_id)["liveness"]
    assert (check["status"], check["verdict"]) == ("closed", "review")
    assert check["fee"]["amount"] == "0.0000"
    assert desk.states_of(submission_id) == ["released"]
    assert desk.calls_about(submission_id)["get_token"] >= TRIES[fault]
    desk.must_have_asked(submission_id, "get_token", 0)


@pytest.mark.parametrize("fault", FAULTS)
def test_a_result_that_could_not_be_fetched_is_found_later_and_charged_once(
    desk: AutomaticDesk, cases: dict[str, dict[str, str]], fault: str
) -> None:
    submission_id = cases[fault]["get_result"]

    desk.set_back(submission_id, "due_at")
    desk.run("PollLiveness")

    assert desk.until_decided(submission_id)["status"] == "approved"
    assert desk.states_of(submission_id) == ["captured"]
    assert desk.calls_about(submission_id)["get_result"] > TRIES_FOR_A_RESULT[fault]
    desk.must_have_asked(submission_id, "get_result")


def test_the_books_of_all_this_agree_with_the_bill(desk: AutomaticDesk) -> None:
    desk.books_must_agree_with_the_bill()


def waiting_for_a_face(desk: AutomaticDesk) -> str:
    submission_id = desk.sent()
    desk.page_of(submission_id)
    return submission_id


def sent_during(desk: AutomaticDesk, fault: str) -> str:
    """Sent while nobody gets a page."""
    desk.faceid.break_down("get_token", fault, TRIES[fault], seconds=SLOW_SECONDS)
    submission_id = desk.sent()
    desk.until_decided(submission_id)
    return submission_id


def shown_during(desk: AutomaticDesk, submission_id: str, fault: str) -> None:
    """The face is shown, FaceID calls back, and its result cannot be fetched."""
    times = TRIES_FOR_A_RESULT[fault]
    desk.faceid.break_down("get_result", fault, times, seconds=SLOW_SECONDS)
    desk.press(desk.page_of(submission_id), "pass", go_back=False)
