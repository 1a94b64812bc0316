"""Somchai's day: three tiers, a correction forgotten, a friend's bank account, a loan too large."""

import secrets
from typing import Any

from local.client import Json
from local.day_story import Day, money
from local.specimens import selfie

NAME, FRIEND = "Somchai Jaidee", "Anong Rakthai"
CURRENCY = "THB"


def a_persons_day(day: Day) -> None:
    customer_id = day.open_customer(NAME)
    day.say("Siam Lending", f"opens an account for {NAME}.")
    promised = {tier: day.limit_by_policy(customer_id, tier) for tier in (1, 2, 3)}

    _tier_1(day, customer_id)
    _bank_account(day, customer_id)
    _lend(day, customer_id, "30000.00")
    _lend_too_much(day, customer_id, "30000.00")
    _tier_2(day, customer_id)
    _lend(day, customer_id, "30000.00")
    _tier_3(day, customer_id)
    _evening(day, customer_id, promised)


def _tier_1(day: Day, customer_id: str) -> None:
    submission_id = day.identify(customer_id, NAME)
    day.say("Somchai", "sends both sides of his ID card and a selfie for tier 1.")
    decision = day.approval_of(submission_id, 1)()
    day.say("the reviewer", f"approves tier 1; he may borrow {money(decision['max_loan'])}.")


def _bank_account(day: Day, customer_id: str) -> None:
    """First a friend's account, which is refused, then his own."""
    version = _send_account(day, customer_id, FRIEND)
    day.say("Somchai", f"sends the bank account of {FRIEND}.")
    comparison = _account(day, customer_id)["comparison"]
    told = {"code": "name_differs", "comment": "Please send an account in your own name."}
    _decide(day, customer_id, "reject", version, **told)
    day.say("the reviewer", f"refuses it: the names are {comparison['verdict']}.")
    shut = day.back_end.post(f"/v1/customers/{customer_id}/gates/disbursement")
    reasons = ", ".join(each["code"] for each in shut["reasons"])
    day.say("Siam Lending", f"asks whether a loan may be paid out: no, {reasons}.")
    version = _send_account(day, customer_id, f"MR. {NAME.upper()}")
    _decide(day, customer_id, "verify", version)
    day.say("Somchai", "sends his own account, and the reviewer verifies it.")


def _send_account(day: Day, customer_id: str, name: str) -> int:
    photo = day.file(customer_id, "bank_book", selfie(secrets.token_hex(4)))
    number = f"{secrets.randbelow(10**10):010d}"
    account = {"bank_code": "004", "account_number": number, "account_name": name}
    path = f"/v1/customers/{customer_id}/bank-account"
    day.back_end.send("PUT", path, account | {"bank_book_upload_id": photo})
    return int(_account(day, customer_id)["version"])


def _account(day: Day, customer_id: str) -> Json:
    return day.reviewer.get(f"/v1/review/bank-accounts/{customer_id}")


def _decide(day: Day, customer_id: str, action: str, version: int, **said: Any) -> None:
    path = f"/v1/review/bank-accounts/{customer_id}/{action}"
    day.reviewer.post(path, {"version": version} | said)


def _loan(day: Day, customer_id: str, amount: str) -> Json:
    loan = {"loan_ref": f"day-{secrets.token_hex(6)}", "amount": amount, "currency": CURRENCY}
    return day.back_end.post(f"/v1/customers/{customer_id}/loans", loan)


def _lend(day: Day, customer_id: str, amount: str) -> None:
    loan = _loan(day, customer_id, amount)
    day.say("Siam Lending", f"lends {amount} {CURRENCY}; {money(loan['available'])} are left.")


def _lend_too_much(day: Day, customer_id: str, amount: str) -> None:
    error = day.refused("loan_limit_exceeded", lambda: _loan(day, customer_id, amount))
    left = money(error["available"])
    day.say("Siam Lending", f"wants to lend {amount} more and is refused: only {left} are left.")


def _tier_2(day: Day, customer_id: str) -> None:
    """Two things are to be corrected, and at first only one of them is."""
    fields = {
        "occupation": "Engineer",
        "employer": "A company",
        "monthly_income": {"amount": "45000.00", "currency": CURRENCY},
    }
    papers = [
        day.paper(customer_id, kind, NAME, "99/1 Sukhumvit Road")
        for kind in ("address_proof", "income_proof")
    ]
    submission_id = day.submit(customer_id, 2, fields, papers)
    day.say("Somchai", "applies for tier 2 with an old bill and a vague employer.")
    bill = {"item": "address_proof", "code": "too_old", "comment": "Of the last 3 months, please."}
    work = {"item": "employer", "code": "incomplete", "comment": "Which company is it?"}
    day.ask_to_correct(submission_id, 1, bill, work)
    day.say("the reviewer", "asks for a newer bill and for the employer's name.")

    newer = day.paper(customer_id, "address_proof", NAME, "99/1 Sukhumvit Road")
    day.resubmit(submission_id, 2, uploads=[newer])
    day.say("Somchai", "sends the bill, and forgets the employer.")
    day.say("the reviewer", f"compares: {_compared(day, submission_id)}. Asks for the rest again.")
    day.ask_to_correct(submission_id, 2, work)
    day.resubmit(submission_id, 3, fields={"employer": "Chao Phraya Engineering Co., Ltd."})
    day.say("Somchai", "names the employer.")
    decision = day.approval_of(submission_id, 3)()
    limit = money(decision["max_loan"])
    day.say("the reviewer", f"approves tier 2 in its third round; the limit is {limit}.")


def _compared(day: Day, submission_id: str) -> str:
    found = day.reviewer.get(f"/v1/review/tasks/{submission_id}/comparison")["asked"]
    outcomes = {each["item"]: each["outcome"] for each in found}
    day.check("comparison, bill", "changed", outcomes["address_proof"])
    day.check("comparison, employer", "unchanged", outcomes["employer"])
    return ", ".join(f"{item} {outcome}" for item, outcome in outcomes.items())


def _tier_3(day: Day, customer_id: str) -> None:
    fields = {"source_of_funds": "salary", "pep_status": "none"}
    proof = day.paper(customer_id, "source_of_funds_proof", NAME, "Salary of twelve months")
    submission_id = day.submit(customer_id, 3, fields, [proof])
    day.say("Somchai", "shows where his money comes from and declares no political exposure.")
    decision = day.approval_of(submission_id, 1)()
    day.say("the reviewer", f"approves tier 3; the limit is {money(decision['max_loan'])}.")


def _evening(day: Day, customer_id: str, promised: dict[int, str]) -> None:
    customer = day.customer(customer_id)
    loans = day.back_end.get(f"/v1/customers/{customer_id}/loans")
    bank = day.back_end.get(f"/v1/customers/{customer_id}/bank-account")
    day.check("Somchai's status", "approved", customer["kyc_status"])
    day.check("Somchai's tier", 3, customer["tier"])
    day.check("his limit, by the policy", promised[3], money(customer["max_loan"]))
    day.check("his open loans", f"60000.00 {CURRENCY}", money(loans["open"]))
    day.check("his bank account", "verified", bank["status"])
    for gate in ("disbursement", "withdrawal"):
        answer = day.back_end.post(f"/v1/customers/{customer_id}/gates/{gate}")
        day.check(f"his {gate} gate", "open", "open" if answer["allowed"] else "closed")
