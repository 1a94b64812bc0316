"""Examples of businesses: Somchai owns half of one, a part of it through another."""

from typing import Any

from local.openapi_examples import CUSTOMER, DAYS

BUSINESS, HOLDING = "cus_01JD95A2B4C6D8E0F2G4H6J8K0", "cus_01JD95C4D6E8F0G2H4J6K8M0N2"
_PERSON = {
    "business_id": BUSINESS,
    "person_id": CUSTOMER,
    "roles": ["director", "shareholder"],
    "share_percent": "30.00",
    "added_at": DAYS["created"],
    "changed_at": None,
}
_SOMCHAI = {
    "person_id": CUSTOMER,
    "roles": ["director", "shareholder"],
    "share_percent": "30.00",
    "owned_percent": "50.00",
    "is_closed": False,
    "external_id": "user-1017",
    "merged_into": None,
    "kind": "individual",
    "name": "Somchai Jaidee",
    "kyc_status": "approved",
    "tier": 1,
    "people": [],
}

EXAMPLES: dict[str, dict[str, Any]] = {
    "NewPerson": {
        "person_id": CUSTOMER,
        "roles": ["director", "shareholder"],
        "share_percent": "30",
    },
    "PersonChange": {"roles": ["shareholder"], "share_percent": "12.5"},
    "PersonAnswer": _PERSON,
    "BusinessesOf": {
        "businesses": [
            {
                "business_id": BUSINESS,
                "name": "Chao Phraya Trading Co., Ltd.",
                "external_id": "firm-7",
                "roles": ["director", "shareholder"],
                "share_percent": "30.00",
            }
        ]
    },
    "BusinessPeople": {
        "customer_id": BUSINESS,
        "shares_percent": "70.00",
        "beneficial_owner_percent": 25,
        "beneficial_owners": [
            {
                "person_id": CUSTOMER,
                "name": "Somchai Jaidee",
                "owned_percent": "50.00",
                "declared": False,
            }
        ],
        "people": [
            _SOMCHAI,
            {
                "person_id": HOLDING,
                "roles": ["shareholder"],
                "share_percent": "40.00",
                "owned_percent": "40.00",
                "is_closed": False,
                "external_id": "firm-12",
                "merged_into": None,
                "kind": "business",
                "name": "Mae Klong Holding Co., Ltd.",
                "kyc_status": "approved",
                "tier": 1,
                "people": [
                    _SOMCHAI | {"roles": ["shareholder"], "share_percent": "50.00"},
                ],
            },
        ],
    },
}
