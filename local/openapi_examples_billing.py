"""Examples of money: Siam Lending tops up 100 USDT and pays for a live face check."""

from typing import Any

from local.openapi_examples import COMPANY, DAO, DAYS, SUBMISSION

QUOTE = "quo_01JD8Z5K7M9P1R3T5V7X9Z1B3D"
ADJUSTMENT = "adj_01JD8Z6N8Q0S2T4W6Y8A0C2E4G"
TOP_UP = "top_2026-11-22-a"
OPERATOR, OTHER_OPERATOR = DAO, "0b7e2d51-93c4-4f0a-8f6d-1e2c3b4a5d6f"
DEPOSITED, QUOTED, TOPPED_UP = (f"2026-11-22T0{hour}:30:00Z" for hour in (7, 8, 9))

_paid = {"amount": "100.000000", "currency": "USDT"}
_received = {"amount": "718.3400", "currency": "CNY"}
_price = {"amount": "1.0000", "currency": "CNY"}
_correction = {"amount": "-12.5000", "currency": "CNY"}
_row = {"price": _price, "valid_from": DAYS["opened"]}
_set = {"service": "faceid", "set_by": OPERATOR, "set_at": DAYS["opened"]}
_rate = {
    "cny_per_usdt": "7.1834",
    "valid_from": DAYS["opened"],
    "set_by": OPERATOR,
    "set_at": DAYS["opened"],
}
_entry = {
    "entry_id": f"faceid:{SUBMISSION}:1",
    "type": "charge",
    "service": "faceid",
    "state": "captured",
    "outcome": "matched",
    "amount": {"amount": "-1.0000", "currency": "CNY"},
    "unit_price": _price,
    "paid": None,
    "rate": None,
    "submission_id": SUBMISSION,
    "attempt": 1,
    "provider_ref": "1606201200,2f0b6c1e-8a1d-4b73-9f0e-6f5b6c7d8e9f",
    "about": None,
    "reference": None,
    "reason": None,
    "actor": None,
    "occurred_at": DAYS["submitted"],
    "settled_at": "2026-11-22T10:22:14Z",
}
_of_money = {"service": None, "outcome": None, "unit_price": None, "provider_ref": None}
_of_money |= {"submission_id": None, "attempt": None}
_deposit = (
    _entry
    | _of_money
    | {
        "entry_id": "deposit:tx-0x9f86d081",
        "type": "deposit",
        "state": "done",
        "amount": _paid,
        "reference": "tx-0x9f86d081",
        "actor": OPERATOR,
        "occurred_at": DEPOSITED,
        "settled_at": DEPOSITED,
    }
)
_top_up = {
    "top_up_id": TOP_UP,
    "quote_id": QUOTE,
    "paid": _paid,
    "received": _received,
    "rate": "7.1834",
    "rounded_off": "0",
    "made_by": DAO,
    "made_at": TOPPED_UP,
    "available": _received,
}
_proposal = {
    "proposal_id": ADJUSTMENT,
    "kind": "adjustment",
    "company_id": COMPANY,
    "mode": "live",
    "amount": _correction,
    "reason": "Credited twice on 20 November.",
    "reference": None,
    "about": None,
    "settle": None,
    "outcome": None,
    "state": "proposed",
    "proposed_by": OPERATOR,
    "proposed_at": TOPPED_UP,
    "ended_by": None,
    "ended_at": None,
    "ended_reason": None,
}
_adjustment = _proposal | {"adjustment_id": ADJUSTMENT, "applied_by": None, "applied_at": None}
_applied = {
    "state": "applied",
    "ended_by": OTHER_OPERATOR,
    "ended_at": DAYS["approved"],
}
_take_back = _proposal | {
    "proposal_id": "tkb_01JD8Z6N8Q0S2T4W6Y8A0C2E4H",
    "kind": "take_back",
    "amount": {"amount": "-90.000000", "currency": "USDT"},
    "reason": "10 USDT arrived, not 100.",
    "about": "deposit:tx-0x9f86d081",
}
_settlement = {
    "entry_id": _entry["entry_id"],
    "settle": "charge",
    "outcome": "no_such_id",
    "reason": "FaceID's support: billed, the number is not registered.",
}
_account = {
    "company_id": COMPANY,
    "mode": "live",
    "available": _received,
    "held": {"amount": "0.0000", "currency": "CNY"},
    "usdt_available": {"amount": "0.000000", "currency": "USDT"},
    "low_balance": {"amount": "50.0000", "currency": "CNY"},
    "is_low": False,
    "suspended": [],
}
_use = {"service": "faceid", "outcome": "matched", "count": 1, "charged": _price}

EXAMPLES: dict[str, dict[str, Any]] = {
    # ── bodies ──
    "NewQuote": _paid,
    "NewTopUp": {"request_id": "2026-11-22-a", "quote_id": QUOTE, **_paid},
    "NewPrice": {"service": "faceid", "price": "1.0000", "currency": "CNY"},
    "NewRate": {"cny_per_usdt": "7.1834"},
    "NewDeposit": {
        "company_id": COMPANY,
        "mode": "live",
        **_paid,
        "reference": "tx-0x9f86d081",
    },
    "NewAdjustment": {
        "company_id": COMPANY,
        "mode": "live",
        **_correction,
        "reason": _adjustment["reason"],
    },
    "NewTakeBack": {
        "entry_id": _take_back["about"],
        "amount": "90",
        "currency": "USDT",
        "reason": _take_back["reason"],
    },
    "NewSettlement": _settlement,
    "EndedProposal": {"reason": "It was the other company's transfer."},
    "NewReversal": {"entry_id": _entry["entry_id"], "reason": "The camera of our page was broken."},
    # ── answers ──
    "Services": {
        "services": [
            {
                "service": "faceid",
                "name": "Live face check",
                "status": "active",
                **_row,
                "next_price": _row
                | {
                    "price": {"amount": "0.9500", "currency": "CNY"},
                    "valid_from": "2027-01-01T00:00:00Z",
                },
                "history": [_row],
            }
        ]
    },
    "BalanceAnswer": {
        "available": _received,
        "held": {"amount": "0.0000", "currency": "CNY"},
        "usdt_available": {"amount": "0.000000", "currency": "USDT"},
        "low_balance": {"amount": "50.0000", "currency": "CNY"},
        "is_low": False,
        "as_of": TOPPED_UP,
    },
    "QuoteAnswer": {
        "quote_id": QUOTE,
        "pays": _paid,
        "receives": _received,
        "rate": "7.1834",
        "expires_at": QUOTED,
    },
    "TopUpAnswer": _top_up,
    "Entries": {"entries": [_entry], "next_cursor": None},
    "EntriesCsv": {
        "filename": "entries-2026-11-01-2026-11-22.csv",
        "text": "entry_id,settled_at,…",
    },
    "Statistics": {
        "days": [
            {
                "day": "2026-11-22",
                "sealed": False,
                "uses": [_use],
                "transfers": [{"type": "top_up", "service": None, "count": 1, "amount": _received}],
            }
        ],
        "totals": [_use],
        "as_of": DAYS["approved"],
    },
    "SetPrice": _row | _set,
    "Prices": {"prices": [_row | _set]},
    "RateAnswer": _rate,
    "Rates": {"rates": [_rate]},
    "Accounts": {"accounts": [_account]},
    "AccountEntry": {"company_id": COMPANY, "mode": "live", "entry": _deposit},
    "DepositAnswer": {"company_id": COMPANY, "mode": "live", "entry": _deposit, "proposal": None},
    "AdjustmentAnswer": _adjustment
    | _applied
    | {"applied_by": OTHER_OPERATOR, "applied_at": DAYS["approved"]},
    "Adjustments": {"adjustments": [_adjustment]},
    "ProposalAnswer": _take_back | _applied,
    "Proposals": {"proposals": [_take_back]},
    "UnclearFees": {
        "fees": [
            {
                "entry_id": _entry["entry_id"],
                "company_id": COMPANY,
                "mode": "live",
                "amount": _price,
                "submission_id": SUBMISSION,
                "attempt": 1,
                "provider_ref": "1732270000,7f8a4b1c-1c1f-4b0e-9b1d-5d0f5f0c3a11",
                "why": "unclear_answer",
                "held_at": DAYS["submitted"],
                "ended_at": "2026-11-22T10:22:14Z",
                "over_since": "2026-11-22T11:51:30Z",
            }
        ]
    },
}
