"""The sandbox's own table: one class per kind of item.

pk              sk            item
SESSION#biz_id  SESSION       PretendSession
TOKEN#token     TOKEN         PretendToken: which session a page is of
DELIVERY        biz_id#n      Delivery: a callback that has not arrived yet
BILL            biz_id        BilledLine: one comparison on the provider's bill
REQUEST         ULID          HeardRequest
FAULT           path          Fault: how the next calls of a path fail
CLOCK           CLOCK         Clock: how far the sandbox's time is ahead

Nobody's name or number is kept: what they decide is decided when they arrive.
"""

from datetime import timedelta

from pynamodb.attributes import (
    BooleanAttribute,
    TTLAttribute,
    UnicodeAttribute,
    UTCDateTimeAttribute,
)
from pynamodb.models import Model

from sandbox.settings import sandbox_settings
from shared.items import IntegerAttribute, Reach

KEPT, BILLS_KEPT = timedelta(days=7), timedelta(days=120)


class SandboxItem(Model):
    class Meta(Reach):
        table_name = sandbox_settings().sandbox_table

    pk = UnicodeAttribute(hash_key=True)
    sk = UnicodeAttribute(range_key=True)
    ttl = TTLAttribute(default_for_new=KEPT)


class PretendSession(SandboxItem):
    """`by_number` is the outcome that the ID number asks for; `sim` the one that came to be."""

    biz_id = UnicodeAttribute()
    biz_no = UnicodeAttribute()
    biz_extra_data = UnicodeAttribute(default="")
    notify_url = UnicodeAttribute()
    return_url = UnicodeAttribute()
    action_http_method = UnicodeAttribute()
    procedure_type = UnicodeAttribute()
    judges_fakes = BooleanAttribute()
    tells_fail_reason = BooleanAttribute()
    masked_name = UnicodeAttribute()
    by_number = UnicodeAttribute()
    expires_at = UTCDateTimeAttribute()
    sim = UnicodeAttribute(null=True)
    used_at = UTCDateTimeAttribute(null=True)
    reads = IntegerAttribute(default=0)


class PretendToken(SandboxItem):
    biz_id = UnicodeAttribute()


class Delivery(SandboxItem):
    """`data` and `sign` are the form; it is sent until it is accepted or given up."""

    notify_url = UnicodeAttribute()
    data = UnicodeAttribute()
    sign = UnicodeAttribute()
    due_at = UTCDateTimeAttribute()
    tries = IntegerAttribute(default=0)


class BilledLine(SandboxItem):
    biz_no = UnicodeAttribute()
    billed_at = UTCDateTimeAttribute()
    outcome = UnicodeAttribute()
    ttl = TTLAttribute(default_for_new=BILLS_KEPT)


class HeardRequest(SandboxItem):
    endpoint = UnicodeAttribute()
    biz_no = UnicodeAttribute()
    at = UTCDateTimeAttribute()


class Fault(SandboxItem):
    """`milliseconds` is how slow a slow one is."""

    fault = UnicodeAttribute()
    times = IntegerAttribute()
    milliseconds = IntegerAttribute(default=0)


class Clock(SandboxItem):
    ahead_seconds = IntegerAttribute()


def session_pk(biz_id: str) -> str:
    return f"SESSION#{biz_id}"


def token_pk(token: str) -> str:
    return f"TOKEN#{token}"
