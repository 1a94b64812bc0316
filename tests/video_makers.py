"""Videos as phones and browsers write them, one or a few frames each."""

from local.specimen_video import box, h264_frame, moov, movie_header, track

FRAMES = [h264_frame(seed) for seed in range(3)]
SIZES = [len(each) for each in FRAMES]
MEDIA = b"".join(FRAMES)
PLACE = b"+13.7563+100.5018/"
NO_ID, LIVE = b"\x01\xff\xff\xff\xff\xff\xff\xff", b"\x1a\x45\xdf\xa3"


def mp4(
    brand: bytes = b"isom",
    media: bytes = MEDIA,
    sizes: list[int] | None = None,
    moov_last: bool = False,
    extra: bytes = b"",
    behind: bytes = b"",
) -> bytes:
    """One track of three frames; `extra` stands in the `moov`, `behind` at the end."""
    told = SIZES if sizes is None else sizes
    head = box(b"ftyp", brand + bytes(4) + brand)
    if moov_last:
        body = box(b"wide") + box(b"mdat", media)
        index = moov(told, _places(told, len(head) + 16), extra)
        return head + body + index + behind
    index_size = len(moov(told, _places(told, 0), extra))
    index = moov(told, _places(told, len(head) + index_size + 8), extra)
    return head + index + box(b"mdat", media) + behind


def fragmented(media: bytes = MEDIA, sizes: list[int] | None = None) -> bytes:
    """As browsers and streams write: an index without samples, then pieces that have them."""
    told = SIZES if sizes is None else sizes
    extends = box(b"mvex", box(b"trex", bytes(4) + b"\0\0\0\1" * 2 + bytes(12)))
    index = box(b"moov", movie_header() + track([], []) + extends)
    rows = b"".join(size.to_bytes(4) for size in told)
    head = box(b"mfhd", bytes(7) + b"\1")
    track_head = box(b"tfhd", b"\0\2\0\0" + b"\0\0\0\1")

    def piece(offset: int) -> bytes:
        run = b"\0\0\2\1" + len(told).to_bytes(4) + offset.to_bytes(4) + rows
        return box(b"moof", head + box(b"traf", track_head + box(b"trun", run)))

    start = box(b"ftyp", b"isom" + bytes(4) + b"iso5") + index
    return start + piece(len(piece(0)) + 8) + box(b"mdat", media)


def of_a_phone(apple: bool = True) -> bytes:
    """With the place in the index, in a track of its own, and in what Adobe writes."""
    told = box(b"udta", box(b"\xa9xyz", b"\0\x12\x15\xc7" + PLACE) + bytes(4))
    told += box(b"meta", box(b"hdlr", b"mdta") + box(b"ilst", b"location.ISO6709" + PLACE))
    note = b"place:" + PLACE
    brand = b"qt  " if apple else b"isom"
    head = box(b"ftyp", brand + bytes(4) + brand)

    def index(begin: int) -> bytes:
        pictures = track(SIZES, _places(SIZES, begin), more=box(b"udta", PLACE))
        places = track([len(note)], [begin + sum(SIZES)], b"meta", 2)
        return box(b"moov", movie_header() + pictures + places + told)

    begin = len(head) + len(index(0)) + 8
    return head + index(begin) + box(b"mdat", MEDIA + note) + box(b"uuid", b"xmp" + PLACE)


def element(number: bytes, held: bytes, length: int | None = None) -> bytes:
    size = len(held) if length is None else length
    return number + (0x10000000 | size).to_bytes(4) + held


def webm(
    frame: bytes = b"\x10\x02\0\x9d\x01\x2a" + bytes(range(1, 60)),
    codec: bytes = b"V_VP8",
    live: bool = False,
    kind: bytes = b"\1",
    tags: bytes = b"",
    number: bytes = b"\x81",
) -> bytes:
    header = element(LIVE, element(b"\x42\x82", b"webm"))
    entry = element(b"\xd7", b"\1") + element(b"\x83", kind) + element(b"\x86", codec)
    tracks = element(b"\x16\x54\xae\x6b", element(b"\xae", entry))
    blocks = element(b"\xe7", b"\0") + element(b"\xa3", number + b"\0\0\x80" + frame)
    more = element(b"\x12\x54\xc3\x67", tags) if tags else b""
    if live:
        cluster = b"\x1f\x43\xb6\x75" + NO_ID + blocks
        return header + b"\x18\x53\x80\x67" + NO_ID + tracks + more + cluster
    return header + element(
        b"\x18\x53\x80\x67", tracks + more + element(b"\x1f\x43\xb6\x75", blocks)
    )


def _places(sizes: list[int], begin: int) -> list[int]:
    return [begin + sum(sizes[:at]) for at in range(len(sizes))]
