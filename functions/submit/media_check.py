"""Whether an uploaded file is what it says, and can be opened and read. Pure: bytes in."""

import warnings
from dataclasses import dataclass, field

from shared.errors import ApiError
from shared.upload_kinds import IMAGES
from submit import pdfs, pictures, video_container
from submit.picture_look import look_of, miniature_of


@dataclass(frozen=True)
class MediaFacts:
    """Pixels for pictures, pages for PDFs, neither for videos; a picture's look and miniature."""

    media_type: str
    width: int | None = None
    height: int | None = None
    pages: int | None = None
    look: str | None = field(default=None, compare=False)
    miniature: str | None = field(default=None, compare=False)


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
    except Exception:  # noqa: BLE001  on a broken file Pillow and pypdf raise anything
        raise ApiError("upload_damaged") from None


def _opened(content: bytes, content_type: str) -> MediaFacts:
    if content_type in IMAGES:
        width, height, small = pictures.opened(content, content_type)
        look = look_of(small)
        # What shows nothing is nothing's copy.
        miniature = miniature_of(small) if look else None
        return MediaFacts(content_type, width, height, look=look, miniature=miniature)
    if content_type == "application/pdf":
        return MediaFacts(content_type, pages=pdfs.pages_of(content))
    video_container.check(content)
    return MediaFacts(content_type)


def _type_of(content: bytes) -> str | None:
    if content.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image/png"
    return video_container.type_of(content) or ("application/pdf" if pdfs.is_pdf(content) else None)
