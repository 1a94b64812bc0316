"""MP4 and QuickTime by their boxes (ISO 14496-12): pictures that are there, and what else is told.

Boxes of `size, type, payload` that fill the file exactly. Frames are not decoded; but each must lie
in the file, and some of them must look like what their codec writes. Pure: bytes in.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate

MOST_BOXES, MOST_INSIDE, MOST_SAMPLES = 100_000, 1_000, 2_000_000
MOST_TRACKS, MOST_FRAGMENTS, MOST_UNITS = 64, 100, 1_000
# What a player needs. Everything else may tell the place, the phone and its owner.
KEPT_IN_FILE = {b"ftyp", b"moov", b"mdat", b"moof", b"mfra", b"sidx", b"ssix", b"styp", b"wide"}
KEPT_IN_MOVIE = {b"mvhd", b"trak", b"mvex", b"iods"}
KEPT_IN_TRACK = {b"tkhd", b"mdia", b"edts", b"tref", b"tapt", b"clip", b"load"}
SHOWN = {b"vide", b"soun"}
NAL_CODECS = {b"avc1": (b"avcC", 4), b"avc3": (b"avcC", 4), b"hvc1": (b"hvcC", 21)}
NAL_CODECS |= dict.fromkeys((b"hev1", b"dvh1", b"dvhe"), (b"hvcC", 21))


class BadVideo(Exception):
    """Cut off, or without pictures."""


@dataclass(frozen=True)
class Box:
    kind: bytes
    begin: int
    body: int
    end: int


def boxes(content: bytes, begin: int, end: int, most: int = MOST_INSIDE) -> Iterator[Box]:
    """One after the other; BadVideo where the bytes are no boxes. A few zeros may end a list."""
    for _ in range(most):
        size, kind = int.from_bytes(content[begin : begin + 4]), content[begin + 4 : begin + 8]
        body = begin + 8
        if not any(content[begin : min(begin + 8, end)]):
            return
        if size == 1:
            size, body = int.from_bytes(content[begin + 8 : begin + 16]), begin + 16
        elif size == 0:  # to the end of the file
            size = end - begin
        if begin + size < body or begin + size > end:
            break
        yield Box(kind, begin, body, begin + size)
        begin += size
        if begin == end:
            return
    raise BadVideo


def check(content: bytes) -> None:
    """BadVideo unless some track has pictures, all of them in the file."""
    found = list(boxes(content, 0, len(content), MOST_BOXES))
    movies = [each for each in found if each.kind == b"moov"]
    fragments = [each for each in found if each.kind == b"moof"]
    if len(movies) != 1 or b"mdat" not in {each.kind for each in found}:
        raise BadVideo
    tracks = [Track(content, each) for each in _of(content, movies[0], b"trak")[:MOST_TRACKS]]
    shown = [each for each in tracks if each.handler == b"vide"]
    pictures = sum(_sound_pictures(content, each) for each in shown)
    sizes = _usual_sizes(content, movies[0])
    if not pictures and not any(
        _has_pictures(content, each, shown, sizes) for each in fragments[:MOST_FRAGMENTS]
    ):
        raise BadVideo


def without_place(content: bytes) -> bytes:
    """The same with zeros in what no player needs, so that all else stays where it is."""
    kept = bytearray(content)
    found = list(boxes(content, 0, len(content), MOST_BOXES))
    cleared = [each for each in found if each.kind not in KEPT_IN_FILE]
    in_pieces = any(each.kind == b"moof" for each in found)
    for movie in (each for each in found if each.kind == b"moov"):
        inside = list(boxes(content, movie.body, movie.end))
        cleared += [each for each in inside if each.kind not in KEPT_IN_MOVIE]
        for box in (each for each in inside if each.kind == b"trak"):
            track = Track(content, box)
            if track.handler not in SHOWN and not in_pieces:
                for begin, end in track.chunks(len(content)):
                    kept[begin:end] = bytes(end - begin)
                cleared.append(box)
            else:
                parts = boxes(content, box.body, box.end)
                cleared += [each for each in parts if each.kind not in KEPT_IN_TRACK]
    for each in cleared:
        kept[each.begin + 4 : each.begin + 8] = b"free"
        kept[each.body : each.end] = bytes(each.end - each.body)
    return bytes(kept)


class Track:
    def __init__(self, content: bytes, box: Box) -> None:
        self.content = content
        media = _one(content, box, b"mdia")
        head = _one(content, box, b"tkhd")
        wide = content[head.body] == 1
        at = head.body + (20 if wide else 12)
        self.number = content[at : at + 4]
        at = _one(content, media, b"hdlr").body + 8
        self.handler = content[at : at + 4]
        self.table = _one(content, _one(content, media, b"minf"), b"stbl")
        entry = _one(content, self.table, b"stsd").body + 8
        self.entry = entry, entry + int.from_bytes(content[entry : entry + 4])
        self.codec = content[entry + 4 : entry + 8]

    def sizes(self) -> list[int]:
        box = _one(self.content, self.table, b"stsz")
        size, count = struct.unpack_from(">II", self.content, box.body + 4)
        if count > MOST_SAMPLES:
            raise BadVideo
        return [size] * count if size else _numbers(self.content, box.body + 12, count, box.end)

    def chunks(self, file_size: int) -> list[tuple[int, int]]:
        """Where each run of samples begins and ends; BadVideo where one is not in the file."""
        begins = self._chunk_places()
        ends = [0, *accumulate(self.sizes())]
        rows = self._samples_of_chunks()
        found, sample, row = [], 0, 0
        for number, begin in enumerate(begins, 1):
            while row + 1 < len(rows) and rows[row + 1][0] <= number:
                row += 1
            after = min(sample + rows[row][1], len(ends) - 1) if rows else sample
            end = begin + ends[after] - ends[sample]
            if end > file_size:
                raise BadVideo
            found.append((begin, end))
            sample = after
        if sample < len(ends) - 1:
            raise BadVideo
        return found

    def _chunk_places(self) -> list[int]:
        for box in boxes(self.content, self.table.body, self.table.end):
            if box.kind in (b"stco", b"co64"):
                count = int.from_bytes(self.content[box.body + 4 : box.body + 8])
                width = "I" if box.kind == b"stco" else "Q"
                return _numbers(self.content, box.body + 8, count, box.end, width)
        raise BadVideo

    def _samples_of_chunks(self) -> list[tuple[int, int]]:
        """(the first chunk, how many samples each has from there on)"""
        box = _one(self.content, self.table, b"stsc")
        count = int.from_bytes(self.content[box.body + 4 : box.body + 8])
        flat = _numbers(self.content, box.body + 8, 3 * count, box.end)
        return list(zip(flat[::3], flat[1::3], strict=False))

    def looks_right(self, begin: int, size: int) -> bool:
        """Whether a sample can be what its codec writes."""
        content, end = self.content, begin + size
        if size <= 0 or end > len(content) or not any(content[begin : min(end, begin + 64)]):
            return False
        if self.codec in NAL_CODECS:
            name, place = NAL_CODECS[self.codec]
            told = content.find(name, *self.entry)
            width = 1 + (content[told + 4 + place] & 3) if told > 0 else 4
            for _ in range(MOST_UNITS):
                unit = int.from_bytes(content[begin : begin + width])
                begin += width + unit
                if not unit or begin >= end:
                    return begin == end
            return False
        first = content[begin]
        if self.codec == b"vp09":
            return first >> 6 == 2
        if self.codec == b"av01":
            return first & 0x81 == 0
        return not content[begin : min(end, begin + 64)].lstrip().startswith(b"<")


def _sound_pictures(content: bytes, track: Track) -> int:
    """How many there are without fragments; the first of each run in some places is looked at."""
    sizes = track.sizes()
    if not sizes:
        return 0
    chunks = track.chunks(len(content))
    if not track.looks_right(chunks[0][0], sizes[0]):
        raise BadVideo
    last = chunks[-1][1]
    if not track.looks_right(last - sizes[-1], sizes[-1]):
        raise BadVideo
    return len(sizes)


def _has_pictures(
    content: bytes, fragment: Box, tracks: list[Track], sizes: dict[bytes, int]
) -> bool:
    for part in _of(content, fragment, b"traf"):
        head = _one(content, part, b"tfhd")
        flags = int.from_bytes(content[head.body + 1 : head.body + 4])
        number = content[head.body + 4 : head.body + 8]
        base = fragment.begin
        if flags & 1:
            base = int.from_bytes(content[head.body + 8 : head.body + 16])
        at = head.body + 8 + 8 * (flags & 1) + 4 * (flags >> 1 & 1) + 4 * (flags >> 3 & 1)
        usual = int.from_bytes(content[at : at + 4]) if flags & 0x10 else sizes.get(number, 0)
        for track in (each for each in tracks if each.number == number):
            for run in _of(content, part, b"trun"):
                if track.looks_right(*_first_of(content, run, base, usual)):
                    return True
    return False


def _usual_sizes(content: bytes, movie: Box) -> dict[bytes, int]:
    """The size of a sample by track, where fragments leave it out."""
    rows = [row for box in _of(content, movie, b"mvex") for row in _of(content, box, b"trex")]
    return {
        content[row.body + 4 : row.body + 8]: int.from_bytes(content[row.body + 16 : row.body + 20])
        for row in rows
    }


def _first_of(content: bytes, run: Box, base: int, usual: int) -> tuple[int, int]:
    flags, count = struct.unpack_from(">II", content, run.body)
    at = run.body + 8
    if flags & 1:
        base += struct.unpack_from(">i", content, at)[0]
        at += 4
    at += 4 * (flags >> 2 & 1) + 4 * (flags >> 8 & 1)
    if not count:
        return base, 0
    if flags & 0x200:
        return base, int.from_bytes(content[at : at + 4])
    return base, usual


def _of(content: bytes, box: Box, kind: bytes) -> list[Box]:
    return [each for each in boxes(content, box.body, box.end) if each.kind == kind]


def _one(content: bytes, box: Box, kind: bytes) -> Box:
    for each in boxes(content, box.body, box.end):
        if each.kind == kind:
            return each
    raise BadVideo


def _numbers(content: bytes, begin: int, count: int, end: int, width: str = "I") -> list[int]:
    if count > 3 * MOST_SAMPLES or begin + count * struct.calcsize(width) > end:
        raise BadVideo
    return list(struct.unpack_from(f">{count}{width}", content, begin))
