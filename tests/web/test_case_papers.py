"""What else a case can show: a video and a PDF, live face checks, the people of a business."""

import re
from datetime import date

from playwright.sync_api import Browser, expect

from local import specimens
from local.people import Company, open_for_demo
from local.stack import Stack
from tests.web.browser import Desk
from tests.web.case_page import chosen_file, is_within, opened
from tests.web.cases import Cases
from tests.web.rich_cases import after_face_checks, of_business, recorded

SEEK = """video => new Promise(done => {
  video.onseeked = () => done([video.currentTime, video.duration]);
  video.currentTime = 1;
})"""


def test_a_paper_asked_for_besides_comes_back_as_a_pdf_beside_the_video(
    desk: Desk, cases: Cases
) -> None:
    page = desk.page
    submission_id = cases.with_video("Vichai Video", recorded(page))
    opened(desk, submission_id, "Vichai Video")
    chosen_file(page, "File on the right", "Video statement")
    video = page.locator("video")
    assert is_within(video, page.locator(".file-view").last)
    # The recording does not say how long it is.
    at, seconds = video.evaluate(SEEK)
    assert (at, 1 < seconds < 10) == (1, True)

    page.keyboard.press("v")
    page.get_by_role("button", name="Ask for another document").click()
    page.get_by_role("button", name="Remove item 1").click()
    page.get_by_label("Additional document 1").fill("Lease")
    page.get_by_label("What it has to show").fill("Your address.")
    told = page.get_by_text("- Lease (please send this as well). Your address.")
    expect(told).to_be_visible()
    assert desk.violations() == []
    page.get_by_role("button", name="Send the request").click()
    expect(page.get_by_text("Revision requested: Vichai Video")).to_be_visible()

    lease = specimens.utility_bill_pdf("Vichai Video", "Bangkok", date(2026, 11, 1))
    kind = "supplementary_document.1"
    sent = cases.uploaded(submission_id, kind, lease, "application/pdf")
    cases.resubmit(submission_id, {}, [sent])
    opened(desk, submission_id, "Vichai Video")
    changes = page.get_by_role("table", name="Changes")
    expect(changes.get_by_role("row", name=re.compile("Lease"))).to_contain_text("Added")
    chosen_file(page, "File on the left", "Supplementary document 1")
    expect(page.locator("iframe.pdf")).to_be_visible()
    expect(page.get_by_text("PDF · 1 page ·")).to_be_visible()


def test_face_checks_are_told_with_their_end_and_their_cost(browser: Browser, stack: Stack) -> None:
    lender = open_for_demo(stack, "Face Lending", "lending", "face.example.com")
    cases = Cases(stack, lender)
    submission_id = after_face_checks(stack, lender, cases, "cancelled", "mismatch")
    desk = Desk(browser, stack, lender, lender.reviewer)
    desk.sign_in()

    page = opened(desk, submission_id, "王小明")

    expect(page.get_by_text(re.compile("^Attempt 2 · "))).to_be_visible()
    expect(page.get_by_text("CN¥3.5000")).to_be_visible()
    # The person gave up the first one.
    expect(page.get_by_text("Not charged")).to_be_visible()
    assert desk.violations() == []
    desk.context.close()


def test_a_business_is_shown_with_its_people_and_what_they_lack(
    desk: Desk, cases: Cases, lender: Company
) -> None:
    owner = cases.approved("Malee Director")
    page = opened(desk, of_business(cases, owner), "Chao Phraya Trading Co., Ltd.")
    expect(page.get_by_text("Authorized person: Nobody has this role yet.")).to_be_visible()
    person = page.get_by_role("treegrid", name="People").get_by_role("row", name="Malee Director")
    expect(person).to_contain_text("50.00%")
    expect(person).to_contain_text("Approved")

    person.get_by_role("link", name="Malee Director").click()

    expect(page).to_have_url(re.compile(f"#/customers/{owner}"))
    expect(page.get_by_role("link", name="Customers", exact=True)).to_have_attribute(
        "aria-current", "page"
    )
