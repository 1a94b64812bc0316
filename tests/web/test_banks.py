"""Bank accounts in a real browser: one is compared, turned down or verified, and told."""

import secrets

import pytest
from playwright.sync_api import expect

from tests.web.browser import LANGUAGES, Desk
from tests.web.cases import Cases


def test_an_account_in_another_name_needs_a_word_why_it_is_the_customers(
    desk: Desk, cases: Cases
) -> None:
    customer_id = cases.with_bank_account("Somchai Jaidee", account_name="Malee Somboon")
    page = desk.page
    desk.open("/bank-accounts")
    page.get_by_role("link", name="Malee Somboon").click()
    expect(page.get_by_text("The names are different", exact=True)).to_be_visible()
    expect(page.get_by_role("img", name="Bank book")).to_be_visible()
    verify = page.get_by_role("button", name="This is the customer's own account")
    expect(verify).to_be_disabled()

    page.get_by_label("Note for colleagues").fill("Her married name, by the certificate.")
    verify.click()

    expect(page.get_by_text("The account of Malee Somboon is verified")).to_be_visible()
    expect(page.get_by_role("link", name="Malee Somboon")).to_have_count(0)
    assert cases.bank_account(customer_id)["status"] == "verified"


def test_an_account_is_turned_down_unless_a_colleague_was_first(desk: Desk, cases: Cases) -> None:
    customer_id = cases.with_bank_account("Anong Suksan", account_name="Anong Suksan")
    page = desk.page
    desk.open(f"/bank-accounts/{customer_id}")
    expect(page.get_by_text("100 of 100")).to_be_visible()
    page.get_by_role("button", name="Reject").click()
    page.get_by_label("Comment for the customer").fill("Please send the current book.")
    cases.rejects_bank_account(customer_id)

    page.get_by_role("button", name="Turn the account down").click()

    expect(page.get_by_text("was first,")).to_be_visible()
    expect(page.get_by_label("Comment for the customer")).to_have_value(
        "Please send the current book."
    )
    page.get_by_role("button", name="Reload").click()
    expect(page.get_by_text("Somebody else's.")).to_be_visible()
    # The browser itself reports every refused request.
    assert all("409" in each for each in desk.said)
    desk.said.clear()


def test_an_account_that_another_customer_has_is_not_verified(desk: Desk, cases: Cases) -> None:
    number = f"{secrets.randbelow(10**10):010d}"
    first, second = (
        cases.with_bank_account(name, name, number) for name in ("Anan First", "Anan Second")
    )
    page = desk.page
    desk.open(f"/bank-accounts/{second}")
    expect(page.get_by_role("link", name="Same bank account")).to_be_visible()

    page.get_by_role("button", name="This is the customer's own account").click()

    expect(page.get_by_text("Another customer has the same account.")).to_be_visible()
    assert [cases.bank_account(each)["status"] for each in (first, second)] == ["pending"] * 2
    # The browser itself reports every refused request.
    assert all("409" in each for each in desk.said)
    desk.said.clear()


@pytest.mark.parametrize("language", LANGUAGES)
def test_bank_accounts_are_for_everybody(desk: Desk, cases: Cases, language: str) -> None:
    customer_id = cases.with_bank_account("Nok Dee", account_name="Nok Deee")
    for route in ("/bank-accounts", f"/bank-accounts/{customer_id}"):
        desk.open(route)
        desk.speak(language)
        expect(desk.page.get_by_text("Nok Deee").first).to_be_visible()

        assert desk.violations() == [], route
