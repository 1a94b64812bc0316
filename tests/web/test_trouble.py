"""The page when the API is slow, fails, never answers or cannot be reached: it says so, keeps what
was written, and goes on by itself or on demand, without being reloaded."""

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Locator, Route, expect

from local import automatic
from local.people import Company, operator_of, operators
from local.stack import Stack
from tests.web.browser import Desk
from tests.web.case_page import chosen, opened
from tests.web.cases import Cases

TASKS = re.compile(r"/v1/review/tasks\?")
REJECT = re.compile(r"/v1/review/tasks/\w+/reject\?")


@pytest.fixture
def desk(browser: Browser, stack: Stack, lender: Company) -> Iterator[Desk]:
    """A window of its own, whose clock can be put forward."""
    desk = Desk(browser, stack, lender, lender.reviewer)
    desk.page.clock.install()
    desk.sign_in()
    yield desk
    # The browser itself notes each request that failed.
    assert [each for each in desk.said if "Failed to load resource" not in each] == []
    desk.context.close()


def held_in(waiting: list[Route]) -> Callable[[Route], None]:
    def hold(route: Route) -> None:
        waiting.append(route)

    return hold


def fails(route: Route) -> None:
    told = {"code": "internal_error", "message": "A mistake.", "request_id": "req-4711"}
    anybody = {"Access-Control-Allow-Origin": "*"}
    route.fulfill(status=500, headers=anybody, json={"error": told})


def test_the_queue_waits_says_what_is_wrong_and_comes_back(desk: Desk, cases: Cases) -> None:
    cases.submitted("Patient Person")
    page, waiting = desk.page, list[Route]()
    link = page.get_by_role("link", name=re.compile("Patient Person"))
    page.route(TASKS, held_in(waiting))
    page.reload()
    expect(page.get_by_role("table").get_by_text("Loading")).to_be_visible()
    expect(page.get_by_text("This did not work")).to_have_count(0)
    for each in waiting:
        each.continue_()
    page.unroute(TASKS)
    expect(link).to_be_visible()

    page.route(TASKS, fails)
    page.reload()
    expect(page.get_by_text("The service made a mistake.")).to_contain_text("req-4711")
    page.unroute(TASKS)
    page.get_by_role("button", name="Try again").click()
    expect(link).to_be_visible()
    expect(page.get_by_text("This did not work")).to_have_count(0)

    page.context.set_offline(True)
    page.clock.fast_forward("00:11")
    expect(page.get_by_text("The service cannot be reached.")).to_be_visible()
    expect(link).to_be_visible()
    page.context.set_offline(False)
    expect(page.get_by_text("The service cannot be reached.")).to_have_count(0)


def test_a_decision_that_does_not_get_through_is_kept_until_it_does(
    desk: Desk, cases: Cases
) -> None:
    submission_id = cases.submitted("Resolute Person")
    page, waiting = opened(desk, submission_id, "Resolute Person"), list[Route]()
    page.keyboard.press("r")
    chosen(page, "Reason", "You are not of age.")
    comment = page.get_by_label("Comment to the customer")
    comment.fill("Born too late.")
    dialog = page.get_by_role("dialog")
    reject = dialog.get_by_role("button", name="Reject")

    page.route(REJECT, held_in(waiting))
    reject.click()
    expect(reject).to_have_attribute("aria-disabled", "true")
    # Nobody leaves while it is open whether it was decided.
    page.keyboard.press("Escape")
    page.clock.fast_forward("00:31")
    _refused(dialog, "The service has not answered for 30 seconds.")
    page.unroute(REJECT)
    page.route(REJECT, fails)
    reject.click()
    _refused(dialog, "The service made a mistake.")
    page.unroute(REJECT)
    page.context.set_offline(True)
    reject.click()
    _refused(dialog, "The service cannot be reached.")
    expect(comment).to_have_value("Born too late.")
    assert cases.task(submission_id)["status"] == "pending"

    page.context.set_offline(False)
    reject.click()

    expect(page.get_by_text("Rejected: Resolute Person")).to_be_visible()
    assert cases.task(submission_id)["status"] == "rejected"


@pytest.mark.parametrize(
    ("route", "asked", "shown"),
    [
        ("/operator?tab=prices", re.compile(r"/v1/operator/prices\?"), "Live face check"),
        ("/operator/{company}", re.compile(r"/v1/operator/entries\?"), "Deposit"),
    ],
    ids=["prices", "statement"],
)
def test_a_table_of_the_platform_that_did_not_load_is_shown_when_it_does(
    browser: Browser,
    stack: Stack,
    lender: Company,
    route: str,
    asked: re.Pattern[str],
    shown: str,
) -> None:
    email, _ = operators(stack, lender.password)
    automatic.set_terms(operator_of(stack, lender.password))
    automatic.deposit(operator_of(stack, lender.password), lender.company_id, "5")
    platform = Desk(browser, stack, lender, email)
    platform.sign_in()
    page = platform.page
    page.route(asked, fails)
    platform.open(route.format(company=lender.company_id))
    expect(page.get_by_text("The service made a mistake.").first).to_be_visible()

    page.unroute(asked)
    page.get_by_role("button", name="Try again").first.click()

    expect(page.get_by_role("row", name=shown).first).to_be_visible()
    platform.context.close()


def _refused(dialog: Locator, text: str) -> None:
    """After it was tried again by itself, which takes a moment."""
    expect(dialog.get_by_role("button", name="Reject")).to_be_enabled()
    expect(dialog.get_by_text(text)).to_be_visible()
