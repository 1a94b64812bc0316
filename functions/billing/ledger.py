"""The prepaid ledger's operations: each is one transaction, and its first item is the guard.

An account is `str(tenant)`. An event id is made of the business fact and of nothing else, so a
message that arrives twice, a reply that was lost and a process that died end in one effect and one
answer. `topped + adj + rev + mv - spent = avail + held` holds in every slot after every commit.
"""

from billing.entries import find
from billing.holds import capture, extend, hold, late_result, release
from billing.slots import Balance, Short, balance, move, open_account, set_slots, spread
from billing.transfers import adjust, deposit, reverse, take_back, top_up, usdt_account

__all__ = [
    "Balance",
    "Short",
    "adjust",
    "balance",
    "capture",
    "deposit",
    "extend",
    "find",
    "hold",
    "late_result",
    "move",
    "open_account",
    "release",
    "reverse",
    "set_slots",
    "spread",
    "take_back",
    "top_up",
    "usdt_account",
]
