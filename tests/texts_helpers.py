"""Text messages in business words: their price, who received them, and how providers fail."""

import json
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

from botocore.awsrequest import AWSResponse
from moto.backends import get_backend
from moto.core.botocore_stubber import MockRawResponse
from moto.core.models import botocore_stubber

from billing import sms
from billing.ledger import balance
from billing.messages import PhoneVerification, moments
from billing.tables import Entry
from local.world import World
from local.world.gateway import Reply
from local.world.template import ACCOUNT, REGION
from shared.clock import rfc3339
from shared.tenant import Mode
from tests.billing_helpers import (
    deposited,
    entries_stored,
    let_days_pass,
    priced,
    rated,
    topped_up,
)
from tests.sandbox_helpers import operate
from tests.world_helpers import Company

# 0.0450 CNY, and what 10 USDT bring at the helpers' rate.
PRICE, PRICE_UNITS = "0.0450", 450
PHONE = "+66812345678"
CODE = re.compile(r"\b[0-9]{6}\b")

Fault = Callable[..., Any]


def can_text(company: Company, mode: Mode = "test") -> None:
    """Texts have a price, and the company's account has money."""
    priced(company.world, PRICE, "sms")
    rated(company.world)
    deposited(company, "10.000000", mode)
    topped_up(company, "10.000000", mode)


def wants_texts(company: Company, mode: Mode = "test") -> None:
    path, query = "/v1/settings", {"mode": mode}
    chosen = company.world.api.patch(path, {"sms_notices": True}, company.admin, query=query)
    assert chosen.status == 200, chosen.text


def inbox(world: World) -> list[dict[str, Any]]:
    """What the sandbox's provider took in, oldest first."""
    return list(operate(world, "texts").json["texts"])


def on_phones(world: World) -> list[tuple[str, str]]:
    """(phone, text) of everything that SNS took, oldest first."""
    return list(get_backend("sns")[ACCOUNT][REGION].sms_messages.values())


def ask_for_code(company: Company, customer_id: str, token: str = "") -> Reply:
    path = f"/v1/customers/{customer_id}/phone-verification"
    return company.world.api.post(path, token=token or company.token)


def confirm(company: Company, customer_id: str, code: str, token: str = "") -> Reply:
    path = f"/v1/customers/{customer_id}/phone-verification/confirm"
    return company.world.api.post(path, {"code": code}, token or company.token)


def code_in(text: str) -> str:
    [found] = CODE.findall(text)
    return str(found)


def newest_code(world: World) -> str:
    return code_in(inbox(world)[-1]["text"])


def another_than(code: str) -> str:
    return f"{(int(code) + 1) % 1_000_000:06d}"


def later(**how_long: int) -> None:
    """Every code was asked for, and ends, that much earlier."""
    ago = timedelta(**how_long)
    for each in PhoneVerification.scan(PhoneVerification.sk == "PHONE"):
        each.asked_at -= ago
        each.expires_at -= ago
        each.sent_on = [rfc3339(moment - ago) for moment in moments(each)]
        each.save()


def a_live_customer(company: Company) -> str:
    """Customers of live mode: their texts go through SNS."""
    body = {"external_id": "live-1", "country": "TH", "phone": PHONE}
    made = company.world.api.post("/v1/customers", body, company.live_token)
    return str(made.json["customer_id"])


def money(company: Company, mode: Mode = "test") -> tuple[int, int, int]:
    """Available, held, spent."""
    found = balance(f"{company.company_id}#{mode}")
    return found.available, found.held, found.spent


def sms_entries() -> list[Entry]:
    return [each for each in entries_stored() if each.service == "sms"]


def sms_states() -> list[tuple[str, int]]:
    """What the ledger made of every text: its state, and the units it is about."""
    return [(each.state, each.units) for each in sms_entries()]


def after_the_holds_end(world: World) -> dict[str, int]:
    let_days_pass(1)
    return dict(world.run("SweepHolds"))


def unknown_texts(lines: list[str]) -> int:
    """How many the metric has counted, of lines as Lambda writes them to the log."""
    found = [json.loads(line) for line in lines if line.startswith("{") and "TextsUnknown" in line]
    return int(sum(sum(_listed(each["TextsUnknown"])) for each in found))


def _listed(value: Any) -> list[float]:
    return value if isinstance(value, list) else [value]


@contextmanager
def sns_answers(fault: Fault) -> Iterator[list[str]]:
    """Every message handed to SNS ends in `fault`; lists the calls that left."""
    events, calls = sms.sns.meta.events, []

    def answer(event_name: str, request: Any, **_: Any) -> Any:
        calls.append(event_name)
        return fault(event_name, request)

    events.register_first("before-send.sns.Publish", answer)
    try:
        yield calls
    finally:
        events.unregister("before-send.sns.Publish", answer)


def raising(error: Exception, *, took_effect: bool = False) -> Fault:
    def fail(event_name: str, request: Any) -> Any:
        if took_effect:
            botocore_stubber(event_name, request)
        raise error

    return fail


def refusing(status: int, code: str) -> Fault:
    def answer(_event_name: str, request: Any) -> AWSResponse:
        error = f"<Error><Code>{code}</Code><Message>no</Message></Error>"
        body = f"<ErrorResponse>{error}<RequestId>1</RequestId></ErrorResponse>".encode()
        raw: Any = MockRawResponse(body)
        return AWSResponse(request.url, status, {"Content-Type": "text/xml"}, raw)

    return answer
