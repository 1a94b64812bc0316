"""Examples of the work on a case: Somchai's second revision beside his first, and Dao's note."""

from typing import Any

from local.openapi_examples import CUSTOMER, DAYS, NOTE, SUBMISSION, UPLOAD
from local.openapi_examples_decisions import CORRECTION

NOK = "7a1e6b52-0c3d-4f9a-8b47-1d2c3e4f5a6b"
NEWER_UPLOAD = "upl_01JD907K3M5P7R9T1V3X5Z7B9D"
_document = {
    "upload_id": UPLOAD,
    "kind": "id_front",
    "content_type": "image/jpeg",
    "size_bytes": 184_320,
    "facts": {"media_type": "image/jpeg", "width": 1280, "height": 806},
    "url": "https://media.s3.amazonaws.com/…",
    "url_expires_at": "2026-11-22T12:46:00Z",
    "same_as": [],
}
_no_documents = {"before_document": None, "after_document": None}
_address = {
    "item": "address.line1",
    "outcome": "changed",
    "before": "99/1 Sukhumvit Road",
    "after": "99/2 Sukhumvit Road",
}

EXAMPLES: dict[str, dict[str, Any]] = {
    "NewNote": {"text": NOTE["text"]},
    "Note": NOTE,
    "Comparison": {
        "submission_id": SUBMISSION,
        "revision": 2,
        "compared_with": 1,
        "asked": [
            CORRECTION
            | {
                "kind": "document",
                "outcome": "changed",
                "before": None,
                "after": None,
                "parts": [],
                "before_document": _document,
                "after_document": _document | {"upload_id": NEWER_UPLOAD},
            }
        ],
        "not_asked": [_address | _no_documents | {"kind": "field", "parts": []}],
    },
    "Colleagues": {
        "colleagues": [
            {
                "staff_id": NOK,
                "name": "Nok",
                "email": "nok@siam.example.com",
                "seen_at": DAYS["submitted"],
            }
        ]
    },
    "HandOver": {"to": NOK, "note": "You know the bank better."},
    "Reopening": {"tier": 1, "reason": "They sent the right passport by post."},
    "ReopenedTier": {
        "customer_id": CUSTOMER,
        "tier": 1,
        "submission_id": SUBMISSION,
        "reopened_by": "Dao",
        "reopened_at": DAYS["approved"],
    },
}
