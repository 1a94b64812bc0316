"""Pictures: what phones and scanners make is accepted, what shows nothing or too little is not."""

from io import BytesIO
from random import Random
from typing import Any

import pytest
from PIL import Image

from shared.errors import ApiError
from shared.picture_looks import are_alike
from submit.media_check import check
from tests import media_makers as made

CARD = made.saved(made.drawing())
PNG = made.saved(made.drawing(), "PNG")
PROGRESSIVE = made.saved(made.drawing(), progressive=True)
IN_ROWS = made.saved(made.drawing(), restart_marker_rows=1)
SMOOTH = made.saved(made.large((640, 420)), optimize=True)
DATA_AT, DATA_BYTES = made.scan_at(CARD), len(CARD) - made.scan_at(CARD)
JPEG, PNG_TYPE = "image/jpeg", "image/png"
CLEAR = Image.new("RGBA", (400, 400), (200, 30, 40, 0))


def refusal(content: bytes, content_type: str) -> str:
    with pytest.raises(ApiError) as refused:
        check(content, content_type)
    return refused.value.code


def grained(grey: int) -> Image.Image:
    """What a covered lens sees."""
    noise = Random(5).randbytes(640 * 420)
    return Image.frombytes("L", (640, 420), bytes(grey + each % 4 for each in noise))


@pytest.mark.parametrize(
    ("content", "size_px"),
    [
        (made.photo(), (640, 420)),
        (made.photo(orientation=6), (640, 420)),
        (made.photo(progressive=True, quality=95, subsampling=0), (640, 420)),
        (IN_ROWS, (640, 420)),
        (SMOOTH, (640, 420)),
        (made.saved(made.drawing(), restart_marker_blocks=1), (640, 420)),
        (made.saved(made.drawing(), progressive=True, restart_marker_rows=2), (640, 420)),
        (made.saved(made.drawing().convert("L")), (640, 420)),
        (made.saved(made.drawing().convert("CMYK")), (640, 420)),
        (made.saved(made.drawing(1, (641, 423))), (641, 423)),
        (made.saved(made.drawing(), "MPO", save_all=True, append_images=[made.drawing(2)]), None),
        (made.saved(made.drawing(), comment=b"taken by nobody" * 100), None),
        (CARD + b"SEFT a motion photo" + bytes(5000), None),
        (CARD[:-2] + b"\0\0\xff\xd9", None),
    ],
)
def test_a_photo_of_a_phone_or_scanner_is_accepted(
    content: bytes, size_px: tuple[int, int] | None
) -> None:
    facts = check(content, JPEG)

    assert (facts.width, facts.height) == (size_px or (640, 420))


@pytest.mark.parametrize(
    ("size_px", "options"),
    [
        ((8160, 6144), {}),
        ((8192, 6144), {"quality": 50}),
        ((8192, 6160), {"subsampling": 0}),
        ((8064, 6048), {"progressive": True}),
        ((12_000, 9000), {}),
        ((16_320, 12_240), {"quality": 30}),
    ],
)
def test_a_photo_of_50_to_200_megapixels_is_accepted(
    size_px: tuple[int, int], options: dict[str, Any]
) -> None:
    facts = check(made.saved(made.large(size_px), **options), JPEG)

    assert (facts.width, facts.height) == size_px


@pytest.mark.parametrize(
    "content",
    [
        PNG,
        made.deep_png(1, 0),
        made.deep_png(1, 0, (1100, 700)),
        made.deep_png(2, 4),
        made.deep_png(3, 2),
        made.deep_png(4, 6),
        made.saved(made.drawing().convert("P"), "PNG"),
        made.saved(made.drawing().convert("1"), "PNG"),
        made.saved(made.drawing().convert("RGBA"), "PNG"),
        made.saved(made.drawing().convert("P"), "PNG", transparency=3),
        made.interlaced_png(),
        made.png_with(PNG, made.zipped_text(2_000_000)),
        made.png_with(PNG, made.zipped_profile(1_200_000)),
        made.png_with(PNG, (b"tEXt", b"Comment\0" + bytes(range(32, 127)) * 20_000)),
        made.png_with(PNG, (b"zTXt", b"Comment\0\0not packed at all")),
        PNG + b"more behind it",
        made.saved(made.drawing(), "PNG", save_all=True, append_images=[made.drawing(2)]),
    ],
)
def test_a_png_of_a_scanner_or_screen_is_accepted(content: bytes) -> None:
    assert check(content, PNG_TYPE).look


@pytest.mark.parametrize(
    "content",
    [
        *(made.cut_and_closed(CARD, part) for part in (0.1, 0.5, 0.97)),
        *(made.cut_and_closed(PROGRESSIVE, part) for part in (0.1, 0.9)),
        *(made.cut_and_closed(SMOOTH, part) for part in (0.2, 0.8)),
        made.cut_and_closed(IN_ROWS, 0.5),
        PROGRESSIVE[: PROGRESSIVE.index(b"\xff\xda") + 400] + b"\xff\xd9",
        made.claiming(CARD, 7000, 7000),
        made.claiming(CARD, 640, 560),
        made.claiming(CARD, 640, 380),
        made.claiming(PROGRESSIVE, 7000, 7000),
        made.claiming(IN_ROWS, 640, 840),
        *(made.zeroed(CARD, DATA_AT + at, 2000) for at in (500, DATA_BYTES // 2)),
        *(made.zeroed(CARD, DATA_AT + DATA_BYTES // 3, size) for size in (300, 5000)),
        made.zeroed(PROGRESSIVE, made.scan_at(PROGRESSIVE) + 500, 2000),
        made.zeroed(IN_ROWS, made.scan_at(IN_ROWS) + 2000, 2000),
        CARD[:-2] + bytes(4000) + b"\xff\xd9",
        CARD[:-2],
        made.with_scans(PROGRESSIVE, 400),
        made.with_first_scans(PROGRESSIVE, 100),
        made.with_scans(made.saved(made.large((6000, 6000)), progressive=True), 90),
        CARD[:2] + b"\xff\xfe\0\x02" * 6000 + CARD[2:],
        CARD.replace(b"\xff\xc0", b"\xff\xc9"),
    ],
)
def test_a_photo_of_which_something_is_missing_or_made_up_is_refused(content: bytes) -> None:
    assert refusal(content, JPEG) == "upload_damaged"


def test_a_scan_may_say_the_same_again_a_few_times() -> None:
    assert check(made.with_first_scans(PROGRESSIVE, 3), JPEG).width == 640


@pytest.mark.parametrize(
    "content",
    [
        made.png_with(PNG, made.zipped_text(40_000_000)),
        made.png_with(PNG, made.zipped_profile(40_000_000)),
        made.png_with(PNG, *[made.zipped_text(2_000_000)] * 12),
        made.png_with(PNG, *[(b"tEXt", b"a\0b")] * 60_000),
        PNG[:-12],
        PNG.replace(b"IHDR", b"IHDX"),
        made.zeroed(PNG, len(PNG) // 2, 1000),
    ],
)
def test_a_png_that_is_cut_or_unpacks_to_far_more_is_refused(content: bytes) -> None:
    assert refusal(content, PNG_TYPE) == "upload_damaged"


@pytest.mark.parametrize(
    ("content", "content_type"),
    [
        (made.saved(Image.new("RGB", (900, 600))), JPEG),
        (made.saved(Image.new("RGB", (900, 600), "white")), JPEG),
        (made.saved(Image.new("L", (900, 600), 120)), JPEG),
        (made.saved(Image.new("CMYK", (900, 600))), JPEG),
        (made.saved(Image.new("RGB", (5000, 3000), (20, 90, 160))), JPEG),
        (made.saved(grained(0)), JPEG),
        (made.saved(grained(0), "PNG"), PNG_TYPE),
        (made.saved(CLEAR, "PNG"), PNG_TYPE),
        (made.saved(Image.new("P", (400, 400)), "PNG", transparency=0), PNG_TYPE),
        (made.saved(Image.new("LA", (400, 400), (255, 255)), "PNG"), PNG_TYPE),
        (made.saved(Image.new("I;16", (400, 400), 9), "PNG"), PNG_TYPE),
    ],
)
def test_a_picture_that_shows_nothing_is_refused(content: bytes, content_type: str) -> None:
    assert refusal(content, content_type) == "upload_blank"


def test_a_clear_sheet_with_writing_is_not_blank() -> None:
    sheet = CLEAR.copy()
    sheet.paste((0, 0, 0, 255), (150, 190, 250, 200))

    assert check(made.saved(sheet, "PNG"), PNG_TYPE)


@pytest.mark.parametrize(
    ("content", "content_type"),
    [
        (made.claiming(CARD, 20_000, 12_000), JPEG),
        (made.claiming(PROGRESSIVE, 12_000, 9_000), JPEG),
        (made.png_of(9000, 6000), PNG_TYPE),
        (made.png_of(65_000, 65_000), PNG_TYPE),
    ],
)
def test_more_pixels_than_a_camera_has_are_refused_unseen(
    content: bytes, content_type: str
) -> None:
    assert refusal(content, content_type) == "upload_too_large"


def test_a_photo_looks_the_same_whichever_way_the_camera_was_held() -> None:
    upright = made.drawing().transpose(Image.Transpose.ROTATE_90)
    exif = Image.Exif()
    exif[made.ORIENTATION_TAG] = 6
    sideways = made.saved(upright, "PNG", exif=exif)

    look, straight = check(sideways, PNG_TYPE).look, check(PNG, PNG_TYPE).look

    assert look
    assert straight
    assert are_alike(look, straight)
    with Image.open(BytesIO(sideways)) as sent:
        assert sent.size == (420, 640)
