"""What more than one slice needs; imports libraries only, never a slice.

The rest of the system reads in this order: errors, ids, money, case, policy (pure), then
settings, telemetry, tables, transaction, reply, http, machine (they touch AWS).
"""
