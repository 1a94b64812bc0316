"""Whenever a function dies on the way, the message arrives, under one id."""

from collections import Counter

import pytest

from local.world import sources
from local.world.functions import Crash
from local.world.template import template
from tests.webhook_helpers import a_receiver, an_endpoint, log_of
from tests.world_helpers import Company, a_customer

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
