"""Examples of a deletion: Somchai asks a lender to forget him."""

from typing import Any

from local.openapi_examples import CUSTOMER

EXAMPLES: dict[str, dict[str, Any]] = {
    "DeletionAnswer": {
        "customer_id": CUSTOMER,
        "status": "deleting",
        "deleted_at": "2026-11-26T09:30:00Z",
        "erased_at": None,
    },
}
