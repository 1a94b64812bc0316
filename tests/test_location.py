"""What is kept of a picture: every pixel, which way is up, and nothing of where it was taken."""

from io import BytesIO

import pytest
import requests
from PIL import Image, ImageCms

from shared.errors import ApiError
from submit.location import kept_bytes
from submit.media_check import check
from tests import media_makers as made
from tests import pdf_makers
from tests.world_helpers import Company, a_customer, uploaded

PROFILE = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
XMP = b"http://ns.adobe.com/xap/1.0/\0<x:xmpmeta>exif:GPSLatitude=13,45N</x:xmpmeta>"
TRACES = (b"GPS", b"Maker", b"xmp", b"IPTC", b"taken", b"MPF", b"ftyp")


def segment(marker: int, held: bytes) -> bytes:
    return b"\xff" + bytes([marker]) + (len(held) + 2).to_bytes(2) + held


def with_segments(jpeg: bytes, *segments: bytes) -> bytes:
    return jpeg[:2] + b"".join(segments) + jpeg[2:]


PHOTO = made.photo(6)
SECOND = made.photo()
TRACED = with_segments(
    PHOTO,
    segment(0xE1, XMP),
    segment(0xED, b"Photoshop 3.0\x008BIM IPTC Bangkok"),
    segment(0xFE, b"taken at home"),
)
EXIF = Image.Exif()
EXIF[made.GPS_TAG] = {1: "N", 2: (13.0, 45.0, 21.5)}
EXIF[made.ORIENTATION_TAG] = 8
PNG = made.saved(made.drawing(), "PNG", exif=EXIF, icc_profile=PROFILE)


def pixels(content: bytes) -> bytes:
    with Image.open(BytesIO(content)) as picture:
        return picture.tobytes()


@pytest.mark.parametrize(
    ("content", "orientation"),
    [
        (PHOTO, 6),
        (made.photo(3, progressive=True), 3),
        (made.photo(1, icc_profile=PROFILE), None),
        (made.photo(icc_profile=PROFILE * 40), None),
        (TRACED, 6),
        (made.saved(made.drawing().convert("CMYK"), exif=EXIF), 8),
        (made.saved(made.drawing().convert("L"), exif=EXIF, restart_marker_rows=1), 8),
        (PHOTO + SECOND, 6),
        (made.saved(made.drawing(), "MPO", save_all=True, append_images=[made.drawing(2)]), None),
        (PHOTO + b"\0\0\0\x18ftypmp42 a motion photo, taken here", 6),
        (made.with_comment_between_scans(made.photo(progressive=True)), None),
    ],
)
def test_a_photo_keeps_its_pixels_and_loses_its_place(
    content: bytes, orientation: int | None
) -> None:
    kept = kept_bytes(content, "image/jpeg")

    assert [trace for trace in TRACES if trace in kept] == []
    assert pixels(kept) == pixels(content)
    with Image.open(BytesIO(kept)) as picture, Image.open(BytesIO(content)) as sent:
        assert picture.info.get("icc_profile") == sent.info.get("icc_profile")
        assert dict(picture.getexif()) == (
            {made.ORIENTATION_TAG: orientation} if orientation else {}
        )
    assert check(kept, "image/jpeg") == check(content, "image/jpeg")
    assert check(kept, "image/jpeg").look == check(content, "image/jpeg").look
    assert kept_bytes(kept, "image/jpeg") == kept


@pytest.mark.parametrize(
    ("content", "orientation"),
    [
        (PNG, 8),
        (made.png_with(PNG, (b"tEXt", b"GPS\0taken"), (b"tIME", bytes(7))), 8),
        (made.png_with(PNG, (b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0<x:xmpmeta/>")), 8),
        (made.saved(made.drawing().convert("P"), "PNG", transparency=3), None),
        (made.deep_png(4, 6), None),
        (made.interlaced_png(), None),
        (PNG + b"taken here", 8),
        (made.saved(made.drawing(), "PNG", save_all=True, append_images=[made.drawing(2)]), None),
    ],
)
def test_a_png_keeps_its_pixels_and_loses_its_place(
    content: bytes, orientation: int | None
) -> None:
    kept = kept_bytes(content, "image/png")

    assert [trace for trace in TRACES if trace in kept] == []
    assert pixels(kept) == pixels(content)
    with Image.open(BytesIO(kept)) as picture, Image.open(BytesIO(content)) as sent:
        assert picture.info.get("icc_profile") == sent.info.get("icc_profile")
        assert picture.getexif().get(made.ORIENTATION_TAG) == orientation
    assert check(kept, "image/png") == check(content, "image/png")
    assert kept_bytes(kept, "image/png") == kept


def test_a_reviewer_sees_the_photo_and_not_where_it_was_taken(company: Company) -> None:
    person = a_customer(company)
    front = uploaded(company, person, "id_front", TRACED)
    others = [uploaded(company, person, kind) for kind in ("id_back", "selfie")]
    body = {"tier": 1, "fields": person.fields, "uploads": [front, *others]}
    sent = company.post(f"/v1/customers/{person.customer_id}/submissions", body)
    assert sent.status == 201, sent.text
    company.world.settle()

    case = company.review(f"/tasks/{sent.json['submission_id']}").json
    (shown,) = [each for each in case["documents"] if each["kind"] == "id_front"]
    served = requests.get(shown["url"], timeout=5).content

    assert pixels(served) == pixels(TRACED)
    assert [trace for trace in TRACES if trace in served] == []
    assert served == kept_bytes(TRACED, "image/jpeg")


def test_a_pdf_is_kept_as_it_is_without_what_was_put_around_it() -> None:
    paper = pdf_makers.pdf()

    assert kept_bytes(b"\r\n" + paper + b"<html>", "application/pdf") == paper


@pytest.mark.parametrize("content_type", ["image/jpeg", "image/png"])
def test_what_cannot_be_taken_apart_is_refused_and_no_failure(content_type: str) -> None:
    with pytest.raises(ApiError, match="upload_damaged"):
        kept_bytes(b"\xff\xd8\xff\xe1 half of a picture", content_type)
