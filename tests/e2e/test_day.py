"""The scripted day that `make day` tells, lived on the deployed stack."""

from local import day
from local.people import Company
from local.stack import Stack


def test_a_day_ends_as_the_rules_say(stack: Stack, lender: Company) -> None:
    lived = day.live(stack, lender)

    assert [each for each in lived.checks if each.rule != each.found] == []
    assert len(lived.checks) > 10
    assert len(lived.lines) > 20
