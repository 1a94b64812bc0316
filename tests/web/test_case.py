"""A case in a real browser: looked at, decided, corrected and decided again, by keyboard."""

import re

import pytest
from playwright.sync_api import Browser, expect

from local.people import Company
from local.stack import Stack
from tests.web.browser import LANGUAGES, Desk
from tests.web.case_page import chosen, is_within, opened
from tests.web.cases import ADDRESS, Cases

# What the tab keeps is out of date, and Cognito refuses to renew it.
END_SESSION = """() => {
  const key = Object.keys(sessionStorage).find(each => each.startsWith("oidc.user:"));
  const user = JSON.parse(sessionStorage[key]);
  sessionStorage[key] = JSON.stringify({...user, refresh_token: "revoked", expires_at: 1});
}"""


def test_a_case_is_approved_by_keyboard_and_the_next_one_has_the_focus(
    desk: Desk, cases: Cases
) -> None:
    first, second = cases.submitted("Apinya First"), cases.submitted("Boonmee Second")
    page = opened(desk, first, "Apinya First")
    page.keyboard.press("a")
    expect(page.get_by_text("The checklist is not complete")).to_be_visible()
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Mark the rest as passed").click()

    page.keyboard.press("a")
    expect(page.get_by_text("Your identity is verified: tier 1")).to_be_visible()
    expect(page.get_by_role("button", name="Approve", exact=True)).to_be_focused()
    page.keyboard.press("Enter")

    expect(page.get_by_text("Approved: Apinya First")).to_be_visible()
    expect(page).to_have_url(re.compile(rf"#/cases/(?!{first})"))
    expect(page.locator("#case-title")).to_be_focused()
    assert cases.task(first)["status"] == "approved"
    assert cases.task(second)["status"] == "pending"


def test_a_revision_is_asked_for_and_comes_back_beside_its_comment(
    desk: Desk, cases: Cases
) -> None:
    submission_id = cases.submitted("Chai Corrected")
    page = opened(desk, submission_id, "Chai Corrected")

    page.keyboard.press("v")
    chosen(page, "Item 1", "Address")
    chosen(page, "Reason", "is incomplete")
    page.get_by_label("Comment to the customer").fill("Please add the {name} of the floor.")
    expect(page.get_by_text("- Address: is incomplete. Please add the {name}")).to_be_visible()
    page.get_by_role("button", name="Send the request").click()
    expect(page.get_by_text("Revision requested: Chai Corrected")).to_be_visible()
    cases.resubmit(submission_id, {"address": ADDRESS | {"line1": "88/12 Sukhumvit Road"}})

    page = opened(desk, submission_id, "Chai Corrected")
    row = page.get_by_role("table", name="Changes").get_by_role("row", name=re.compile("floor"))
    expect(row).to_contain_text("99/1 Soi Sukhumvit 11")
    expect(row).to_contain_text("88/12 Sukhumvit Road")
    expect(row).to_contain_text("Changed")


def test_a_session_that_ends_loses_nothing_that_was_written(desk: Desk, cases: Cases) -> None:
    submission_id = cases.submitted("Duangjai Waits")
    page = opened(desk, submission_id, "Duangjai Waits")
    page.keyboard.press("r")
    chosen(page, "Reason", "You are not of age.")
    page.get_by_label("Comment to the customer").fill("The card is not yours.")

    page.evaluate(END_SESSION)
    page.get_by_role("dialog").get_by_role("button", name="Reject").click()
    expect(page.get_by_text("Your session has ended", exact=True)).to_be_visible()
    page.get_by_role("button", name="Sign in again").click()
    desk.pass_sign_in()

    expect(page).to_have_url(re.compile(submission_id))
    opened(desk, submission_id, "Duangjai Waits").keyboard.press("r")
    expect(page.get_by_label("Comment to the customer")).to_have_value("The card is not yours.")
    page.get_by_role("dialog").get_by_role("button", name="Reject").click()
    expect(page.get_by_text("Rejected: Duangjai Waits")).to_be_visible()


def test_a_decision_that_comes_second_is_refused_and_nothing_is_lost(
    desk: Desk, cases: Cases
) -> None:
    submission_id = cases.submitted("Ekkachai Taken")
    page = opened(desk, submission_id, "Ekkachai Taken")
    page.keyboard.press("r")
    chosen(page, "Reason", "You are not of age.")
    page.get_by_label("Comment to the customer").fill("Born too late.")

    cases.rejected_by_a_colleague(submission_id)
    page.get_by_role("dialog").get_by_role("button", name="Reject").click()

    refusal = page.get_by_role("dialog")
    expect(refusal.get_by_text(re.compile("Rejected by Admin"))).to_be_visible()
    expect(page.get_by_label("Comment to the customer")).to_have_value("Born too late.")
    refusal.get_by_role("button", name="Reload").click()
    expect(page.get_by_text(re.compile("Rejected by Admin"))).to_be_visible()


def test_a_case_is_handed_to_a_colleague_with_a_note(desk: Desk, cases: Cases) -> None:
    submission_id = cases.submitted("Hathai Handed")
    # Who has looked at the queue is known as a colleague.
    cases.colleague.get("/v1/review/tasks")
    page = opened(desk, submission_id, "Hathai Handed")
    page.get_by_role("button", name="More for this case").click()
    page.get_by_role("menuitem", name="Hand over to a colleague").click()
    page.get_by_role("button", name="Choose a colleague").click()
    page.get_by_role("option", name="Admin").click()
    page.get_by_label("Note (optional").fill("Speaks Lao with her.")
    page.get_by_role("button", name="Hand over", exact=True).click()

    expect(page.get_by_text("Handed over to Admin")).to_be_visible()
    # The page goes on by itself.
    expect(page).not_to_have_url(re.compile(submission_id))
    assert cases.task(submission_id)["claim"]["name"] == "Admin"
    desk.open(f"/cases/{submission_id}")
    expect(page.get_by_text("Admin is working on this case")).to_be_visible()
    expect(page.get_by_text("Speaks Lao with her.")).to_be_visible()


def test_pictures_are_shown_whole_enlarged_and_turned_by_keys(desk: Desk, cases: Cases) -> None:
    submission_id = cases.submitted("Fah Picture")
    page = opened(desk, submission_id, "Fah Picture")
    picture = page.get_by_role("group", name=re.compile("Front of the ID"))
    image = picture.get_by_role("img")
    expect(image).to_have_js_property("naturalWidth", 1280)

    assert is_within(image, picture)
    portrait = page.get_by_role("group", name=re.compile("Selfie"))
    assert is_within(portrait.get_by_role("img"), portrait)

    picture.focus()
    page.keyboard.press("+")
    page.keyboard.press("r")

    expect(image).to_have_attribute("style", re.compile(r"scale\(1\.4\) rotate\(90deg\)"))
    page.keyboard.press("0")
    expect(image).to_have_attribute("style", re.compile(r"scale\(1\) rotate\(0deg\)"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_everybody_can_use_a_case_and_its_dialogs(desk: Desk, cases: Cases, language: str) -> None:
    submission_id = cases.submitted("Gam Everybody")
    desk.open(f"/cases/{submission_id}")
    desk.speak(language)
    page = desk.page
    expect(page.locator("#case-title")).to_have_text("Gam Everybody")
    expect(page.get_by_role("radio").first).to_be_enabled()
    assert desk.violations() == []

    for key in "avr":
        page.locator("#case-title").focus()
        page.keyboard.press(key)
        expect(page.get_by_role("dialog")).to_be_visible()
        assert desk.violations() == []
        page.keyboard.press("Escape")
        expect(page.get_by_role("dialog")).to_be_hidden()


def test_billing_staff_see_no_cases(browser: Browser, stack: Stack, lender: Company) -> None:
    desk = Desk(browser, stack, lender, lender.billing)

    desk.sign_in()

    expect(desk.page.get_by_role("link", name="Queue")).to_have_count(0)
    desk.context.close()
