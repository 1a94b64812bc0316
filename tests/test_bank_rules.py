"""Which banks there are, and which moves a bank account can make."""

from itertools import product
from typing import get_args

import pytest

from banks.standing import MOVES, Action, move
from banks.thai_banks import banks, digits_of, problems
from shared.bank_account import BankStatus
from shared.errors import ApiError

LEGAL = [
    ("not_provided", "send", "pending"),
    ("pending", "send", "pending"),
    ("verified", "send", "pending"),
    ("rejected", "send", "pending"),
    ("pending", "verify", "verified"),
    ("pending", "reject", "rejected"),
]


@pytest.mark.parametrize(("status", "action", "after"), LEGAL)
def test_a_bank_account_moves(status: str, action: Action, after: str) -> None:
    assert move(status, action) == after


def test_every_other_move_is_refused() -> None:
    legal = {each[:2] for each in LEGAL}
    others = set(product(get_args(BankStatus), get_args(Action))) - legal

    assert set(MOVES) == legal
    assert len(others) == 6
    for status, action in others:
        with pytest.raises(ApiError, match="already_decided"):
            move(status, action)


def test_the_banks_are_those_of_thailand_each_once() -> None:
    known = banks()

    assert len(known) == len({each.short_name for each in known.values()}) == 17
    assert (known["004"].short_name, known["030"].lengths) == ("KBANK", (12,))
    assert all(each.name_th.startswith("ธนาคาร") for each in known.values())


@pytest.mark.parametrize(
    ("bank_code", "number", "codes"),
    [
        ("004", "0123456789", []),
        ("030", "012345678901", []),
        ("067", "01234567890123", []),
        ("067", "0123456789", []),
        ("030", "0123456789", ["wrong_length"]),
        ("004", "012345678", ["wrong_length"]),
        ("004", "012345678901", ["wrong_length"]),
        ("999", "0123456789", ["unknown_bank"]),
        ("000", "", ["unknown_bank"]),
    ],
)
def test_an_account_number_has_its_banks_length(
    bank_code: str, number: str, codes: list[str]
) -> None:
    assert [each.code for each in problems(bank_code, number)] == codes


def test_hyphens_and_spaces_of_the_bank_book_do_not_count() -> None:
    assert digits_of("012-3-45678-9") == digits_of("012 3 45678 9") == "0123456789"
