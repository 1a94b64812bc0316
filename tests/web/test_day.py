"""A reviewer's day in a real browser: one case from the queue to its approval, ten cases by
keyboard alone, and two reviewers who decide at the same moment."""

import re

from playwright.sync_api import Browser, Locator, Page, expect

from local import specimens
from local.people import Company, open_for_demo
from local.stack import Stack
from tests.web.browser import Desk
from tests.web.case_page import chosen, opened
from tests.web.cases import ADDRESS, Cases

MOST_TABS = 60
PEOPLE = [
    "Anan",
    "Boonmee",
    "Chai",
    "Duangjai",
    "Ekkachai",
    "Fah",
    "Gamon",
    "Hathai",
    "Intira",
    "Jiraporn",
]


def test_a_case_is_claimed_sent_back_with_two_comments_compared_and_approved(
    browser: Browser, stack: Stack, lender: Company, cases: Cases
) -> None:
    submission_id = cases.submitted("Wanida Whole")
    desk = Desk(browser, stack, lender, lender.reviewer)
    page = desk.page
    desk.sign_in()

    page.get_by_role("link", name="Open the case of Wanida Whole").click()
    expect(page.get_by_role("button", name="Approve tier 1")).to_be_visible()
    assert cases.task(submission_id)["claim"]["name"] == "Reviewer"
    front = page.get_by_role("group", name=re.compile("Front of the ID"))
    expect(front.get_by_role("img")).to_have_js_property("complete", True)
    page.get_by_role("button", name="Zoom in").first.click()
    expect(front.get_by_role("img")).to_have_attribute("style", re.compile(r"scale\(1\.4\)"))

    page.get_by_role("button", name="Request revision").click()
    _asks(page, 1, "Front of the ID", "cannot be read", "Without the flash, please.")
    page.get_by_role("button", name="Add another item").click()
    _asks(page, 2, "Address", "is incomplete", "Which floor?")
    page.get_by_role("button", name="Send the request").click()
    expect(page.get_by_text("Revision requested: Wanida Whole")).to_be_visible()

    sharper = cases.uploaded(submission_id, "id_front", specimens.selfie("sharp"), "image/jpeg")
    cases.resubmit(submission_id, {"address": ADDRESS | {"line1": "99/7 Floor 3"}}, [sharper])
    opened(desk, submission_id, "Wanida Whole")
    changes = page.get_by_role("table", name="Changes")
    expect(changes.get_by_role("row", name=re.compile("Which floor"))).to_contain_text("99/7")
    changes.get_by_role("button", name="Show side by side").click()
    pictures = page.get_by_role("group", name=re.compile("Front of the ID"))
    expect(pictures.get_by_role("img", name="Front of the ID (revision 1)")).to_be_visible()
    expect(pictures.get_by_role("img")).to_have_count(2)

    page.get_by_role("button", name="Mark the rest as passed").click()
    page.get_by_role("button", name="Approve tier 1").click()
    page.get_by_role("dialog").get_by_role("button", name="Approve", exact=True).click()
    expect(page.get_by_text("Approved: Wanida Whole")).to_be_visible()
    decided = cases.task(submission_id)
    assert (decided["status"], decided["revision"]) == ("approved", 2)
    assert desk.said == []
    desk.context.close()


def test_ten_cases_are_reviewed_without_a_mouse(browser: Browser, stack: Stack) -> None:
    lender = open_for_demo(stack, "Ten Lending", "lending", "ten.example.com")
    cases = Cases(stack, lender)
    waiting = {cases.submitted(f"{name} Tenth"): name for name in PEOPLE}
    desk = Desk(browser, stack, lender, lender.reviewer)
    desk.sign_in()
    page, keys = desk.page, desk.page.keyboard

    _tab_to(page.get_by_role("button", name="Review the oldest"))
    keys.press("Enter")
    for number, name in enumerate(waiting.values()):
        title = page.locator("#case-title")
        expect(title).to_have_text(f"{name} Tenth")
        expect(title).to_be_focused()
        expect(page.get_by_role("button", name="Approve tier 1")).to_be_visible()
        if number % 5 == 4:
            keys.press("r")
            expect(page.get_by_role("button", name="Choose a reason")).to_be_focused()
            for key in ("Enter", "ArrowDown", "Enter", "Tab"):
                keys.press(key)
            keys.type("The picture is of somebody else.")
            _tab_to(page.get_by_role("dialog").get_by_role("button", name="Reject"))
            keys.press("Enter")
            expect(page.get_by_text(f"Rejected: {name} Tenth")).to_be_visible()
        else:
            keys.press("c")
            keys.press("Enter")
            keys.press("a")
            expect(page.get_by_role("button", name="Approve", exact=True)).to_be_focused()
            keys.press("Enter")
            expect(page.get_by_text(f"Approved: {name} Tenth")).to_be_visible()

    expect(page.get_by_text("Nothing waits for review")).to_be_visible()
    expect(page.locator("#list-title")).to_be_focused()
    statuses = [cases.task(each)["status"] for each in waiting]
    assert (statuses.count("approved"), statuses.count("rejected")) == (8, 2)
    assert desk.said == []
    desk.context.close()


def test_of_two_who_decide_at_once_one_wins_and_the_other_is_told_who(
    desk: Desk, browser: Browser, stack: Stack, lender: Company, cases: Cases
) -> None:
    submission_id = cases.submitted("Xomchai Twice")
    other = Desk(browser, stack, lender, lender.admin)
    other.sign_in()
    first = opened(desk, submission_id, "Xomchai Twice")
    _ready_to_reject(first)
    other.open(f"/cases/{submission_id}")
    other.page.get_by_role("button", name="Take over").click()
    expect(other.page.get_by_role("button", name="Approve tier 1")).to_be_visible()
    _ready_to_reject(other.page)
    # Neither of them holds it any more: whoever is first wins.
    cases.colleague.post(f"/v1/review/tasks/{submission_id}/release")

    # A click in the page returns at once, so that both are on their way together.
    for page in (first, other.page):
        page.get_by_role("dialog").get_by_role("button", name="Reject").evaluate("it => it.click()")

    for page in (first, other.page):
        told = page.get_by_text("Rejected: Xomchai Twice").or_(
            page.get_by_text("This did not work")
        )
        expect(told).to_be_visible()
    winner = cases.task(submission_id)["decided_by"]
    loser = {"Reviewer": other.page, "Admin": first}[winner]
    refusal = loser.get_by_role("dialog")
    expect(refusal.get_by_text(re.compile(f"Rejected by {winner}"))).to_be_visible()
    expect(refusal.get_by_label("Comment to the customer")).to_have_value("Not of age.")
    refusal.get_by_role("button", name="Reload").click()
    expect(loser.get_by_text(re.compile(f"Rejected by {winner}"))).to_be_visible()
    expect(loser.get_by_role("button", name="Approve tier 1")).to_have_count(0)
    assert other.said == []
    other.context.close()


def _asks(page: Page, number: int, item: str, reason: str, comment: str) -> None:
    dialog = page.get_by_role("dialog")
    dialog.get_by_label(f"Item {number}", exact=False).first.click()
    page.get_by_role("option", name=item, exact=True).click()
    dialog.get_by_label("Reason", exact=False).nth(number - 1).click()
    page.get_by_role("option", name=reason).click()
    dialog.get_by_label("Comment to the customer").nth(number - 1).fill(comment)


def _ready_to_reject(page: Page) -> None:
    page.keyboard.press("r")
    chosen(page, "Reason", "You are not of age.")
    page.get_by_label("Comment to the customer").fill("Not of age.")


def _tab_to(wanted: Locator) -> None:
    for _ in range(MOST_TABS):
        wanted.page.keyboard.press("Tab")
        if wanted.evaluate("it => it === document.activeElement"):
            return
    raise AssertionError(f"{wanted} cannot be reached with Tab")
