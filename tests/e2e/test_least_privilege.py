"""Every action that the template allows is needed, and the tests notice when one is missing."""

import pytest

from local.client import Refused
from local.say import CannotGoOn
from local.world import gateway
from local.world.template import template
from tests.e2e.probes import Probes
from tests.e2e.rights import ALL, actions_of, without

# Rights whose use the emulator does not check: it delivers no machine logs, runs states without
# asking the machine's role, tells that a file is absent to anybody, and reads streams and queues
# for functions by itself.
UNSEEN = {
    ("Verification", "DeliverLogs"),
    ("Verification", "RunStates"),
    ("SubmitApi", "KnowThatAFileIsAbsent"),
    ("PapersApi", "KnowThatAFileIsAbsent"),
    ("ImportBill", "KnowThatABillIsAbsent"),
    ("PublishEvents", "ReadStream"),
    ("PublishEvents", "TellOfLostEvents"),
    ("DeliverWebhook", "ReadQueue"),
}
# A function that answers requests loses one action at a time, and so does what moves or seals
# money. Any other is tried without the whole statement: a task that fails has to start anew.
ASKED = {each.function for api in ("Api", "SandboxApi") for each in gateway.routes(api)}
ONE_BY_ONE = {*ASKED, "ReserveFee", "SettleFee", "SweepHolds", "SealDays"}
MISSED = (Refused, CannotGoOn, AssertionError, OSError)


def rights() -> list[tuple[str, str, str]]:
    """(function or machine, Sid, action or all) of every statement in template.yaml."""
    kinds = ("AWS::Serverless::Function", "AWS::Serverless::StateMachine")
    return [
        (name, statement["Sid"], action)
        for kind in kinds
        for name, properties in template().of_type(kind).items()
        for policy in properties["Policies"]
        for statement in policy["Statement"]
        for action in (actions_of(statement) if name in ONE_BY_ONE else [ALL])
    ]


SEEN = [each for each in rights() if each[:2] not in UNSEEN]


@pytest.mark.parametrize(("resource", "sid", "action"), SEEN)
def test_a_right_is_needed(probes: Probes, resource: str, sid: str, action: str) -> None:
    act = probes.act_for(resource, sid, action)

    with without(probes.stack, resource, sid, action), pytest.raises(MISSED):
        act()

    act()
