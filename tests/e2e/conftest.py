"""One deployed stack for all end-to-end tests; every call needs the right it needs on AWS."""

from collections.abc import Iterator

import pytest

from local.cloud import LocalCloud
from local.people import Company, open_for_demo, operator_of
from local.stack import Stack, deploy
from tests.e2e.probes import Probes
from tests.e2e.steps import Desk


@pytest.fixture(scope="session")
def cloud() -> Iterator[LocalCloud]:
    with LocalCloud(enforce_iam=True) as cloud:
        yield cloud


@pytest.fixture(scope="session")
def stack(cloud: LocalCloud) -> Stack:
    # Requests that nobody wrote by hand are wrong by the hundred, all from one address.
    return deploy(cloud, {"CompanyRequestsPerSecond": "10000", "RefusalsPerMinute": "10000"})


@pytest.fixture(scope="session")
def lender(stack: Stack) -> Company:
    return open_for_demo(stack, "Siam Lending", "lending", "siam.example.com")


@pytest.fixture(scope="session")
def exchange(stack: Stack) -> Company:
    return open_for_demo(stack, "Lotus Exchange", "exchange", "lotus.example.com")


@pytest.fixture
def desk(stack: Stack, lender: Company) -> Desk:
    """A lender's back end and its reviewer: tier 1 asks for documents."""
    return Desk(stack, lender)


@pytest.fixture
def quick_desk(stack: Stack, exchange: Company) -> Desk:
    """An exchange's: tier 1 asks for certificate information only."""
    return Desk(stack, exchange)


@pytest.fixture(scope="session")
def probes(stack: Stack) -> Probes:
    """A company of its own: what probes set back or plant is nobody else's."""
    company = open_for_demo(stack, "Probe Exchange", "exchange", "probe.example.com")
    return Probes(stack, Desk(stack, company), operator_of(stack, company.password))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The documents are tried on a stack that nobody has changed, and the first hour is walked
    before anybody makes alarms ring; the logs are read at the end."""
    order = {"test_docs_api": 0, "test_smoke": 1, "test_privacy": 3}
    items.sort(key=lambda item: order.get(item.path.stem, 2))
