"""The banks an account may be at, and what an account number looks like there. Pure.

thai_banks.json was written on 2026-11-22: the Bank of Thailand's three-digit codes of the banks
where people keep savings. A bank that is new, renamed or merged is a change of that file. Where
both older and newer numbers are in use, `lengths` has both: the photo of the bank book decides.
"""

import json
import re
from functools import cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field

from shared.errors import FieldError

FILE = Path(__file__).with_name("thai_banks.json")


class Bank(BaseModel):
    """`lengths` are the digits that an account number can have."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    code: str = Field(pattern=r"^[0-9]{3}$")
    short_name: str
    name_en: str
    name_th: str
    lengths: tuple[int, ...] = Field(min_length=1)


@cache
def banks() -> dict[str, Bank]:
    """By code."""
    listed = json.loads(FILE.read_text(encoding="utf-8"))["banks"]
    found = [Bank.model_validate(each) for each in listed]
    return {each.code: each for each in found}


def digits_of(account_number: str) -> str:
    """Bank books print groups with hyphens or spaces."""
    return re.sub(r"[ -]", "", account_number)


def problems(bank_code: str, account_number: str) -> list[FieldError]:
    """What is wrong with the bank or with the digits of the number."""
    bank = banks().get(bank_code)
    if bank is None:
        return [FieldError("bank_code", "unknown_bank", "This is no code of a known Thai bank.")]
    if len(account_number) in bank.lengths:
        return []
    wanted = " or ".join(str(each) for each in bank.lengths)
    message = f"Account numbers of this bank have {wanted} digits."
    return [FieldError("account_number", "wrong_length", message)]
