"""Probes of webhooks: an endpoint of the probes' company, at a receiver on this machine."""

import json
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from functools import cached_property
from typing import Any

from local.client import wait_for
from tests.e2e.probes_steps import Act, Item, ProbeSteps
from tests.e2e.rights import physical_name
from tests.webhook_helpers import Receiver, a_receiver

NOBODY = "http://127.0.0.1:9/nobody"


class WebhookProbes(ProbeSteps):
    def webhook_api__keep_webhooks(self) -> Act:
        def act() -> None:
            key = f"webhook-{next(self._attempts)}"
            asked = {"url": NOBODY, "events": ["loan.opened"]}
            made = self.desk.back_end.post("/v1/webhooks", asked, key=key)
            where = f"/v1/webhooks/{made['webhook_id']}"
            assert self.desk.back_end.get(where)["enabled"]
            self.desk.back_end.delete(where)

        return act

    def webhook_api__count_requests(self) -> Act:
        return self._counted("WebhookApi", lambda: self.desk.back_end.get("/v1/webhooks"))

    def webhook_api__read_delivery_log(self) -> Act:
        return lambda: self.desk.back_end.get("/v1/webhook-deliveries")

    def webhook_api__seal_secrets(self) -> Act:
        return self.webhook_api__keep_webhooks()

    def publish_events__make_deliveries(self) -> Act:
        records = [{"dynamodb": {"Keys": self._waiting_event}}]

        def act() -> None:
            assert self._invoke("PublishEvents", Records=records)["sent"] == 1

        return act

    def publish_events__queue_deliveries(self) -> Act:
        return self.publish_events__make_deliveries()

    def deliver_webhook__wait_for_next_try(self) -> Act:
        """A message that came too early goes back into the queue, for the rest of its pause."""
        delivery_id = self._delivered()
        receipt = self._received_by_hand(delivery_id)
        soon = (datetime.now(UTC) + timedelta(hours=1)).strftime("%Y-%m-%dT%H:%M:%S.%f%z")
        self._set(delivery_id, "waiting", next_try_at=soon)

        def act() -> None:
            failed = [{"itemIdentifier": "probe"}]
            assert self._deliver(delivery_id, receipt) == {"batchItemFailures": failed}

        return act

    def deliver_webhook__bury_dead_letters(self) -> Act:
        delivery_id = self._delivered()

        def act() -> None:
            self._set(delivery_id, "failed")
            assert self._deliver(delivery_id) == {"batchItemFailures": []}

        return act

    def deliver_webhook__note_tries(self) -> Act:
        delivery_id = self._delivered()

        def act() -> None:
            self._set(delivery_id, "waiting")
            assert self._deliver(delivery_id) == {"batchItemFailures": []}
            assert self._is_delivered(delivery_id)

        return act

    def deliver_webhook__open_secrets(self) -> Act:
        return self.deliver_webhook__note_tries()

    @cached_property
    def _receiver(self) -> Receiver:
        self._open = ExitStack()
        return self._open.enter_context(a_receiver())

    @cached_property
    def _waiting_event(self) -> Item:
        """The first event of a customer; nobody takes it, so that it waits for a long time."""
        self._endpoint(NOBODY, "customer.created")
        pk = f"{self._tenant}#{self.desk.a_customer()}"
        return {"pk": {"S": pk}, "sk": {"S": "EVENT#00000001"}}

    def _endpoint(self, url: str, event: str) -> str:
        made = self.desk.back_end.post("/v1/webhooks", {"url": url, "events": [event]})
        return str(made["webhook_id"])

    def _ping(self, webhook_id: str) -> str:
        return str(self.desk.back_end.post(f"/v1/webhooks/{webhook_id}/ping")["delivery_id"])

    def _delivered(self) -> str:
        delivery_id = self._ping(self._endpoint(self._receiver.url, "loan.opened"))
        wait_for("the delivery", lambda: self._is_delivered(delivery_id))
        return delivery_id

    def _is_delivered(self, delivery_id: str) -> bool:
        listed = self.desk.back_end.get("/v1/webhook-deliveries", status="delivered", limit=100)
        return delivery_id in {each["delivery_id"] for each in listed["deliveries"]}

    def _set(self, delivery_id: str, status: str, **more: str) -> None:
        pk = f"{self._tenant}#DELIVERY#{delivery_id}"
        key = {"pk": {"S": pk}, "sk": {"S": "DELIVERY#ASKED"}}
        self._change_case(key, status=status, **more)

    def _deliver(self, delivery_id: str, receipt: str = "") -> Any:
        body = self._body(delivery_id)
        record = {"messageId": "probe", "receiptHandle": receipt, "body": body}
        return self._invoke("DeliverWebhook", Records=[record])

    def _body(self, delivery_id: str) -> str:
        return json.dumps({"tenant": self._tenant, "delivery_id": delivery_id})

    def _received_by_hand(self, delivery_id: str) -> str:
        """The receipt of a message that nobody else takes."""
        functions, sqs = self.stack.client("lambda"), self.stack.client("sqs")
        name = physical_name(self.stack, "DeliverWebhook")
        queue = physical_name(self.stack, "WebhookQueue")
        (mapping,) = functions.list_event_source_mappings(FunctionName=name)["EventSourceMappings"]
        functions.update_event_source_mapping(UUID=mapping["UUID"], Enabled=False)
        try:
            sqs.send_message(
                QueueUrl=queue,
                MessageBody=self._body(delivery_id),
                MessageGroupId="probe",
                MessageDeduplicationId=f"probe-{delivery_id}",
            )
            taken = sqs.receive_message(
                QueueUrl=queue, MaxNumberOfMessages=10, VisibilityTimeout=3600
            )["Messages"]
            return next(e["ReceiptHandle"] for e in taken if delivery_id in e["Body"])
        finally:
            functions.update_event_source_mapping(UUID=mapping["UUID"], Enabled=True)
