"""What only the webhooks' functions find in their environment."""

import os
from functools import cache

from pydantic import BaseModel, ConfigDict


class WebhookSettings(BaseModel):
    model_config = ConfigDict(frozen=True)

    webhook_queue_url: str
    dead_webhook_queue_url: str
    # Where PublishEvents leaves what it cannot publish.
    dead_letters_url: str
    # The key that secrets are sealed with; only DeliverWebhook may open them.
    data_key_arn: str
    # Receivers at http:// and at private addresses: laptops and tests have no others.
    allow_local_webhooks: bool


@cache
def webhook_settings() -> WebhookSettings:
    names = WebhookSettings.model_fields
    found = {name: os.environ[name.upper()] for name in names if name.upper() in os.environ}
    return WebhookSettings.model_validate(found)
