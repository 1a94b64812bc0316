"""Many clients at once, every message delivered four times, and money for six in ten."""

import random
from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest

from billing import ledger
from shared.errors import ApiError
from tests.ledger.accounts import (
    PRICE,
    a_quote,
    an_account,
    an_event,
    books_must_balance,
    held,
    topped_up,
)

CLIENTS, EVENTS, DELIVERIES = 32, 40, 4
AFFORDABLE = EVENTS * 6 // 10


def charge(account: str, event_id: str) -> str:
    """As a delivery does it: hold, work, capture; the machine delivers it again when that fails."""
    try:
        if held(account, event_id).state == "DECLINED":
            return "DECLINED"
        return ledger.capture(event_id, f"biz-{event_id}", "matched").state
    except ApiError as refused:
        if refused.code != "busy":
            raise
        return charge(account, event_id)


def watch(account: str, done: Event, seed: int) -> int:
    """How often somebody looked; every time the books must have balanced."""
    looked = 0
    while not done.is_set():
        books_must_balance(account, f"seed {seed}")
        looked += 1
    return looked


@pytest.mark.parametrize("slots", [1, 4])
def test_exactly_what_can_be_paid_is_charged(slots: int) -> None:
    seed = random.randrange(2**32)
    account = an_account(AFFORDABLE * PRICE + PRICE - 1, slots)
    events = [an_event() for _ in range(EVENTS)]
    deliveries = events * DELIVERIES
    random.Random(seed).shuffle(deliveries)
    done = Event()

    with ThreadPoolExecutor(CLIENTS + 1) as pool:
        watching = pool.submit(watch, account, done, seed)
        try:
            replies = list(pool.map(lambda event_id: charge(account, event_id), deliveries))
        finally:
            done.set()
        looked = watching.result()

    answers: dict[str, set[str]] = {event_id: set() for event_id in events}
    for event_id, reply in zip(deliveries, replies, strict=True):
        answers[event_id].add(reply)
    assert [each for each in answers.values() if len(each) > 1] == [], f"seed {seed}"
    charged = [each for each in answers.values() if each == {"CAPTURED"}]
    assert len(charged) == AFFORDABLE, f"seed {seed}"
    left = ledger.balance(account)
    assert (left.available, left.held) == (PRICE - 1, 0), f"seed {seed}"
    assert left.spent == AFFORDABLE * PRICE, f"seed {seed}"
    assert looked > 1


def test_every_hold_ends_one_way_when_a_release_races_a_capture() -> None:
    seed = random.randrange(2**32)
    events = [an_event() for _ in range(12)]
    account = an_account(len(events) * PRICE)
    for event_id in events:
        held(account, event_id)
    calls = [(ledger.release, (event_id,)) for event_id in events] * 2
    calls += [(ledger.capture, (event_id, "biz", "matched")) for event_id in events] * 2  # type: ignore[list-item]
    random.Random(seed).shuffle(calls)

    with ThreadPoolExecutor(CLIENTS) as pool:
        list(pool.map(lambda call: call[0](*call[1]), calls))

    # Each has a result, so each is paid once: in time, or late.
    ended = [ledger.find(event_id).state for event_id in events]  # type: ignore[union-attr]
    late = [ledger.find(f"late:{event_id}") for event_id in events]
    assert ended.count("RELEASED") == len([each for each in late if each]), f"seed {seed}"
    left = ledger.balance(account)
    assert (left.available, left.held, left.spent) == (0, 0, len(events) * PRICE), f"seed {seed}"
    books_must_balance(account, f"seed {seed}")


def test_a_quote_and_a_request_are_used_once_however_many_send_them() -> None:
    account = an_account()
    ledger.deposit(account, f"tx-{account}", 9_000_000, "operator")
    quote = a_quote(account)

    with ThreadPoolExecutor(CLIENTS) as pool:
        tops = list(pool.map(lambda _: topped_up(account, "req-1", quote), range(CLIENTS)))

    assert {each.event_id for each in tops} == {f"topup:{account}:req-1"}
    assert ledger.balance(account).topped == quote.units
    assert ledger.usdt_account(account).spent == quote.usdt_micro
    books_must_balance(account)


def test_money_is_not_missed_while_it_is_moved_between_slots() -> None:
    seed = random.randrange(2**32)
    account, slots = an_account(20 * PRICE, 3), random.Random(seed)
    moves = [(slots.sample(range(3), 2), f"m{number}") for number in range(60)]

    def shift(order: tuple[list[int], str]) -> int:
        (source, target), move_id = order
        try:
            ledger.move(account, source, target, PRICE, move_id)
        except ledger.Short:
            return 0
        return 1

    with ThreadPoolExecutor(CLIENTS) as pool:
        shifted = [pool.submit(shift, order) for order in moves]
        sums = [ledger.balance(account).available for _ in range(20)]
        moved = sum(each.result() for each in shifted)

    assert set(sums) == {20 * PRICE}, f"seed {seed}"
    assert moved > 0
    books_must_balance(account, f"seed {seed}")
