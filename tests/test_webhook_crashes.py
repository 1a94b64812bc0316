"""Whenever a function dies on the way, the message arrives, under one id."""

from collections import Counter
from typing import Any

import pytest
from botocore.exceptions import ClientError

from local.world import sources
from local.world.functions import Crash
from local.world.template import template
from tests.webhook_helpers import a_receiver, an_endpoint, log_of
from tests.world_helpers import Company, a_customer
from webhooks import queue

# Beyond the last call of either function, nothing dies.
CALLS = range(1, 8)


# Only who dies between the answer and the note of it has the message sent again.
@pytest.mark.parametrize(
    ("function", "after", "most"),
    [
        ("PublishEvents", False, 1),
        ("PublishEvents", True, 1),
        ("DeliverWebhook", False, 2),
        ("DeliverWebhook", True, 1),
    ],
)
def test_a_death_loses_nothing(company: Company, function: str, after: bool, most: int) -> None:
    happened = []
    with a_receiver() as receiver:
        an_endpoint(company, receiver)
        for nth in CALLS:
            with Crash(function, nth, after) as crash:
                a_customer(company)
                company.world.settle()
                # Whoever died had the message hidden from others for a while.
                sources.time_passes()
                company.world.settle()
            happened.append(crash.happened)

    times = Counter(each.event["id"] for each in receiver.received)
    assert (len(times), max(times.values())) == (len(CALLS), most)
    assert {each["status"] for each in log_of(company)} == {"delivered"}
    assert (happened[0], happened[-1]) == (True, False)


def test_what_the_stream_tells_twice_is_sent_once(company: Company) -> None:
    with a_receiver() as receiver:
        an_endpoint(company, receiver)
        person = a_customer(company)
        company.world.settle()
        pk = f"{company.company_id}#test#{person.customer_id}"
        record = {"dynamodb": {"Keys": {"pk": {"S": pk}, "sk": {"S": "EVENT#00000001"}}}}
        company.world.run("PublishEvents", {"Records": [record, record]})
        company.world.settle()

    assert [each for each, _ in receiver.told] == ["customer.created"]


def test_events_of_a_customer_who_is_gone_stop_nobody(company: Company) -> None:
    with a_receiver() as receiver:
        an_endpoint(company, receiver)
        gone = a_customer(company)
        key = {"pk": {"S": f"{company.company_id}#test#{gone.customer_id}"}}
        company.world.client("dynamodb").delete_item(
            TableName=template().name("CasesTable"), Key=key | {"sk": {"S": "CUSTOMER"}}
        )
        other = a_customer(company)
        company.world.settle()

    assert [each.event["data"]["customer_id"] for each in receiver.received] == [other.customer_id]


def test_an_event_that_can_never_be_published_stands_aside_until_it_can(company: Company) -> None:
    cases = {"TableName": template().name("CasesTable")}
    dynamodb = company.world.client("dynamodb")
    with a_receiver() as receiver:
        an_endpoint(company, receiver)
        broken = a_customer(company)
        key = {
            "pk": {"S": f"{company.company_id}#test#{broken.customer_id}"},
            "sk": {"S": "EVENT#00000001"},
        }
        event = dynamodb.get_item(**cases, Key=key)["Item"]
        dynamodb.put_item(**cases, Item=event | {"at": {"S": "some day"}})
        other = a_customer(company)
        company.world.settle()
        assert [each.event["data"]["customer_id"] for each in receiver.received] == [
            other.customer_id
        ]

        dynamodb.put_item(**cases, Item=event)
        [dead_letter] = sources.messages_in("DeadLetters")
        assert company.world.run("PublishEvents", dead_letter) == {"sent": 1}
        company.world.settle()

    assert receiver.received[-1].event["data"]["customer_id"] == broken.customer_id


def test_what_aws_refuses_is_waited_for_by_all_in_their_order(company: Company) -> None:
    with a_receiver() as receiver:
        an_endpoint(company, receiver)
        people = [a_customer(company) for _ in range(2)]
        refused = ClientError({"Error": {"Code": "AccessDeniedException"}}, "SendMessage")

        def refuse(**_: Any) -> None:
            raise refused

        events = queue.sqs.meta.events
        events.register_first("before-send.sqs.SendMessage", refuse)
        try:
            assert sources.carry()
        finally:
            events.unregister("before-send.sqs.SendMessage", refuse)
        company.world.settle()

    told = [each.event["data"]["customer_id"] for each in receiver.received]
    assert told == [each.customer_id for each in people]
    assert sources.messages_in("DeadLetters") == []
