"""Why a submission comes to a reviewer, as the machine tells it."""

import json
from collections.abc import Callable
from typing import Any

from pynamodb.expressions.update import Action

from shared.caller import SYSTEM
from shared.case_store import load_customer, record
from shared.errors import ForReview
from shared.tables import Submission
from shared.tenant import Tenant
from shared.transaction import Transaction

Check = dict[str, Any]


def changes(check: Check) -> list[Action]:
    """Of the head; the attempt counts also when its fee could not be reserved."""
    if not check:
        return []  # an execution from before there was an automatic way
    found: list[Action] = [
        Submission.route.set("manual"),
        Submission.route_reason.set(reason_of(check)),
    ]
    if (attempt := attempt_of(check)) is not None:
        found.append(Submission.attempts.set(attempt))
    return found


def attempt_of(check: Check) -> int | None:
    """The last attempt that may have cost something.

    `attempt` is what a step ended with. Where it was ReserveFee that failed, nobody knows whether
    the fee was held, and the next attempt counts as well.
    """
    at_fee = "reserved" not in check and check.get("verdict") in (None, "again")
    said = "next" if "failure" in check and at_fee else "attempt"
    return int(check[said]) if said in check else None


def reason_of(check: Check) -> str:
    """The route's own reason, what the live face check ended with, or what went wrong with it."""
    failure = check.get("failure")
    if failure:
        if failure["Error"] == ForReview.__name__:
            return str(json.loads(failure["Cause"])["errorMessage"])
        timed_out = failure["Error"] == "States.Timeout"
        return "no_answer_in_time" if timed_out else "automatic_check_failed"
    return str(check.get("reason", ""))


def note(check: Check) -> Callable[[Transaction, Submission], None] | None:
    """Records that the automatic way ended here; None for what was a reviewer's from the start."""
    if attempt_of(check) is None and "failure" not in check:
        return None

    def add(tx: Transaction, head: Submission) -> None:
        if head.route == "manual":
            return  # delivered twice
        customer = load_customer(Tenant.parse(head.tenant), head.customer_id)
        record(
            tx,
            customer,
            SYSTEM,
            "submission.sent_to_review",
            submission_id=head.submission_id,
            revision=head.revision,
            facts={"reason": reason_of(check), "attempt": attempt_of(check)},
        )

    return add
