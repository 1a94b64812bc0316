"""The queue in a real browser: what waits, filtered by an address that can be shared."""

import re

import pytest
from playwright.sync_api import expect

from tests.web.browser import LANGUAGES, Desk
from tests.web.cases import Cases


def test_a_reviewer_finds_a_case_by_filter_and_the_address_keeps_it(
    desk: Desk, cases: Cases
) -> None:
    cases.submitted("Anong Saelim")
    page = desk.page
    desk.open("/queue")
    expect(page.get_by_role("link", name=re.compile("Anong Saelim"))).to_be_visible()

    page.get_by_role("combobox").fill("Tier = Tier 2")
    page.keyboard.press("Enter")

    expect(page.get_by_text("Nothing matches the filter")).to_be_visible()
    expect(page).to_have_url(re.compile(r"#/queue\?tier=2$"))
    page.reload()
    expect(page.get_by_text("Nothing matches the filter")).to_be_visible()
    desk.open("/queue?tier=1")
    expect(page.get_by_role("link", name=re.compile("Anong Saelim"))).to_be_visible()


def test_a_new_case_appears_by_itself(desk: Desk, cases: Cases) -> None:
    desk.open("/queue")
    expect(desk.page.get_by_role("heading", name="Queue")).to_be_visible()

    cases.submitted("Kanya Newcomer")

    expect(desk.page.get_by_role("link", name=re.compile("Kanya Newcomer"))).to_be_visible()


@pytest.mark.parametrize("language", LANGUAGES)
def test_everybody_can_use_the_queue(desk: Desk, cases: Cases, language: str) -> None:
    cases.submitted()
    desk.open("/queue")

    desk.speak(language)
    # The head is the first row.
    expect(desk.page.get_by_role("row").nth(1)).to_be_visible()

    assert desk.violations() == []
