"""The prepaid ledger. Empty so far: nothing is metered yet."""
