"""What the contract says of every route alike: parameters, credentials, callbacks."""

from typing import Any

MODE = {
    "name": "mode",
    "in": "query",
    "required": False,
    "description": "live data, or what was made with sk_test_ keys",
    "schema": {"type": "string", "enum": ["live", "test"], "default": "live"},
}
IDEMPOTENCY_KEY = {
    "name": "Idempotency-Key",
    "in": "header",
    "required": False,
    "description": "the same key within 24 hours gets the first answer again",
    "schema": {"type": "string", "pattern": "^[!-~]{1,255}$"},
}
# What a provider posts: JSON as text, and its signature.
CALLBACK: dict[str, Any] = {
    "type": "object",
    "properties": {"data": {"type": "string"}, "sign": {"type": "string"}},
}
_bearer = {"type": "http", "scheme": "bearer"}
SECURITY_SCHEMES = {
    "companyKey": _bearer | {"description": "a company's back end: `sk_live_…` or `sk_test_…`"},
    "customerToken": _bearer | {"description": "a customer, for 30 minutes: `ct_…`"},
    "staffToken": _bearer | {"bearerFormat": "JWT", "description": "a staff member's ID token"},
}
