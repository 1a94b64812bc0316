"""Money in: USDT arrives, becomes CNY at a quoted rate, and comes back to an account by hand only.

A top-up moves both currencies in one transaction. What follows from its quote is kept with it, so
that anybody can work the amount out again: units = floor(usdt_micro * num / den).
"""

from collections.abc import Callable

from billing.entries import (
    ADJUSTMENT,
    CAPTURED,
    CAPTURED_LATE,
    DEPOSIT,
    DONE,
    REVERSAL,
    TAKE_BACK,
    TOP_UP,
    AlreadyThere,
    entry_key,
    find,
    hash_of,
    is_final,
    new_entry,
    require_units,
    same,
    share_of,
)
from billing.slots import NotOpen, Short, open_account, slot_item, slots_of, take
from billing.tables import Entry, Quote, Slot, UsdtAccount
from shared.clock import now
from shared.errors import ApiError, EventReused, KycError
from shared.transaction import Transaction

# Writes that happen together with the entry, or not at all.
Also = Callable[[Transaction], None]


def nothing_else(_tx: Transaction) -> None:
    """For what one person does by themself."""


class QuoteUnusable(KycError):
    """It was used or has expired: which of both, a look at it tells."""


def usdt_account(account: str) -> UsdtAccount:
    """All zero for an account that nobody opened."""
    try:
        return UsdtAccount.get(f"USDT#{account}", "BAL", consistent_read=True)
    except UsdtAccount.DoesNotExist:
        return UsdtAccount(f"USDT#{account}", "BAL", account=account)


def deposit(
    account: str, reference: str, usdt_micro: int, actor: str, also: Also = nothing_else
) -> Entry:
    """USDT arrived outside, under a reference that is one deposit of one account in one amount."""
    require_units(usdt_micro)
    event_id, asked = deposit_id(reference), usdt_micro
    entry = new_entry(event_id, account, DEPOSIT, usdt_micro, asked)
    entry.currency, entry.usdt_micro = "USDT", usdt_micro
    entry.reference, entry.actor = reference, actor
    tx = Transaction()
    tx.create(is_final(entry, DONE), AlreadyThere)
    # Its refusal comes before the account's opening.
    also(tx)
    arrived = [UsdtAccount.avail.add(usdt_micro), UsdtAccount.deposited.add(usdt_micro)]
    usdt = UsdtAccount(f"USDT#{account}", "BAL")
    tx.update(usdt, arrived, UsdtAccount.pk.exists(), NotOpen)
    try:
        _commit_opened(tx, account)
    except AlreadyThere:
        return same(account, event_id, asked)
    return entry


def deposit_id(reference: str) -> str:
    return f"deposit:{reference}"


def take_back(
    deposited: Entry, usdt_micro: int, reason: str, proposed_by: str, applied_by: str, also: Also
) -> Entry:
    """Of one deposit once, all or a part; never what was exchanged already."""
    require_units(usdt_micro)
    account, event_id = deposited.account, take_back_id(deposited.event_id)
    asked = [usdt_micro, reason, proposed_by]
    entry = new_entry(event_id, account, TAKE_BACK, -usdt_micro, asked)
    entry.currency, entry.usdt_micro, entry.about = "USDT", -usdt_micro, deposited.event_id
    entry.reason, entry.reference, entry.actor = reason, proposed_by, applied_by
    tx = Transaction()
    tx.create(is_final(entry, DONE), ApiError("already_taken_back"))
    gone = [UsdtAccount.avail.add(-usdt_micro), UsdtAccount.taken.add(usdt_micro)]
    enough, short = UsdtAccount.avail >= usdt_micro, ApiError("insufficient_usdt")
    tx.update(UsdtAccount(f"USDT#{account}", "BAL"), gone, enough, short)
    also(tx)
    tx.commit()
    return entry


def take_back_id(event_id: str) -> str:
    return f"{TAKE_BACK}:{event_id}"


def top_up(account: str, request_id: str, quote_id: str, usdt_micro: int, actor: str) -> Entry:
    """USDT goes and CNY comes, together, once for `request_id` and once for the quote."""
    require_units(usdt_micro)
    event_id, asked = f"topup:{account}:{request_id}", [quote_id, usdt_micro]
    try:
        return _top_up(account, event_id, quote_id, usdt_micro, actor)
    except (AlreadyThere, ApiError) as refused:
        # An earlier delivery of this very request decides, whatever the quote says now.
        if find(event_id) is None:
            raise
        try:
            return same(account, event_id, asked)
        except EventReused:
            raise ApiError("request_id_reused") from refused


def _top_up(account: str, event_id: str, quote_id: str, usdt_micro: int, actor: str) -> Entry:
    quote = _quote(account, quote_id)
    if quote.usdt_micro != usdt_micro:
        raise ApiError("amount_differs")
    entry = new_entry(event_id, account, TOP_UP, quote.units, [quote_id, usdt_micro])
    entry.usdt_micro, entry.quote_id, entry.actor = usdt_micro, quote_id, actor
    entry.rate_num, entry.rate_den = quote.num, quote.den
    entry.remainder = usdt_micro * quote.num % quote.den
    entry.slot = share_of(event_id, slots_of(account))
    tx = Transaction()
    tx.create(is_final(entry, DONE), AlreadyThere)
    usable = Quote.used_by.does_not_exist() & (Quote.expires_at > now())
    tx.update(quote, [Quote.used_by.set(event_id)], usable, QuoteUnusable)
    spent = [UsdtAccount.avail.add(-usdt_micro), UsdtAccount.spent.add(usdt_micro)]
    enough, short = UsdtAccount.avail >= usdt_micro, ApiError("insufficient_usdt")
    tx.update(UsdtAccount(f"USDT#{account}", "BAL"), spent, enough, short)
    topped = [Slot.avail.add(quote.units), Slot.topped.add(quote.units)]
    tx.update(slot_item(account, entry.slot), topped, Slot.pk.exists(), NotOpen)
    try:
        tx.commit()
    except QuoteUnusable:
        used = _quote(account, quote_id).used_by
        raise ApiError("quote_used" if used else "quote_expired") from None
    return entry


def _quote(account: str, quote_id: str) -> Quote:
    """Another account's quote is unknown here."""
    try:
        quote = Quote.get(f"QUOTE#{quote_id}", "Q", consistent_read=True)
    except Quote.DoesNotExist:
        raise ApiError("quote_unknown") from None
    if quote.account != account:
        raise ApiError("quote_unknown")
    return quote


def reverse(event_id: str, actor: str, reason: str) -> Entry:
    """Give a charge back, at most once; the same person's same words again are a repetition."""
    charge = find(event_id)
    if charge is None:
        raise ApiError("not_found")
    if charge.state not in (CAPTURED, CAPTURED_LATE):
        raise ApiError("not_reversible")
    account, reversal_id, asked = charge.account, f"reversal:{event_id}", [actor, reason]
    entry = new_entry(reversal_id, account, REVERSAL, charge.units, asked)
    entry.service, entry.about, entry.slot = charge.service, event_id, charge.slot
    entry.submission_id, entry.attempt = charge.submission_id, charge.attempt
    entry.actor, entry.reason = actor, reason
    tx = Transaction()
    is_charge = Entry.state.is_in(CAPTURED, CAPTURED_LATE)
    tx.check(Entry, *entry_key(event_id), is_charge, ApiError("not_reversible"))
    tx.create(is_final(entry, DONE), AlreadyThere)
    back = [Slot.avail.add(charge.units), Slot.rev.add(charge.units)]
    tx.update(slot_item(account, charge.slot), back, Slot.pk.exists(), NotOpen)
    try:
        tx.commit()
    except AlreadyThere:
        done = find(reversal_id)
        if done is None or done.payload_hash != hash_of(account, asked):
            raise ApiError("already_reversed") from None
        return done
    return entry


def adjust(
    account: str,
    adjustment_id: str,
    units: int,
    reason: str,
    proposed_by: str,
    applied_by: str,
    also: Also = nothing_else,
) -> Entry:
    """Add or take away by hand, with a reason and two people; never below what is available."""
    require_units(abs(units) if type(units) is int else units)
    if proposed_by == applied_by:
        raise ApiError("same_person")
    event_id, asked = f"adjustment:{adjustment_id}", [units, reason, proposed_by]

    def adjusted_in(slot: int) -> Entry:
        entry = new_entry(event_id, account, ADJUSTMENT, units, asked)
        entry.slot, entry.reason, entry.reference = slot, reason, proposed_by
        entry.actor = applied_by
        tx = Transaction()
        tx.create(is_final(entry, DONE), AlreadyThere)
        changed = [Slot.avail.add(units), Slot.adj.add(units)]
        if units < 0:
            tx.update(slot_item(account, slot), changed, Slot.avail >= -units, Short)
        else:
            tx.update(slot_item(account, slot), changed, Slot.pk.exists(), NotOpen)
        also(tx)
        _commit_opened(tx, account)
        return entry

    try:
        done = take(account, event_id, max(-units, 0), adjusted_in)
    except AlreadyThere:
        return same(account, event_id, asked)
    if done is None:
        raise ApiError("insufficient_balance")
    return done


def _commit_opened(tx: Transaction, account: str) -> None:
    """Money may arrive at an account before anybody opened it."""
    try:
        tx.commit()
    except NotOpen:
        open_account(account)
        tx.commit()
