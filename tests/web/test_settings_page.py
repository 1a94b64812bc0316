"""The settings page in a real browser: administrators change it, reviewers read it."""

import re

import pytest
from playwright.sync_api import expect

from local.operator import invite
from local.stack import Stack
from tests.web.browser import LANGUAGES, Desk
from tests.web.cases import Cases

# The lender's second administrator.
NOI = "noi@siam.example.com"


def test_what_an_administrator_saves_is_what_a_reviewer_reads(office: Desk, desk: Desk) -> None:
    page = office.page
    office.open("/settings")
    page.get_by_label("Late after (hours)").fill("12")
    expect(page.get_by_text("must be due soon before it is late")).to_be_visible()
    expect(page.get_by_role("button", name="Save")).to_be_disabled()
    page.get_by_label("Due soon after (hours)").fill("6")
    page.get_by_label("Who hears of late tasks").fill("late@siam.example.com")
    page.get_by_role("checkbox", name="Tier 2").check()
    # Neither a reload nor a sign-in loses what was written.
    page.reload()

    page.get_by_role("button", name="Save").click()

    expect(page.get_by_text("The settings are saved.")).to_be_visible()
    expect(page.get_by_text("Changed last by")).to_be_visible()
    page.get_by_role("tab", name="Changes").click()
    row = page.get_by_role("row", name=re.compile("Tiers that two people approve"))
    expect(row.first).to_contain_text(re.compile("Admin.*None.*Tier 2"))
    assert office.violations() == []
    page.get_by_role("tab", name="Settings").click()
    desk.open("/settings")
    expect(desk.page.get_by_label("Late after (hours)")).to_have_value("12")
    expect(desk.page.get_by_label("Late after (hours)")).not_to_be_editable()
    expect(desk.page.get_by_role("checkbox", name="Tier 2")).to_be_checked()
    expect(desk.page.get_by_role("button", name="Save")).to_have_count(0)


def test_what_eases_a_rule_waits_for_a_second_administrator(office: Desk, stack: Stack) -> None:
    lender, page, path = office.company, office.page, "/v1/settings"
    invite(stack.client, stack.outputs, NOI, "admin", lender.company_id, lender.password)
    colleague = lender.staff(stack, NOI)
    colleague.patch(path, {"four_eyes_tiers": [2, 3]})
    office.open("/settings")
    page.reload()
    expect(page.get_by_role("checkbox", name="Tier 3")).to_be_checked()
    page.get_by_role("checkbox", name="Tier 3").uncheck()
    page.get_by_role("button", name="Save").click()

    expect(page.get_by_text("You proposed this; another administrator has to")).to_be_visible()
    expect(page.get_by_text("Tier 2, Tier 3 → Tier 2")).to_be_visible()
    assert office.violations() == []
    assert colleague.get(path)["four_eyes_tiers"] == [2, 3]
    page.get_by_role("button", name="Withdraw").click()
    expect(page.get_by_text("The proposal is answered.")).to_be_visible()
    colleague.patch(path, {"four_eyes_tiers": [2]})
    page.reload()

    page.get_by_role("button", name="Confirm").click()

    expect(page.get_by_text("The proposal is answered.")).to_be_visible()
    expect(page.get_by_role("checkbox", name="Tier 3")).not_to_be_checked()
    page.get_by_role("tab", name="Changes").click()
    expect(page.get_by_text("Proposed, confirmed").first).to_be_visible()
    expect(page.get_by_text("Proposed, withdrawn").first).to_be_visible()
    page.get_by_role("tab", name="Settings").click()


def test_what_the_api_refuses_is_said_at_its_field(office: Desk) -> None:
    page = office.page
    office.open("/settings")
    page.get_by_role("textbox", name="Tier 1").fill("900000000")

    page.get_by_role("button", name="Save").click()

    expect(page.get_by_text("A higher tier never lends less").first).to_be_visible()
    expect(page.get_by_role("textbox", name="Tier 1")).to_have_value("900000000")
    # The browser itself reports every refused request.
    assert all("422" in each for each in office.said)
    office.said.clear()
    page.get_by_role("button", name="Undo my changes").click()
    expect(page.get_by_role("textbox", name="Tier 1")).to_have_value("")


def test_what_customers_read_aloud_is_written_here_and_shown_beside_the_video(
    office: Desk, desk: Desk, cases: Cases
) -> None:
    page, text = office.page, "I am Malee, and this account with Siam Lending is mine."
    office.open("/settings")
    field = page.get_by_role("textbox", name="English")
    expect(field).to_have_attribute("placeholder", re.compile("Siam Lending"))
    field.fill("Too short.")
    expect(page.get_by_text("From 20 to 300 characters")).to_be_visible()
    expect(page.get_by_role("button", name="Save")).to_be_disabled()
    field.fill(text)
    expect(page.get_by_text("55 of 300 characters")).to_be_visible()

    page.get_by_role("button", name="Save").click()

    expect(page.get_by_text("The settings are saved.").first).to_be_visible()
    desk.open(f"/cases/{cases.with_video('Malee Rakdee')}")
    desk.page.get_by_role("button", name="File on the right").click()
    desk.page.get_by_role("option", name=re.compile("[Vv]ideo")).click()
    expect(desk.page.get_by_text("Asked to read aloud (English):")).to_be_visible()
    expect(desk.page.get_by_text(text)).to_be_visible()


@pytest.mark.parametrize("language", LANGUAGES)
def test_everybody_can_use_the_settings(office: Desk, language: str) -> None:
    office.open("/settings")
    office.speak(language)
    expect(office.page.get_by_role("checkbox").first).to_be_visible()

    assert office.violations() == []
