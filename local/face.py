"""`make face`: a mainland customer on the cloud that `make run` started, up to the live face check.

Prints the pretend FaceID's page, as an address and as a QR code; whoever opens it picks what
happens. Then it follows the submission until it is decided or waits for a reviewer.
"""

import secrets
import sys
from functools import partial

import segno

from local import automatic
from local.client import Api, Json, Refused, wait_for
from local.cloud import KEPT, running_port
from local.people import demo_companies
from local.say import CannotGoOn, exit_code_of, out
from local.stack import find

# As long as the page opens.
PERSON_SECONDS = 3600


def main() -> int:
    port = running_port()
    if not port:
        raise CannotGoOn("Nothing runs here. Start it in another terminal: make run")
    stack = find(port)
    lender = demo_companies(stack, KEPT)[1]
    try:
        _follow(lender.back_end(stack))
    except (Refused, TimeoutError) as error:
        raise CannotGoOn(f"Not as expected: {error}") from None
    return 0


def _follow(back_end: Api) -> None:
    customer_id = automatic.create_mainlander(back_end)
    person = automatic.mainlander(secrets.randbelow(10**8))
    submission_id = automatic.submit(back_end, customer_id, person)
    out.print(f"Submitted {submission_id} for {person['full_name']}.")
    done = 0
    while page := _next_page(back_end, submission_id, done):
        done = page["attempt"]
        _show(page)
        wait_for("the person", partial(_has_ended, back_end, submission_id, done), PERSON_SECONDS)
    _tell(back_end, submission_id)


def _next_page(back_end: Api, submission_id: str, done: int) -> Json | None:
    """The page of the attempt after `done`; None when the submission has moved on without one."""
    look = partial(_page_or_end, back_end, submission_id, done)
    found = wait_for("the live face check", look)
    return found if "url" in found else None


def _page_or_end(back_end: Api, submission_id: str, done: int) -> Json | None:
    """The page, or the submission once it is decided or a reviewer's; None to look again."""
    case = back_end.get(f"/v1/submissions/{submission_id}")
    if case["status"] != "pending" or case["route"] == "manual":
        return case
    try:
        page = back_end.post(f"/v1/submissions/{submission_id}/liveness")
    except Refused:
        return None
    return page if page["attempt"] > done else None


def _show(page: Json) -> None:
    out.print(
        f"\nAttempt {page['attempt']} of {page['attempts_allowed']}. Open on a phone or here:"
    )
    out.print(page["url"], markup=False, soft_wrap=True)
    segno.make(page["url"], error="l").terminal(compact=True)
    out.print("Press “Do the check”, or choose how it ends.")


def _has_ended(back_end: Api, submission_id: str, attempt: int) -> bool:
    checks = back_end.get(f"/v1/submissions/{submission_id}/liveness")["checks"]
    return bool(checks[attempt - 1]["verdict"])


def _tell(back_end: Api, submission_id: str) -> None:
    case = back_end.get(f"/v1/submissions/{submission_id}")
    checks = back_end.get(f"/v1/submissions/{submission_id}/liveness")["checks"]
    for each in checks:
        fee = each["fee"]["amount"] if each["fee"] else "not settled yet"
        out.print(f"Attempt {each['attempt']}: {each['reason']}; fee {fee} CNY")
    if case["status"] == "approved":
        out.print("[green]Approved[/] by FaceID; nobody had to look.")
    else:
        out.print(f"A reviewer has it now: {case['route_reason']}.")


if __name__ == "__main__":
    sys.exit(exit_code_of(main))
