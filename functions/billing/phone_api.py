"""HTTP routes that prove a customer's phone number."""

from typing import Annotated

from pydantic import Field

from billing import phone
from billing.phone import CodeSent, PhoneVerified
from shared.caller import Caller
from shared.http import Api, Body

handler = api = Api()


class PhoneCode(Body):
    code: Annotated[str, Field(pattern=r"^[0-9]{6}$", examples=["402913"])]


# Without an Idempotency-Key: a repetition within the minute is refused, and sends nothing.
@api.route(
    "POST /v1/customers/{customer_id}/phone-verification",
    may="send_evidence",
    status=201,
    codes=(
        "customer_merged",
        "no_phone",
        "phone_not_mobile",
        "sms_country_closed",
        "phone_already_verified",
        "sms_not_offered",
        "sms_suspended",
        "sms_not_sent",
        "too_many_codes",
    ),
)
def send_code(caller: Caller, customer_id: str) -> CodeSent:
    """Text a one-time code to the customer's phone."""
    return phone.send_code(caller, customer_id)


@api.route(
    "POST /v1/customers/{customer_id}/phone-verification/confirm",
    may="send_evidence",
    codes=("no_phone", "phone_already_verified", "code_wrong", "code_expired"),
)
def confirm_code(caller: Caller, customer_id: str, body: PhoneCode) -> PhoneVerified:
    """Bring the code: the number is the customer's."""
    return phone.confirm_code(caller, customer_id, body.code)
