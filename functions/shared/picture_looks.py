"""What a picture looks like, in 320 bits, and whether two are one that was saved again. Pure.

A look is two difference hashes (each bit: is this patch brighter than its right neighbour?) as 80
hexadecimal digits: a coarse one of 8 × 8 bits to find pictures by, and a fine one of 16 × 16 bits
to tell cards of one layout apart. Measured on drawn cards and passports: one picture saved smaller,
paler or in another quality differs from itself in at most 3 coarse and 28 fine bits; those of two
people differ in 52 fine bits and more. What was cut out of the picture otherwise is not found.

Looks cannot be searched by distance. So the coarse hash is cut into four bands of 16 bits, each of
them a key: where at most three bits differ, at least one of four bands is the same.

A miniature is the picture in 16 × 16 grey patches, as 512 hexadecimal digits. It tells whether two
pictures of one submission are one picture, also turned or mirrored; a hash does not, where a card's
front and back are alike, or two portraits of one person. Measured: a picture saved smaller, paler,
brighter, darker or with a hundredth cut off correlates with itself with 0.978 and more, and up to
39 of 240 patches change which neighbour is brighter; two that only look alike stay below 0.97, or
change 59.
"""

from collections.abc import Iterator
from itertools import pairwise
from statistics import correlation

COARSE_DIGITS, BAND_DIGITS, DIGITS = 16, 4, 80
MOST_COARSE_BITS, MOST_FINE_BITS = 3, 32
# Of a miniature.
SIDE, LEAST_CORRELATION, MOST_STEPS = 16, 0.975, 45


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


def are_copies(one: str, other: str) -> bool:
    """Of two miniatures."""
    there = _rows(other)
    return any(_is_copy(here, there) for here in _ways_to_hold(_rows(one)))


def _rows(miniature: str) -> list[bytes]:
    patches = bytes.fromhex(miniature)
    return [patches[start : start + SIDE] for start in range(0, SIDE * SIDE, SIDE)]


def _ways_to_hold(rows: list[bytes]) -> Iterator[list[bytes]]:
    """Turned by quarters, and each of them mirrored."""
    for _ in range(4):
        rows = [bytes(column) for column in zip(*reversed(rows), strict=True)]
        yield rows
        yield [bytes(reversed(row)) for row in rows]


def _is_copy(one: list[bytes], other: list[bytes]) -> bool:
    here, there = b"".join(one), b"".join(other)
    if correlation(here, there) < LEAST_CORRELATION:
        return False
    return sum(a != b for a, b in zip(_brighter(one), _brighter(other), strict=True)) <= MOST_STEPS


def _brighter(rows: list[bytes]) -> list[bool]:
    return [left > right for row in rows for left, right in pairwise(row)]
