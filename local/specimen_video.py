"""The smallest video that any player shows: one frame of H.264 in an MP4, written by hand."""

WIDTH, HEIGHT = 128, 96
PICTURE_TABLES = (b"\x67\x42\0\x0a\xf8\x41\xa2", b"\x68\xce\x38\x80")
MATRIX = b"".join(each.to_bytes(4) for each in (0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000))
SECOND = (1000).to_bytes(4)


def tiny_mp4() -> bytes:
    frame = h264_frame()
    head = box(b"ftyp", b"isom" + bytes(4) + b"isommp42")
    moov_size = len(moov([len(frame)], [0]))
    return head + moov([len(frame)], [len(head) + moov_size + 8]) + box(b"mdat", frame)


def h264_frame(seed: int = 0) -> bytes:
    """A whole picture without any compression (I_PCM), as one sample of an MP4."""
    shades = [bytes([60 + (at * 3 + seed) % 150]) * 384 for at in range(WIDTH * HEIGHT // 256)]
    frame = b"\x65\x88\x84\x21\xa0" + b"\x0d\0".join(shades) + b"\x80"
    return len(frame).to_bytes(4) + frame


def moov(
    sizes: list[int], places: list[int], extra: bytes = b"", handler: bytes = b"vide"
) -> bytes:
    """One track of samples of these sizes, each at its place in the file."""
    return box(b"moov", movie_header() + track(sizes, places, handler) + extra)


def movie_header() -> bytes:
    return box(
        b"mvhd",
        bytes(12) + SECOND * 2 + b"\0\1\0\0\1\0" + bytes(10) + MATRIX + bytes(24) + b"\0\0\0\2",
    )


def track(
    sizes: list[int],
    places: list[int],
    handler: bytes = b"vide",
    number: int = 1,
    more: bytes = b"",
) -> bytes:
    size = (WIDTH << 16).to_bytes(4) + (HEIGHT << 16).to_bytes(4)
    head = bytes(3) + b"\3" + bytes(8) + number.to_bytes(4) + bytes(4) + SECOND + bytes(16)
    media = [
        box(b"mdhd", bytes(12) + SECOND * 2 + b"\x55\xc4\0\0"),
        box(b"hdlr", bytes(8) + handler + bytes(13)),
        box(b"minf", _how_shown(handler) + _where() + samples(sizes, places)),
    ]
    return box(b"trak", box(b"tkhd", head + MATRIX + size) + box(b"mdia", b"".join(media)) + more)


def samples(sizes: list[int], places: list[int]) -> bytes:
    count = len(sizes).to_bytes(4)
    told = b"".join(each.to_bytes(4) for each in sizes)
    where = b"".join(each.to_bytes(4) for each in places)
    tables = [
        box(b"stsd", bytes(7) + b"\1" + _avc1()),
        box(b"stts", bytes(7) + b"\1" + count + SECOND),
        box(b"stsc", bytes(7) + b"\1" + b"\0\0\0\1" * 3),
        box(b"stsz", bytes(8) + count + told),
        box(b"stco", bytes(4) + count + where),
    ]
    return box(b"stbl", b"".join(tables))


def box(kind: bytes, payload: bytes = b"") -> bytes:
    return (8 + len(payload)).to_bytes(4) + kind + payload


def _avc1() -> bytes:
    sets = [len(each).to_bytes(2) + each for each in PICTURE_TABLES]
    told = b"\1\x42\0\x0a\xff\xe1" + sets[0] + b"\1" + sets[1]
    size = WIDTH.to_bytes(2) + HEIGHT.to_bytes(2)
    seen = size + b"\0\x48\0\0" * 2 + bytes(4) + b"\0\1" + bytes(32) + b"\0\x18\xff\xff"
    return box(b"avc1", bytes(6) + b"\0\1" + bytes(16) + seen + box(b"avcC", told))


def _how_shown(handler: bytes) -> bytes:
    return box(b"vmhd", b"\0\0\0\1" + bytes(8)) if handler == b"vide" else box(b"nmhd", bytes(4))


def _where() -> bytes:
    here = box(b"url ", b"\0\0\0\1")
    return box(b"dinf", box(b"dref", bytes(7) + b"\1" + here))
