"""Every right that the template grants is needed, and the tests notice when one is missing."""

import pytest

from local.client import Refused
from local.say import CannotGoOn
from local.world.template import template
from tests.e2e.probes import Probes
from tests.e2e.rights import without

# Rights whose use the emulator does not check: it delivers no machine logs, runs states without
# asking the machine's role, and tells that a file is absent to anybody.
UNSEEN = {
    ("Verification", "DeliverLogs"),
    ("Verification", "RunStates"),
    ("SubmitApi", "KnowThatAFileIsAbsent"),
}
MISSED = (Refused, CannotGoOn, AssertionError, OSError)


def statements() -> list[tuple[str, str]]:
    """(function or machine, Sid) of every statement in template.yaml."""
    kinds = ("AWS::Serverless::Function", "AWS::Serverless::StateMachine")
    found = []
    for kind in kinds:
        for name, properties in template().of_type(kind).items():
            for policy in properties["Policies"]:
                found += [(name, each["Sid"]) for each in policy["Statement"]]
    return found


@pytest.mark.parametrize(("resource", "sid"), sorted(set(statements()) - UNSEEN))
def test_a_right_is_needed(probes: Probes, resource: str, sid: str) -> None:
    act = probes.for_statement(resource, sid)

    with without(probes.stack, resource, sid), pytest.raises(MISSED):
        act()

    act()
