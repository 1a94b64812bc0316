"""The operator's commands about money: the seven numbers, and the provider's monthly bill."""

import getpass
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from local.say import CannotGoOn, out

Clients = Callable[[str], Any]
Outputs = dict[str, str]

# In the order of the reconciliation: what each number counts.
MEANINGS = {
    "SlotEquation": "balances that are not what came minus what went",
    "EntriesAndSlots": "totals of accounts that their entries do not add up to",
    "SealChain": "days whose seal is missing, changed, or not what happened",
    "OverdueHolds": "holds that were not settled two hours after their time",
    "ResultsAndCharges": "face checks not charged exactly once, charges without one",
    "ProviderBill": "lines and charges that FaceID's bills and we disagree on",
    "UsdtAndCny": "top-ups and USDT accounts that do not add up",
}


def reconcile(clients: Clients, outputs: Outputs, *, full: bool) -> dict[str, int]:
    """`{check: how many things are wrong}`; in full it reads every entry there is."""
    found: dict[str, int] = _invoke(clients, outputs["ReconcileFunction"], {"full": full})
    return found


def show_numbers(found: dict[str, int]) -> int:
    """A table; 1 when a number is not 0."""
    out.print(f"{'check':<18} must be 0   found")
    for check, wrong in found.items():
        mark = "[green]✓[/]" if wrong == 0 else "[red]✗[/]"
        out.print(f"{check:<18} {0:>9} {wrong:>7} {mark} {MEANINGS.get(check, '')}")
    return int(any(found.values()))


def import_bill(clients: Clients, outputs: Outputs, month: str, file: str) -> dict[str, Any]:
    """Keep the provider's file and compare it with that month's charges."""
    try:
        content = Path(file).read_bytes()
    except OSError as error:
        raise CannotGoOn(f"{file}: {error.strerror}") from None
    bucket, key = outputs["MediaBucketName"], f"bills/{month}.csv"
    clients("s3").put_object(Bucket=bucket, Key=key, Body=content, ContentType="text/csv")
    event = {"month": month, "imported_by": f"operator {getpass.getuser()}"}
    compared: dict[str, Any] = _invoke(clients, outputs["ImportBillFunction"], event)
    return compared


def show_bill(compared: dict[str, Any]) -> int:
    """Both directions; 1 when they differ."""
    out.print(
        f"{compared['month']}: {compared['lines']} billed, {compared['matched']} charged too."
    )
    for name, words in (
        ("missing_here", "billed, and not charged here"),
        ("missing_there", "charged here, and not billed"),
        ("billed_twice", "billed not just once"),
        ("credited", "taken back by the provider"),
        ("charged_twice", "charged here more than once"),
        ("unreadable", "unreadable"),
        ("other_products", "of other products, not compared"),
    ):
        shown = compared.get(name, [])
        count = compared["counts"].get(name, len(shown))
        out.print(f"{count} {words}{':' if count else ''}")
        for ref in shown:
            out.print(f"  {ref}", markup=False)
        if count > len(shown):
            out.print(f"  … and {count - len(shown)} more")
    return int(any(compared["counts"].values()))


def _invoke(clients: Clients, function: str, event: dict[str, Any]) -> Any:
    answer = clients("lambda").invoke(FunctionName=function, Payload=json.dumps(event))
    result = json.load(answer["Payload"])
    if "FunctionError" in answer:
        raise CannotGoOn(f"It failed: {result.get('errorType', '')} {result.get('errorMessage')}")
    return result
