"""Whether bytes are a complete video file, by its container alone; frames are not decoded. Pure.

MP4 and QuickTime (ISO 14496-12): boxes of `size, type, payload` that fill the file exactly.
WebM (RFC 8794): an EBML header that names its DocType, then one Segment with Clusters of frames.
"""

from collections.abc import Iterator

from shared.errors import ApiError

EBML, DOC_TYPE = b"\x1a\x45\xdf\xa3", b"\x42\x82"
SEGMENT, CLUSTER = b"\x18\x53\x80\x67", b"\x1f\x43\xb6\x75"
# An old QuickTime file has no `ftyp`, and starts with one of the others.
FIRST_BOXES = {b"ftyp", b"moov", b"mdat", b"wide", b"free", b"skip"}
PICTURE_BRANDS = {b"heic", b"heix", b"mif1", b"msf1", b"avif"}
MOST_BOXES = 100_000


def type_of(content: bytes) -> str | None:
    """The media type of a video by its first bytes, or None."""
    if content.startswith(EBML):
        return "video/webm" if _doc_type(content) == b"webm" else None
    first, brand = content[4:8], content[8:12]
    if first not in FIRST_BOXES or (first == b"ftyp" and brand in PICTURE_BRANDS):
        return None
    return "video/mp4" if first == b"ftyp" and brand != b"qt  " else "video/quicktime"


def check(content: bytes) -> None:
    """Refuse a video that is cut off or has no frames."""
    if content.startswith(EBML):
        complete = _is_complete_webm(content)
    else:
        kinds = list(_boxes(content))
        # Without `moov` no player knows how to decode; fragments (`moof`) do not replace it.
        complete = b"moov" in kinds and b"mdat" in kinds and kinds[-1] != b""
    if not complete:
        raise ApiError("upload_damaged")


def _boxes(content: bytes) -> Iterator[bytes]:
    """The types of the top-level boxes; ends with b"" where the file stops being well-formed."""
    at = 0
    for _ in range(MOST_BOXES):
        if at == len(content):
            return
        size, kind = int.from_bytes(content[at : at + 4]), content[at + 4 : at + 8]
        header = 8
        if size == 1:
            size, header = int.from_bytes(content[at + 8 : at + 16]), 16
        elif size == 0:  # to the end of the file
            size = len(content) - at
        if size < header or at + size > len(content) or not kind.isascii():
            break
        yield kind
        at += size
    yield b""


def _is_complete_webm(content: bytes) -> bool:
    header_size, at = _vint(content, 4)
    at += header_size or 0
    if content[at : at + 4] != SEGMENT:
        return False
    size, body = _vint(content, at + 4)
    # Browsers record live and leave the size open.
    whole = size is None or body + size <= len(content)
    return whole and content.find(CLUSTER, body) > 0


def _doc_type(content: bytes) -> bytes:
    at = content.find(DOC_TYPE, 4, 100)
    if at < 0:
        return b""
    size, body = _vint(content, at + 2)
    return content[body : body + (size or 0)].rstrip(b"\0")


def _vint(content: bytes, at: int) -> tuple[int | None, int]:
    """(value, position after it); the value is None when the length is declared unknown."""
    first = content[at] if at < len(content) else 0
    length = 9 - first.bit_length()
    value = int.from_bytes(content[at : at + length]) & ((1 << 7 * length) - 1)
    unknown = value == (1 << 7 * length) - 1
    return (None if unknown else value), at + length
