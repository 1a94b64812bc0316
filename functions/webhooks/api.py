"""HTTP routes of webhooks: for back ends, and below /v1/review for their administrators."""

from shared.caller import Caller
from shared.http import Api, Nothing
from shared.reply import Once
from webhooks import deliveries, endpoints
from webhooks.deliveries import Deliveries, DeliveryAnswer, DeliveryPage
from webhooks.endpoints import NewWebhook, WebhookAnswer, WebhookChange, Webhooks

handler = api = Api()

CREATE, CHANGE = ("invalid_fields", "too_many_webhooks"), ("invalid_fields",)
SEND = ("webhook_disabled",)


@api.route("POST /v1/webhooks", may="manage_webhooks", status=201, codes=CREATE)
@api.route("POST /v1/review/webhooks", may="administer_webhooks", status=201, codes=CREATE)
def create_webhook(caller: Caller, body: NewWebhook, once: Once) -> WebhookAnswer:
    """Register an endpoint; its signing secret is shown in this answer only."""
    return endpoints.create_webhook(caller, body, once)


@api.route("GET /v1/webhooks", may="manage_webhooks")
@api.route("GET /v1/review/webhooks", may="administer_webhooks")
def list_webhooks(caller: Caller) -> Webhooks:
    """The company's endpoints of this mode, oldest first."""
    return endpoints.list_webhooks(caller)


@api.route("GET /v1/webhooks/{webhook_id}", may="manage_webhooks")
@api.route("GET /v1/review/webhooks/{webhook_id}", may="administer_webhooks")
def get_webhook(caller: Caller, webhook_id: str) -> WebhookAnswer:
    """One endpoint."""
    return endpoints.get_webhook(caller, webhook_id)


@api.route("PATCH /v1/webhooks/{webhook_id}", may="manage_webhooks", codes=CHANGE)
@api.route("PATCH /v1/review/webhooks/{webhook_id}", may="administer_webhooks", codes=CHANGE)
def change_webhook(caller: Caller, webhook_id: str, body: WebhookChange) -> WebhookAnswer:
    """Change an endpoint's address or events, or switch it off and on."""
    return endpoints.change_webhook(caller, webhook_id, body)


@api.route("DELETE /v1/webhooks/{webhook_id}", may="manage_webhooks")
@api.route("DELETE /v1/review/webhooks/{webhook_id}", may="administer_webhooks")
def delete_webhook(caller: Caller, webhook_id: str) -> Nothing:
    """Remove an endpoint; nothing more is sent to it."""
    endpoints.delete_webhook(caller, webhook_id)
    return Nothing()


@api.route("POST /v1/webhooks/{webhook_id}/rotate-secret", may="manage_webhooks")
@api.route("POST /v1/review/webhooks/{webhook_id}/rotate-secret", may="administer_webhooks")
def rotate_secret(caller: Caller, webhook_id: str, once: Once) -> WebhookAnswer:
    """Make a new signing secret; for 24 hours the old one signs as well."""
    return endpoints.rotate_secret(caller, webhook_id, once)


@api.route("POST /v1/webhooks/{webhook_id}/ping", may="manage_webhooks", status=201, codes=SEND)
@api.route(
    "POST /v1/review/webhooks/{webhook_id}/ping", may="administer_webhooks", status=201, codes=SEND
)
def ping_webhook(caller: Caller, webhook_id: str, once: Once) -> DeliveryAnswer:
    """Send the event `ping`, to see that an endpoint receives and verifies."""
    return deliveries.ping(caller, webhook_id, once)


@api.route("GET /v1/webhook-deliveries", may="manage_webhooks", codes=("invalid_cursor",))
@api.route(
    "GET /v1/review/webhook-deliveries", may="administer_webhooks", codes=("invalid_cursor",)
)
def list_deliveries(caller: Caller, query: DeliveryPage) -> Deliveries:
    """Every delivery of the last 30 days with each try, newest first."""
    return deliveries.list_deliveries(caller, query)


@api.route(
    "POST /v1/webhook-deliveries/{delivery_id}/replay",
    may="manage_webhooks",
    status=201,
    codes=SEND,
)
@api.route(
    "POST /v1/review/webhook-deliveries/{delivery_id}/replay",
    may="administer_webhooks",
    status=201,
    codes=SEND,
)
def replay_delivery(caller: Caller, delivery_id: str, once: Once) -> DeliveryAnswer:
    """Send the same event once more, under the same event id."""
    return deliveries.replay(caller, delivery_id, once)
