"""On the deployed stack: a stream, two functions and a queue between a decision and a receiver."""

from local.client import wait_for
from tests.e2e.steps import Desk, certificate
from tests.webhook_helpers import a_receiver, the_documented_check


def test_a_decision_reaches_the_receiver_signed_and_in_order(quick_desk: Desk) -> None:
    desk, is_ours = quick_desk, the_documented_check()
    # The second message is not taken at first: the third waits behind it.
    with a_receiver(200, 503) as receiver:
        made = desk.back_end.post("/v1/webhooks", {"url": receiver.url, "events": ["*"]})

        submission_id = desk.submit(desk.a_customer(), certificate())
        desk.approve(submission_id, 1)
        wait_for("the fourth message", lambda: len(receiver.received) == 4 or None)
        desk.back_end.delete(f"/v1/webhooks/{made['webhook_id']}")

    types = [each for each, _ in receiver.told]
    assert types == [
        "customer.created",
        "submission.submitted",
        "submission.submitted",
        "submission.approved",
    ]
    assert receiver.received[1].body == receiver.received[2].body
    assert all(
        is_ours(made["secret"], each.headers["Signature"], each.body) for each in receiver.received
    )
    refused = desk.back_end.get("/v1/webhook-deliveries", limit=100)["deliveries"]
    assert {each["status"] for each in refused if each["webhook_id"] == made["webhook_id"]} == {
        "delivered"
    }
