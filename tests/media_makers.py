"""Files as phones, scanners and attackers make them, small and quick to draw."""

import struct
import zlib
from functools import cache
from io import BytesIO
from random import Random
from typing import Any

from PIL import Image, ImageDraw

GPS_TAG, ORIENTATION_TAG = 0x8825, 0x0112


@cache
def drawing(seed: int = 1, size_px: tuple[int, int] = (640, 420)) -> Image.Image:
    """Something to see, with a camera's grain."""
    chance, picture = Random(seed), Image.new("RGB", (size_px[0], size_px[1]), "white")
    draw = ImageDraw.Draw(picture)
    width, height = size_px
    for _ in range(30):
        x, y, reach = chance.randrange(width), chance.randrange(height), chance.randrange(20, 90)
        ink = (chance.randrange(256), chance.randrange(256), chance.randrange(256))
        draw.ellipse((x - reach, y - reach, x + reach, y + reach), fill=ink)
    grain = Image.frombytes("L", size_px, chance.randbytes(width * height)).convert("RGB")
    return Image.blend(picture, grain, 0.1)


def large(size_px: tuple[int, int]) -> Image.Image:
    """As many pixels as a phone's, quickly."""
    return drawing().convert("L").resize((64, 48)).resize(size_px, Image.Resampling.NEAREST)


def saved(picture: Image.Image, kind: str = "JPEG", **options: Any) -> bytes:
    buffer = BytesIO()
    picture.save(buffer, kind, **options)
    return buffer.getvalue()


def photo(orientation: int = 1, **options: Any) -> bytes:
    """A JPEG with the place where it was taken."""
    exif = Image.Exif()
    exif[ORIENTATION_TAG] = orientation
    exif[0x010F] = "Maker of phones"
    exif[GPS_TAG] = {1: "N", 2: (13.0, 45.0, 21.5), 3: "E", 4: (100.0, 30.0, 6.25)}
    return saved(drawing(), exif=exif, **options)


def scan_at(jpeg: bytes) -> int:
    """Where the data of the last scan begins."""
    header = jpeg.rindex(b"\xff\xda")
    return header + 2 + int.from_bytes(jpeg[header + 2 : header + 4])


def cut_and_closed(jpeg: bytes, part: float) -> bytes:
    """So much of the data of its last scan, and then an end as if it were all."""
    begin = scan_at(jpeg)
    return jpeg[: begin + int((len(jpeg) - begin) * part)] + b"\xff\xd9"


def zeroed(content: bytes, begin: int, size: int) -> bytes:
    return content[:begin] + bytes(size) + content[begin + size :]


def claiming(jpeg: bytes, width: int, height: int) -> bytes:
    """The same data under a header that says it is of another size."""
    at = next(at for at in map(jpeg.find, (b"\xff\xc0", b"\xff\xc2")) if at > 0)
    return jpeg[: at + 5] + struct.pack(">HH", height, width) + jpeg[at + 9 :]


def with_scans(jpeg: bytes, times: int) -> bytes:
    """The last scan again and again, each of which costs a decoder the whole picture."""
    last = jpeg[jpeg.rindex(b"\xff\xda") : -2]
    return jpeg[:-2] + last * times + b"\xff\xd9"


def with_first_scans(progressive: bytes, times: int) -> bytes:
    """The first scan again and again, which says the same each time."""
    begin = progressive.index(b"\xff\xda")
    end = progressive.index(b"\xff\xc4", begin)
    return progressive[:end] + progressive[begin:end] * times + progressive[end:]


def chunk(kind: bytes, held: bytes) -> bytes:
    return struct.pack(">I", len(held)) + kind + held + struct.pack(">I", zlib.crc32(kind + held))


def png_with(content: bytes, *chunks: tuple[bytes, bytes]) -> bytes:
    """The chunks behind the header of a PNG."""
    return content[:33] + b"".join(chunk(*each) for each in chunks) + content[33:]


def png_of(width: int, height: int, *chunks: tuple[bytes, bytes], kind: int = 2) -> bytes:
    """A PNG that claims a size; without data it is a decompression bomb's wrapping."""
    header = struct.pack(">IIBBBBB", width, height, 8, kind, 0, 0, 0)
    held = [(b"IHDR", header), *chunks, (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunk(*each) for each in held)


def deep_png(samples: int, colour_type: int, size_px: tuple[int, int] = (1400, 900)) -> bytes:
    """16 bits a sample, which Pillow cannot write: waves of light."""
    width, height = size_px
    row = b"\0" + b"".join(struct.pack(">H", 40 * at % 65536) * samples for at in range(width))
    header = struct.pack(">IIBBBBB", width, height, 16, colour_type, 0, 0, 0)
    pixels = zlib.compress(row * height, 1)
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        chunk(*each) for each in [(b"IHDR", header), (b"IDAT", pixels), (b"IEND", b"")]
    )


def interlaced_png(size_px: tuple[int, int] = (400, 320)) -> bytes:
    """Adam7 in grey: seven small pictures, one after the other."""
    width, height = size_px
    grey = drawing(2, size_px).convert("L")
    passes = [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2)]
    raw = bytearray()
    for left, top, across, down in [*passes, (0, 1, 1, 2)]:
        for y in range(top, height, down):
            row = grey.crop((0, y, width, y + 1)).tobytes()
            raw += b"\0" + row[left::across]
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 1)
    held = [(b"IHDR", header), (b"IDAT", zlib.compress(bytes(raw))), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunk(*each) for each in held)


def zipped_text(size: int) -> tuple[bytes, bytes]:
    return b"zTXt", b"Comment\0\0" + zlib.compress(bytes(size), 1)


def zipped_profile(size: int) -> tuple[bytes, bytes]:
    return b"iCCP", b"scanner\0\0" + zlib.compress(bytes(size), 1)


def with_comment_between_scans(progressive: bytes) -> bytes:
    last = progressive.rindex(b"\xff\xda")
    comment = b"\xff\xfe\0\x10taken at GPS.."
    return progressive[:last] + comment + progressive[last:]
