"""The ledger against an engine that is as atomic as the real one."""
