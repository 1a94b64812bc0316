"""Whether an uploaded file is what it says, and can be opened and read. Pure: bytes in."""

import logging
import warnings
from dataclasses import dataclass, field
from io import BytesIO

from PIL import Image

from shared.errors import ApiError
from shared.upload_kinds import IMAGES
from submit import video_container
from submit.picture_look import look_of

MOST_PIXELS = 50_000_000
LEAST_SHORT_SIDE_PX = 300
# A larger JPEG is decoded at an eighth of its size: a cut shows all the same, with less memory.
DRAFT_ABOVE_PX = 2_000_000


@dataclass(frozen=True)
class MediaFacts:
    """Pixels for pictures, pages for PDFs, neither for videos; a picture's look."""

    media_type: str
    width: int | None = None
    height: int | None = None
    pages: int | None = None
    look: str | None = field(default=None, compare=False)


def check(content: bytes, content_type: str) -> MediaFacts:
    """The facts of a file that is what it says and can be opened; ApiError `upload_…` if not."""
    if _type_of(content) != content_type:
        raise ApiError("upload_type_mismatch")
    try:
        # Warnings and logs of the libraries quote the file; we have our own limits and answers.
        with warnings.catch_warnings(action="ignore"):
            return _opened(content, content_type)
    except ApiError:
        raise
    except Image.DecompressionBombError:
        raise ApiError("upload_too_large") from None
    except Exception:  # noqa: BLE001  on a broken file Pillow and pypdf raise anything
        raise ApiError("upload_damaged") from None


def _opened(content: bytes, content_type: str) -> MediaFacts:
    if content_type in IMAGES:
        width, height = _measure(content)
        look = _decode(content, content_type)
        return MediaFacts(content_type, width, height, look=look)
    if content_type == "application/pdf":
        return MediaFacts(content_type, pages=_pdf_pages(content))
    video_container.check(content)
    return MediaFacts(content_type)


def _type_of(content: bytes) -> str | None:
    if content.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image/png"
    if content.startswith(b"%PDF-"):
        return "application/pdf"
    return video_container.type_of(content)


def _measure(content: bytes) -> tuple[int, int]:
    """Width and height from the header, refused before any pixel takes memory."""
    with Image.open(BytesIO(content), formats=("JPEG", "PNG")) as picture:
        width, height = picture.size
    if width * height > MOST_PIXELS:
        raise ApiError("upload_too_large")
    if min(width, height) < LEAST_SHORT_SIDE_PX:
        raise ApiError("upload_too_small")
    return width, height


def _decode(content: bytes, content_type: str) -> str | None:
    """The picture's look; raises when it is cut off or garbled."""
    if content_type == "image/png":
        with Image.open(BytesIO(content), formats=("PNG",)) as picture:
            picture.verify()  # checksums to the very end; a verified picture cannot be loaded
    with Image.open(BytesIO(content), formats=("JPEG", "PNG")) as picture:
        width, height = picture.size
        if width * height > DRAFT_ABOVE_PX:
            picture.draft(None, (width // 8, height // 8))  # does nothing for PNG
        picture.load()
        return look_of(picture)


def _pdf_pages(content: bytes) -> int:
    if b"%%EOF" not in content[-1024:]:
        raise ApiError("upload_damaged")
    # Imported late: it takes half a second, and most uploads are pictures.
    from pypdf import PdfReader  # noqa: PLC0415
    from pypdf.errors import DependencyError  # noqa: PLC0415

    logging.getLogger("pypdf").setLevel(logging.CRITICAL + 1)
    reader = PdfReader(BytesIO(content))
    try:
        # Many banks forbid changes with an owner's password; such a PDF opens with an empty one.
        if reader.is_encrypted and not reader.decrypt(""):
            raise ApiError("upload_encrypted")
        pages = len(reader.pages)
    except DependencyError:  # a cipher that is not installed
        raise ApiError("upload_encrypted") from None
    if not reader.pages[0].mediabox.width:  # raises when there is no page
        raise ApiError("upload_damaged")
    return pages
