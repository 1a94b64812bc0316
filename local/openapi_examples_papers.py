"""Examples of missing papers: Dao uploads what Somchai brought, and sends it for him."""

from typing import Any

from local.openapi_examples import (
    CUSTOMER,
    FIELDS,
    LINK,
    LINK_SECRET,
    SUBMISSION,
    TIER_1_LOAN,
    UPLOAD,
)
from local.openapi_examples_decisions import CORRECTION

WHY = "Brought his papers to our branch in Silom."

_asked = {
    "item": "id_front",
    "label": "Front of the ID",
    "type": "file",
    "satisfied_by": (
        "A photo of the whole front of your card: all four corners visible, readable, no glare."
        " Accepted: JPEG, PNG, at most 20 MB."
    ),
    "upload_id": None,
    "code": "glare",
    "comment": CORRECTION["comment"],
}
_tier_1 = {
    "tier": 1,
    "status": "revision_requested",
    "reason": "A reviewer asked for corrections; see the items.",
    "max_loan": TIER_1_LOAN,
    "submission_id": SUBMISSION,
    "revision": 1,
    "items": [
        _asked
        | {
            "status": "correction_requested",
            "reason": "A reviewer asked for another one; see the comment.",
            "when": None,
            "text_to_read": None,
        }
    ],
    "people": [],
}

_proof = {
    "item": "address_proof",
    "label": "Proof of address",
    "type": "file",
    "status": "missing",
    "reason": "Not sent yet.",
    "satisfied_by": (
        "A utility bill or bank statement in your name and with your address, not older than three"
        " months. Accepted: JPEG, PNG, PDF, at most 20 MB."
    ),
    "upload_id": None,
    "code": None,
    "comment": None,
    "when": None,
    "text_to_read": None,
}
_link = {
    "link_id": LINK,
    "tier": 2,
    "items": ["address_proof"],
    "expires_at": "2026-11-24T13:10:00Z",
    "email": "sent",
}
_state = _link | {
    "status": "active",
    "created_at": "2026-11-22T13:10:00Z",
    "created_by": "Dao",
    "used_at": None,
    "revoked_at": None,
}
_text = (
    "Dear Somchai Jaidee,\n\nTo complete your identity check for tier 2, we still need from you:"
    "\n\n- Proof of address: A utility bill or bank statement …"
)

EXAMPLES: dict[str, dict[str, Any]] = {
    "Requirements": {
        "customer_id": CUSTOMER,
        "language": "en",
        "kyc_status": "revision_requested",
        "tier": 0,
        "policy": "lending-3",
        "document_expires_on": None,
        "tiers": [_tier_1],
    },
    "StaffUpload": {
        "kind": "id_front",
        "content_type": "image/jpeg",
        "size_bytes": 184_320,
        "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
        "reason": WHY,
    },
    "StaffSubmission": {"tier": 1, "fields": FIELDS, "uploads": [UPLOAD], "reason": WHY},
    "StaffResubmission": {"uploads": [UPLOAD], "reason": WHY},
    "ErasureRequest": {"reason": "Somebody else's passport, sent by mistake."},
    "NewLink": {"tier": 2, "items": ["address_proof"], "send": "email"},
    "LinkAnswer": _link
    | {
        "email": None,
        "token": f"lt_{LINK_SECRET}",
        "url": f"https://apply.example.com/#t=lt_{LINK_SECRET}",
    },
    "LinkState": _state,
    "Links": {"links": [_state | {"status": "revoked", "revoked_at": "2026-11-22T14:00:00Z"}]},
    "SupportRequest": {"tier": 2, "language": "en"},
    "SupportText": {
        "tier": 2,
        "language": "en",
        "items": [_proof],
        "text": _text,
        "link_id": None,
    },
}
