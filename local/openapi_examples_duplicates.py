"""Examples of duplicates: a second account comes with Somchai's card, and Dao closes it."""

from typing import Any

from local.openapi_examples import CURSOR, CUSTOMER, DAYS, FIELDS_KEPT, UPLOAD
from local.openapi_examples import EXAMPLES as CASES

ALERT = "dup_5d41402abc4b2a76b9719d911017c592"
SECOND = "cus_01JD9A7Q4S8V2X6Z0B3D5F7H9J"
NOTE = "The same face and card, under a nickname."
_row = {
    "alert_id": ALERT,
    "cause": "identity_number",
    "status": "open",
    "customer_ids": [CUSTOMER, SECOND],
    "times": 2,
    "raised_at": DAYS["approved"],
    "last_seen_at": DAYS["approved"],
    "refused_id": None,
}
_card = {
    "upload_id": UPLOAD,
    "kind": "id_front",
    "content_type": "image/jpeg",
    "url": "https://media.s3.us-east-1.amazonaws.com/…?X-Amz-Signature=…",
    "url_expires_at": "2026-11-22T13:10:44Z",
}
_side = {
    "customer": CASES["CustomerAnswer"],
    "declared": {name: FIELDS_KEPT[name] for name in ("full_name", "birth_date", "nationality")},
    "document": {"type": "national_id", "country": "TH", "last_four": "8781"},
    "refused": False,
    "alike_upload_id": None,
    "files": [_card],
    "open_submission_id": None,
    "open_loans": {"amount": "0.00", "currency": "THB"},
}
_new = {"customer_id": SECOND, "external_id": "user-2201", "kyc_status": "not_started", "tier": 0}
_new |= {"max_loan": {"amount": "0.00", "currency": "THB"}, "name": None}

EXAMPLES: dict[str, dict[str, Any]] = {
    "DuplicateResolution": {
        "verdict": "same_person",
        "keep": CUSTOMER,
        "action": "merge",
        "note": NOTE,
    },
    "Confirmation": {"verdict": "same_person", "note": "I see one face in both."},
    "Alerts": {"alerts": [_row], "next_cursor": CURSOR},
    "AlertView": _row
    | {
        "status": "resolved",
        "sides": [
            _side,
            _side | {"customer": CASES["CustomerAnswer"] | _new, "refused": True},
        ],
        "proposal": {
            "verdict": "same_person",
            "action": "merge",
            "keep": CUSTOMER,
            "by": "Nok",
            "by_id": "71b2f1d0-9a3c-4e0b-8f55-2f8c3a6e7d01",
            "at": DAYS["approved"],
        },
        "decision": {
            "verdict": "same_person",
            "action": "merge",
            "keep": CUSTOMER,
            "by": "Dao",
            "by_id": "3f0c5f0e-6d1b-4c7f-a2b1-9c1d2e3f4a5b",
            "at": DAYS["approved"],
        },
        "note": NOTE,
    },
}
