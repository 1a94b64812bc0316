"""Examples of the automatic way: Wang Xiaoming shows his face, and FaceID matches it."""

from typing import Any

from local.openapi_examples import COMPANY, DAO, DAYS, SUBMISSION

_CHECK = {
    "attempt": 1,
    "status": "finished",
    "verdict": "matched",
    "reason": "matched",
    "started_at": DAYS["submitted"],
    "expires_at": "2026-11-22T11:21:31Z",
    "finished_at": "2026-11-22T10:23:02Z",
    "late": False,
    "facts": {"confidence": 88.1, "thresholds": {"1e-5": 74.4}, "liveness": "PASS"},
    "fee": {"amount": "3.5000", "currency": "CNY"},
}

_TEXT = {
    "language": "en",
    "text": "I am opening an account with Siam Lending. I will use it for myself alone.",
}

_SHIPPED = (
    "I am opening an account with Siam Lending, of my own free will. I will use it for myself and"
    " for nobody else. The document that I am showing is mine."
)

_PROPOSED = {
    "number": 6,
    "at": DAYS["created"],
    "by": DAO,
    "by_name": "Dao",
    "changes": [
        {"setting": "four_eyes_tiers", "before": [2, 3], "after": [3]},
        {
            "setting": "loan_limits.1",
            "before": None,
            "after": {"amount": "60000.00", "currency": "THB"},
        },
    ],
    "proposal": "pending",
    "ended_at": None,
    "ended_by": None,
    "ended_by_name": None,
    "confirms": None,
}

EXAMPLES: dict[str, dict[str, Any]] = {
    "Nothing": {},
    "ChoicesChange": {
        "automatic": True,
        "liveness_attempts": 2,
        "low_balance": "500.0000",
        "loan_limits": [{"tier": 1, "max_loan": "60000.00"}],
        "four_eyes_tiers": [3],
        "texts_to_read": [_TEXT],
    },
    "Choices": {
        "company_id": COMPANY,
        "mode": "live",
        "automatic": True,
        "automatic_available": True,
        "liveness_attempts": 2,
        "match_level": "1e-5",
        "sms_notices": False,
        "low_balance": {"amount": "500.0000", "currency": "CNY"},
        "billing_emails": ["billing@siam.example.com"],
        "review_due_soon_hours": 24,
        "review_late_hours": 72,
        "review_emails": ["review@siam.example.com"],
        "beneficial_owner_percent": 25,
        "full_age_years": 18,
        "loan_limits": [
            {
                "tier": 1,
                "max_loan": {"amount": "60000.00", "currency": "THB"},
                "own": True,
            }
        ],
        "four_eyes_tiers": [3],
        "texts_to_read": [_TEXT | {"own": True, "shipped": _SHIPPED}],
        "pending": _PROPOSED,
        "updated_at": DAYS["created"],
        "updated_by": DAO,
    },
    "SettingsChanges": {
        "changes": [
            _PROPOSED
            | {
                "number": 7,
                "at": DAYS["approved"],
                "by": "us-mali",
                "by_name": "Mali",
                "proposal": None,
                "confirms": 6,
            },
            _PROPOSED
            | {
                "proposal": "confirmed",
                "ended_at": DAYS["approved"],
                "ended_by": "us-mali",
                "ended_by_name": "Mali",
            },
        ],
        "next_cursor": "6",
    },
    "HandOff": {
        "submission_id": SUBMISSION,
        "attempt": 1,
        "attempts_allowed": 2,
        "url": "https://api.megvii.com/faceid/lite/do?token=0123456789abcdef0123456789abcdef",
        "qr_svg": '<svg width="132" height="132">…</svg>',
        "expires_at": "2026-11-22T11:21:31Z",
    },
    "LivenessAnswer": {
        "submission_id": SUBMISSION,
        "stage": "decided",
        "reason": "eligible",
        "attempts_allowed": 2,
        "checks": [_CHECK],
    },
}
