"""The platform in a real browser: companies opened, deposits booked, and what takes two people."""

import re
from collections.abc import Iterator
from uuid import uuid4

import pytest
from playwright.sync_api import Browser, expect

from local import automatic
from local.client import Api, Refused, sign_in
from local.operator import set_password
from local.people import Company, first_keys, open_for_demo, operator_of, operators
from local.stack import Stack
from tests.web.browser import LANGUAGES, Desk

# What is asked for the first time starts a function.
FIRST_MS = 60_000


@pytest.fixture(scope="module")
def bank(stack: Stack) -> Company:
    return open_for_demo(stack, "Pearl Bank", "lending", "pearl.example.com")


@pytest.fixture(scope="module")
def both(
    browser: Browser, stack: Stack, lender: Company, bank: Company
) -> Iterator[tuple[Desk, Desk]]:
    """Two people of the platform, who belong to no company; the bank is open before they look."""
    automatic.set_terms(operator_of(stack, lender.password))
    found = [Desk(browser, stack, lender, each) for each in operators(stack, lender.password)]
    for each in found:
        each.sign_in()
    yield found[0], found[1]
    assert [each.said for each in found] == [[], []]


def test_a_company_is_opened_and_its_first_administrator_makes_its_keys(
    both: tuple[Desk, Desk], stack: Stack
) -> None:
    platform, _ = both
    first = f"first-{uuid4()}@orchid.example.com"
    page = platform.page
    platform.open("/operator")
    page.get_by_role("button", name="Open a company").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Name", exact=True).fill("Orchid Exchange")
    dialog.get_by_label("First administrator's e-mail").fill(first)
    dialog.get_by_label("First administrator's name").fill("Mali")
    dialog.get_by_label("Policy").click()
    page.get_by_role("option", name="Exchange").click()

    dialog.get_by_role("button", name="Open a company").click()

    expect(page.get_by_text("Orchid Exchange is open.")).to_be_visible(timeout=FIRST_MS)
    expect(page.get_by_text(re.compile("sk_(live|test)_"))).to_have_count(0)
    password = "Orchid-First-1-" + first[6:14]
    set_password(stack.client, stack.outputs, first, password)
    made = first_keys(Api(stack.api_url, sign_in(stack, first, password)))
    assert made["live_key"].startswith("sk_live_")
    page.get_by_role("searchbox").fill("orchid")
    expect(page.get_by_role("row", name="Siam Lending")).to_have_count(0)
    expect(page.get_by_role("row", name="Orchid Exchange").last).to_contain_text("No money yet")
    assert page.url.endswith("/operator?find=orchid")


def test_a_deposit_is_read_in_words_first_and_is_then_the_companys(
    both: tuple[Desk, Desk], bank: Company, browser: Browser, stack: Stack
) -> None:
    platform, _ = both
    reference = f"tx-{bank.company_id}"
    page = platform.page
    platform.open(f"/operator/{bank.company_id}")
    page.get_by_role("button", name="Enter a deposit").click(timeout=FIRST_MS)
    page.get_by_label("Amount in USDT").fill("1012.50")
    page.get_by_label("Reference of the payment").fill(reference)
    page.get_by_role("button", name="Continue").click()
    for shown in ("Pearl Bank", "Test data", "one thousand and twelve point five USDT"):
        expect(page.get_by_role("dialog").get_by_text(shown, exact=True)).to_be_visible()
    expect(page.get_by_role("dialog").get_by_text("1,012.500000 USDT")).to_have_count(2)

    page.get_by_role("button", name="Book the deposit").click()

    row = page.get_by_role("row", name=reference)
    expect(row).to_contain_text("1,012.500000 USDT", timeout=FIRST_MS)
    counter = Desk(browser, stack, bank, bank.billing)
    counter.sign_in()
    counter.open("/billing")
    expect(counter.page.get_by_text("1,012.500000 USDT")).to_be_visible(timeout=FIRST_MS)
    # The same reference in another amount, and nothing typed is lost.
    page.get_by_role("button", name="Enter a deposit").click()
    page.get_by_label("Amount in USDT").fill("99")
    page.get_by_label("Reference of the payment").fill(reference)
    page.get_by_role("button", name="Continue").click()
    page.get_by_role("button", name="Book the deposit").click()
    expect(page.get_by_text("This reference was booked before")).to_be_visible()
    page.get_by_role("button", name="Back", exact=True).click()
    expect(page.get_by_label("Amount in USDT")).to_have_value("99")
    page.get_by_role("button", name="Cancel").click()
    assert (counter.said, platform.said) == ([], [])


def test_a_correction_is_asked_by_one_operator_and_applied_by_another(
    both: tuple[Desk, Desk], stack: Stack, lender: Company
) -> None:
    first, second = both
    page, other = first.page, second.page
    first.open(f"/operator/{lender.company_id}")
    page.get_by_role("button", name="Propose a correction").click()
    page.get_by_label("Amount in CNY").fill("12.75")
    page.get_by_label("Reason").fill("Credited too little.")
    page.get_by_role("button", name="Continue").click()
    page.get_by_role("dialog").get_by_role("button", name="Propose a correction").click()
    apply = re.compile("^Apply: Siam Lending CN¥12.7500")

    expect(page.get_by_role("button", name=apply)).to_have_attribute("aria-disabled", "true")
    api = lender.staff(stack, first.email)
    proposed, *_ = api.get("/v1/operator/adjustments")["adjustments"]
    with pytest.raises(Refused, match="same_person"):
        api.post(f"/v1/operator/adjustments/{proposed['adjustment_id']}/apply", {})
    second.open("/operator?tab=corrections")
    other.get_by_role("button", name=apply).click()
    expect(other.get_by_text("twelve point seven five CNY")).to_be_visible()
    other.get_by_role("dialog").get_by_role("button", name="Apply").click()

    expect(other.get_by_text("CN¥12.7500 applied to Siam Lending.")).to_be_visible()
    expect(other.get_by_role("row", name="Credited too little.").first).to_contain_text("Applied")
    applied, *_ = api.get("/v1/operator/adjustments")["adjustments"]
    assert applied["applied_by"] not in (None, applied["proposed_by"])


def test_a_large_deposit_waits_for_a_colleague_and_a_wrong_one_is_taken_back_by_two(
    both: tuple[Desk, Desk], bank: Company
) -> None:
    first, second = both
    page, other = first.page, second.page
    for each in both:
        each.open(f"/operator/{bank.company_id}")
        look_at(each, "live")
    page.get_by_role("button", name="Enter a deposit").click()
    page.get_by_label("Amount in USDT").fill("12500")
    page.get_by_label("Reference of the payment").fill("tx-large")
    page.get_by_role("button", name="Continue").click()
    page.get_by_role("button", name="Book the deposit").click()
    expect(page.get_by_text("Above the limit of a day: another operator")).to_be_visible()
    apply = re.compile("^Apply: Pearl Bank")
    expect(page.get_by_role("button", name=apply)).to_have_attribute("aria-disabled", "true")
    assert first.violations() == []

    other.reload()
    other.get_by_role("button", name=apply).click()
    other.get_by_role("dialog").get_by_role("button", name="Apply").click()
    expect(other.get_by_role("row", name="tx-large").first).to_contain_text("12,500")
    other.get_by_role("button", name="Take back: deposit:tx-large").click()
    other.get_by_label("Amount in USDT").fill("500")
    other.get_by_label("Reason").fill("12,000 arrived.")
    other.get_by_role("dialog").get_by_role("button", name="Take back").click()
    expect(other.get_by_role("button", name=re.compile("^Withdraw: Pearl"))).to_be_visible()
    page.reload()
    page.get_by_role("button", name=re.compile("^Decline: Pearl")).click()
    page.get_by_label("Reason").fill("It was 12,500 after all.")
    page.get_by_role("dialog").get_by_role("button", name="Decline").click()

    expect(page.get_by_text("The proposal is ended.")).to_be_visible()
    first.open("/operator?tab=corrections")
    expect(page.get_by_role("row", name="12,000 arrived.").first).to_contain_text("Declined")
    applied = page.get_by_role("row", name="tx-large").filter(has_text="Applied")
    expect(applied.first).to_be_visible()
    assert first.violations() == []
    for each in both:
        look_at(each, "test")


def test_a_company_is_suspended_and_resumed_with_a_reason(
    both: tuple[Desk, Desk], bank: Company, stack: Stack
) -> None:
    platform, _ = both
    page, back_end = platform.page, bank.back_end(stack)
    platform.open(f"/operator/{bank.company_id}")
    page.get_by_role("button", name="Suspend", exact=True).click(timeout=FIRST_MS)
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Reason").fill("Its licence was withdrawn.")
    dialog.get_by_role("button", name="Continue").click()
    expect(dialog.get_by_text("Its licence was withdrawn.")).to_be_visible()

    dialog.get_by_role("button", name="Suspend", exact=True).click()

    expect(page.get_by_text("Pearl Bank is suspended.")).to_be_visible()
    told = page.get_by_text(re.compile("^Suspended since .* by "))
    expect(told).to_be_visible()
    expect(page.get_by_text("Its licence was withdrawn.")).to_be_visible()
    with pytest.raises(Refused, match="company_suspended"):
        back_end.get("/v1/customers")
    for language in LANGUAGES:
        platform.speak(language)
        expect(page.get_by_text("Its licence was withdrawn.")).to_be_visible()
        assert platform.violations() == [], language
    platform.speak("en")
    page.get_by_role("button", name="Resume", exact=True).click()
    dialog.get_by_label("Reason").fill("It has a new one.")
    dialog.get_by_role("button", name="Continue").click()
    dialog.get_by_role("button", name="Resume", exact=True).click()
    expect(page.get_by_text("Pearl Bank is resumed.")).to_be_visible()
    expect(told).to_have_count(0)
    assert back_end.get("/v1/customers")["customers"] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_everybody_can_use_the_pages_of_the_platform(
    both: tuple[Desk, Desk], lender: Company, language: str
) -> None:
    platform, _ = both
    pages = ["/operator", "/operator?tab=corrections", "/operator?tab=prices"]
    for route in [*pages, f"/operator/{lender.company_id}"]:
        platform.open(route)
        platform.speak(language)
        expect(platform.page.get_by_role("row").nth(1)).to_be_visible()
        expect(platform.page.locator("[class*=awsui_spinner]")).to_have_count(0)

        assert platform.violations() == [], route


def look_at(desk: Desk, mode: str) -> None:
    """At live or at test data, as in the head of the page."""
    desk.page.evaluate("mode => localStorage.setItem('kyc.mode', mode)", mode)
    desk.page.reload()
