"""`make demo`: one customer of a lender, through a revision round to approval, as clients do it;
then three mainland customers, whom FaceID checks for a fee (demo_automatic.py).

Uses the cloud that `make run` started, or one of its own for as long as it lasts.
"""

import secrets
import sys
from datetime import date
from pathlib import Path
from typing import Any

import requests
from rich.table import Table

from local import specimens
from local.client import Api, Json, Refused, all_passed, wait_for, wait_for_task
from local.demo_automatic import demonstrate_automatic
from local.people import demo_companies
from local.say import CannotGoOn, exit_code_of, out
from local.stack import Stack, any_stack

NAME, BORN = "Somchai Jaidee", date(1990, 4, 13)
CORRECTIONS = [
    {"item": "id_front", "code": "glare", "comment": "The number cannot be read."},
    {"item": "address", "code": "incomplete", "comment": "Please add the house number."},
]


def main() -> int:
    with any_stack() as (stack, home):
        try:
            out.rule("By people: a revision round")
            _demonstrate(stack, home)
            out.rule("By FaceID: three live face checks, paid for in advance")
            demonstrate_automatic(stack)
        except (Refused, TimeoutError) as error:
            raise CannotGoOn(f"Not as expected: {error}") from None
    return 0


def _demonstrate(stack: Stack, home: Path) -> None:
    lender = demo_companies(stack, home)[1]
    back_end, reviewer = lender.back_end(stack), lender.review(stack)
    customer = _create_customer(back_end)
    customer_id = customer["customer_id"]

    submission_id = _submit(back_end, customer_id)
    _request_revision(reviewer, submission_id)
    _resubmit(back_end, customer_id, submission_id)
    _approve(reviewer, submission_id)

    notices = wait_for("the e-mail of the approval", lambda: _emailed(back_end, customer_id))
    after = back_end.get(f"/v1/customers/{customer_id}")
    _show_timeline(back_end.get(f"/v1/customers/{customer_id}/history")["events"])
    _show_customer(customer, after)
    _show_messages(notices, _mails(stack, after["email"]))


def _create_customer(back_end: Api) -> Json:
    mark = secrets.token_hex(4)
    return back_end.post(
        "/v1/customers",
        {
            "external_id": f"demo-{mark}",
            "kind": "individual",
            "country": "TH",
            "language": "en",
            "email": f"somchai-{mark}@example.com",
            "phone": "+66812345678",
        },
        key=f"demo-{mark}",
    )


def _submit(back_end: Api, customer_id: str) -> str:
    """Tier 1: an identity card, both sides, and a selfie."""
    # One person, one account: every run is another person.
    number = specimens.thai_id(secrets.randbelow(10**9))
    card = {side: specimens.id_card(NAME, number, BORN, side) for side in ("front", "back")}
    uploads = [
        back_end.upload(customer_id, "id_front", card["front"], "image/jpeg"),
        back_end.upload(customer_id, "id_back", card["back"], "image/jpeg"),
        back_end.upload(customer_id, "selfie", specimens.selfie(number), "image/jpeg"),
    ]
    fields = {
        "full_name": NAME,
        "birth_date": BORN.isoformat(),
        "nationality": "TH",
        "address": _address("Sukhumvit Road"),
        "document_type": "national_id",
        "document_number": number,
    }
    asked = {"tier": 1, "fields": fields, "uploads": uploads}
    submission = back_end.post(f"/v1/customers/{customer_id}/submissions", asked)
    _expect("the submission", submission, status="pending", revision=1)
    return str(submission["submission_id"])


def _request_revision(reviewer: Api, submission_id: str) -> None:
    wait_for_task(reviewer, submission_id, 1)
    task = f"/v1/review/tasks/{submission_id}"
    reviewer.post(f"{task}/claim", {"revision": 1})
    decision = reviewer.post(
        f"{task}/request-revision", {"revision": 1, "corrections": CORRECTIONS}
    )
    _expect("the revision request", decision, status="revision_requested", tier=0)


def _resubmit(back_end: Api, customer_id: str, submission_id: str) -> None:
    """Only what was asked for; everything else stays."""
    told = back_end.get(f"/v1/submissions/{submission_id}")
    asked = [each | {"title": None} for each in CORRECTIONS]
    _expect("what the customer reads", told, corrections=asked)
    number = secrets.token_hex(4)
    sharper = specimens.id_card(NAME, number, BORN)
    upload_id = back_end.upload(customer_id, "id_front", sharper, "image/jpeg")
    changes = {"fields": {"address": _address("88/12 Sukhumvit Road")}, "uploads": [upload_id]}
    again = back_end.post(f"/v1/submissions/{submission_id}/resubmit", changes)
    _expect("the resubmission", again, status="pending", revision=2)


def _approve(reviewer: Api, submission_id: str) -> None:
    wait_for_task(reviewer, submission_id, 2)
    task = f"/v1/review/tasks/{submission_id}"
    body = {"revision": 2, "checklist": all_passed(reviewer, submission_id), "note": "All clear."}
    decision = reviewer.post(f"{task}/approve", body)
    loan = {"amount": "50000.00", "currency": "THB"}
    _expect("the approval", decision, status="approved", tier=1, max_loan=loan)


def _emailed(back_end: Api, customer_id: str) -> list[Json] | None:
    """The notifications, oldest first, once both outcomes have been e-mailed."""
    found = back_end.get(f"/v1/customers/{customer_id}/notifications")["notifications"]
    done = len(found) == 2 and all(each["emailed_at"] for each in found)
    return sorted(found, key=lambda each: str(each["created_at"])) if done else None


def _mails(stack: Stack, address: str) -> list[Json]:
    url = f"http://127.0.0.1:{stack.port}/_ministack/ses/messages"
    by_account = requests.get(url, timeout=10).json()["messages"]
    mails = [mail for account in by_account.values() for mail in account]
    found = [mail for mail in mails if address in mail["To"]]
    _expect("the mailbox", {"mails": len(found)}, mails=2)
    return found


def _show_timeline(events: list[Json]) -> None:
    table = Table("time (UTC)", "step", "actor", "revision", title="Timeline")
    table.columns[1].no_wrap = True
    for each in events:
        is_key = each["actor"].startswith("key_")
        actor = each["actor_name"] or ("the company" if is_key else each["actor"])
        table.add_row(each["at"][11:23], each["type"], actor, str(each["revision"] or ""))
    out.print(table)


def _show_customer(before: Json, after: Json) -> None:
    table = Table("customer", "before", "after")
    for name in ("kyc_status", "tier"):
        table.add_row(name, str(before[name]), str(after[name]))
    loans = [
        f"{each['max_loan']['amount']} {each['max_loan']['currency']}" for each in (before, after)
    ]
    table.add_row("max_loan", *loans)
    out.print(table)


def _show_messages(notices: list[Json], mails: list[Json]) -> None:
    table = Table("told", "where", "text", title="What the customer was told", show_lines=True)
    for notice in notices:
        table.add_row(notice["outcome"], "in the app", f"{notice['title']}\n\n{notice['text']}")
    for mail in mails:
        table.add_row("", f"e-mail to {mail['To'][0]}", mail["Subject"])
    out.print(table)


def _address(line1: str) -> Json:
    return {"line1": line1, "city": "Bangkok", "postal_code": "10110", "country": "TH"}


def _expect(what: str, found: Json, **wanted: Any) -> None:
    wrong = {name: found.get(name) for name, value in wanted.items() if found.get(name) != value}
    if wrong:
        raise CannotGoOn(f"Not as expected: {what} has {wrong}, wanted {wanted}.")


if __name__ == "__main__":
    sys.exit(exit_code_of(main))
