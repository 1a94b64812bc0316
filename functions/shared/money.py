"""Amounts: integers inside, decimal strings at the edge. Pure."""

from decimal import Decimal

# Decimal places of one currency's smallest unit.
SCALE = {"CNY": 4, "THB": 2, "USD": 2, "USDT": 6}


def to_units(amount: str, currency: str) -> int:
    """`("50000.00", "THB")` → 5000000; raises ValueError on more decimals than the currency has."""
    units = Decimal(amount).scaleb(SCALE[currency])
    if not units.is_finite() or units != units.to_integral_value():
        raise ValueError(f"{currency} has {SCALE[currency]} decimal places")
    return int(units)


def to_decimal(units: int, currency: str) -> str:
    """`(5000000, "THB")` → "50000.00"."""
    return f"{Decimal(units).scaleb(-SCALE[currency]):.{SCALE[currency]}f}"
