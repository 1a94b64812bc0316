"""One business example for each model of the API, for openapi.json; a test validates them all.

The story: Siam Lending opens Somchai's account, he submits tier 1, Dao asks for a new photo of
his card, and approves the second revision.
"""

from typing import Any

from local.openapi_examples_decisions import CHECKLIST, CHECKLIST_LINE, CORRECTION

CUSTOMER = "cus_01JD8ZV6N5X2Q4T7R9M3K1W0AB"
SUBMISSION = "sub_01JD8ZV6N5X2Q4T7R9M3K1W0AB001"
UPLOAD = "upl_01JD8ZX1T9P3F5H7K2M4Q6S8VW"
COMPANY = "co_01JD8Z0Q2R4S6T8V0W2X4Y6Z8A"
KEY = "key_01JD8Z0Q3B5D7F9H1K3M5P7R9T"
LINK = "lnk_01JD904C6E8G0J2M4P6R8T0V2X"
DAO = "5f0c9a34-7b1d-4c8e-9a52-3d6e8f1b2c47"

DAYS = {
    "opened": "2026-11-20T03:00:00Z",
    "created": "2026-11-22T10:15:00Z",
    "submitted": "2026-11-22T10:21:30Z",
    "asked": "2026-11-22T11:02:10Z",
    "resubmitted": "2026-11-22T12:40:05Z",
    "approved": "2026-11-22T13:05:44Z",
}
# Not secrets: the shape of one, so that nobody copies it into a secret scanner's report.
SECRET, LINK_SECRET = "EXAMPLE" * 6 + "X", "EXAMPLE" * 6 + "Y"
CURSOR = "eyJsaXN0X2F0IjogeyJTIjogIjIwMjYtMTEtMjIifX0="

NOTE = {
    "text": "Spoke to the customer; a new photo is on its way.",
    "author": "Dao",
    "author_id": DAO,
    "at": DAYS["asked"],
    "revision": 1,
    "event": "note.added",
}
NOTHING_LENT = {"amount": "0.00", "currency": "THB"}
TIER_1_LOAN = {"amount": "50000.00", "currency": "THB"}

FIELDS = {
    "full_name": "Somchai Jaidee",
    "birth_date": "1990-05-17",
    "nationality": "TH",
    "address": {
        "line1": "99/1 Sukhumvit Road",
        "city": "Bangkok",
        "postal_code": "10110",
        "country": "TH",
    },
    "document_type": "national_id",
    "document_number": "1-2345-45678-78-1",
}
FIELDS_KEPT = FIELDS | {"document_number": "1234545678781"}

_company = {
    "company_id": COMPANY,
    "name": "Siam Lending",
    "policy": "lending",
    "created_at": DAYS["opened"],
    "suspended_at": None,
}
_key = {
    "key_id": KEY,
    "name": "first test key",
    "mode": "test",
    "last_four": SECRET[-4:],
    "created_at": DAYS["opened"],
    "created_by": DAO,
    "created_by_name": "Dao",
    "last_used_at": "2026-11-22T12:00:00Z",
    "expires_at": None,
    "rolled_to": None,
    "revoked_at": None,
    "secret": None,
}
_customer = {
    "customer_id": CUSTOMER,
    "external_id": "user-1017",
    "kind": "individual",
    "country": "TH",
    "language": "th",
    "email": "somchai@example.com",
    "phone": "+66812345678",
    "phone_verified_at": None,
    "name": "Somchai Jaidee",
    "kyc_status": "approved",
    "tier": 1,
    "max_loan": TIER_1_LOAN,
    "merged_into": None,
    "frozen_at": None,
    "created_at": DAYS["created"],
    "updated_at": DAYS["approved"],
}
_submission = {
    "submission_id": SUBMISSION,
    "customer_id": CUSTOMER,
    "tier": 1,
    "status": "revision_requested",
    "revision": 1,
    "policy": "lending-3",
    "route": "manual",
    "route_reason": "not_mainland_china",
    "sent_by_staff": False,
    "created_at": DAYS["submitted"],
    "submitted_at": DAYS["submitted"],
    "decided_at": DAYS["asked"],
    "corrections": [CORRECTION],
    "reason": None,
}
_upload = {
    "upload_id": UPLOAD,
    "kind": "id_front",
    "content_type": "image/jpeg",
    "size_bytes": 184_320,
    "status": "accepted",
    "refusal": None,
    "facts": {"media_type": "image/jpeg", "width": 1280, "height": 806},
    "created_at": DAYS["created"],
    "uploaded_by_staff": False,
}
_task = {
    "submission_id": SUBMISSION,
    "customer_id": CUSTOMER,
    "external_id": "user-1017",
    "customer_name": "Somchai Jaidee",
    "kind": "individual",
    "country": "TH",
    "tier": 1,
    "status": "pending",
    "revision": 2,
    "route_reason": "not_mainland_china",
    "waiting_since": DAYS["resubmitted"],
    "sla": {"state": "on_time", "due_at": "2026-11-25T12:40:05Z"},
    "claim": {
        "by": DAO,
        "name": "Dao",
        "expires_at": "2026-11-22T13:10:00Z",
        "handed_over_by": None,
    },
    "first_approval": None,
    "decided_by": None,
    "decided_at": None,
}
_document = {"upload_id": UPLOAD, "kind": "id_front"}
_ages = {"fresh": 41, "waiting": 6, "late": 0, "counted_all": True}
# By the model's name.
EXAMPLES: dict[str, dict[str, Any]] = {
    # ── bodies ──
    "NewCompany": {
        "name": "Siam Lending",
        "policy": "lending",
        "administrator": {"email": "mali@example.com", "name": "Mali"},
    },
    "NewKey": {"name": "staging", "mode": "test", "expires_in_days": 365},
    "KeyRoll": {"overlap_hours": 24, "expires_in_days": 365},
    "LinkToken": {"token": f"lt_{LINK_SECRET}"},
    "NewCustomer": {
        "external_id": "user-1017",
        "country": "TH",
        "language": "th",
        "email": "somchai@example.com",
        "phone": "+66812345678",
    },
    "CustomerChange": {"language": "en", "phone": None},
    "NewUpload": {
        "kind": "id_front",
        "content_type": "image/jpeg",
        "size_bytes": 184_320,
        "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
    },
    "NewSubmission": {"tier": 1, "fields": FIELDS, "uploads": [UPLOAD]},
    "Resubmission": {"uploads": [UPLOAD]},
    # ── answers ──
    "OpenedCompany": _company | {"administrator": "mali@example.com"},
    "Companies": {"companies": [_company]},
    "KeyAnswer": _key,
    "Keys": {"keys": [_key]},
    "CustomerAccess": {
        "access_token": f"ct_{SECRET}",
        "customer_id": CUSTOMER,
        "tier": 1,
        "language": "th",
        "items": [
            {
                "item": "address_proof",
                "label": "หลักฐานที่อยู่",
                "satisfied_by": "ใบแจ้งค่าสาธารณูปโภคหรือรายการเดินบัญชีธนาคาร…",
            }
        ],
        "along": [],
        "expires_at": "2026-11-22T10:45:00Z",
    },
    "CustomerAnswer": _customer,
    "Customers": {"customers": [_customer], "next_cursor": CURSOR},
    "Notifications": {
        "notifications": [
            {
                "notification_id": "ntf_3",
                "submission_id": SUBMISSION,
                "revision": 1,
                "outcome": "revision_requested",
                "language": "en",
                "title": "Please correct your submission for tier 1",
                "text": "Dear Somchai Jaidee, …",
                "created_at": DAYS["asked"],
                "emailed_at": DAYS["asked"],
            }
        ]
    },
    "History": {
        "events": [
            {
                "sequence": 4,
                "type": "submission.approved",
                "at": DAYS["approved"],
                "actor": DAO,
                "actor_name": "Dao",
                "submission_id": SUBMISSION,
                "revision": 2,
                "details": {"status": "approved", "tier": 1, "max_loan": TIER_1_LOAN},
            }
        ],
        "next_cursor": None,
    },
    "UploadAnswer": _upload,
    "UploadPermit": _upload
    | {
        "status": "awaiting",
        "facts": {},
        "url": "https://media.s3.amazonaws.com/",
        "fields": {"key": f"{COMPANY}/live/{CUSTOMER}/{UPLOAD}", "policy": "eyJ…"},
        "expires_at": "2026-11-22T10:30:00Z",
    },
    "SubmissionAnswer": _submission,
    "Revisions": {
        "revisions": [
            {
                "revision": 1,
                "submitted_at": DAYS["submitted"],
                "submitted_by": KEY,
                "fields": FIELDS_KEPT,
                "documents": [_document],
                "decision": {
                    "status": "revision_requested",
                    "decided_at": DAYS["asked"],
                    "corrections": [CORRECTION],
                    "reason": None,
                    "checklist": CHECKLIST,
                },
            }
        ],
        "next_cursor": None,
    },
    "Tasks": {"tasks": [_task], "next_cursor": CURSOR},
    "Task": _task,
    "Summary": {
        "pending": _ages,
        "revision_requested": _ages,
        "expired": 3,
        "approved_recently": 120,
        "rejected_recently": 4,
    },
    "CaseView": {
        "task": _task,
        "business": None,
        "customer": _customer | {"kyc_status": "pending", "tier": 0, "max_loan": NOTHING_LENT},
        "fields": FIELDS_KEPT,
        "documents": [
            _document
            | {
                "content_type": "image/jpeg",
                "size_bytes": 184_320,
                "facts": _upload["facts"],
                "url": "https://media.s3.amazonaws.com/…",
                "url_expires_at": "2026-11-22T12:46:00Z",
                "same_as": [],
            }
        ],
        "liveness": [],
        "checklist": [CHECKLIST_LINE],
        "duplicates": [],
        "corrections": [CORRECTION],
        "reason": None,
        "notes": [NOTE],
    },
    "DecisionAnswer": {
        "submission_id": SUBMISSION,
        "customer_id": CUSTOMER,
        "revision": 2,
        "status": "approved",
        "decided_by": "Dao",
        "first_approval": None,
        "kyc_status": "approved",
        "tier": 1,
        "max_loan": TIER_1_LOAN,
    },
}
