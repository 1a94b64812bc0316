"""A hundred files that people really send, the same ones each time, of many kinds."""

from collections.abc import Callable, Iterator
from random import Random

from local.specimen_video import box
from tests import media_makers as drawn
from tests import pdf_makers as papers
from tests import video_makers as films
from tests.hostile_files import JPEG, MP4, PDF, PNG, WEBM, File

FROM_A_GATEWAY = (b"", b"\r\n", b"\xef\xbb\xbf", b"X-Scanned: clean\r\n\r\n", b" " * 900)
SITE = b"/Annots [<< /Subtype /Link /A << /S /URI /URI (https://bank.example.com/%d) >> >>]"


def all_files() -> Iterator[File]:
    """(kind and seed, the file, what it is announced as)"""
    for make, content_type, count in KINDS:
        for seed in range(count):
            name = f"{make.__name__} {seed}"
            yield name, make(Random(f"{make.__name__}{seed}"), seed), content_type


def photo(chance: Random, seed: int) -> bytes:
    options = [
        {},
        {"progressive": True},
        {"optimize": True},
        {"subsampling": 0, "quality": 95},
        {"restart_marker_rows": 1 + seed % 3},
        {"progressive": True, "restart_marker_blocks": 9},
        {"quality": 20},
    ][seed % 7]
    size_px = (chance.randrange(300, 900), chance.randrange(300, 700))
    picture = drawn.drawing(seed, size_px).convert(["RGB", "L", "CMYK"][seed % 11 % 3])
    behind = chance.choice([b"", b"\0\0", b"SEFH" + chance.randbytes(900)])
    return drawn.saved(picture, **options) + behind


def photo_with_place(chance: Random, seed: int) -> bytes:
    return drawn.photo(1 + seed % 8, progressive=bool(seed % 2))


def several_pictures(chance: Random, seed: int) -> bytes:
    more = [drawn.drawing(seed + at) for at in (1, 2)]
    return drawn.saved(drawn.drawing(seed), "MPO", save_all=True, append_images=more)


def large_photo(chance: Random, seed: int) -> bytes:
    size_px = [(8160, 6144), (8192, 6160), (16_320, 12_240), (6000, 8000)][seed]
    return drawn.saved(drawn.large(size_px), quality=chance.randrange(20, 60))


def scan(chance: Random, seed: int) -> bytes:
    size_px = (chance.randrange(300, 1300), chance.randrange(300, 900))
    picture = drawn.drawing(seed, (420, 330))
    sent = drawn.saved(picture, "PNG")
    kinds: list[Callable[[], bytes]] = [
        lambda: drawn.deep_png(1, 0, size_px),
        lambda: drawn.deep_png(3, 2, size_px),
        lambda: drawn.deep_png(4, 6, size_px),
        lambda: drawn.interlaced_png((size_px[0] // 8 * 8, size_px[1] // 8 * 8)),
        lambda: drawn.saved(picture.convert(["P", "1", "L", "RGBA"][seed % 4]), "PNG"),
        lambda: drawn.png_with(sent, drawn.zipped_text(chance.randrange(10**6, 3 * 10**6))),
        lambda: drawn.png_with(sent, drawn.zipped_profile(chance.randrange(10**6, 2 * 10**6))),
    ]
    return kinds[seed % len(kinds)]()


def paper(chance: Random, seed: int) -> bytes:
    link = SITE % chance.randrange(10**6)
    kinds: list[Callable[[], bytes]] = [
        lambda: papers.pages(1 + seed),
        lambda: papers.pages(2, user_password="", owner_password="the bank's"),
        lambda: papers.pdf(page=link, root=b"/OpenAction [3 0 R /Fit]"),
        lambda: papers.pdf(root=b"/OpenAction 5 0 R", objects=(b"<< /S /GoTo /D [3 0 R] >>",)),
        lambda: papers.packed(root=b"/Lang (th)"),
    ]
    behind = chance.choice([b"", bytes(chance.randrange(90_000)), b" " * 2000, b"<html>" * 300])
    return FROM_A_GATEWAY[chance.randrange(5)] + kinds[seed % len(kinds)]() + behind


def film(chance: Random, seed: int) -> bytes:
    kinds: list[Callable[[], bytes]] = [
        lambda: films.mp4(moov_last=True),
        lambda: films.mp4(brand=b"mp42", behind=box(b"free", bytes(chance.randrange(999)))),
        films.fragmented,
        lambda: films.of_a_phone(apple=False),
        lambda: films.mp4(extra=box(b"udta", films.PLACE)),
    ]
    return kinds[seed % len(kinds)]()


def recording(chance: Random, seed: int) -> bytes:
    frame = b"\x82" + chance.randbytes(200)
    return films.webm(frame, b"V_VP9", live=True) if seed % 2 else films.webm(live=seed % 4 == 0)


KINDS: list[tuple[Callable[[Random, int], bytes], str, int]] = [
    (photo, JPEG, 28),
    (photo_with_place, JPEG, 8),
    (several_pictures, JPEG, 2),
    (large_photo, JPEG, 4),
    (scan, PNG, 21),
    (paper, PDF, 20),
    (film, MP4, 10),
    (recording, WEBM, 8),
]
