"""Examples of a company that the platform suspended."""

from typing import Any

from local.openapi_examples import COMPANY

_reason = "The contract ended, and two bills are open."
_at = "2026-11-27T08:00:00Z"

EXAMPLES: dict[str, dict[str, Any]] = {
    "StandingReason": {"reason": _reason},
    "CompanyStanding": {
        "company_id": COMPANY,
        "suspended_at": _at,
        "changes": [
            {
                "step": "suspended",
                "reason": _reason,
                "at": _at,
                "by": "7b1e2f60-3c1a-4a43-9f0e-5d2c8a9b1e77",
                "by_name": "Ana",
            }
        ],
    },
}
