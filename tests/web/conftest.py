"""One deployed stack with the published page for all tests of it, and one browser."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from local.cloud import LocalCloud
from local.people import Company, open_for_demo
from local.stack import Stack, deploy, publish_site
from tests.web.browser import Desk, chromium
from tests.web.cases import Cases


@pytest.fixture(scope="session")
def stack() -> Iterator[Stack]:
    with LocalCloud() as cloud:
        deployed = deploy(cloud)
        publish_site(deployed)
        yield deployed


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with chromium() as started:
        yield started


@pytest.fixture(scope="session")
def lender(stack: Stack) -> Company:
    return open_for_demo(stack, "Siam Lending", "lending", "siam.example.com")


@pytest.fixture(scope="session")
def cases(stack: Stack, lender: Company) -> Cases:
    """Customers of the lender and what they send."""
    return Cases(stack, lender)


@pytest.fixture(scope="session")
def signed_in(browser: Browser, stack: Stack, lender: Company) -> Desk:
    """The reviewer, signed in once: windows of the tests share what this one keeps."""
    desk = Desk(browser, stack, lender, lender.reviewer)
    desk.sign_in()
    return desk


@pytest.fixture
def desk(signed_in: Desk) -> Iterator[Desk]:
    """The reviewer's window in English; whatever the console says fails the test."""
    signed_in.speak("en")
    signed_in.said.clear()
    yield signed_in
    assert signed_in.said == []


@pytest.fixture(scope="session")
def administrator(browser: Browser, stack: Stack, lender: Company) -> Desk:
    """Signed in once, like the reviewer."""
    desk = Desk(browser, stack, lender, lender.admin)
    desk.sign_in()
    return desk


@pytest.fixture
def office(administrator: Desk) -> Iterator[Desk]:
    """The administrator's window in English; whatever the console says fails the test."""
    administrator.speak("en")
    administrator.said.clear()
    yield administrator
    assert administrator.said == []
