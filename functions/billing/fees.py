"""What a live face check costs: reserved before it begins, settled by what the provider says.

A comparison is charged whether the face matched or not, and only a comparison is. While nobody
knows whether there was one, the money stays held.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from billing import ledger
from billing.entries import CAPTURED, CAPTURED_LATE, DECLINED, HELD
from billing.tables import Entry, Price
from shared.automatic import against_paying
from shared.clock import now
from shared.errors import Raced
from shared.liveness_check import LivenessCheck, load_check
from shared.suspension import is_suspended
from shared.telemetry import logger
from shared.tenant import Tenant
from shared.transaction import Transaction

FACEID = "faceid"
# FaceID's page opens for an hour at most; after it the result still has time to arrive.
HELD_FOR = timedelta(minutes=90)
ASK_AGAIN = timedelta(minutes=15)
CHARGED = (CAPTURED, CAPTURED_LATE)


@dataclass(frozen=True)
class Work:
    """What became of the work that a hold is for; `billed` is None while nobody knows."""

    billed: bool | None
    provider_ref: str = ""
    outcome: str = ""


def event_id_of(submission_id: str, attempt: int) -> str:
    return f"{FACEID}:{submission_id}:{attempt}"


def price_at(service: str, at: datetime) -> Price | None:
    """The newest price that is valid then."""
    rows = Price.query(f"PRICE#{service}", consistent_read=True, scan_index_forward=False)
    return next((each for each in rows if each.valid_from <= at), None)


def reserve(tenant: Tenant, submission_id: str, attempt: int) -> tuple[bool, str]:
    """Whether the fee is reserved, and why it is not.

    What was reserved once and has ended since pays for nothing any more. Of a check that has begun
    the fee may be asked for again: after a restore of the ledger's table.
    """
    begun = load_check(tenant, submission_id, attempt)
    if begun is None and (reason := against_paying(tenant, submission_id, attempt)):
        return False, reason
    event_id, price = event_id_of(submission_id, attempt), price_at(FACEID, now())
    if price is None:
        return False, "service_not_priced"
    entry = hold(tenant, event_id, FACEID, price, submission_id, attempt, HELD_FOR)
    if entry is None:
        return False, "company_suspended"
    if entry.state == DECLINED:
        return False, "insufficient_balance"
    return (True, "") if entry.state == HELD else (False, "attempt_ended")


def hold(
    tenant: Tenant,
    event_id: str,
    service: str,
    price: Price,
    submission_id: str,
    attempt: int,
    held_for: timedelta,
) -> Entry | None:
    """The price held; None while the company is suspended.

    Asked again after the hold: whoever suspends the company comes before the one answer or after
    the other. A guard in the hold's own transaction would make all holds of a company wait for
    one item, however many slots its account has.
    """
    if is_suspended(tenant.company_id):
        return None
    entry = ledger.hold(
        str(tenant),
        event_id,
        service=service,
        units=price.units,
        price_from=price.sk,
        submission_id=submission_id,
        attempt=attempt,
        until=now() + held_for,
    )
    if not is_suspended(tenant.company_id):
        return entry
    ledger.release(event_id)
    return None


def settle(entry: Entry) -> Entry:
    """Charge or release what is held, as far as it is known; else ask again in a while."""
    work = WORK_OF.get(entry.service or "", _unknown)(entry)
    if work.billed is None:
        return ledger.extend(entry.event_id, now() + ASK_AGAIN)
    if work.billed:
        return ledger.capture(entry.event_id, work.provider_ref, work.outcome)
    return ledger.release(entry.event_id)


def note_fee(check: LivenessCheck, event_id: str, state: str, units: int) -> None:
    """What the ledger did, copied to the check; a release never overwrites a later charge."""
    charged = state in CHARGED
    known = LivenessCheck.pk.exists()
    if not charged:
        unsaid = LivenessCheck.fee_state.does_not_exist()
        known &= unsaid | ~LivenessCheck.fee_state.is_in(*CHARGED)
    told = [
        LivenessCheck.fee_state.set(state),
        LivenessCheck.fee_units.set(units if charged else 0),
    ]
    tx = Transaction()
    tx.update(check, told, known)
    try:
        tx.commit()
    except Raced:
        logger.info("the fee is known already", extra={"event_id": event_id})


def check_of(entry: Entry) -> LivenessCheck | None:
    tenant = Tenant.parse(entry.account)
    return load_check(tenant, entry.submission_id or "", entry.attempt or 0)


def _live_face_check(entry: Entry) -> Work:
    check = check_of(entry)
    # Without a page nobody can have been compared.
    if check is None or (check.billed is None and not check.biz_id):
        return Work(billed=False)
    outcome = check.settled_as or check.late_reason or check.reason or "matched"
    return Work(check.billed, check.biz_id or "", outcome)


def _unknown(_entry: Entry) -> Work:
    return Work(billed=None)


# Who knows what became of the work, by service.
WORK_OF: dict[str, Callable[[Entry], Work]] = {FACEID: _live_face_check}
