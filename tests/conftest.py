"""Every test gets a fresh world: the real functions, tables and machine, on an empty cloud."""

import gc
from collections.abc import Iterator

import pytest

from local.world import World
from tests.world_checks import a_checked_world
from tests.world_helpers import Company, a_company


def pytest_collection_finish() -> None:
    """What is imported stays to the end; looking whether it is garbage took a tenth of the run."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 50)


@pytest.fixture
def world() -> Iterator[World]:
    with a_checked_world() as opened:
        yield opened


@pytest.fixture
def company(world: World) -> Company:
    """A lender with a reviewer; calls are made with its test key."""
    return a_company(world)


@pytest.fixture
def rung(world: World, company: Company) -> str:
    """Who may do all that the company's staff may, and has made none of its keys."""
    groups = ["admin", "reviewer"]
    return world.staff("rung@example.com", groups, company.company_id, "Rung Both")
