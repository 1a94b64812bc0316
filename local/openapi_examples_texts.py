"""Examples of one-time codes: Somchai proves that the phone number is his."""

from typing import Any

from local.openapi_examples import CUSTOMER, DAYS

EXAMPLES: dict[str, dict[str, Any]] = {
    "CodeSent": {
        "verification_id": f"phv_{CUSTOMER.removeprefix('cus_')}0001",
        "phone_last_two": "78",
        "expires_at": "2026-11-22T10:31:31Z",
        "attempts_left": 5,
    },
    "PhoneCode": {"code": "402913"},
    "PhoneVerified": {"phone_verified_at": DAYS["submitted"]},
}
