"""Examples of bank accounts: Somchai names his account, and Dao sees that it is his."""

from typing import Any

from local.openapi_examples import CURSOR, CUSTOMER, DAYS

BANK_BOOK = "upl_01JD90B0K5N7P9R1S3T5V7W9XY"
_BANK = {
    "code": "004",
    "short_name": "KBANK",
    "name_en": "Kasikornbank",
    "name_th": "ธนาคารกสิกรไทย",
}
_NAME = "MR. SOMCHAI JAIDEE"
_ACCOUNT = {
    "customer_id": CUSTOMER,
    "status": "pending",
    "version": 1,
    "bank": _BANK,
    "account_number_last_four": "6789",
    "account_name": _NAME,
    "bank_book_upload_id": BANK_BOOK,
    "sent_at": DAYS["approved"],
    "decided_at": None,
    "reason": None,
}

EXAMPLES: dict[str, dict[str, Any]] = {
    "NewBankAccount": {
        "bank_code": "004",
        "account_number": "012-3-45678-9",
        "account_name": _NAME,
        "bank_book_upload_id": BANK_BOOK,
    },
    "BankAccountAnswer": _ACCOUNT,
    "BankAccountTasks": {
        "bank_accounts": [
            {
                "customer_id": CUSTOMER,
                "external_id": "user-1017",
                "version": 1,
                "bank": _BANK,
                "account_number_last_four": "6789",
                "account_name": _NAME,
                "sent_at": DAYS["approved"],
            }
        ],
        "next_cursor": CURSOR,
    },
    "BankAccountView": _ACCOUNT
    | {
        "external_id": "user-1017",
        "account_number": "0123456789",
        "kyc_name": "Somchai Jaidee",
        "tier": 1,
        "comparison": {
            "score": 100,
            "verdict": "match",
            "explanation": ["same_words", "title_ignored"],
        },
        "bank_book": {
            "upload_id": BANK_BOOK,
            "content_type": "image/jpeg",
            "url": "https://media.s3.us-east-1.amazonaws.com/…?X-Amz-Signature=…",
            "url_expires_at": "2026-11-22T13:10:44Z",
        },
        "takes_two": False,
        "first_verification": None,
        "duplicates": [],
        "decided_by": None,
    },
    "BankVerification": {"version": 1, "note": None},
    "BankRejection": {
        "version": 1,
        "code": "name_differs",
        "comment": "The account is somebody else's. Send one of your own.",
        "note": None,
    },
}
