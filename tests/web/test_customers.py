"""The customers' pages in a real browser: found, asked for papers, helped with one."""

import re
import secrets
from pathlib import Path

import pytest
from playwright.sync_api import expect

from local import specimens
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
