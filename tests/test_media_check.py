"""Uploaded files: what they say they are, whole, and readable."""

import struct
import zlib
from contextlib import suppress
from datetime import date
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from pypdf import PdfWriter

from local.specimens import id_card, passport_page, selfie, utility_bill_pdf
from shared.errors import ApiError
from shared.upload_kinds import KINDS
from submit.media_check import MediaFacts, check
from tests import video_makers
from tests.properties import UNHURRIED

BORN = date(1990, 5, 17)
CARD = id_card("SOMCHAI JAIDEE", "1234545678781", BORN)
BILL = utility_bill_pdf("Somchai Jaidee", "1 Sukhumvit Road\nBangkok 10110", date(2026, 1, 5))
VIDEO = video_makers.mp4()


def saved(picture, kind, **options):
    buffer = BytesIO()
    picture.save(buffer, kind, **options)
    return buffer.getvalue()


SELFIE_PNG = saved(Image.open(BytesIO(selfie("somchai"))), "PNG")
PROGRESSIVE = saved(Image.open(BytesIO(CARD)), "JPEG", progressive=True)


def box(kind, payload=b""):
    return struct.pack(">I", 8 + len(payload)) + kind + payload


def ebml(doc_type=b"webm"):
    inner = b"\x42\x82" + bytes([0x80 | len(doc_type)]) + doc_type
    return b"\x1a\x45\xdf\xa3" + bytes([0x80 | len(inner)]) + inner


LIVE_WEBM = video_makers.webm(live=True)
MOV = video_makers.mp4(brand=b"qt  ")
HEAD = box(b"ftyp", b"isom\0\0\0\0isom")


def refusal(content, content_type):
    with pytest.raises(ApiError) as refused:
        check(content, content_type)
    return refused.value.code


def pdf(pages=1, **encryption):
    writer = PdfWriter()
    for _ in range(pages):
        writer.add_blank_page(595, 842)
    if encryption:
        writer.encrypt(**({"algorithm": "AES-256"} | encryption))
    buffer = BytesIO()
    writer.write(buffer)
    return buffer.getvalue()


def png_of(width, height, *data):
    """A PNG that claims a size; without data it is a decompression bomb's wrapping."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = [(b"IHDR", header), *data, (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(held)) + kind + held + struct.pack(">I", zlib.crc32(kind + held))
        for kind, held in chunks
    )


@pytest.mark.parametrize(
    ("content", "content_type", "facts"),
    [
        (CARD, "image/jpeg", {"width": 1280, "height": 806}),
        (PROGRESSIVE, "image/jpeg", {"width": 1280, "height": 806}),
        (passport_page("A", "AA1234567", BORN), "image/jpeg", {"width": 1500, "height": 1056}),
        (SELFIE_PNG, "image/png", {"width": 960, "height": 1280}),
        (BILL, "application/pdf", {"pages": 1}),
        (pdf(pages=3), "application/pdf", {"pages": 3}),
        (VIDEO, "video/mp4", {}),
    ],
)
def test_a_sound_file_is_accepted_and_measured(content, content_type, facts):
    assert check(content, content_type) == MediaFacts(content_type, **facts)


@pytest.mark.parametrize(
    ("content", "content_type"),
    [
        (CARD, "image/png"),
        (SELFIE_PNG, "image/jpeg"),
        (BILL, "image/jpeg"),
        (VIDEO, "video/quicktime"),
        (MOV, "video/mp4"),
        (LIVE_WEBM, "video/mp4"),
        (ebml(b"matroska"), "video/webm"),
        (box(b"ftyp", b"heic\0\0\0\0heic"), "video/mp4"),
        (saved(Image.new("RGB", (400, 400)), "GIF"), "image/png"),
        (b"MZ\x90\0 an executable", "application/pdf"),
        (b"<html><script>", "image/jpeg"),
        (b"", "image/jpeg"),
        (CARD, "text/html"),
    ],
)
def test_a_file_that_is_not_what_it_says_is_refused(content, content_type):
    assert refusal(content, content_type) == "upload_type_mismatch"


@pytest.mark.parametrize(
    ("content", "content_type"),
    [
        (CARD[: len(CARD) // 2], "image/jpeg"),
        (CARD[:-2000], "image/jpeg"),
        (CARD[:300], "image/jpeg"),
        (CARD[:3], "image/jpeg"),
        (PROGRESSIVE[: len(PROGRESSIVE) // 2], "image/jpeg"),
        (SELFIE_PNG[: len(SELFIE_PNG) // 2], "image/png"),
        (SELFIE_PNG[:-20], "image/png"),
        (SELFIE_PNG[:5000] + b"garbage" + SELFIE_PNG[5007:], "image/png"),
        (png_of(400, 400), "image/png"),
        (png_of(400, 400, (b"IDAT", zlib.compress(bytes(400)))), "image/png"),
        (BILL[: len(BILL) // 2], "application/pdf"),
        (BILL[: BILL.rindex(b"%%EOF")], "application/pdf"),
        (b"\n\n\n%PDF-1.4 late", "application/pdf"),
        (b"%PDF-1.7 nothing in it %%EOF", "application/pdf"),
        (pdf(pages=0), "application/pdf"),
    ],
)
def test_a_file_that_was_cut_off_is_refused(content, content_type):
    assert refusal(content, content_type) == "upload_damaged"


def test_a_cut_is_noticed_in_a_picture_too_large_to_decode_in_full():
    large = saved(Image.open(BytesIO(CARD)).resize((4000, 3000)), "JPEG")

    assert check(large, "image/jpeg").width == 4000
    assert refusal(large[: len(large) * 9 // 10], "image/jpeg") == "upload_damaged"


@pytest.mark.parametrize("size_px", [(299, 1000), (1000, 299), (1, 1)])
def test_a_picture_nobody_can_read_is_refused(size_px):
    assert refusal(saved(Image.new("RGB", size_px), "PNG"), "image/png") == "upload_too_small"


@pytest.mark.parametrize("size_px", [(10_000, 5_101), (65_000, 65_000), (400, 2_000_000_000)])
def test_a_decompression_bomb_is_refused_by_its_header(size_px):
    assert refusal(png_of(*size_px), "image/png") == "upload_too_large"


def test_a_pdf_that_needs_a_password_is_refused():
    locked = pdf(user_password="open sesame", owner_password="owner")

    assert refusal(locked, "application/pdf") == "upload_encrypted"


@pytest.mark.parametrize("algorithm", ["RC4-40", "RC4-128", "AES-128", "AES-256-R5", "AES-256"])
def test_a_statement_that_a_bank_only_protected_from_changes_is_accepted(algorithm):
    protected = pdf(user_password="", owner_password="the bank's", algorithm=algorithm)

    assert check(protected, "application/pdf").pages == 1


def test_each_kind_of_upload_has_its_types_and_its_limit():
    assert KINDS["id_front"].content_types == ("image/jpeg", "image/png")
    assert KINDS["id_front"].max_bytes == KINDS["address_proof"].max_bytes == 20_000_000
    assert "application/pdf" in KINDS["address_proof"].content_types
    assert KINDS["statement_video"].max_bytes == 50_000_000


def test_what_is_inside_a_broken_file_reaches_neither_logs_nor_warnings(caplog, recwarn):
    spoiled = pdf().replace(b"/Root", b"/Rxxt").replace(b"trailer", b"trailer <zz>")

    assert refusal(spoiled, "application/pdf") == "upload_damaged"
    assert not caplog.records
    assert not recwarn.list


STARTS = [CARD[:2000], SELFIE_PNG[:60], BILL[:900], b"%PDF-1.7\n", HEAD, ebml(), b""]


@settings(UNHURRIED, max_examples=200)
@given(
    st.sampled_from(STARTS),
    st.binary(max_size=300),
    st.sampled_from(["image/jpeg", "image/png", "application/pdf", "video/mp4", "video/webm"]),
)
def test_no_bytes_whatever_crash_the_check(start, rest, content_type):
    tail = b"%%EOF" if content_type == "application/pdf" else b""
    with suppress(ApiError):
        check(start + rest + tail, content_type)
