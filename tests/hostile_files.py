"""Some three hundred files that must not be accepted, the same ones each time, of many kinds."""

import zlib
from collections.abc import Callable, Iterator
from random import Random

from PIL import Image

from local.specimen_video import box, moov
from tests import media_makers as drawn
from tests import pdf_makers as papers
from tests import video_makers as films

JPEG, PNG, PDF, MP4, WEBM = "image/jpeg", "image/png", "application/pdf", "video/mp4", "video/webm"
File = tuple[str, bytes, str]
WAYS = ({}, {"quality": 92}, {"subsampling": 0}, {"progressive": True}, {"restart_marker_rows": 1})


def all_files() -> Iterator[File]:
    """(kind and seed, the file, what it is announced as)"""
    for make, content_type, count in KINDS:
        for seed in range(count):
            name = f"{make.__name__} {seed}"
            yield name, make(Random(f"{make.__name__}{seed}"), seed), content_type


def photo(seed: int) -> bytes:
    size_px = (400 + seed * 7 % 90, 320 + seed * 13 % 70)
    return drawn.saved(drawn.drawing(seed % 6, size_px), **WAYS[seed % len(WAYS)])


def cut_and_closed(chance: Random, seed: int) -> bytes:
    return drawn.cut_and_closed(photo(seed), chance.uniform(0.02, 0.93))


def cut(chance: Random, seed: int) -> bytes:
    sent = photo(seed)
    return sent[: chance.randrange(3, len(sent) - 2)]


def another_size_claimed(chance: Random, seed: int) -> bytes:
    return drawn.claiming(photo(seed), chance.randrange(700, 6000), chance.randrange(700, 6000))


def zeros_inside(chance: Random, seed: int) -> bytes:
    sent, size = photo(seed), chance.randrange(600, 4000)
    begin = drawn.scan_at(sent)
    room = len(sent) - begin - 2
    return drawn.zeroed(sent, begin + chance.randrange(max(1, room - size)), min(size, room))


def scans_without_end(chance: Random, seed: int) -> bytes:
    side = chance.randrange(400, 1200)
    sent = drawn.saved(drawn.large((side, side)), progressive=True)
    return drawn.with_scans(sent, chance.randrange(101, 4000))


def segments_without_end(chance: Random, seed: int) -> bytes:
    marker = chance.choice([b"\xff\xfe\0\2", b"\xff\xe1\0\2", b"\xff\xe2\0\4ab"])
    sent = photo(seed)
    return sent[:2] + marker * chance.randrange(5_001, 90_000) + sent[2:]


def one_colour(chance: Random, seed: int) -> bytes:
    colour = (0, 0, 0) if seed % 3 == 0 else tuple(chance.randrange(256) for _ in range(3))
    size_px = (chance.randrange(300, 3000), chance.randrange(300, 2000))
    sheet = Image.new("RGB", size_px, (colour[0], colour[1], colour[2]))
    return drawn.saved(sheet, **WAYS[seed % len(WAYS)])


def clear_sheet(chance: Random, seed: int) -> bytes:
    noise = Image.effect_noise((400, 400), 80).convert("RGBA")
    noise.putalpha(chance.choice([0, 0, 1]))
    mode = ["RGBA", "LA", "PA"][seed % 2]
    return drawn.saved(noise.convert(mode), "PNG")


def another_kind(chance: Random, seed: int) -> bytes:
    """Announced as a JPEG."""
    picture = drawn.drawing(seed % 6, (400, 320))
    files = [
        lambda: drawn.saved(picture, "PNG"),
        lambda: drawn.saved(picture.convert("P"), "GIF"),
        lambda: drawn.saved(picture, "BMP"),
        lambda: drawn.saved(picture, "TIFF"),
        lambda: b"<html>" + photo(seed),
        lambda: b"MZ" + chance.randbytes(3000),
        papers.pdf,
        films.mp4,
        lambda: chance.randbytes(5000),
        lambda: b"\xff\xd8\xff" + chance.randbytes(9000),
        lambda: b"\xff\xd8\xff\xd9" + photo(seed),
        lambda: b"",
    ]
    return files[seed % len(files)]()


def png_bomb(chance: Random, seed: int) -> bytes:
    sent, size = drawn.saved(drawn.drawing(seed % 6, (400, 320)), "PNG"), chance.randrange(17, 60)
    huge = chance.randrange(7_200, 60_000), chance.randrange(7_200, 60_000)
    rows = zlib.compress(bytes(3_000_000), 1)
    kinds = [
        lambda: drawn.png_with(sent, drawn.zipped_text(size * 1_000_000)),
        lambda: drawn.png_with(sent, drawn.zipped_profile(size * 1_000_000)),
        lambda: drawn.png_with(sent, *[drawn.zipped_text(1_000_000)] * size),
        lambda: drawn.png_of(*huge, (b"IDAT", rows)),
        lambda: drawn.png_of(6000, 6000, (b"IDAT", rows)),
        lambda: drawn.png_with(sent, *[(b"tEXt", b"a\0b")] * 50_001),
    ]
    return kinds[seed % len(kinds)]()


def png_with_a_hole(chance: Random, seed: int) -> bytes:
    sent = drawn.saved(drawn.drawing(seed % 6, (400, 320)), "PNG")
    if seed % 2:
        return sent[: chance.randrange(20, len(sent) - 12)]
    return drawn.zeroed(sent, chance.randrange(50, len(sent) - 700), chance.randrange(64, 600))


def spelled(chance: Random, name: bytes) -> bytes:
    """A name of a PDF in one of its many spellings."""
    letters = [b"#%02x" % each if chance.random() < 0.3 else bytes([each]) for each in name]
    return b"/" + b"".join(letters)


def pdf_that_acts(chance: Random, seed: int) -> bytes:
    def name(plain: bytes) -> bytes:
        return spelled(chance, plain)

    gap = chance.choice([b" ", b"\n", b"\r\n", b"%c(\n", b""])
    script = b"<< %s%s%s /JS (x) >>" % (name(b"S"), gap, name(b"JavaScript"))
    shell = b"<< /S%s%s /F (cmd.exe) >>" % (gap, name(b"Launch"))
    send = b"<< /S%s%s /F (https://example.com) >>" % (gap, name(b"SubmitForm"))
    action = chance.choice([script, shell, send])
    opens = name(b"OpenAction")
    kinds = [
        lambda: papers.pdf(root=opens + gap + action),
        lambda: papers.pdf(root=opens + b" 5 0 R", objects=(action,)),
        lambda: papers.pdf(page=name(b"AA") + b" << /O 5 0 R >>", objects=(action,)),
        lambda: papers.pdf(page=b"/Annots [<< /Subtype /Link /A %s >>]" % action),
        lambda: papers.packed(root=opens + b" 7 0 R", objects=(action,)),
        lambda: papers.packed(objects=(b"(%s" % (b"(" * chance.randrange(5)), action)),
        lambda: papers.pdf(root=b"/Names << %s << /Names [] >> >>" % name(b"EmbeddedFiles")),
        lambda: papers.pdf(objects=(papers.stream(b"MZ", b"/Type " + name(b"EmbeddedFile")),)),
        lambda: papers.pdf(root=b"/AcroForm << %s [(a) 5 0 R] >>" % name(b"XFA")),
        lambda: papers.pdf(page=b"/Annots [<< /Subtype %s >>]" % name(b"RichMedia")),
    ]
    return kinds[seed % len(kinds)]()


def pdf_cut(chance: Random, seed: int) -> bytes:
    sent = papers.packed() if seed % 2 else papers.pages(1 + seed % 5)
    return sent[: chance.randrange(9, len(sent) - 8)]


def pdf_that_costs(chance: Random, seed: int) -> bytes:
    root, many = b"<< /Type /Catalog /Pages 2 0 R >>", chance.randrange(90_000, 200_000)
    nested = (b"[" if seed % 2 else b"<< /A ") * many
    kinds = [
        lambda: papers.numbered([root, b"<< /Kids [%s] >>" % (b"2 0 R " * many)]),
        lambda: papers.numbered([root, nested]),
        lambda: papers.numbered([root, b"<< /Kids [3 0 R] >>", b"<< /Kids [2 0 R] >>"]),
        lambda: papers.pdf(objects=(papers.stream(_packed(70), b"/Type /ObjStm"),)),
        lambda: papers.numbered([root, b"<< /Kids [%s] >>" % _missing(chance)]),
        lambda: b"%PDF-1.4\n" + b"/A#" * 900_000 + b"(((\n%%EOF",
        lambda: b"%PDF-1.4\n" + b"9 0 obj " * many + b"\ntrailer <<>>\nstartxref\n0\n%%EOF",
    ]
    return kinds[seed % len(kinds)]()


def pdf_locked(chance: Random, seed: int) -> bytes:
    return papers.pages(user_password=chance.randbytes(4).hex(), owner_password="owner")


def video_without_pictures(chance: Random, seed: int) -> bytes:
    head, noise = box(b"ftyp", b"isom\0\0\0\0isom"), chance.randbytes(4000)
    sent, pieces = films.mp4(moov_last=bool(seed % 2)), films.fragmented()
    kinds = [
        lambda: head + box(b"moov") + box(b"mdat", bytes(chance.randrange(2000))),
        lambda: head + moov([], []) + box(b"mdat", films.MEDIA),
        lambda: films.mp4(media=b"<html>%s</html>" % noise.hex().encode() * 9),
        lambda: films.mp4(media=noise * 20),
        lambda: sent[: chance.randrange(12, len(sent) - 1)],
        lambda: pieces[: chance.randrange(12, len(pieces) - 1)],
        lambda: films.mp4(sizes=[each + chance.randrange(1, 99) for each in films.SIZES]),
        lambda: films.mp4(sizes=[chance.randrange(10**8, 10**9)] * 3),
        lambda: head + box(b"moov", box(b"trak") * chance.randrange(2000)) + box(b"mdat"),
        lambda: head + box(b"free") * chance.randrange(100_000, 300_000),
        lambda: sent + chance.randbytes(60),
    ]
    return kinds[seed % len(kinds)]()


def webm_without_pictures(chance: Random, seed: int) -> bytes:
    live, sized = films.webm(live=True), films.webm()
    kinds = [
        lambda: live[: chance.randrange(20, len(live) - 1)],
        lambda: sized[: chance.randrange(20, len(sized) - 1)],
        lambda: films.webm(frame=b"<html>" * chance.randrange(1, 300)),
        lambda: films.webm(kind=b"\2"),
        lambda: live + b"\xec\x80" * chance.randrange(500_000, 700_000),
    ]
    return kinds[seed % len(kinds)]()


def _packed(megabytes: int) -> bytes:
    return zlib.compress(bytes(megabytes * 1_000_000), 1)


def _missing(chance: Random) -> bytes:
    return b" ".join(b"%d 0 R" % chance.randrange(100, 90_000) for _ in range(9_000))


KINDS: list[tuple[Callable[[Random, int], bytes], str, int]] = [
    (cut_and_closed, JPEG, 40),
    (cut, JPEG, 15),
    (another_size_claimed, JPEG, 20),
    (zeros_inside, JPEG, 30),
    (scans_without_end, JPEG, 9),
    (segments_without_end, JPEG, 6),
    (one_colour, JPEG, 15),
    (clear_sheet, PNG, 10),
    (another_kind, JPEG, 24),
    (png_bomb, PNG, 18),
    (png_with_a_hole, PNG, 20),
    (pdf_that_acts, PDF, 40),
    (pdf_cut, PDF, 15),
    (pdf_that_costs, PDF, 7),
    (pdf_locked, PDF, 5),
    (video_without_pictures, MP4, 22),
    (webm_without_pictures, WEBM, 10),
]
