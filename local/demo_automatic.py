"""The second half of `make demo`: FaceID decides, and each check is paid for in advance."""

import secrets
from datetime import UTC, datetime
from tempfile import NamedTemporaryFile
from typing import Any

from rich.table import Table

from local import automatic
from local.client import Api, Json, wait_for
from local.operator_billing import import_bill, reconcile, show_bill, show_numbers
from local.people import open_for_demo, operator_of
from local.say import CannotGoOn, out
from local.stack import Stack

# Worth two live face checks and not a third: the third person meets an empty account.
FUNDS_USDT = "1.000000"
STORIES = {
    "the right face": "pass",
    "somebody else's face": "mismatch",
    "the account is empty": "",
}


def demonstrate_automatic(stack: Stack) -> None:
    """With a company of its own, so that the account is as empty as the story needs it."""
    mark = secrets.token_hex(3)
    lender = open_for_demo(stack, "Beijing Lending", "lending", f"beijing-{mark}.example.com")
    billing, back_end = lender.staff(stack, lender.billing), lender.back_end(stack)
    operator = operator_of(stack, lender.password)
    topped = automatic.switch_on(operator, lender.staff(stack, lender.admin), billing, FUNDS_USDT)
    _show_top_up(topped)
    cases = [_case(back_end, story, outcome) for story, outcome in STORIES.items()]
    _expect("the right face", cases[0], status="approved", route="automatic")
    _expect("the wrong face", cases[1], status="pending", route_reason="face_mismatch")
    _expect("the unpaid one", cases[2], status="pending", route_reason="insufficient_balance")
    _show_cases(cases)
    _show_statement(billing)
    _show_statistics(billing)
    _import_bill(stack)
    out.print("\n[bold]Reconciliation[/], in full")
    if show_numbers(reconcile(stack.client, stack.outputs, full=True)):
        raise CannotGoOn("Not as expected: a number of the reconciliation is not 0.")


def _case(back_end: Api, story: str, outcome: str) -> Json:
    """One person from the submission to where it stops: decided, or waiting for a reviewer."""
    customer_id = automatic.create_mainlander(back_end)
    person = automatic.mainlander(secrets.randbelow(10**8))
    submission_id = automatic.submit(back_end, customer_id, person)
    if outcome:
        page = automatic.wait_for_page(back_end, submission_id)
        automatic.show_face(page["url"], outcome)

    def settled() -> Json | None:
        now = back_end.get(f"/v1/submissions/{submission_id}")
        moved_on = now["status"] != "pending" or now["route"] == "manual"
        return now if moved_on else None

    case = wait_for(f"the end of: {story},", settled)
    checks = back_end.get(f"/v1/submissions/{submission_id}/liveness")["checks"]
    return case | {"story": story, "checks": checks}


def _show_top_up(made: Json) -> None:
    paid, received = made["paid"], made["received"]
    out.print(
        f"\n[bold]Top-up[/]: {paid['amount']} {paid['currency']} became {received['amount']} "
        f"{received['currency']} at {made['rate']}; one live face check costs "
        f"{automatic.PRICES['faceid']} CNY."
    )


def _show_cases(cases: list[Json]) -> None:
    table = Table("what happened", "status", "decided by", "why", "fee (CNY)")
    table.title = "Three mainland customers"
    table.columns[3].no_wrap = True
    for case in cases:
        by = "FaceID" if case["status"] == "approved" else "a reviewer"
        fees = [check["fee"]["amount"] for check in case["checks"] if check["fee"]]
        why = "matched" if case["status"] == "approved" else case["route_reason"]
        table.add_row(case["story"], case["status"], by, why, fees[0] if fees else "none")
    out.print(table)


def _show_statement(billing: Api) -> None:
    table = Table("time (UTC)", "entry", "state", "outcome", "amount", title="Statement")
    for each in billing.get("/v1/billing/entries")["entries"]:
        amount = f"{each['amount']['amount']} {each['amount']['currency']}"
        when, what = each["occurred_at"][11:23], each["service"] or each["type"]
        table.add_row(when, what, each["state"], each["outcome"] or "", amount)
    balance = billing.get("/v1/billing/balance")
    table.caption = f"available {balance['available']['amount']} CNY, held {_held(balance)} CNY"
    out.print(table)


def _held(balance: Json) -> str:
    return str(balance["held"]["amount"])


def _show_statistics(billing: Api) -> None:
    table = Table("service", "outcome", "times", "charged (CNY)", title="Statistics of today")
    for each in billing.get("/v1/billing/statistics")["totals"]:
        charged = each["charged"]["amount"]
        table.add_row(each["service"], each["outcome"], str(each["count"]), charged)
    out.print(table)


def _import_bill(stack: Stack) -> None:
    """FaceID's bill of this month, as the platform's operator gets it and reads it in."""
    out.print("\n[bold]FaceID's bill[/], compared with our charges")
    month = f"{datetime.now(UTC):%Y-%m}"
    with NamedTemporaryFile("w", suffix=".csv") as file:
        file.write(automatic.bill_of_sandbox(stack))
        file.flush()
        compared = import_bill(stack.client, stack.outputs, month, file.name)
    if show_bill(compared):
        raise CannotGoOn("Not as expected: the bill and our charges differ.")


def _expect(what: str, found: Json, **wanted: Any) -> None:
    wrong = {name: found.get(name) for name, value in wanted.items() if found.get(name) != value}
    if wrong:
        raise CannotGoOn(f"Not as expected: {what} has {wrong}, wanted {wanted}.")
