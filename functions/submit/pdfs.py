"""PDFs: whole, not locked, and nothing in them that acts by itself. Pure: bytes in."""

import logging
import re
import sys
from io import BytesIO
from types import FrameType
from typing import Any, Self

from shared.errors import ApiError
from submit import pdf_names

HEADER, END = b"%PDF-", b"%%EOF"
LAST_LINE = re.compile(rb"%%EOF(?:\r\n|\r|\n)?")
# Viewers look for the header in the first kilobyte: gateways and editors put lines before it.
HEADER_WITHIN_BYTES = 1024
OBJECT = re.compile(rb"\d\s+\d+\s+obj\b")
START = re.compile(rb"startxref\s*(\d{1,10})\s*$")
XREF = re.compile(rb"\s*(?:xref|\d+\s+\d+\s+obj)")
# What a document may do when it is opened: go to a page, or turn to the next one.
QUIET_ACTIONS = ("/GoTo", "/Named")
MOST_FOLLOWING = 5

# pypdf is Python alone: what it calls is what it costs. This is a second, or two thousand pages.
MOST_CALLS = 3_000_000
# What is done in one call and takes long: to unpack something, to search the whole file.
UNPACKING_CALLS, CALLS_PER_BYTE = 8_000, 0.02
MOST_UNPACKED_BYTES, MOST_PAGES = 3_000_000, 5_000
LIMITS: dict[str, Any] = {
    "zlib_maximum_output_length": MOST_UNPACKED_BYTES,
    "lzw_maximum_output_length": MOST_UNPACKED_BYTES,
    "run_length_maximum_output_length": MOST_UNPACKED_BYTES,
    "zlib_maximum_recovery_input_length": 100_000,
    "stream_filters_maximum_length": 2,
    "stream_decoding_work_maximum_length": 4 * MOST_UNPACKED_BYTES,
    "page_tree_maximum_entries": 2 * MOST_PAGES,
    "page_tree_maximum_page_entries": 20 * MOST_PAGES,
}


class _TooMuch(BaseException):
    """Past the limit of calls. Nothing in pypdf catches it, as it does most exceptions."""


def is_pdf(content: bytes) -> bool:
    return 0 <= content.find(HEADER) <= HEADER_WITHIN_BYTES


def trimmed(content: bytes) -> bytes:
    """From its header to its end, without what mail gateways and web servers add to either."""
    begin, end = content.find(HEADER), content.rfind(END)
    # What was added to a document later, and is cut off, has objects but no end.
    if end < begin or OBJECT.search(content, end):
        raise ApiError("upload_damaged")
    told = START.search(content, end - 64, end)
    # Places are counted from the header, or, where a program wrote the line itself, from there.
    counted_from_start = told and not XREF.match(content, begin + int(told[1]))
    last = LAST_LINE.match(content, end)
    return content[0 if counted_from_start else begin : last.end() if last else end]


def pages_of(content: bytes) -> int:
    """The number of pages; ApiError, or whatever a broken file raises."""
    content = trimmed(content)
    try:
        if pdf_names.acts(content):
            raise ApiError("upload_active_content")
        return _opened(content)
    except (_TooMuch, pdf_names.TooMuch):
        raise ApiError("upload_too_large") from None


def _opened(content: bytes) -> int:
    # Imported late: it takes half a second, and most uploads are pictures.
    from pypdf import PdfReader, apply_configuration  # noqa: PLC0415
    from pypdf.errors import DependencyError  # noqa: PLC0415

    logging.getLogger("pypdf").setLevel(logging.CRITICAL + 1)
    with apply_configuration(**LIMITS), _Meter() as meter:
        reader = PdfReader(_Source(content, meter))
        try:
            # Many banks forbid changes with an owner's password; it opens with an empty one.
            if reader.is_encrypted and not reader.decrypt(""):
                raise ApiError("upload_encrypted")
            _refuse_acting(reader)
            pages = len(reader.pages)
        except DependencyError:  # a cipher of nobody's
            raise ApiError("upload_encrypted") from None
        if not reader.pages[0].mediabox.width:  # raises when there is no page
            raise ApiError("upload_damaged")
    return pages


def _refuse_acting(reader: Any) -> None:
    """What only an opened document shows: its first action, and what is encrypted."""
    action = reader.trailer["/Root"].get("/OpenAction")
    for _ in range(MOST_FOLLOWING):
        action = action.get_object() if action is not None else None
        if not isinstance(action, dict):  # a place in the document, or nothing
            break
        if "/S" in action and action["/S"] not in QUIET_ACTIONS:
            raise ApiError("upload_active_content")
        action = action.get("/Next")
    else:
        raise ApiError("upload_active_content")
    for number in {number for number, _ in reader.xref_objStm.values()}:
        stream = reader.get_object(number)
        unpacked, first = stream.get_data(), int(stream["/First"])
        starts = [first + int(each) for each in unpacked[:first].split()[1::2]]
        if pdf_names.acts_inside(unpacked, starts):
            raise ApiError("upload_active_content")


class _Meter:
    """Counts the calls of this thread, and stops them past the limit."""

    def __init__(self) -> None:
        self.left: float = MOST_CALLS

    def __enter__(self) -> Self:
        self.before = sys.getprofile()
        sys.setprofile(self.see)
        return self

    def __exit__(self, *_: object) -> None:
        sys.setprofile(self.before)

    def see(self, _: FrameType, event: str, called: Any) -> None:
        unpacks = event == "c_call" and called.__name__ == "decompress"
        self.spend(UNPACKING_CALLS if unpacks else 1)

    def spend(self, calls: float) -> None:
        self.left -= calls
        if self.left < 0:
            raise _TooMuch


class _Source(BytesIO):
    """A file of which to read all again, to look for something lost, has its price."""

    def __init__(self, content: bytes, meter: _Meter) -> None:
        super().__init__(content)
        self.price, self.meter = len(content) * CALLS_PER_BYTE, meter

    def getbuffer(self) -> memoryview:
        self.meter.spend(self.price)
        return super().getbuffer()
