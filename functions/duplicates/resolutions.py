"""What reviewers make of an alert: the two are one person, or they are not.

What cannot be taken back (a number let go, a customer closed, a refusal lifted) takes two of them:
one proposes it, another confirms it.

A resolution writes the alerts, both customers' histories, and what follows from it (a customer
closed, numbers handed on, a guard released) in one transaction. Both customers are read first, and
their event numbers are the lock: a submission, a loan or another resolution that comes in between
makes the reading outdated.
"""

from dataclasses import dataclass

from duplicates import merging
from duplicates.alerts import AlertView, alert_view, load_alert
from duplicates.rules import GUARDED, Action, Verdict, takes_two
from shared.caller import Caller
from shared.case_store import load_remains, record
from shared.clock import now, rfc3339
from shared.duplicate_alerts import (
    UNRESOLVED,
    AlertStatus,
    DuplicateAlert,
    IdentityGuard,
    alerts_of,
    is_refusal,
    list_key,
)
from shared.errors import ApiError
from shared.hands import require_other_hands
from shared.own_case import require_another_person
from shared.tables import Customer, Upload, customer_pk
from shared.transaction import Transaction, until_settled

# What a resolution changes of an alert; the rest is changed by whoever sees the two again.
MOVED = (
    "status",
    "list_key",
    "note",
    "proposal",
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

    def is_that_of(self, alert: DuplicateAlert) -> bool:
        known = (alert.verdict, alert.note, alert.action, alert.keep)
        return (self.verdict, self.note, self.action, self.keep) == known

    def is_proposed_in(self, alert: DuplicateAlert) -> bool:
        if alert.status != "proposed" or not alert.proposal:
            return False
        named = tuple(alert.proposal[each] for each in ("verdict", "action", "keep"))
        return (self.verdict, self.action, self.keep) == named


Pair = tuple[Customer, Customer]


def resolve(caller: Caller, alert_id: str, choice: Choice) -> AlertView:
    """The first decision wins. The same reviewer's same decision again is answered alike."""
    alert = until_settled(lambda: _resolve(caller, alert_id, choice))
    return alert_view(caller, alert)


def confirm(
    caller: Caller, alert_id: str, words: str | None, verdict: Verdict | None = None
) -> AlertView:
    """A second person agrees with what is proposed; with `verdict`, only if it is that."""
    alert = until_settled(lambda: _confirm(caller, alert_id, words, verdict))
    return alert_view(caller, alert)


def _resolve(caller: Caller, alert_id: str, choice: Choice) -> DuplicateAlert:
    pair, alert = _read(caller, alert_id)
    if alert.status == "resolved" and alert.decided_by == caller.actor and choice.is_that_of(alert):
        return alert  # the reply to this very decision was lost on the way
    lifts = is_refusal(alert) and choice.verdict == "false_alarm"
    if not lifts:
        _require_unresolved(alert)
    _require_stranger(caller, pair, alert)
    if choice.is_proposed_in(alert):
        return _same_proposal(alert, caller, choice)
    tx = Transaction()
    if takes_two(alert.cause, choice.verdict, choice.action, lifts=lifts):
        _propose(tx, caller, pair, alert, choice)
    else:
        alert = _carry_out(tx, caller, pair, alert, choice)
    tx.commit()
    return alert


def _confirm(
    caller: Caller, alert_id: str, words: str | None, verdict: Verdict | None
) -> DuplicateAlert:
    pair, alert = _read(caller, alert_id)
    proposal = alert.proposal
    if not proposal or verdict not in (None, proposal["verdict"]):
        _require_unresolved(alert)
        raise ApiError("not_proposed")
    choice = Choice(proposal["verdict"], words or alert.note, proposal["action"], proposal["keep"])
    if alert.status == "resolved" and alert.decided_by == caller.actor and choice.is_that_of(alert):
        return alert  # as above
    _require_unresolved(alert)
    _require_stranger(caller, pair, alert)
    if alert.status != "proposed":
        raise ApiError("not_proposed")
    if proposal["by"] == caller.actor:
        raise ApiError("same_person")
    tx = Transaction()
    alert = _carry_out(tx, caller, pair, alert, choice)
    tx.commit()
    return alert


def _read(caller: Caller, alert_id: str) -> tuple[Pair, DuplicateAlert]:
    """The customers before the alert: it changes only together with their histories."""
    named = load_alert(caller.tenant, alert_id)
    first = load_remains(caller.tenant, named.first_id)
    second = load_remains(caller.tenant, named.second_id)
    return (first, second), load_alert(caller.tenant, alert_id)


def _same_proposal(alert: DuplicateAlert, caller: Caller, choice: Choice) -> DuplicateAlert:
    """Proposed already: the same words again are answered alike; a colleague confirms it."""
    proposal = alert.proposal
    if (proposal["by"], alert.note) == (caller.actor, choice.note):
        return alert
    proposed = {
        "status": "proposed",
        "decided_by": proposal["name"],
        "decided_at": proposal["at"],
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


def _require_stranger(caller: Caller, pair: Pair, alert: DuplicateAlert) -> None:
    """Neither of the two themself, nor through whose hands came what they are compared by."""
    for each in pair:
        require_another_person(caller, each)
    alike = [
        (customer_pk(caller.tenant, customer_id), f"UPLOAD#{upload_id}")
        for customer_id, upload_id in (alert.uploads or {}).items()
    ]
    require_other_hands(caller, *pair, alert, *(Upload.batch_get(alike) if alike else ()))


def _propose(
    tx: Transaction, caller: Caller, pair: Pair, alert: DuplicateAlert, choice: Choice
) -> None:
    if choice.verdict == "same_person":
        merging.require_closable(*_kept_and_other(pair, choice))
    alert.proposal = {
        "verdict": choice.verdict,
        "action": choice.action,
        "keep": choice.keep,
        "by": caller.actor,
        "name": caller.actor_name or caller.actor,
        "at": rfc3339(now()),
    }
    alert.note = choice.note
    _move(tx, alert, "proposed")
    step = "merge_proposed" if choice.action == "merge" else "false_alarm_proposed"
    _tell(tx, caller, pair, alert, f"duplicate.{step}", choice.note)


def _carry_out(
    tx: Transaction, caller: Caller, pair: Pair, alert: DuplicateAlert, choice: Choice
) -> DuplicateAlert:
    if choice.verdict == "same_person":
        return _same_person(tx, caller, pair, alert, choice)
    between = _between(caller, pair)
    alert = next(each for each in between if each.alert_id == alert.alert_id)
    for each in between:
        # One refusal closed them all, and falls with them all.
        if each is alert or is_refusal(each):
            _decide(tx, caller, each, choice)
    _tell(tx, caller, pair, alert, "duplicate.false_alarm", choice.note)
    if alert.cause == GUARDED:
        _release(tx, alert)
    return alert


def _between(caller: Caller, pair: Pair) -> list[DuplicateAlert]:
    ids = {each.customer_id for each in pair}
    found = alerts_of(caller.tenant, pair[0].customer_id)
    return [each for each in found if {each.first_id, each.second_id} == ids]


def _decide(tx: Transaction, caller: Caller, alert: DuplicateAlert, choice: Choice) -> None:
    alert.verdict, alert.action, alert.keep = choice.verdict, choice.action, choice.keep
    alert.decided_by, alert.decided_by_name = caller.actor, caller.actor_name
    alert.decided_at, alert.note = now(), choice.note
    _move(tx, alert, "resolved")


def _move(tx: Transaction, alert: DuplicateAlert, status: AlertStatus) -> None:
    """Only from the status that was read; what was counted meanwhile stays counted."""
    before, alert.status = alert.status, status
    alert.list_key = list_key(alert.tenant, status)
    told = [(getattr(DuplicateAlert, name), getattr(alert, name)) for name in MOVED]
    changes = [each.set(value) if value else each.remove() for each, value in told]
    tx.update(alert, changes, DuplicateAlert.status == before)


def _release(tx: Transaction, alert: DuplicateAlert) -> None:
    """The second may hold the number too, while the first holds it; a free number stays free."""
    held, guard = IdentityGuard.customer_ids, IdentityGuard(alert.about, "GUARD")
    if alert.first_id in merging.holders(alert.about):
        tx.update(guard, [held.add({alert.second_id})], held.contains(alert.first_id))


def _same_person(
    tx: Transaction, caller: Caller, pair: Pair, alert: DuplicateAlert, choice: Choice
) -> DuplicateAlert:
    """Ends every alert between the two, since they are one."""
    keep, other = _kept_and_other(pair, choice)
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
    for each in _between(caller, pair):
        if each.status in UNRESOLVED:
            _decide(tx, caller, each, choice)
            alert = each if each.alert_id == alert.alert_id else alert
    return alert


def _kept_and_other(pair: Pair, choice: Choice) -> Pair:
    by_id = {each.customer_id: each for each in pair}
    keep = by_id.pop(choice.keep or "", None)
    if keep is None:
        raise ApiError("not_of_this_alert")
    (other,) = by_id.values()
    return keep, other


def _tell(
    tx: Transaction, caller: Caller, pair: Pair, alert: DuplicateAlert, step: str, words: str | None
) -> None:
    """In both histories, each naming the other; that of a deleted customer is at its end."""
    for one, other in (pair, pair[::-1]):
        if one.deleted_at:
            continue
        facts = {"alert_id": alert.alert_id, "cause": alert.cause, "other": other.customer_id}
        record(tx, one, caller, step, facts=facts, personal={"note": words} if words else None)
