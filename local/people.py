"""The demonstration's two companies and their staff: made once, the same on every later run."""

import json
import secrets
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from local.client import Api, Refused, sign_in
from local.operator import invite, open_company, set_password
from local.stack import Stack

NOBODY = "cus_00000000000000000000000000"


@dataclass(frozen=True)
class Company:
    """An open company with one member of staff of each kind, and their common password."""

    name: str
    policy: str
    company_id: str
    test_key: str
    live_key: str
    reviewer: str
    admin: str
    billing: str
    password: str

    def back_end(self, stack: Stack, mode: str = "test") -> Api:
        return Api(stack.api_url, self.test_key if mode == "test" else self.live_key)

    def review(self, stack: Stack, mode: str = "test") -> Api:
        return self.staff(stack, self.reviewer, mode)

    def staff(self, stack: Stack, email: str, mode: str = "test") -> Api:
        return Api(stack.api_url, sign_in(stack, email, self.password), mode=mode)


def operator_of(stack: Stack, password: str) -> Api:
    """Signed in as somebody of the platform, who is invited if need be."""
    email, _ = operators(stack, password)
    return Api(stack.api_url, sign_in(stack, email, password))


def operators(stack: Stack, password: str) -> tuple[str, str]:
    """The addresses of two of the platform, as corrections take two; invited if need be."""
    mark = password[-6:].lower()
    emails = f"operator-{mark}@platform.example.com", f"second-{mark}@platform.example.com"
    for email in emails:
        invite(stack.client, stack.outputs, email, "operator", "", password)
    return emails


def open_for_demo(stack: Stack, name: str, policy: str, domain: str) -> Company:
    """A company of its own with staff who can sign in with a password.

    Its keys are somebody's who decides nothing: whoever made the key cannot approve what it sent.
    """
    # Cognito asks for three kinds of letters.
    password = f"Demo-1-{secrets.token_urlsafe(12)}"
    staff = {group: f"{group}@{domain}" for group in ("reviewer", "admin", "billing")}
    first = f"first-admin@{domain}"
    company_id = open_company(stack.client, stack.outputs, name, policy, first)
    set_password(stack.client, stack.outputs, first, password)
    for group, email in staff.items():
        invite(stack.client, stack.outputs, email, group, company_id, password)
    keys = first_keys(Api(stack.api_url, sign_in(stack, first, password)))
    return Company(
        name=name, policy=policy, company_id=company_id, password=password, **keys, **staff
    )


def first_keys(administrator: Api) -> dict[str, str]:
    """`{test_key, live_key}`, as the company's administrator makes them."""
    made = {
        mode: administrator.post("/v1/keys", {"name": f"first {mode} key", "mode": mode})
        for mode in ("test", "live")
    }
    return {f"{mode}_key": str(key["secret"]) for mode, key in made.items()}


def demo_companies(stack: Stack, home: Path) -> tuple[Company, Company]:
    """An exchange and a lender; kept in `home`, so that a second run prints the same."""
    kept = home / "demo.json"
    with suppress(OSError, ValueError, TypeError):
        exchange, lender = (Company(**each) for each in json.loads(kept.read_text()))
        if _is_known(exchange, stack) and _is_known(lender, stack):
            return exchange, lender
    # A mark in the addresses: a cloud that lost the companies may have kept the users.
    mark = secrets.token_hex(2)
    exchange = open_for_demo(stack, "Lotus Exchange", "exchange", f"lotus-{mark}.example.com")
    lender = open_for_demo(stack, "Siam Lending", "lending", f"siam-{mark}.example.com")
    kept.touch(mode=0o600)
    kept.write_text(json.dumps([vars(exchange), vars(lender)], indent=2))
    return exchange, lender


def _is_known(company: Company, stack: Stack) -> bool:
    try:
        company.back_end(stack).get(f"/v1/customers/{NOBODY}")
    except Refused as error:
        return error.status == 404
    return True
