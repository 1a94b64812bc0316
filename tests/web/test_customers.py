"""The customers' pages in a real browser: found, asked for papers, helped with one."""

import re
import secrets
from pathlib import Path

import pytest
from playwright.sync_api import expect

from local import specimens
from local.client import wait_for_task
from tests.web.browser import LANGUAGES, Desk
from tests.web.cases import Cases

PARTS = 5


@pytest.fixture
def customer(cases: Cases) -> dict[str, str]:
    """Somebody who has sent nothing."""
    body = {"external_id": f"web-{secrets.token_hex(8)}", "country": "TH", "language": "th"}
    made = cases.back_end.post("/v1/customers", body | {"email": "somebody@people.example.org"})
    return {name: str(made[name]) for name in ("customer_id", "external_id")}


def test_a_customer_is_found_and_asked_for_what_is_missing(
    desk: Desk, customer: dict[str, str]
) -> None:
    page = desk.page
    desk.open("/customers")
    page.get_by_role("searchbox", name="Find a customer").fill(customer["external_id"])
    page.keyboard.press("Enter")
    page.get_by_role("link", name="No name yet").click()
    expect(page.get_by_text("Not approved").first).to_be_visible()

    page.get_by_role("button", name="Send a link").click()
    page.get_by_role("radio", name="I pass it on myself").click()
    page.get_by_role("button", name="Make the link").click()

    expect(page.get_by_text(re.compile("#t=lt_"))).to_be_visible()
    page.get_by_role("dialog").get_by_role("button", name="Close").last.click()
    page.get_by_role("tab", name="Links").click()
    page.get_by_role("button", name="Revoke the link").click()
    page.get_by_role("dialog").get_by_role("button", name="Revoke", exact=True).click()
    expect(page.get_by_role("row", name=re.compile("Revoked"))).to_be_visible()


def test_a_file_that_the_customer_brought_is_uploaded_for_them(
    desk: Desk, customer: dict[str, str], tmp_path: Path
) -> None:
    page, picture = desk.page, tmp_path / "selfie.jpg"
    picture.write_bytes(specimens.selfie(customer["external_id"]))
    desk.open(f"/customers/{customer['customer_id']}")
    page.get_by_role("button", name="Upload a file").click()
    dialog = page.get_by_role("dialog")
    dialog.locator("input[type=file]").set_input_files(picture)
    dialog.get_by_role("textbox", name="Reason").fill("Brought to the branch.")

    dialog.get_by_role("button", name="Upload", exact=True).click()

    expect(page.get_by_text("Uploaded. It goes along")).to_be_visible()
    page.get_by_role("tab", name="History").click()
    expect(page.get_by_text("File added by staff: Brought to the branch.")).to_be_visible()


def test_a_tier_is_submitted_for_a_customer_who_brought_everything(
    desk: Desk, customer: dict[str, str], cases: Cases
) -> None:
    page, number = desk.page, specimens.thai_id(secrets.randbelow(10**8))
    cases.photos(customer["customer_id"], "Malee Rakdee", number)
    desk.open(f"/customers/{customer['customer_id']}")
    page.get_by_role("button", name="Submit Tier 1").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Full name").fill("Malee Rakdee")
    dialog.get_by_label("Date of birth").fill("1990-04-13")
    dialog.get_by_label("Nationality").fill("TH")
    dialog.get_by_label("Document type").click()
    dialog.get_by_role("option", name="ID card").click()
    dialog.get_by_label("Document number").fill(f"{number[:-1]}{(int(number[-1]) + 1) % 10}")
    dialog.get_by_label("Street and number").fill("99/1 Soi Sukhumvit 11")
    dialog.get_by_label("City").fill("Bangkok")
    dialog.get_by_label("Country", exact=True).fill("TH")
    dialog.get_by_role("textbox", name="Reason").fill("Brought to the branch.")
    assert desk.violations() == []
    dialog.get_by_role("button", name="Submit", exact=True).click()
    expect(dialog.get_by_text("The check digit does not fit")).to_be_visible()
    # The browser itself reports the refused request.
    assert all("422" in each for each in desk.said)
    desk.said.clear()
    dialog.get_by_label("Document number").fill(number)

    dialog.get_by_role("button", name="Submit", exact=True).click()

    expect(page.get_by_text("Submitted. It is in the queue.")).to_be_visible()
    expect(page.get_by_text("Everything was sent and is being reviewed.")).to_be_visible()
    page.get_by_role("tab", name="History").click()
    expect(page.get_by_text("Brought to the branch.")).to_be_visible()


def test_a_correction_is_sent_for_a_customer_who_answered_by_phone(
    desk: Desk, cases: Cases
) -> None:
    submission_id = cases.submitted("Somsri Jaidee")
    cases.revision_asked(submission_id, "full_name")
    page = desk.page
    desk.open(f"/customers/{cases.task(submission_id)['customer_id']}")
    page.get_by_role("button", name="Correct Tier 1").click()
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_text("Is that all?")).to_be_visible()
    expect(dialog.get_by_label("Date of birth")).to_have_count(0)
    dialog.get_by_role("textbox", name="Reason").fill("Spelled it out on the phone.")
    send = dialog.get_by_role("button", name="Resubmit", exact=True)
    expect(send).to_be_disabled()
    dialog.get_by_label("Full name").fill("Somsri Ann Jaidee")
    assert desk.violations() == []

    send.click()

    expect(page.get_by_text("Resubmitted. It is in the queue.")).to_be_visible()
    wait_for_task(cases.review, submission_id, 2)
    assert cases.task(submission_id)["customer_name"] == "Somsri Ann Jaidee"
    page.get_by_role("tab", name="History").click()
    expect(page.get_by_text("Spelled it out on the phone.")).to_be_visible()


def test_an_administrator_lowers_a_tier_resolves_it_and_reopens_a_rejected_one(
    office: Desk, cases: Cases
) -> None:
    page, customer_id = office.page, cases.approved("Malee Rakdee")
    office.open(f"/customers/{customer_id}")
    page.get_by_role("button", name="Lower the tier").click()
    says_why(office, "The documents were borrowed.", "Lower the tier")
    expect(page.get_by_text("No money leaves until this is resolved")).to_be_visible()
    expect(page.get_by_text("Tier was lowered").first).to_be_visible()

    page.get_by_role("button", name="Open the gates again").click()
    says_why(office, "They were theirs.", "Open the gates")
    expect(page.get_by_text("No money leaves until this is resolved")).to_have_count(0)

    rejected = cases.submitted("Anan Thongdee")
    cases.rejected_by_a_colleague(rejected)
    office.open(f"/customers/{cases.task(rejected)['customer_id']}")
    page.get_by_role("button", name="Reopen Tier 1").click()
    says_why(office, "They called and explained it.", "Reopen")
    expect(page.get_by_role("button", name="Reopen Tier 1")).to_have_count(0)
    expect(page.get_by_role("button", name="Submit Tier 1")).to_be_visible()

    page.get_by_role("button", name="Send a link").click()
    page.get_by_role("dialog").get_by_role("button", name="Make the link").click()
    expect(page.get_by_text("The link is on its way")).to_be_visible()
    page.get_by_role("tab", name="Links").click()
    expect(page.get_by_role("row", name=re.compile("Active.*Sent"))).to_be_visible()
    assert office.violations() == []


def says_why(desk: Desk, reason: str, act: str) -> None:
    """In the dialog that is open."""
    dialog = desk.page.get_by_role("dialog")
    expect(dialog.get_by_role("button", name=act, exact=True)).to_be_disabled()
    dialog.get_by_role("textbox", name="Reason").fill(reason)
    dialog.get_by_role("button", name=act, exact=True).click()
    expect(dialog).to_have_count(0)


def test_what_is_missing_is_copied_into_a_reply_in_the_customers_language(
    desk: Desk, customer: dict[str, str]
) -> None:
    page = desk.page
    desk.context.grant_permissions(["clipboard-read", "clipboard-write"])
    desk.open(f"/customers/{customer['customer_id']}")
    page.get_by_role("button", name="Text for a reply").click()
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_text("เรียน คุณลูกค้า")).to_be_visible()
    dialog.get_by_label("Language").click()
    dialog.get_by_role("option", name="English").click()
    dialog.get_by_role("button", name="Put a link into it").click()
    expect(dialog.get_by_text(re.compile("#t=lt_"))).to_be_visible()

    dialog.get_by_role("button", name="Copy the text").click()

    expect(page.get_by_text("Copied")).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert re.search(r"Full name(.|\n)*#t=lt_", copied)
    dialog.get_by_role("button", name="Close").last.click()
    page.get_by_role("tab", name="Links").click()
    expect(page.get_by_role("row", name=re.compile("Active"))).to_be_visible()


def test_a_deleted_customer_is_not_listed_any_more(office: Desk, customer: dict[str, str]) -> None:
    page = office.page
    office.open(f"/customers/{customer['customer_id']}")
    expect(page.get_by_role("button", name="Send a link")).to_be_visible(timeout=30_000)
    page.get_by_role("button", name="Delete the customer").click()
    dialog = page.get_by_role("dialog")
    confirm = dialog.get_by_role("button", name="Delete for good")
    dialog.get_by_role("button", name="Why").click()
    page.get_by_role("option", name="The customer asked for it").click()
    expect(confirm).to_be_disabled()
    dialog.get_by_role("textbox", name="to confirm").fill(customer["external_id"])
    assert office.violations() == []
    confirm.click()

    expect(page.get_by_text("The customer is deleted.")).to_be_visible(timeout=30_000)
    expect(page).to_have_url(re.compile("#/customers$"))
    page.get_by_role("searchbox", name="Find a customer").fill(customer["external_id"])
    page.keyboard.press("Enter")
    expect(page.get_by_text("No customer has this id")).to_be_visible()


@pytest.mark.parametrize("language", LANGUAGES)
def test_everybody_can_read_a_customer(desk: Desk, customer: dict[str, str], language: str) -> None:
    page = desk.page
    desk.open("/customers")
    desk.speak(language)
    expect(page.get_by_role("row").nth(1)).to_be_visible()
    assert desk.violations() == []

    desk.open(f"/customers/{customer['customer_id']}")
    for number in range(PARTS):
        page.get_by_role("tab").nth(number).click()
        expect(page.locator("[class*=awsui_spinner]")).to_have_count(0)
        assert desk.violations() == [], number
