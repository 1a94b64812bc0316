"""Duplicates in a real browser: two customers are compared, merged, or let be by two people."""

import pytest
from playwright.sync_api import expect

from tests.web.browser import LANGUAGES, Desk
from tests.web.cases import Cases


def test_a_colleagues_false_alarm_is_confirmed_by_a_second_person(desk: Desk, cases: Cases) -> None:
    alert_id = cases.suspected("Somsri Twin")
    cases.proposed_by_a_colleague(alert_id)
    page = desk.page
    desk.open(f"/duplicates/{alert_id}")
    expect(page.get_by_text("Twins with a misread card.")).to_be_visible()

    page.get_by_role("button", name="Confirm the false alarm").click()

    expect(page.get_by_text("Closed as a false alarm")).to_be_visible()
    desk.open(f"/duplicates/{alert_id}")
    expect(page.get_by_text("It was a false alarm")).to_be_visible()


def test_a_customer_who_still_waits_is_not_merged_away_and_nothing_written_is_lost(
    desk: Desk, cases: Cases
) -> None:
    alert_id = cases.suspected("Anan Again")
    page = desk.page
    desk.open(f"/duplicates/{alert_id}")
    # The holder's submission is open, so the second one can be kept only later.
    page.get_by_role("radio").nth(1).check()
    page.get_by_label("Note for colleagues").fill("The same face.")
    merge = page.get_by_role("button", name="Propose the merger")

    merge.click()

    expect(page.get_by_text("is still open")).to_be_visible()
    expect(page.get_by_text("A submission is open.")).to_be_visible()
    expect(page.get_by_label("Note for colleagues")).to_have_value("The same face.")
    page.get_by_role("radio").nth(0).check()
    merge.click()
    expect(page.get_by_text("Proposed. A colleague has to confirm it.")).to_be_visible()
    desk.open(f"/duplicates/{alert_id}")
    confirm = page.get_by_role("button", name="Merge and close the other one")
    expect(confirm).to_be_disabled()
    cases.confirmed_by_a_colleague(alert_id)
    page.reload()
    expect(page.get_by_text("They are one person")).to_be_visible()
    # The browser itself reports every refused request.
    assert all("409" in each for each in desk.said)
    desk.said.clear()


@pytest.mark.parametrize("language", LANGUAGES)
def test_duplicates_are_for_everybody(desk: Desk, cases: Cases, language: str) -> None:
    alert_id = cases.suspected("Nok Dee")
    for route in ("/duplicates", f"/duplicates/{alert_id}"):
        desk.open(route)
        desk.speak(language)
        expect(desk.page.get_by_role("row").nth(1)).to_be_visible()

        assert desk.violations() == [], route
