"""What several tests do on a case's page."""

from playwright.sync_api import Locator, Page, expect

from tests.web.browser import Desk


def opened(desk: Desk, submission_id: str, name: str, tier: int = 1) -> Page:
    desk.open(f"/cases/{submission_id}")
    expect(desk.page.locator("#case-title")).to_have_text(name)
    # The claim has arrived when there is something to press.
    expect(desk.page.get_by_role("button", name=f"Approve tier {tier}")).to_be_visible()
    return desk.page


def chosen(page: Page, field: str, option: str) -> None:
    page.get_by_role("dialog").get_by_label(field, exact=False).first.click()
    page.get_by_role("option", name=option).click()


def chosen_file(page: Page, side: str, name: str) -> None:
    page.get_by_role("button", name=side).click()
    page.get_by_role("option", name=name).click()


def is_within(inner: Locator, outer: Locator) -> bool:
    """Nothing of it is cut off."""
    here, there = inner.bounding_box(), outer.bounding_box()
    assert here
    assert there
    fits = here["height"] <= there["height"] and here["width"] <= there["width"]
    return fits and there["y"] <= here["y"]
