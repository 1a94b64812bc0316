"""What a picture looks like, in 320 bits, and whether two are one that was saved again. Pure.

A look is two difference hashes (each bit: is this patch brighter than its right neighbour?) as 80
hexadecimal digits: a coarse one of 8 × 8 bits to find pictures by, and a fine one of 16 × 16 bits
to tell cards of one layout apart. Measured on drawn cards and passports: one picture saved smaller,
paler or in another quality differs from itself in at most 3 coarse and 28 fine bits; those of two
people differ in 52 fine bits and more. What was cut out of the picture otherwise is not found.

Looks cannot be searched by distance. So the coarse hash is cut into four bands of 16 bits, each of
them a key: where at most three bits differ, at least one of four bands is the same.
"""

COARSE_DIGITS, BAND_DIGITS, DIGITS = 16, 4, 80
MOST_COARSE_BITS, MOST_FINE_BITS = 3, 32


def bands(look: str) -> list[str]:
    """`["0-1f3a", …]`: the number of the band and its bits."""
    starts = range(0, COARSE_DIGITS, BAND_DIGITS)
    return [f"{place}-{look[start : start + BAND_DIGITS]}" for place, start in enumerate(starts)]


def are_alike(one: str, other: str) -> bool:
    coarse = _distance(one[:COARSE_DIGITS], other[:COARSE_DIGITS])
    fine = _distance(one[COARSE_DIGITS:], other[COARSE_DIGITS:])
    return coarse <= MOST_COARSE_BITS and fine <= MOST_FINE_BITS


def _distance(one: str, other: str) -> int:
    """In how many bits they differ."""
    return (int(one, 16) ^ int(other, 16)).bit_count()
