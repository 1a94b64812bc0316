"""One engine for all tests of the ledger; whoever runs them on one that is not atomic, stops."""

from collections.abc import Iterator

import pytest
from botocore.retries.standard import ExponentialBackoff

from local.cloud import LocalCloud
from tests.ledger.aws_like import AwsLike
from tests.ledger.engine import create_tables, lost_writes, pointed_at


@pytest.fixture(scope="session")
def engine() -> Iterator[LocalCloud]:
    with LocalCloud() as cloud:
        create_tables(cloud.client("dynamodb"))
        lost = lost_writes(cloud)
        if lost:
            pytest.exit(f"the engine is not atomic: {lost} writes are wrong", returncode=3)
        yield cloud


@pytest.fixture(autouse=True)
def aws_like(engine: LocalCloud, monkeypatch: pytest.MonkeyPatch) -> Iterator[AwsLike]:
    """The library's pause before it repeats a call is cut short: it proves nothing here."""
    monkeypatch.setattr(ExponentialBackoff, "delay_amount", lambda *_: 0.002)
    between = AwsLike()
    with pointed_at(engine.url) as connections, between.before(*connections):
        yield between
