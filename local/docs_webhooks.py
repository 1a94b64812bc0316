"""Tables of webhooks for docs/api.md: the events, what can go wrong, and when it is tried again."""

from datetime import timedelta
from itertools import accumulate

from local.docs_layout import table
from webhooks.catalogue import EVENTS
from webhooks.post import ERRORS
from webhooks.retries import PAUSES


def events() -> str:
    rows = [
        [f"`{name}`", each.when, ", ".join(f"`{fact}`" for fact in each.facts)]
        for name, each in EVENTS.items()
    ]
    return table(["Event", "When", "In `data`, besides ids"], rows)


def errors() -> str:
    return table(["Error", "What it means"], [[f"`{name}`", text] for name, text in ERRORS.items()])


def tries() -> str:
    """The pause before each try, and how long after the first one it is at the earliest."""
    rows = [["1", "", ""]]
    for number, (pause, total) in enumerate(zip(PAUSES, accumulate(PAUSES), strict=True), 2):
        rows.append([str(number), _length(pause), _length(total)])
    return table(["Try", "After a pause of", "Since the first"], rows)


def _length(time: timedelta) -> str:
    hours, rest = divmod(int(time.total_seconds()), 3600)
    minutes, seconds = divmod(rest, 60)
    parts = [(hours, "h"), (minutes, "min"), (seconds, "s")]
    return " ".join(f"{number} {unit}" for number, unit in parts if number)
