"""The ledger table at rest. Money is integers: CNY units of 0.0001, USDT micro (0.000001).

pk                     sk             item
ACC#account            META           Account
ACC#account#slot       BAL            Slot: a share of the account's balance
EVT#event id           E              Entry: one business fact; its id makes it happen once
PRICE#service          valid from     Price: immutable
RATE#USDT              valid from     Rate: immutable
QUOTE#id               Q              Quote: used once
USDT#company#mode      BAL            UsdtAccount: the administrator account
ACC#account            SEAL#day       Seal: a closed day, chained to the day before
BILL#month             BILL           Bill: what the provider's bill and our charges disagree on
PROPOSAL#id            P              Proposal: proposed by one person, applied by another
SUBJECT#kind#what      P              Subject: what has one open proposal at a time
ALONE#operator#day     USDT           Alone: what one operator has booked without a second one

An account is a tenant (`co_…#live`); test mode has an account of its own, filled with play money.
StatementIndex lists what a statement shows, by account and month; OpenIndex lists open holds.
"""

from typing import Any

from pynamodb.attributes import (
    BooleanAttribute,
    JSONAttribute,
    UnicodeAttribute,
    UTCDateTimeAttribute,
)
from pynamodb.indexes import AllProjection, GlobalSecondaryIndex
from pynamodb.models import Model

from shared.items import IntegerAttribute, Reach
from shared.settings import settings


class StatementIndex(GlobalSecondaryIndex[Any]):  # type: ignore[no-untyped-call]
    class Meta:
        index_name = "StatementIndex"
        projection = AllProjection()

    statement_key = UnicodeAttribute(hash_key=True)
    statement_at = UnicodeAttribute(range_key=True)


class OpenIndex(GlobalSecondaryIndex[Any]):  # type: ignore[no-untyped-call]
    class Meta:
        index_name = "OpenIndex"
        projection = AllProjection()

    open_key = UnicodeAttribute(hash_key=True)
    open_until = UTCDateTimeAttribute(range_key=True)


class LedgerItem(Model):
    class Meta(Reach):
        table_name = settings().ledger_table

    pk = UnicodeAttribute(hash_key=True)
    sk = UnicodeAttribute(range_key=True)
    statement_key = UnicodeAttribute(null=True)
    statement_at = UnicodeAttribute(null=True)
    open_key = UnicodeAttribute(null=True)
    open_until = UTCDateTimeAttribute(null=True)
    by_statement = StatementIndex()
    by_open = OpenIndex()


class Slot(LedgerItem):
    """Always: topped + adj + rev + mv - spent = avail + held. `mv` sums to 0 over all slots."""

    avail = IntegerAttribute(default=0)
    held = IntegerAttribute(default=0)
    spent = IntegerAttribute(default=0)
    topped = IntegerAttribute(default=0)
    adj = IntegerAttribute(default=0)
    rev = IntegerAttribute(default=0)
    mv = IntegerAttribute(default=0)


class Entry(LedgerItem):
    """A hold and what became of it, a top-up, a deposit or its taking back, a reversal, …

    `state` is HELD, then CAPTURED or RELEASED; or DECLINED from the start; a late result is an
    entry of its own, CAPTURED_LATE or UNCOLLECTED; everything else is DONE.
    """

    event_id = UnicodeAttribute()
    account = UnicodeAttribute()
    type = UnicodeAttribute()
    state = UnicodeAttribute()
    slot = IntegerAttribute(default=0)
    currency = UnicodeAttribute(default="CNY")
    # Never negative, but for adjustments and what is taken back; a move's sign is told by
    # from_slot and slot.
    units = IntegerAttribute()
    service = UnicodeAttribute(null=True)
    # Which price it was: the `valid from` of its row.
    price_from = UnicodeAttribute(null=True)
    submission_id = UnicodeAttribute(null=True)
    attempt = IntegerAttribute(null=True)
    # What the caller meant: the same id with another hash is an error.
    payload_hash = UnicodeAttribute()
    provider_ref = UnicodeAttribute(null=True)
    # For statistics: matched, mismatch, no_such_id, sent …
    outcome = UnicodeAttribute(null=True)
    occurred_at = UTCDateTimeAttribute()
    settled_at = UTCDateTimeAttribute(null=True)
    # A hold's end, after which the sweeper asks what became of it.
    expires_at = UTCDateTimeAttribute(null=True)
    actor = UnicodeAttribute(null=True)
    # What this one is about: the charge reversed, the deposit taken back, the hold that was late.
    about = UnicodeAttribute(null=True)
    from_slot = IntegerAttribute(null=True)
    # A top-up's other leg: credit = floor(usdt_micro * num / den), and what the floor left over.
    usdt_micro = IntegerAttribute(null=True)
    rate_num = IntegerAttribute(null=True)
    rate_den = IntegerAttribute(null=True)
    remainder = IntegerAttribute(null=True)
    quote_id = UnicodeAttribute(null=True)
    # A deposit's reference, or who proposed what two people did.
    reference = UnicodeAttribute(null=True)
    reason = UnicodeAttribute(null=True)


class Account(LedgerItem):
    account = UnicodeAttribute()
    slots = IntegerAttribute(default=1)
    created_at = UTCDateTimeAttribute()
    # Set while staff know that the balance is low, and removed when it is not.
    low_told_at = UTCDateTimeAttribute(null=True)


class Price(LedgerItem):
    service = UnicodeAttribute()
    valid_from = UTCDateTimeAttribute()
    units = IntegerAttribute()
    set_by = UnicodeAttribute()
    set_at = UTCDateTimeAttribute()


class Rate(LedgerItem):
    """One USDT is num / den CNY, as integers."""

    num = IntegerAttribute()
    den = IntegerAttribute()
    valid_from = UTCDateTimeAttribute()
    set_by = UnicodeAttribute()
    set_at = UTCDateTimeAttribute()


class Quote(LedgerItem):
    quote_id = UnicodeAttribute()
    account = UnicodeAttribute()
    usdt_micro = IntegerAttribute()
    units = IntegerAttribute()
    num = IntegerAttribute()
    den = IntegerAttribute()
    expires_at = UTCDateTimeAttribute()
    used_by = UnicodeAttribute(null=True)


class UsdtAccount(LedgerItem):
    """deposited = avail + spent + taken (taken back), in USDT micro."""

    account = UnicodeAttribute()
    avail = IntegerAttribute(default=0)
    spent = IntegerAttribute(default=0)
    taken = IntegerAttribute(default=0)
    deposited = IntegerAttribute(default=0)


class Seal(LedgerItem):
    """`sums`: {type: {service: {outcome or state: {count, units}}}}; `hash` chains the days."""

    account = UnicodeAttribute()
    day = UnicodeAttribute()
    opening_units = IntegerAttribute()
    closing_units = IntegerAttribute()
    entries = IntegerAttribute()
    sums = JSONAttribute()
    entries_sha256 = UnicodeAttribute()
    previous_hash = UnicodeAttribute()
    hash = UnicodeAttribute()
    sealed_at = UTCDateTimeAttribute()


class Bill(LedgerItem):
    """`differences`: {missing_here: [provider ref], …, counts: {missing_here: 2, …}}."""

    month = UnicodeAttribute()
    lines = IntegerAttribute()
    matched = IntegerAttribute()
    differences = JSONAttribute()
    imported_at = UTCDateTimeAttribute()
    imported_by = UnicodeAttribute()


class Proposal(LedgerItem):
    """`kind` says what applying it does (billing/by_hand.py, billing/unclear.py).

    `units` are CNY units, or USDT micro, with the sign of what changes. `about` is the deposit to
    take back or the hold to settle, and `settle` with `outcome` what becomes of that hold.
    """

    proposal_id = UnicodeAttribute()
    kind = UnicodeAttribute()
    account = UnicodeAttribute()
    units = IntegerAttribute()
    reason = UnicodeAttribute(null=True)
    reference = UnicodeAttribute(null=True)
    about = UnicodeAttribute(null=True)
    settle = UnicodeAttribute(null=True)
    outcome = UnicodeAttribute(null=True)
    proposed_by = UnicodeAttribute()
    proposed_at = UTCDateTimeAttribute()
    # proposed, then applied, withdrawn or declined.
    state = UnicodeAttribute()
    ended_by = UnicodeAttribute(null=True)
    ended_at = UTCDateTimeAttribute(null=True)
    ended_reason = UnicodeAttribute(null=True)


class Subject(LedgerItem):
    """The newest proposal about it, and whether that one is open."""

    proposal_id = UnicodeAttribute()
    open = BooleanAttribute()


class Alone(LedgerItem):
    usdt_micro = IntegerAttribute()


# Opened while the function starts and not in its first request.
LedgerItem._get_connection().connection.client  # noqa: B018, SLF001  pynamodb has no public door
