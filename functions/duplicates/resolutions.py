"""What a reviewer makes of an alert: the two are one person, or they are not.

A resolution writes the alerts, both customers' histories, and what follows from it (a customer
closed, numbers handed on, a guard released) in one transaction. Both customers are read first, and
their event numbers are the lock: a submission, a loan or another resolution that comes in between
makes the reading outdated.
"""

from dataclasses import dataclass

from duplicates import merging
from duplicates.alerts import AlertView, alert_view, load_alert
from duplicates.rules import Action, Verdict, takes_two
from shared.caller import Caller
from shared.case_store import load_remains, record
from shared.clock import now, rfc3339
from shared.duplicate_alerts import (
    UNRESOLVED,
    AlertStatus,
    DuplicateAlert,
    IdentityGuard,
    alerts_of,
    list_key,
)
from shared.errors import ApiError
from shared.own_case import require_another_person
from shared.tables import Customer
from shared.transaction import Transaction, until_settled

# What a resolution changes of an alert; the rest is changed by whoever sees the two again.
MOVED = (
    "status",
    "list_key",
    "note",
    "proposed_by",
    "proposed_by_name",
    "proposed_at",
    "verdict",
    "action",
    "keep",
    "decided_by",
    "decided_by_name",
    "decided_at",
)


@dataclass(frozen=True)
class Choice:
    """`keep` and `action` where the two are the same person."""

    verdict: Verdict
    note: str
    action: Action | None = None
    keep: str | None = None


def resolve(caller: Caller, alert_id: str, choice: Choice) -> AlertView:
    """The first decision wins. The same reviewer's same decision again is answered alike."""
    alert = until_settled(lambda: _resolve(caller, alert_id, choice))
    return alert_view(caller, alert)


def confirm(caller: Caller, alert_id: str, words: str | None) -> AlertView:
    """A second person agrees that it is a false alarm: both customers may hold the number."""
    alert = until_settled(lambda: _confirm(caller, alert_id, words))
    return alert_view(caller, alert)


def _resolve(caller: Caller, alert_id: str, choice: Choice) -> DuplicateAlert:
    first, second, alert = _read(caller, alert_id)
    if _is_repeat(alert, caller, choice):
        return alert
    _require_unresolved(alert)
    _require_stranger(caller, first, second)
    tx = Transaction()
    if takes_two(alert.cause, choice.verdict):
        if alert.status == "proposed":
            return _same_proposal(alert, caller, choice)
        _propose(tx, caller, alert, choice)
        _tell(tx, caller, first, second, alert, "duplicate.false_alarm_proposed", choice.note)
    elif choice.verdict == "false_alarm":
        _decide(tx, caller, alert, choice)
        _tell(tx, caller, first, second, alert, "duplicate.false_alarm", choice.note)
    else:
        alert = _same_person(tx, caller, (first, second), alert, choice)
    tx.commit()
    return alert


def _confirm(caller: Caller, alert_id: str, words: str | None) -> DuplicateAlert:
    first, second, alert = _read(caller, alert_id)
    same = (alert.decided_by, alert.verdict) == (caller.actor, "false_alarm")
    if alert.status == "resolved" and same and words in (None, alert.note):
        return alert
    _require_unresolved(alert)
    _require_stranger(caller, first, second)
    if alert.status != "proposed":
        raise ApiError("not_proposed")
    if alert.proposed_by == caller.actor:
        raise ApiError("same_person")
    tx = Transaction()
    _decide(tx, caller, alert, Choice("false_alarm", words or alert.note))
    _tell(tx, caller, first, second, alert, "duplicate.false_alarm", words)
    _release(tx, alert)
    tx.commit()
    return alert


def _read(caller: Caller, alert_id: str) -> tuple[Customer, Customer, DuplicateAlert]:
    """The customers before the alert: it changes only together with their histories."""
    named = load_alert(caller.tenant, alert_id)
    first = load_remains(caller.tenant, named.first_id)
    second = load_remains(caller.tenant, named.second_id)
    return first, second, load_alert(caller.tenant, alert_id)


def _is_repeat(alert: DuplicateAlert, caller: Caller, choice: Choice) -> bool:
    """The reply to this very decision was lost on the way."""
    known = (alert.verdict, alert.note, alert.action, alert.keep)
    same_choice = known == (choice.verdict, choice.note, choice.action, choice.keep)
    return alert.status == "resolved" and alert.decided_by == caller.actor and same_choice


def _same_proposal(alert: DuplicateAlert, caller: Caller, choice: Choice) -> DuplicateAlert:
    """Proposed already: the same words again are answered alike; a colleague confirms it."""
    if (alert.proposed_by, alert.note) == (caller.actor, choice.note):
        return alert
    proposed = {
        "status": "proposed",
        "decided_by": alert.proposed_by_name or alert.proposed_by,
        "decided_at": rfc3339(alert.proposed_at),
    }
    raise ApiError("already_decided", details={"decision": proposed})


def _require_unresolved(alert: DuplicateAlert) -> None:
    if alert.status not in UNRESOLVED:
        decision = {
            "status": alert.verdict,
            "decided_by": alert.decided_by_name or alert.decided_by,
            "decided_at": rfc3339(alert.decided_at),
        }
        raise ApiError("already_decided", details={"decision": decision})


def _require_stranger(caller: Caller, *pair: Customer) -> None:
    for each in pair:
        require_another_person(caller, each)


def _propose(tx: Transaction, caller: Caller, alert: DuplicateAlert, choice: Choice) -> None:
    alert.proposed_by, alert.proposed_by_name = caller.actor, caller.actor_name
    alert.proposed_at, alert.note = now(), choice.note
    _move(tx, alert, "proposed")


def _decide(tx: Transaction, caller: Caller, alert: DuplicateAlert, choice: Choice) -> None:
    alert.verdict, alert.action, alert.keep = choice.verdict, choice.action, choice.keep
    alert.decided_by, alert.decided_by_name = caller.actor, caller.actor_name
    alert.decided_at, alert.note = now(), choice.note
    _move(tx, alert, "resolved")


def _move(tx: Transaction, alert: DuplicateAlert, status: AlertStatus) -> None:
    """Only from the status that was read; what was counted meanwhile stays counted."""
    before, alert.status = alert.status, status
    alert.list_key = list_key(alert.tenant, status)
    told = {name: getattr(alert, name) for name in MOVED}
    changes = [getattr(DuplicateAlert, name).set(value) for name, value in told.items() if value]
    tx.update(alert, changes, DuplicateAlert.status == before)


def _release(tx: Transaction, alert: DuplicateAlert) -> None:
    """The second may hold the number too, while the first holds it; a free number stays free."""
    held, guard = IdentityGuard.customer_ids, IdentityGuard(alert.about, "GUARD")
    if alert.first_id in merging.holders(alert.about):
        tx.update(guard, [held.add({alert.second_id})], held.contains(alert.first_id))


def _same_person(
    tx: Transaction,
    caller: Caller,
    pair: tuple[Customer, Customer],
    alert: DuplicateAlert,
    choice: Choice,
) -> DuplicateAlert:
    """Ends every alert between the two, since they are one."""
    by_id = {each.customer_id: each for each in pair}
    keep = by_id.pop(choice.keep or "", None)
    if keep is None:
        raise ApiError("not_of_this_alert")
    (other,) = by_id.values()
    if choice.action == "merge":
        merging.merge(tx, keep, other)
        step, closes = "duplicate.merged", merging.closed_into(keep)
    else:
        merging.require_refused(other, alert)
        step, closes = "duplicate.rejected", []
    facts = {"alert_id": alert.alert_id, "cause": alert.cause, "keep": keep.customer_id}
    facts |= {"other": other.customer_id}
    said = {"note": choice.note}
    for side, changes in ((keep, []), (other, closes)):
        if not side.deleted_at:
            record(tx, side, caller, step, changes, facts=facts, personal=said)
    for each in alerts_of(caller.tenant, keep.customer_id):
        if each.status in UNRESOLVED and other.customer_id in (each.first_id, each.second_id):
            _decide(tx, caller, each, choice)
            alert = each if each.alert_id == alert.alert_id else alert
    return alert


def _tell(
    tx: Transaction,
    caller: Caller,
    first: Customer,
    second: Customer,
    alert: DuplicateAlert,
    step: str,
    words: str | None,
) -> None:
    """In both histories, each naming the other; that of a deleted customer is at its end."""
    for one, other in ((first, second), (second, first)):
        if one.deleted_at:
            continue
        facts = {"alert_id": alert.alert_id, "cause": alert.cause, "other": other.customer_id}
        record(tx, one, caller, step, facts=facts, personal={"note": words} if words else None)
