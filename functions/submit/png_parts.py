"""A PNG taken apart into its chunks, none of which is unpacked here but to be measured. Pure.

Only the chunks that make the picture are handed to a decoder (PNG specification, third edition).
"""

import zlib
from dataclasses import dataclass, field

SIGNATURE = b"\x89PNG\r\n\x1a\n"
PIXELS = (b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND")
COLOURS = (b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"sBIT", b"cICP", b"pHYs", b"bKGD")
EXIF = b"eXIf"
MOST_CHUNKS, MOST_UNPACKED_BYTES = 50_000, 16_000_000
# How many samples a pixel has, by the header's colour type.
SAMPLES = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}


class BadPng(Exception):
    """Not a whole PNG."""


@dataclass
class Png:
    width: int = 0
    height: int = 0
    pixel_bits: int = 0
    chunks: list[tuple[bytes, bytes]] = field(default_factory=list)

    def joined(self, kinds: tuple[bytes, ...], *added: tuple[bytes, bytes]) -> bytes:
        """A PNG of the chunks of those kinds, with `added` right behind the header."""
        kept = [(kind, held) for kind, held in self.chunks if kind in kinds]
        return SIGNATURE + b"".join(map(_chunk, [kept[0], *added, *kept[1:]]))


def parse(content: bytes) -> Png:
    png, at, room = Png(), len(SIGNATURE), MOST_UNPACKED_BYTES
    for _ in range(MOST_CHUNKS):
        size, kind = int.from_bytes(content[at : at + 4]), content[at + 4 : at + 8]
        end = at + 8 + size
        if end + 4 > len(content):
            raise BadPng
        held = content[at + 8 : end]
        if kind in PIXELS and zlib.crc32(kind + held) != int.from_bytes(content[end : end + 4]):
            raise BadPng
        room -= _unpacked_bytes(kind, held, room)
        png.chunks.append((kind, held))
        at = end + 4
        if kind == b"IEND":
            return _measured(png)
    raise BadPng


def _measured(png: Png) -> Png:
    kinds = [kind for kind, _ in png.chunks]
    head = png.chunks[0][1]
    if kinds[0] != b"IHDR" or kinds.count(b"IHDR") > 1 or len(head) != 13 or head[9] not in SAMPLES:
        raise BadPng
    png.width, png.height = int.from_bytes(head[:4]), int.from_bytes(head[4:8])
    png.pixel_bits = head[8] * SAMPLES[head[9]]
    return png


def _unpacked_bytes(kind: bytes, held: bytes, room: int) -> int:
    """What a text or a profile unpacks to; BadPng when it is more than there is room for."""
    if kind in (b"zTXt", b"iCCP"):
        packed = held.partition(b"\0")[2][1:]
    elif kind == b"iTXt" and held.partition(b"\0")[2][:1] == b"\1":
        packed = held.partition(b"\0")[2][2:].split(b"\0", 2)[-1]
    else:
        return 0
    unpacking, size = zlib.decompressobj(), 0
    try:
        while packed and not unpacking.eof:
            size += len(unpacking.decompress(packed, 1_000_000))
            packed = unpacking.unconsumed_tail
            if size > room:
                raise BadPng
    except zlib.error:
        return size  # a text that nobody can read is left out as any other
    return size


def _chunk(part: tuple[bytes, bytes]) -> bytes:
    kind, held = part
    return len(held).to_bytes(4) + kind + held + zlib.crc32(kind + held).to_bytes(4)
