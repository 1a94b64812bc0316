"""A JPEG taken apart into its markers, before any of it is decoded. Pure: bytes in.

What no decoder needs is never handed to one: comments, application data, further pictures and
whatever else stands behind the first one's end (ISO 10918-1, annex B).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

SOI, EOI, SOS, DRI = 0xD8, 0xD9, 0xDA, 0xDD
DHT, END_OF_BLOCK = 0xC4, 0
JFIF, EXIF, ICC, ADOBE = 0xE0, 0xE1, 0xE2, 0xEE
# Baseline, extended and progressive. The others (lossless, arithmetic) open in no browser.
FRAMES = {0xC0, 0xC1, 0xC2}
UNREADABLE_FRAMES = {*range(0xC3, 0xD0)} - {DHT, 0xC8, 0xCC}
NEEDED = {*FRAMES, DHT, 0xDB, DRI, ADOBE}
STANDALONE = {0x01, *range(0xD0, 0xD8)}
MOST_SEGMENTS, MOST_GAP_BYTES = 5_000, 64

_MARKER = re.compile(rb"\xff+([^\x00\xff])")
# In a scan 0xFF is followed by 0 as data, or by a restart.
_SCAN_END = re.compile(rb"\xff[^\x00\xff\xd0-\xd7]")


class BadJpeg(Exception):
    """Not a whole JPEG, or none that browsers show."""


@dataclass(frozen=True)
class Component:
    number: int
    across: int
    down: int


@dataclass(frozen=True)
class Scan:
    components: tuple[Component, ...]
    header: bytes
    data: bytes
    zeros_are_usual: bool


@dataclass
class Jpeg:
    """`segments` are (marker, whole segment) before the first scan, `later` by scan's number."""

    width: int = 0
    height: int = 0
    progressive: bool = False
    components: dict[int, Component] = field(default_factory=dict)
    segments: list[tuple[int, bytes]] = field(default_factory=list)
    # Tables and the scan that uses them, in their order.
    scans: list[tuple[list[tuple[int, bytes]], Scan]] = field(default_factory=list)
    # What a row of zero bits says, by the class and number of the table.
    zeros: dict[int, int] = field(default_factory=dict)

    def head(self, added: bytes = b"") -> bytes:
        """Everything before the first scan that a decoder needs; `added` behind the JFIF mark."""
        marked = [whole for marker, whole in self.segments if marker == JFIF]
        jfif = [_without_copy(whole) for whole in marked if whole[4:9] == b"JFIF\0"]
        rest = [whole for marker, whole in self.segments if marker in NEEDED]
        return b"\xff\xd8" + b"".join([*jfif[:1], added, *rest])

    def tail(self) -> bytes:
        """The scans, with the tables before each."""
        parts = []
        for tables, scan in self.scans:
            parts += [whole for marker, whole in tables if marker in NEEDED]
            parts += [scan.header, scan.data]
        return b"".join(parts) + b"\xff\xd9"

    def blocks(self, scan: Scan) -> int:
        """8 × 8 blocks that a scan walks over."""
        return sum(self.blocks_of(each) for each in scan.components)

    def blocks_of(self, component: Component) -> int:
        widest = max(each.across for each in self.components.values())
        highest = max(each.down for each in self.components.values())
        columns = -(-self.width * component.across // (8 * widest))
        return columns * -(-self.height * component.down // (8 * highest))

    def units(self, scan: Scan) -> int:
        """The units of a scan between which restarts may stand."""
        if len(scan.components) == 1:
            return self.blocks_of(scan.components[0])
        widest = max(each.across for each in self.components.values())
        highest = max(each.down for each in self.components.values())
        return -(-self.width // (8 * widest)) * -(-self.height // (8 * highest))


def parse(content: bytes) -> Jpeg:
    """Of the first picture in a file; what follows its end is left out."""
    jpeg = Jpeg()
    waiting: list[tuple[int, bytes]] = []
    for marker, whole, data in _walk(content):
        if marker in UNREADABLE_FRAMES or (marker in FRAMES and jpeg.width):
            raise BadJpeg
        if marker in FRAMES:
            _read_frame(jpeg, marker, whole)
        if marker == DHT:
            _read_tables(jpeg, whole[4:])
        if marker == SOS:
            jpeg.scans.append((waiting, _scan(jpeg, whole, data)))
            waiting = []
        elif jpeg.scans:
            waiting.append((marker, whole))
        else:
            jpeg.segments.append((marker, whole))
    if not jpeg.scans:
        raise BadJpeg
    return jpeg


def _walk(content: bytes) -> Iterator[tuple[int, bytes, bytes]]:
    """(marker, segment, the data behind it if it opens a scan); raises without an end."""
    at = 2
    for _ in range(MOST_SEGMENTS):
        found = _MARKER.search(content, at, at + MOST_GAP_BYTES)
        if not found:
            raise BadJpeg
        marker, begin = found[1][0], found.end() - 2
        if marker == EOI:
            return
        if marker in STANDALONE:
            at = found.end()
            continue
        at = found.end() + int.from_bytes(content[found.end() : found.end() + 2])
        if marker == SOI or at < found.end() + 2 or at > len(content):
            raise BadJpeg
        data = b""
        if marker == SOS:
            end = _SCAN_END.search(content, at)
            if not end:
                raise BadJpeg
            data = content[at : end.start()]
        yield marker, content[begin:at], data
        at += len(data)
    raise BadJpeg


def _read_frame(jpeg: Jpeg, marker: int, whole: bytes) -> None:
    precision, count = whole[4], whole[9]
    jpeg.height, jpeg.width = int.from_bytes(whole[5:7]), int.from_bytes(whole[7:9])
    jpeg.progressive = marker == 0xC2
    for at in range(10, 10 + 3 * count, 3):
        number, factors = whole[at], whole[at + 1]
        jpeg.components[number] = Component(number, factors >> 4, factors & 15)
    sound = all(0 < each.across < 5 and 0 < each.down < 5 for each in jpeg.components.values())
    if precision != 8 or not jpeg.width or not jpeg.height or not jpeg.components or not sound:
        raise BadJpeg


def is_profile(marker: int, whole: bytes) -> bool:
    """A part of what says how the colours are meant."""
    return marker == ICC and whole[4:].startswith(b"ICC_PROFILE\0")


def _without_copy(whole: bytes) -> bytes:
    """A JFIF mark can hold a small copy of the picture."""
    return whole[:2] + b"\0\x10" + whole[4:16] + b"\0\0"


def _read_tables(jpeg: Jpeg, tables: bytes) -> None:
    at = 0
    while at + 17 < len(tables):
        jpeg.zeros[tables[at]] = tables[at + 17]  # the first symbol has the code of zeros
        at += 17 + sum(tables[at + 1 : at + 17])


def _scan(jpeg: Jpeg, header: bytes, data: bytes) -> Scan:
    count = header[4]
    numbers, tables = header[5 : 5 + 2 * count : 2], header[6 : 6 + 2 * count : 2]
    if not numbers or any(number not in jpeg.components for number in numbers):
        raise BadJpeg
    components = tuple(jpeg.components[number] for number in numbers)
    first = header[5 + 2 * count]
    if jpeg.progressive:
        # Even parts take no bits there but for the blocks' means.
        empty = first == 0
    else:
        empty = all(jpeg.zeros.get(0x10 | each & 15) == END_OF_BLOCK for each in tables)
    return Scan(components, header, data, empty)
