"""Webhooks and keys in a browser: secrets are shown once, acts are confirmed, deliveries seen."""

import re

import pytest
from playwright.sync_api import expect

from local.cloud import ROOT
from tests.web.browser import LANGUAGES, Desk
from webhooks.catalogue import EVENTS

LISTED = ROOT / "web" / "src" / "admin" / "webhooks" / "events.ts"


def test_the_page_offers_every_event_of_the_catalogue() -> None:
    listed = re.findall(r'^  "([a-z_.]+)",$', LISTED.read_text(encoding="utf-8"), re.MULTILINE)

    assert listed == list(EVENTS)


def test_a_key_is_shown_once_and_revoked_after_a_question(office: Desk) -> None:
    page = office.page
    office.open("/webhooks")
    page.get_by_role("button", name="Make a key").click()
    page.get_by_label("Name").fill("Core banking")
    page.get_by_role("dialog").get_by_role("button", name="Make a key").click()
    expect(page.get_by_text(re.compile(r"sk_test_[\w-]{43}"))).to_be_visible()
    page.get_by_role("button", name="I have kept it").click()
    expect(page.get_by_text(re.compile(r"sk_test_[\w-]{43}"))).to_have_count(0)

    page.get_by_role("button", name="Revoke: Core banking").click()
    page.get_by_role("dialog").get_by_role("button", name="Revoke").click()

    expect(page.get_by_text("“Core banking” is revoked")).to_be_visible()
    expect(page.get_by_role("row", name="Core banking")).to_contain_text("Revoked")


def test_an_endpoint_is_added_pinged_and_deleted(office: Desk) -> None:
    page = office.page
    office.open("/webhooks")
    page.get_by_role("button", name="Add an endpoint").click()
    page.get_by_label("Address").fill("https://bank.example.com/kyc")
    page.get_by_role("dialog").get_by_role("button", name="Add an endpoint").click()
    expect(page.get_by_text(re.compile(r"whsec_\S+"))).to_be_visible()
    page.get_by_role("button", name="I have kept it").click()

    page.get_by_role("button", name="Actions: https://bank.example.com/kyc").click()
    page.get_by_role("menuitem", name="Send a ping").click()

    expect(
        page.get_by_role("table", name="Deliveries").get_by_role("row", name="ping")
    ).to_be_visible()
    page.get_by_role("button", name="Actions: https://bank.example.com/kyc").click()
    page.get_by_role("menuitem", name="Delete the endpoint").click()
    page.get_by_role("dialog").get_by_role("button", name="Delete the endpoint").click()
    expect(page.get_by_text("There is no endpoint yet")).to_be_visible()


@pytest.mark.parametrize("language", LANGUAGES)
def test_everybody_can_use_the_page(office: Desk, language: str) -> None:
    office.open("/webhooks")
    office.speak(language)
    expect(office.page.get_by_role("row").nth(1)).to_be_visible()

    assert office.violations() == []
