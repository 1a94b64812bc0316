"""Whether bytes are a complete video file, by its container alone; frames are not decoded. Pure."""

from shared.errors import ApiError
from submit import mp4_boxes, webm_elements

# An old QuickTime file has no `ftyp`, and starts with one of the others.
FIRST_BOXES = {b"ftyp", b"moov", b"mdat", b"wide", b"free", b"skip"}
PICTURE_BRANDS = {b"heic", b"heix", b"mif1", b"msf1", b"avif"}


def type_of(content: bytes) -> str | None:
    """The media type of a video by its first bytes, or None."""
    if content.startswith(webm_elements.EBML):
        return "video/webm" if webm_elements.doc_type(content) == b"webm" else None
    first, brand = content[4:8], content[8:12]
    if first not in FIRST_BOXES or (first == b"ftyp" and brand in PICTURE_BRANDS):
        return None
    return "video/mp4" if first == b"ftyp" and brand != b"qt  " else "video/quicktime"


def check(content: bytes) -> None:
    """Refuse a video that is cut off or has no frames."""
    try:
        if content.startswith(webm_elements.EBML):
            webm_elements.check(content)
        else:
            mp4_boxes.check(content)
    except (mp4_boxes.BadVideo, webm_elements.BadVideo):
        raise ApiError("upload_damaged") from None


def without_place(content: bytes) -> bytes:
    """A sound video without what it tells of where and with what it was made."""
    if content.startswith(webm_elements.EBML):
        return webm_elements.without_place(content)
    return mp4_boxes.without_place(content)
