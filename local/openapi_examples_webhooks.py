"""Examples of webhooks: Siam Lending hears of decisions, and misses one for a minute."""

from typing import Any

from local.openapi_examples import CURSOR, CUSTOMER, DAYS

WEBHOOK = "whk_01JD8Z5M3P5R7T9V1X3Z5B7D9F"
DELIVERY = "dlv_01JD9210Q6S8V0X2Z4B6D8F0HK"
_URL = "https://api.siam.example.com/kyc-events"
_EVENTS = ["submission.approved", "submission.rejected"]
_webhook = {
    "webhook_id": WEBHOOK,
    "mode": "live",
    "url": _URL,
    "events": _EVENTS,
    "enabled": True,
    "created_at": DAYS["opened"],
    "updated_at": DAYS["opened"],
    "old_secret_until": None,
    "secret": None,
}
_delivery = {
    "delivery_id": DELIVERY,
    "webhook_id": WEBHOOK,
    "event_id": f"evt_{CUSTOMER[4:]}00000011",
    "type": "submission.approved",
    "customer_id": CUSTOMER,
    "sequence": 11,
    "status": "waiting",
    "tries": [],
    "next_try_at": None,
    "replay_of": None,
    "created_at": DAYS["approved"],
}
_TRIES = [
    {"at": DAYS["approved"], "status_code": None, "error": "timed_out", "duration_ms": 10002},
    {"at": "2026-11-22T13:06:00Z", "status_code": 204, "error": None, "duration_ms": 87},
]

EXAMPLES: dict[str, dict[str, Any]] = {
    "NewWebhook": {"url": _URL, "events": _EVENTS},
    "WebhookChange": {"url": None, "events": ["*"], "enabled": None},
    "WebhookAnswer": _webhook | {"secret": f"whsec_{'EXAMPLE' * 6}X"},
    "Webhooks": {"webhooks": [_webhook]},
    "DeliveryAnswer": _delivery,
    "Deliveries": {
        "deliveries": [_delivery | {"status": "delivered", "tries": _TRIES}],
        "next_cursor": CURSOR,
    },
}
