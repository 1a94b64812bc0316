"""Videos: there are pictures in them, all of them are there, and nothing tells of the place."""

import pytest

from local.specimen_video import box, h264_frame, moov, tiny_mp4, track
from shared.errors import ApiError
from submit.location import kept_bytes
from submit.media_check import MediaFacts, check
from tests import video_makers as made

MP4, MOV, WEBM = "video/mp4", "video/quicktime", "video/webm"
HTML = b"<html><script>alert(1)</script></html>" * 2000
HEAD = box(b"ftyp", b"isom\0\0\0\0isom")
WHOLE = made.mp4()
# The middle one of three frames is not in the file.
ELSEWHERE = [len(HEAD) + 8, 900_000_000, len(HEAD) + 8 + sum(made.SIZES[:2])]


@pytest.mark.parametrize(
    ("content", "content_type"),
    [
        (tiny_mp4(), MP4),
        (WHOLE, MP4),
        (made.mp4(moov_last=True), MP4),
        (made.mp4(brand=b"qt  ", moov_last=True), MOV),
        (made.mp4(brand=b"3gp5"), MP4),
        (made.mp4(behind=box(b"free", bytes(99))), MP4),
        (made.mp4(behind=bytes(300)), MP4),
        (made.fragmented(), MP4),
        (made.of_a_phone(), MOV),
        (made.of_a_phone(apple=False), MP4),
        (made.webm(), WEBM),
        (made.webm(live=True), WEBM),
        (made.webm(b"\x82" + bytes(80), b"V_VP9", live=True), WEBM),
        (made.webm(b"\x12\0\x0a" + bytes(80), b"V_AV1"), WEBM),
        (made.webm(tags=b"made by nobody"), WEBM),
    ],
)
def test_a_video_of_a_phone_or_browser_is_accepted(content: bytes, content_type: str) -> None:
    assert check(content, content_type) == MediaFacts(content_type)


@pytest.mark.parametrize(
    ("content", "content_type"),
    [
        (HEAD, MP4),
        (HEAD + box(b"moov"), MP4),
        (HEAD + box(b"mdat", made.MEDIA), MP4),
        (HEAD + box(b"moov") + box(b"mdat", bytes(1024)), MP4),
        (HEAD + box(b"moov", box(b"mvhd", bytes(100))) + box(b"mdat", bytes(1024)), MP4),
        (HEAD + moov([], []) + box(b"mdat", made.MEDIA), MP4),
        (HEAD + moov(made.SIZES, [9, 9, 9], handler=b"soun") + box(b"mdat", made.MEDIA), MP4),
        (made.mp4(media=HTML), MP4),
        (made.mp4(media=bytes(len(made.MEDIA))), MP4),
        (made.mp4(media=made.MEDIA[:-900]), MP4),
        (made.mp4(sizes=[900_000_000] * 3), MP4),
        (made.mp4(sizes=[each + 7 for each in made.SIZES]), MP4),
        (HEAD + box(b"mdat", made.MEDIA) + moov(made.SIZES, ELSEWHERE), MP4),
        (HEAD + box(b"moof") + box(b"mdat", made.MEDIA), MP4),
        (made.fragmented(media=HTML), MP4),
        (made.fragmented(sizes=[]), MP4),
        (made.fragmented()[:-1], MP4),
        (WHOLE[:-1], MP4),
        (WHOLE[: len(WHOLE) // 2], MP4),
        (WHOLE + b"trailing", MP4),
        (WHOLE + b"\0\0\0\x04oops", MP4),
        (WHOLE.replace(b"stsz", b"stsx"), MP4),
        (WHOLE.replace(b"stco" + bytes(4) + b"\0\0\0\3", b"stco" + bytes(4) + b"\xff" * 4), MP4),
        (
            WHOLE.replace(b"stsz" + bytes(8), b"stsz" + bytes(7) + b"\1").replace(
                b"\0\0\0\3", b"\xff" * 4
            ),
            MP4,
        ),
        (HEAD + box(b"free") * 150_000 + WHOLE[len(HEAD) :], MP4),
        (made.webm()[:-1], WEBM),
        (made.webm(live=True)[:-1], WEBM),
        (made.webm(live=True)[:30], WEBM),
        (made.webm(kind=b"\2"), WEBM),
        (made.webm(number=b"\x82"), WEBM),
        (made.webm(frame=b""), WEBM),
        (made.webm(frame=HTML), WEBM),
        (made.webm(HTML, b"V_VP9"), WEBM),
        (made.webm(live=True) + b"\xec\x80" * 600_000, WEBM),
        (made.webm(live=True) + bytes(50), WEBM),
    ],
)
def test_a_video_without_pictures_or_cut_off_is_refused(content: bytes, content_type: str) -> None:
    with pytest.raises(ApiError) as refused:
        check(content, content_type)

    assert refused.value.code == "upload_damaged"


@pytest.mark.parametrize(
    ("content", "content_type"),
    [
        (made.of_a_phone(), MOV),
        (made.of_a_phone(apple=False), MP4),
        (made.mp4(behind=box(b"sefd", made.PLACE)), MP4),
        (made.mp4(behind=box(b"free", made.PLACE)), MP4),
        (made.mp4(extra=box(b"uuid", made.PLACE)), MP4),
        (made.webm(tags=b"LOCATION" + made.PLACE), WEBM),
        (made.webm(tags=b"LOCATION" + made.PLACE, live=True), WEBM),
    ],
)
def test_a_video_keeps_its_pictures_and_loses_its_place(content: bytes, content_type: str) -> None:
    kept = kept_bytes(content, content_type)

    assert made.PLACE in content
    assert made.PLACE not in kept
    assert len(kept) == len(content)
    assert check(kept, content_type) == check(content, content_type)
    assert kept_bytes(kept, content_type) == kept
    if content_type != WEBM:
        at = content.index(made.MEDIA)
        assert kept[at : at + len(made.MEDIA)] == made.MEDIA


def test_a_video_that_tells_nothing_is_kept_as_it_is() -> None:
    for content, content_type in [(WHOLE, MP4), (made.webm(), WEBM), (made.fragmented(), MP4)]:
        assert kept_bytes(content, content_type) == content


def test_the_drawn_video_is_one_frame_that_fills_its_box() -> None:
    assert tiny_mp4().endswith(h264_frame())
    assert len(track([1], [1])) > 300
