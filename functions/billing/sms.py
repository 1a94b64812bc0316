"""Who carries text messages: SNS to people's phones, the sandbox to an inbox of its own.

A provider is asked once. It answers with its own reference, or says with NotSent that no phone
will ring, or leaves it open (OutcomeUnknown): then nobody may ask again.
"""

from collections.abc import Callable

import requests
from botocore.exceptions import (
    BotoCoreError,
    ClientError,
    ConnectTimeoutError,
    EndpointConnectionError,
)
from pydantic import BaseModel, Field, ValidationError

from billing.reach import country_of
from shared.aws import client
from shared.errors import KycError
from shared.parameters import parameter
from shared.settings import settings
from shared.telemetry import place_of
from shared.tenant import Mode

# (message id, phone, text) → the provider's reference.
Provider = Callable[[str, str, str], str]

CONNECT_SECONDS, READ_SECONDS = 2, 5

# The library would ask again after a lost answer, and the same text would arrive twice.
sns = client("sns", retries={"mode": "standard", "total_max_attempts": 1})
secrets = client("secretsmanager")
_http = requests.Session()


class NotSent(KycError):
    """Certainly not: the provider refused, or was never reached."""


class OutcomeUnknown(KycError):
    """The provider was reached, and what it did with the message is not known."""


class Kept(BaseModel):
    """The inbox's answer."""

    text_id: str = Field(min_length=1)


class SandboxKeys(BaseModel):
    """What of the secret's JSON opens the inbox."""

    api_secret: str = Field(repr=False)


def provider_for(mode: Mode) -> Provider | None:
    """None where texts are not offered: nobody's test reaches a phone or costs money."""
    if mode == "test" or settings().sms_provider == "sandbox":
        return to_inbox if settings().sandbox else None
    return to_phone


def to_phone(_message_id: str, phone: str, text: str) -> str:
    try:
        answer = sns.publish(PhoneNumber=phone, Message=text, MessageAttributes=_how(phone))
    except (ConnectTimeoutError, EndpointConnectionError) as error:
        raise NotSent(place_of(error)) from None
    except ClientError as error:
        refused = error.response["ResponseMetadata"]["HTTPStatusCode"] < 500
        raise (NotSent if refused else OutcomeUnknown)(place_of(error)) from None
    except BotoCoreError as error:
        raise OutcomeUnknown(place_of(error)) from None
    return str(answer["MessageId"])


def _how(phone: str) -> dict[str, dict[str, str]]:
    """As AWS is to send it. A dearer text than the most is taken, and not delivered."""
    told = {
        "SMSType": ("String", "Transactional"),
        "MaxPrice": ("Number", settings().sms_most_usd),
    }
    if sender_id := settings().sms_sender_ids.get(country_of(phone) or ""):
        told["SenderID"] = ("String", sender_id)
    return {
        f"AWS.SNS.SMS.{name}": {"DataType": kind, "StringValue": value}
        for name, (kind, value) in told.items()
    }


def to_inbox(message_id: str, phone: str, text: str) -> str:
    """The inbox is another API's, as a provider's would be; its door is the contract's secret."""
    try:
        address = parameter(settings().sandbox_url_parameter)
        bearer = f"Bearer {_api_secret()}"
    except (ClientError, BotoCoreError, ValidationError) as error:
        raise NotSent(place_of(error)) from None
    try:
        answer = _http.post(
            f"{address}/sms/messages",
            json={"message_id": message_id, "phone": phone, "text": text},
            headers={"Authorization": bearer},
            timeout=(CONNECT_SECONDS, READ_SECONDS),
            # The secret and the number are for this address and no other.
            allow_redirects=False,
        )
    except requests.ConnectTimeout as error:
        raise NotSent(type(error).__name__) from None
    except requests.RequestException as error:
        raise OutcomeUnknown(type(error).__name__) from None
    return _kept(answer)


def _kept(answer: requests.Response) -> str:
    if answer.status_code >= 500:
        raise OutcomeUnknown(f"HTTP_{answer.status_code}")
    if answer.status_code != 201:
        raise NotSent(f"HTTP_{answer.status_code}")
    try:
        return Kept.model_validate_json(answer.text).text_id
    except ValidationError:
        raise OutcomeUnknown("UNREADABLE_ANSWER") from None


def _api_secret() -> str:
    secret = secrets.get_secret_value(SecretId=settings().faceid_secret_arn)
    return SandboxKeys.model_validate_json(secret["SecretString"]).api_secret
