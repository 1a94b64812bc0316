"""Whose data: a company in one mode. Every key of the cases table starts with it. Pure."""

from dataclasses import dataclass
from typing import Literal, cast, get_args

Mode = Literal["live", "test"]


@dataclass(frozen=True)
class Tenant:
    """`str(tenant)` is `co_…#live`; data of the two modes never meet."""

    company_id: str
    mode: Mode

    def __str__(self) -> str:
        return f"{self.company_id}#{self.mode}"

    @classmethod
    def parse(cls, text: str) -> "Tenant":
        company_id, _, mode = text.partition("#")
        if mode not in get_args(Mode):
            raise ValueError("a tenant is company#mode")
        return cls(company_id, cast(Mode, mode))
