"""Businesses in a real browser: who runs and owns one, through other businesses too."""

import pytest
from playwright.sync_api import expect

from tests.web.browser import LANGUAGES, Desk
from tests.web.cases import Cases


def test_an_owner_through_another_business_is_seen_with_what_she_owns_in_all(
    desk: Desk, cases: Cases
) -> None:
    business = cases.owned_business()
    page = desk.page

    desk.open(f"/businesses/{business}")

    person = page.get_by_role("treegrid", name="People").get_by_role("row", name="Malee Somboon")
    # A director without a share of her own: 80 % of the holding, which has 50 %.
    expect(person.first).to_contain_text("40.00%")
    expect(person.first).to_contain_text("Approved")
    owners = page.get_by_role("table", name="Beneficial owners")
    expect(owners.get_by_role("row", name="Malee Somboon")).to_contain_text("By shares")


@pytest.mark.parametrize("language", LANGUAGES)
def test_businesses_are_for_everybody(desk: Desk, cases: Cases, language: str) -> None:
    business = cases.owned_business()
    for route in ("/businesses", f"/businesses/{business}"):
        desk.open(route)
        desk.speak(language)
        expect(desk.page.get_by_role("row").nth(1)).to_be_visible()

        assert desk.violations() == [], route
