"""`make day`: one day of a lender, told as it happens, and checked against the rules at its end.

Uses the cloud that `make run` started, or one of its own for as long as it lasts.
"""

import sys

from rich.table import Table

from local.client import Refused
from local.day_business import a_businesss_day
from local.day_person import a_persons_day
from local.day_story import Day
from local.people import Company, demo_companies
from local.say import CannotGoOn, exit_code_of, out
from local.stack import Stack, any_stack


def main() -> int:
    with any_stack() as (stack, home):
        lender = demo_companies(stack, home)[1]
        try:
            day = live(stack, lender)
        except (Refused, TimeoutError) as error:
            raise CannotGoOn(f"Not as expected: {error}") from None
    _show_timeline(day)
    _show_evening(day)
    return 0


def live(stack: Stack, lender: Company) -> Day:
    """The whole day; Refused when the service did not do as it should."""
    day = Day(lender.back_end(stack), lender.review(stack))
    a_persons_day(day)
    a_businesss_day(day)
    return day


def _show_timeline(day: Day) -> None:
    table = Table("time (UTC)", "who", "what", title="A day at Siam Lending")
    for each in day.lines:
        table.add_row(f"{each.at:%H:%M:%S}", each.who, each.what)
    out.print(table)


def _show_evening(day: Day) -> None:
    table = Table("in the evening", "by the rules", "found", title="What is left of it")
    for each in day.checks:
        table.add_row(each.about, each.rule, each.found)
    out.print(table)
    if wrong := [each.about for each in day.checks if each.rule != each.found]:
        raise CannotGoOn(f"Not as the rules say: {', '.join(wrong)}.")


if __name__ == "__main__":
    sys.exit(exit_code_of(main))
