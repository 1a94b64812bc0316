"""For each action that a statement allows: something that works with it and does not without it.

A probe is a method named after the function and the Sid; where one act cannot need all actions of
a statement, another one is named after the action too. It prepares a case with all rights, once,
and returns an act that can be repeated and that raises when a right is missing.
"""

from collections.abc import Callable
from functools import cache

from tests.e2e.probes_banks import BankProbes
from tests.e2e.probes_businesses import BusinessProbes
from tests.e2e.probes_cases import CaseProbes
from tests.e2e.probes_deletion import DeletionProbes
from tests.e2e.probes_duplicates import DuplicateProbes
from tests.e2e.probes_lending import LendingProbes
from tests.e2e.probes_liveness import LivenessProbes
from tests.e2e.probes_money import MoneyProbes
from tests.e2e.probes_nightly import NightlyProbes
from tests.e2e.probes_papers import PaperProbes
from tests.e2e.probes_sandbox import SandboxProbes
from tests.e2e.probes_steps import Act
from tests.e2e.probes_texts import TextProbes
from tests.e2e.probes_webhooks import WebhookProbes


class Probes(
    BankProbes,
    BusinessProbes,
    CaseProbes,
    DeletionProbes,
    DuplicateProbes,
    LendingProbes,
    LivenessProbes,
    MoneyProbes,
    TextProbes,
    NightlyProbes,
    PaperProbes,
    SandboxProbes,
    WebhookProbes,
):
    """All of them."""

    def act_for(self, function: str, sid: str, action: str) -> Act:
        name = f"{_snake(function)}__{_snake(sid)}"
        own = f"{name}__{_snake(action.partition(':')[2])}"
        return _prepared(getattr(self, own, None) or getattr(self, name))


@cache
def _prepared(probe: Callable[[], Act]) -> Act:
    """Once: what a probe prepares serves all actions of its statement."""
    return probe()


def _snake(name: str) -> str:
    return "".join(f"_{each.lower()}" if each.isupper() else each for each in name).strip("_")
