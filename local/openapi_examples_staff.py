"""Examples of a company's staff: Nok is invited, and later disabled."""

from typing import Any

from local.openapi_examples_casework import NOK

_nok = {
    "staff_id": NOK,
    "name": "Nok",
    "email": "nok@example.com",
    "groups": ["reviewer"],
    "invited_at": "2026-11-22T08:00:00Z",
    "seen_at": "2026-11-22T09:12:00Z",
    "disabled_at": None,
}

EXAMPLES: dict[str, dict[str, Any]] = {
    "NewStaffMember": {"email": "nok@example.com", "name": "Nok", "groups": ["reviewer"]},
    "StaffChange": {"disabled": True},
    "StaffAnswer": _nok | {"disabled_at": "2026-11-28T10:00:00Z"},
    "Staff": {"staff": [_nok]},
}
