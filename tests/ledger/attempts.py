"""Attempts at a live face check, as the machine and the provider know of them."""

from datetime import UTC, datetime
from typing import Any

from billing import fees, ledger
from billing.tables import Price
from local.world.functions import invoke
from shared import ids
from shared.liveness_check import DUE_LATE_RESULT, LivenessCheck, check_id_of, liveness_sk
from shared.tables import customer_pk
from shared.tenant import Tenant
from tests.case_helpers import on_its_way
from tests.ledger.accounts import PRICE, an_account, held

LONG_AGO = datetime(2026, 1, 1, tzinfo=UTC)


def only_price(units: int = PRICE) -> None:
    """That price since the beginning of 2026, and no other."""
    for each in list(Price.query("PRICE#faceid", consistent_read=True)):
        each.delete()
    set_price(units, LONG_AGO)


def set_price(units: int, valid_from: datetime) -> None:
    price = Price("PRICE#faceid", f"{valid_from:%Y-%m-%dT%H:%M:%S.000Z}", service="faceid")
    price.valid_from = price.set_at = valid_from
    price.units, price.set_by = units, "operator"
    price.save()


class Attempt:
    """One attempt at a live face check on an account with that much money."""

    def __init__(self, units: int = 2 * PRICE) -> None:
        self.account = an_account(units)
        self.tenant = Tenant.parse(self.account)
        self.customer_id = ids.new_id("cus")
        self.submission_id = ids.submission_id(self.customer_id, 1)
        self.event_id = fees.event_id_of(self.submission_id, 1)
        on_its_way(self.tenant, self.submission_id)
        names = {"customer_id": self.customer_id, "submission_id": self.submission_id}
        self.message = {"tenant": self.account, "revision": 1, "attempt": 1} | names

    def reserve(self) -> Any:
        return invoke("ReserveFee", self.message)

    def settle(self) -> str:
        return str(invoke("SettleFee", self.message)["state"])

    def held_until(self, until: datetime = LONG_AGO, service: str = "faceid") -> None:
        facts: dict[str, Any] = {"submission_id": self.submission_id, "service": service}
        held(self.account, self.event_id, PRICE, until=until, **facts)

    def check(self, **known: Any) -> LivenessCheck:
        pk = customer_pk(self.tenant, self.customer_id)
        check = LivenessCheck(pk, liveness_sk(self.submission_id, 1), attempt=1, revision=1)
        check.check_id = check_id_of(self.tenant, self.submission_id, 1)
        check.tenant, check.customer_id = self.account, self.customer_id
        check.submission_id, check.created_at = self.submission_id, LONG_AGO
        check.status = "finished"
        for name, value in ({"biz_id": "biz-1"} | known).items():
            setattr(check, name, value)
        check.save()
        return check

    @property
    def state(self) -> str:
        entry = ledger.find(f"late:{self.event_id}") or ledger.find(self.event_id)
        return str(entry and entry.state)

    @property
    def fee(self) -> tuple[str | None, int | None]:
        pk = customer_pk(self.tenant, self.customer_id)
        check = LivenessCheck.get(pk, liveness_sk(self.submission_id, 1), consistent_read=True)
        return check.fee_state, check.fee_units


def late(attempt: Attempt, **known: Any) -> LivenessCheck:
    marked = {"status": "closed", "late": True, "due": DUE_LATE_RESULT, "due_at": LONG_AGO}
    return attempt.check(**(marked | known))
