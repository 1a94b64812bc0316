"""Providers that refuse, fall silent or lose their answer, and senders that die on the way."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import pytest
import requests
from botocore.exceptions import (
    ConnectionClosedError,
    ConnectTimeoutError,
    EndpointConnectionError,
    ReadTimeoutError,
)
from moto.core.models import responses_mock

from local.world import World
from local.world.template import template
from shared.parameters import parameter
from shared.settings import settings
from shared.transaction import connection
from tests.billing_helpers import wrong
from tests.texts_helpers import (
    PHONE,
    PRICE_UNITS,
    Fault,
    a_live_customer,
    after_the_holds_end,
    ask_for_code,
    can_text,
    code_in,
    confirm,
    later,
    money,
    on_phones,
    raising,
    refusing,
    sms_entries,
    sms_states,
    sns_answers,
    unknown_texts,
    wants_texts,
)
from tests.world_helpers import Company, a_customer, approval, submitted

URL = "https://sns.us-east-1.amazonaws.com"


CERTAIN: dict[str, Fault] = {
    "unreachable": raising(EndpointConnectionError(endpoint_url=URL)),
    "no connection in time": raising(ConnectTimeoutError(endpoint_url=URL)),
    "number refused": refusing(400, "InvalidParameter"),
    "throttled": refusing(429, "Throttling"),
}
UNCERTAIN: dict[str, Fault] = {
    "answer lost": raising(ReadTimeoutError(endpoint_url=URL), took_effect=True),
    "no answer in time": raising(ReadTimeoutError(endpoint_url=URL)),
    "connection closed": raising(ConnectionClosedError(endpoint_url=URL), took_effect=True),
    "broken provider": refusing(500, "InternalError"),
}


@pytest.mark.parametrize("fault", CERTAIN.values(), ids=CERTAIN)
def test_what_was_certainly_not_sent_is_released(
    world: World, company: Company, fault: Fault
) -> None:
    can_text(company, "live")
    customer_id, before = a_live_customer(company), money(company, "live")

    with sns_answers(fault) as calls:
        refused = ask_for_code(company, customer_id, company.live_token)

    assert (refused.status, refused.code) == (422, "sms_not_sent")
    assert len(calls) == 1
    assert sms_states() == [("RELEASED", PRICE_UNITS)]
    assert money(company, "live") == before
    later(seconds=61)
    assert ask_for_code(company, customer_id, company.live_token).status == 201


@pytest.mark.parametrize("fault", UNCERTAIN.values(), ids=UNCERTAIN)
def test_what_may_have_been_sent_is_not_sent_again_and_not_charged(
    world: World, company: Company, fault: Fault, capsys: pytest.CaptureFixture[str]
) -> None:
    can_text(company, "live")
    customer_id, before = a_live_customer(company), money(company, "live")

    with sns_answers(fault) as calls:
        asked = ask_for_code(company, customer_id, company.live_token)

    assert asked.status == 201, "the text may have arrived, and its code counts"
    assert len(calls) == 1
    assert sms_states() == [("HELD", PRICE_UNITS)]
    assert after_the_holds_end(world)["settled"] == 1
    assert sms_states() == [("RELEASED", PRICE_UNITS)]
    assert money(company, "live") == before
    world.run("SealDays")
    assert wrong(world, full=True) == {}
    assert unknown_texts(capsys.readouterr().out.splitlines()) == 1
    assert after_the_holds_end(world)["settled"] == 0
    assert unknown_texts(capsys.readouterr().out.splitlines()) == 0


def test_a_lost_text_whose_code_arrived_is_confirmed(world: World, company: Company) -> None:
    can_text(company, "live")
    customer_id = a_live_customer(company)
    with sns_answers(UNCERTAIN["answer lost"]):
        ask_for_code(company, customer_id, company.live_token)

    [(_, text)] = on_phones(world)

    assert confirm(company, customer_id, code_in(text), company.live_token).status == 200


@pytest.mark.parametrize(
    ("answer", "state"),
    [
        ({"status": 403}, "RELEASED"),
        ({"status": 302}, "RELEASED"),
        ({"status": 500}, "HELD"),
        ({"status": 201, "body": "<html>"}, "HELD"),
        ({"body": requests.ConnectTimeout("no")}, "RELEASED"),
        ({"body": requests.ReadTimeout("no")}, "HELD"),
        ({"body": requests.ConnectionError("closed")}, "HELD"),
    ],
)
def test_the_inbox_fails_as_any_provider_does(
    world: World, company: Company, answer: dict[str, Any], state: str
) -> None:
    can_text(company)
    person = a_customer(company, phone=PHONE)
    with inbox_elsewhere(world, "https://inbox.example"):
        responses_mock.add("POST", "https://inbox.example/sms/messages", **answer)
        asked = ask_for_code(company, person.customer_id)

    assert asked.code == ("sms_not_sent" if state == "RELEASED" else "")
    assert sms_states() == [(state, PRICE_UNITS)]


@contextmanager
def inbox_elsewhere(world: World, address: str) -> Iterator[None]:
    name = settings().sandbox_url_parameter
    world.client("ssm").put_parameter(Name=name, Value=address, Type="String", Overwrite=True)
    parameter.cache_clear()
    yield
    parameter.cache_clear()


class Died(BaseException):
    """The process ends here."""


@contextmanager
def dying_before(step: str) -> Iterator[None]:
    """The process ends before the write whose words are these."""
    events = connection().client.meta.events

    def die(request: Any, **_: Any) -> None:
        if step in str(request.body):
            raise Died

    events.register_first("before-send.dynamodb.TransactWriteItems", die)
    try:
        yield
    finally:
        events.unregister("before-send.dynamodb.TransactWriteItems", die)


MARK, CHARGE = '"asked"', '"CAPTURED"'


def decided_live(world: World, company: Company) -> dict[str, Any]:
    """What TextCustomer is given after the approval of a live customer with a phone."""
    can_text(company, "live")
    live = replace(company, token=company.live_token)
    submission_id = submitted(live, a_customer(live, phone=PHONE))
    path, query = f"/v1/review/tasks/{submission_id}/approve", {"mode": "live"}
    body = approval(company, submission_id, mode="live")
    answer = world.api.post(path, body, company.reviewer, query=query)
    assert answer.status == 200, answer.text
    world.settle()
    # What the machine was not asked for, a test asks for by hand.
    wants_texts(company, "live")
    return world.executions[0].input


@pytest.mark.parametrize("took_effect", [True, False], ids=["after", "before"])
def test_a_sender_that_died_at_the_provider_is_not_followed_by_another(
    world: World, company: Company, took_effect: bool
) -> None:
    event = decided_live(world, company)
    with sns_answers(raising(Died(), took_effect=took_effect)), pytest.raises(Died):
        world.run("TextCustomer", event)

    world.run("TextCustomer", event)

    assert len(on_phones(world)) == int(took_effect)
    assert sms_states() == [("HELD", PRICE_UNITS)]
    after_the_holds_end(world)
    world.run("TextCustomer", event)
    assert len(on_phones(world)) == int(took_effect)
    assert sms_states() == [("RELEASED", PRICE_UNITS)]


def test_a_sender_that_comes_after_the_sweeper_sends_nothing(
    world: World, company: Company
) -> None:
    """It died after the hold and before its mark; its message is delivered again much later."""
    event = decided_live(world, company)
    with dying_before(MARK), pytest.raises(Died):
        world.run("TextCustomer", event)
    assert sms_states() == [("HELD", PRICE_UNITS)]

    after_the_holds_end(world)
    world.run("TextCustomer", event)

    assert on_phones(world) == []
    assert sms_states() == [("RELEASED", PRICE_UNITS)]


def test_a_sender_that_died_before_the_charge_is_charged_by_the_next_delivery(
    world: World, company: Company
) -> None:
    event = decided_live(world, company)
    with dying_before(CHARGE), pytest.raises(Died):
        world.run("TextCustomer", event)
    assert len(on_phones(world)) == 1

    world.run("TextCustomer", event)

    assert len(on_phones(world)) == 1
    assert sms_states() == [("CAPTURED", PRICE_UNITS)]


def test_a_sender_that_died_before_the_charge_is_charged_by_the_sweeper(
    world: World, company: Company
) -> None:
    event = decided_live(world, company)
    with dying_before(CHARGE), pytest.raises(Died):
        world.run("TextCustomer", event)

    after_the_holds_end(world)

    assert sms_states() == [("CAPTURED", PRICE_UNITS)]


def test_a_text_that_fails_does_not_hold_up_the_case(world: World, company: Company) -> None:
    without_pauses(world)
    wants_texts(company, "live")

    with sns_answers(raising(RuntimeError("nobody thought of this"))) as calls:
        decided_live(world, company)

    [execution] = world.executions
    assert (execution.status, len(calls)) == ("SUCCEEDED", 1)
    assert execution.states[-4:] == ["Outcome", "TextCustomer", "Outcome", "Decided"]
    after_the_holds_end(world)
    assert sms_states() == [("RELEASED", PRICE_UNITS)]


def without_pauses(world: World) -> None:
    """The machine tries nothing again: its pauses are real time."""
    definition = json.loads(template().definition("Verification"))
    for state in definition["States"].values():
        state.pop("Retry", None)
    machine, arn = world.client("stepfunctions"), template().arn("Verification")
    machine.update_state_machine(stateMachineArn=arn, definition=json.dumps(definition))


def test_a_text_is_no_live_face_check(world: World, company: Company) -> None:
    """Both are about a submission; the sweeper must not take one's fee for the other's."""
    event = decided_live(world, company)
    world.run("TextCustomer", event)

    [entry] = sms_entries()

    assert (entry.submission_id, entry.attempt) == (event["submission_id"], 0)
