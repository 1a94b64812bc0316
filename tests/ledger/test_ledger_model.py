"""Any sequence of operations answers and leaves what a model of a few lines says."""

from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from billing import ledger
from billing.tables import Quote
from shared.errors import ApiError, KycError
from tests.ledger.accounts import a_quote, an_account, books_must_balance, held, topped_up

EVENTS, REQUESTS, MICRO = st.integers(0, 5), st.integers(0, 2), 1_000_000
PRICES = st.sampled_from([5_000, 12_000, 40_000])


class Books(RuleBasedStateMachine):
    """`self.events` and `self.tops` are what the model knows; deliveries repeat by themselves."""

    def __init__(self) -> None:
        super().__init__()
        self.avail = self.held = self.spent = self.back = self.usdt = 0
        self.topped = self.adjusted = 0
        self.events: dict[int, list[Any]] = {}
        self.late: dict[int, str] = {}
        self.reversed: set[int] = set()
        self.quotes: list[Quote] = []
        self.tops: dict[int, int] = {}
        self.deposits: dict[int, int] = {}
        self.moves = 0

    @initialize(slots=st.integers(1, 3))
    def open(self, slots: int) -> None:
        self.account = an_account(slots=slots)

    def name(self, number: int) -> str:
        return f"faceid:{self.account}:{number}"

    @rule(reference=st.integers(0, 3), millions=st.integers(1, 3))
    def deposit(self, reference: int, millions: int) -> None:
        same = self.deposits.setdefault(reference, millions) == millions
        new = same and not self._known(f"deposit:{self.account}-{reference}")
        answer = outcome(
            ledger.deposit, self.account, f"{self.account}-{reference}", millions * MICRO, "op"
        )
        assert answer == (("DONE", millions * MICRO) if same else "EventReused")
        self.usdt += millions * MICRO if new else 0

    @rule()
    def quote(self) -> None:
        self.quotes.append(a_quote(self.account))

    @rule(request=REQUESTS, which=st.integers(0, 3))
    def top_up(self, request: int, which: int) -> None:
        if which >= len(self.quotes):
            return
        quote = self.quotes[which]
        answer = outcome(topped_up, self.account, f"req-{request}", quote)
        if request in self.tops:
            same = self.tops[request] == which
            assert answer == (("DONE", quote.units) if same else "request_id_reused")
        elif which in self.tops.values():
            assert answer == "quote_used"
        elif self.usdt < MICRO:
            assert answer == "insufficient_usdt"
        else:
            assert answer == ("DONE", quote.units)
            self.tops[request] = which
            self.usdt -= MICRO
            self.avail += quote.units
            self.topped += quote.units

    @rule(number=EVENTS, price=PRICES)
    def hold(self, number: int, price: int) -> None:
        answer = outcome(held, self.account, self.name(number), price)
        if number not in self.events:
            state = "HELD" if self.avail >= price else "DECLINED"
            self.events[number] = [state, price]
            if state == "HELD":
                self.avail, self.held = self.avail - price, self.held + price
        assert answer == tuple(self.events[number])

    @rule(number=EVENTS)
    def capture(self, number: int) -> None:
        answer = outcome(ledger.capture, self.name(number), f"biz-{number}", "matched")
        state, price = self.events.get(number, ["", 0])
        if state == "HELD":
            self.events[number][0] = state = "CAPTURED"
            self.held, self.spent = self.held - price, self.spent + price
        elif state == "RELEASED":
            if number not in self.late:
                self.late[number] = "CAPTURED_LATE" if self.avail >= price else "UNCOLLECTED"
                if self.late[number] == "CAPTURED_LATE":
                    self.avail, self.spent = self.avail - price, self.spent + price
            state = self.late[number]
        known = state not in ("", "DECLINED")
        assert answer == ((state, price) if known else "LedgerBroken")

    @rule(number=EVENTS)
    def release(self, number: int) -> None:
        answer = outcome(ledger.release, self.name(number))
        if number not in self.events:
            assert answer == "LedgerBroken"
            return
        if self.events[number][0] == "HELD":
            price = self.events[number][1]
            self.events[number][0] = "RELEASED"
            self.held, self.avail = self.held - price, self.avail + price
        assert answer == tuple(self.events[number])

    @rule(number=EVENTS, actor=st.sampled_from(["olga", "oleg"]))
    def reverse(self, number: int, actor: str) -> None:
        answer = outcome(ledger.reverse, self.name(number), actor, "why")
        state, price = self.events.get(number, ["", 0])
        if state != "CAPTURED":
            assert answer == ("not_reversible" if state else "not_found")
        elif number not in self.reversed:
            assert answer == ("DONE", price)
            self.reversed.add(number)
            self.avail, self.back = self.avail + price, self.back + price
        else:
            assert answer in (("DONE", price), "already_reversed")

    @rule(units=st.sampled_from([-20_000, -1, 1, 7_000, 30_000]))
    def adjust(self, units: int) -> None:
        self.moves += 1
        name = f"adj:{self.account}:{self.moves}"
        answer = outcome(ledger.adjust, self.account, name, units, "why", "ann", "bob")
        if self.avail + units < 0:
            assert answer == "insufficient_balance"
            return
        assert answer == ("DONE", units)
        self.avail, self.adjusted = self.avail + units, self.adjusted + units

    @rule(extra=st.integers(0, 1))
    def spread(self, extra: int) -> None:
        self.moves += 1
        ledger.set_slots(self.account, min(4, ledger.balance(self.account).slots + extra))
        ledger.spread(self.account, str(self.moves))

    @invariant()
    def the_books_are_the_models(self) -> None:
        if not hasattr(self, "account"):
            return
        found = ledger.balance(self.account)
        assert (found.available, found.held, found.spent) == (self.avail, self.held, self.spent)
        assert (found.topped, found.adjusted) == (self.topped, self.adjusted)
        assert found.reversed == self.back
        assert ledger.usdt_account(self.account).avail == self.usdt
        books_must_balance(self.account)

    def _known(self, event_id: str) -> bool:
        return ledger.find(event_id) is not None


def outcome(operation: Any, *given: Any) -> Any:
    """The entry's state and units, or the refusal's code or class."""
    try:
        entry = operation(*given)
    except ApiError as refused:
        return refused.code
    except KycError as refused:
        return type(refused).__name__
    return entry.state, entry.units


def test_any_sequence_of_operations_leaves_what_the_model_says() -> None:
    few = settings(
        max_examples=12,
        stateful_step_count=25,
        deadline=None,
        database=None,
        print_blob=True,
        suppress_health_check=list(HealthCheck),
    )

    run_state_machine_as_test(Books, settings=few)

    assert Books.TestCase
