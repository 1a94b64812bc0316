"""The money pages in a real browser: a top-up is seen on the balance and in the statement."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from local import automatic
from local.people import Company, operator_of
from local.stack import Stack
from tests.web.browser import LANGUAGES, Desk

PAGES = ("/billing", "/consumption")


@pytest.fixture(scope="module")
def counter(browser: Browser, stack: Stack, lender: Company) -> Iterator[Desk]:
    """The lender's billing staff; the administrator account holds some USDT."""
    operator = operator_of(stack, lender.password)
    admin, billing = lender.staff(stack, lender.admin), lender.staff(stack, lender.billing)
    automatic.switch_on(operator, admin, billing, "10.000000")
    automatic.deposit(operator, lender.company_id, "25.000000")
    desk = Desk(browser, stack, lender, lender.billing)
    desk.sign_in()
    yield desk
    assert desk.said == []


def test_a_top_up_is_on_the_balance_and_in_the_statement(counter: Desk) -> None:
    page = counter.page
    counter.open("/billing")
    # Three questions at once start three functions.
    expect(page.get_by_role("button", name="Top up")).to_be_enabled(timeout=60_000)
    page.get_by_role("button", name="Top up").click()
    page.get_by_label("Amount in USDT").fill("12.5")
    page.get_by_role("button", name="Show the rate").click()
    expect(page.get_by_text("This rate holds for")).to_be_visible()

    page.get_by_role("button", name="Pay 12.500000 USDT").click()

    # 10 and 12.5 USDT at 7.1834.
    expect(page.get_by_text("CN¥161.6265")).to_be_visible()
    expect(page.get_by_text("12.500000 USDT")).to_be_visible()
    page.get_by_role("link", name="Consumption").click()
    expect(page.get_by_role("row", name="Top-up").first).to_contain_text("CN¥89.7925")
    with page.expect_download() as saved:
        page.get_by_role("button", name="Download CSV").click()
    assert "89.7925" in saved.value.path().read_text()


def test_more_than_the_account_holds_is_refused_and_nothing_is_lost(counter: Desk) -> None:
    page = counter.page
    counter.open("/billing")
    page.get_by_role("button", name="Top up").click()
    page.get_by_label("Amount in USDT").fill("999")
    page.get_by_role("button", name="Show the rate").click()

    page.get_by_role("button", name="Pay 999.000000 USDT").click()

    expect(page.get_by_text("too little USDT")).to_be_visible()
    expect(page.get_by_label("Amount in USDT")).to_have_value("999")
    # The browser itself reports every refused request.
    assert all("422" in each for each in counter.said)
    counter.said.clear()
    page.get_by_role("button", name="Cancel").click()


@pytest.mark.parametrize("language", LANGUAGES)
def test_everybody_can_read_what_it_costs(counter: Desk, language: str) -> None:
    for route in PAGES:
        counter.open(route)
        counter.speak(language)
        expect(counter.page.get_by_role("row").nth(1)).to_be_visible()

        assert counter.violations() == [], route
