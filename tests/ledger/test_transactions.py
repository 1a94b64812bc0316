"""A cancelled transaction is read item by item: whose fault it was decides what happens next."""

import pytest
from pynamodb.exceptions import TransactWriteError

from shared import transaction
from shared.case_store import load_submission
from shared.clock import now
from shared.errors import ApiError, KycError
from shared.tables import Guard, Submission
from shared.transaction import Transaction
from tests.ledger.accounts import an_event
from tests.ledger.cases import a_case
from tests.ledger.faults import Fault, Faults, in_turn, lost_reply, reasons, refused

NONE, FAILED = "None", "ConditionalCheckFailed"
CONFLICT, THROTTLED = "TransactionConflict", "ThrottlingError"
SLOWED = "ProvisionedThroughputExceeded"


class CheckFailed(KycError):
    pass


class DeleteFailed(KycError):
    pass


class PutFailed(KycError):
    pass


class UpdateFailed(KycError):
    pass


def three_items() -> Transaction:
    """Called in another order than they are sent: check, put, update."""
    name = an_event()
    tx = Transaction()
    updated = Guard(f"{name}#U", "GUARD")
    tx.update(updated, [Guard.customer_id.set("cus")], Guard.pk.does_not_exist(), UpdateFailed)
    tx.create(Guard(f"{name}#P", "GUARD", customer_id="cus"), PutFailed)
    tx.check(Guard, f"{name}#C", "GUARD", Guard.pk.does_not_exist(), CheckFailed)
    return tx


@pytest.mark.parametrize(
    ("codes", "raised"),
    [
        ((FAILED, NONE, NONE), CheckFailed),
        ((NONE, FAILED, NONE), PutFailed),
        ((NONE, NONE, FAILED), UpdateFailed),
        ((FAILED, FAILED, FAILED), CheckFailed),
        ((NONE, FAILED, CONFLICT), PutFailed),
        ((FAILED, CONFLICT, THROTTLED), CheckFailed),
        ((NONE, FAILED, "ValidationError"), PutFailed),
        ((NONE, NONE, "ValidationError"), TransactWriteError),
        (("ItemCollectionSizeLimitExceeded", FAILED, NONE), TransactWriteError),
        (("SomethingNew", NONE, NONE), TransactWriteError),
    ],
)
def test_the_first_reason_decides(codes: tuple[str, ...], raised: type[Exception]) -> None:
    with Faults(reasons(*codes)) as faults, pytest.raises(raised):
        three_items().commit()

    assert faults.writes == 1


@pytest.mark.parametrize(
    "codes",
    [
        (CONFLICT, NONE, NONE),
        (NONE, THROTTLED, NONE),
        (NONE, NONE, SLOWED),
        # The guard before the failed one was not looked at: it may fail too.
        (CONFLICT, FAILED, NONE),
        (NONE, THROTTLED, FAILED),
    ],
)
def test_what_was_not_looked_at_is_tried_again(codes: tuple[str, ...]) -> None:
    with Faults(reasons(*codes), times=3) as faults:
        three_items().commit()

    assert faults.writes == 4


@pytest.mark.parametrize(
    "fault",
    [
        refused("ThrottlingException"),
        refused("ProvisionedThroughputExceededException"),
        refused("TransactionInProgressException"),
        refused("InternalServerError", 500),
    ],
)
def test_a_call_that_was_turned_away_is_made_again(fault: Fault) -> None:
    with Faults(fault) as faults:
        three_items().commit()

    assert faults.writes == 2


def test_a_lost_reply_is_asked_for_again_with_the_same_token() -> None:
    with Faults(lost_reply) as faults:
        three_items().commit()

    assert faults.writes == 2


@pytest.mark.parametrize("code", ["ValidationException", "AccessDeniedException"])
def test_an_unknown_refusal_is_never_taken_for_an_answer(code: str) -> None:
    with Faults(refused(code)) as faults, pytest.raises(TransactWriteError):
        three_items().commit()

    assert faults.writes == 1


def test_whoever_meets_only_conflicts_gives_up_in_time_for_an_answer(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(transaction, "RETRY_SECONDS", 0.2)
    started = now()

    with Faults(reasons(CONFLICT, NONE, NONE), times=1000), pytest.raises(ApiError, match="busy"):
        three_items().commit()

    assert 0.2 < (now() - started).total_seconds() < 4


def test_a_check_guards_an_item_that_is_not_written() -> None:
    name = an_event()
    tx = Transaction()
    tx.create(Guard(f"{name}#P", "GUARD", customer_id="cus"))
    tx.check(Guard, f"{name}#C", "GUARD", Guard.pk.exists(), CheckFailed)

    with pytest.raises(CheckFailed):
        tx.commit()

    assert list(Guard.query(f"{name}#P", consistent_read=True)) == []


def test_deletes_are_judged_before_puts() -> None:
    name = an_event()
    tx = Transaction()
    tx.put(Guard(f"{name}#P", "GUARD", customer_id="cus"), Guard.pk.exists(), PutFailed)
    tx.delete(Guard(f"{name}#D", "GUARD"), Guard.pk.exists(), DeleteFailed)

    with pytest.raises(DeleteFailed):
        tx.commit()


def test_a_request_that_meets_conflicts_is_sent_again_as_it_was() -> None:
    """And counts the version of what it writes once, in the table and in memory."""
    head = load_submission(*a_case())

    with Faults(reasons(CONFLICT), times=3) as faults:
        tx = Transaction()
        tx.update(head, [Submission.status.set("approved")])
        tx.commit()

    assert faults.writes == 4
    assert len(set(faults.bodies)) == 1
    kept = Submission.get(head.pk, head.sk, consistent_read=True)
    assert (kept.status, kept.version, head.version) == ("approved", 2, 2)
    again = Transaction()
    again.update(head, [Submission.status.set("pending")])
    again.commit()
    assert Submission.get(head.pk, head.sk, consistent_read=True).version == head.version == 3


def test_a_head_is_not_changed_twice_when_the_reply_of_a_retry_is_lost() -> None:
    head = load_submission(*a_case())

    with Faults(in_turn(reasons(CONFLICT), lost_reply, refused("ThrottlingException")), times=3):
        tx = Transaction()
        tx.update(head, [Submission.status.set("approved")])
        tx.commit()

    kept = Submission.get(head.pk, head.sk, consistent_read=True)
    assert (kept.version, head.version) == (2, 2)


def test_who_meets_conflicts_is_told_busy_and_who_is_slowed_down_unavailable(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(transaction, "RETRY_SECONDS", 0.05)
    slow = [reasons(NONE, THROTTLED), reasons(SLOWED), refused("ThrottlingException")]
    slow += [refused("ProvisionedThroughputExceededException"), refused("RequestLimitExceeded")]

    for fault, told in [
        (reasons(NONE, CONFLICT), "busy"),
        *((each, "unavailable") for each in slow),
    ]:
        with Faults(fault, times=1000), pytest.raises(ApiError, match=told):
            three_items().commit()


@pytest.mark.parametrize("write", ["save", "delete"])
def test_a_write_in_no_transaction_waits_for_the_one_that_has_its_item(write: str) -> None:
    item = Guard(an_event(), "GUARD", customer_id="cus")
    item.save()
    fault = refused("TransactionConflictException")
    named = {"save": "PutItem", "delete": "DeleteItem"}[write]

    with Faults(fault, times=2, operation=named) as faults:
        transaction.write_alone(getattr(item, write))

    assert faults.writes == 3
