"""How properties are tried: a busy machine may take its time over an example, and fails none."""

from hypothesis import HealthCheck, settings

UNHURRIED = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
