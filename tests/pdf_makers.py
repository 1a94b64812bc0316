"""PDFs written by hand, object by object, as tidy programs and as attackers write them."""

import zlib
from io import BytesIO
from typing import Any

from pypdf import PdfWriter

PAGE = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R %s >>"
PAINT = b"0.2 0.4 0.6 rg 50 50 300 300 re f"
SCRIPT = b"<< /S /JavaScript /JS (app.alert\\(1\\)) >>"


def stream(held: bytes, told: bytes = b"") -> bytes:
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(held), told, held)


def pdf(
    root: bytes = b"", page: bytes = b"", objects: tuple[bytes, ...] = (), before: bytes = b""
) -> bytes:
    """One page; `root` and `page` are put into these objects, and `objects` are 5, 6, …"""
    written = [
        b"<< /Type /Catalog /Pages 2 0 R %s >>" % root,
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        PAGE % page,
        stream(PAINT),
        *objects,
    ]
    return numbered(written, before)


def numbered(written: list[bytes], before: bytes = b"") -> bytes:
    """The objects from 1 on, the first of which is the root."""
    body, places = before + b"%PDF-1.7\n", []
    for number, each in enumerate(written, 1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, each)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(written) + 1)
    trailer = b"trailer\n<< /Size %d /Root 1 0 R >>\n" % (len(written) + 1)
    return body + head + table + trailer + b"startxref\n%d\n%%%%EOF\n" % len(body)


def packed(root: bytes = b"", objects: tuple[bytes, ...] = (), kind: bytes = b"/ObjStm") -> bytes:
    """All but the page's paint in an object stream, found by a cross-reference stream.

    `objects` are 7, 8, …
    """
    held = [
        (1, b"<< /Type /Catalog /Pages 2 0 R %s >>" % root),
        (2, b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"),
        (3, PAGE % b""),
        *((7 + at, each) for at, each in enumerate(objects)),
    ]
    index, text = b"", b""
    for number, each in held:
        index += b"%d %d " % (number, len(text))
        text += each + b"\n"
    told = b"/Type %s /N %d /First %d /Filter /FlateDecode" % (kind, len(held), len(index))
    body = b"%PDF-1.7\n"
    places = {4: len(body)}
    body += b"4 0 obj\n%s\nendobj\n" % stream(PAINT)
    places[5] = len(body)
    body += b"5 0 obj\n%s\nendobj\n" % stream(zlib.compress(index + text), told)
    places[6] = len(body)
    inside = {number: at for at, (number, _) in enumerate(held)}
    rows = b"\0\0\0\0\0\0\0"
    for number in range(1, 7 + len(objects)):
        if number in places:
            rows += b"\1" + places[number].to_bytes(4) + b"\0\0"
        else:
            rows += b"\2" + (5).to_bytes(4) + inside[number].to_bytes(2)
    table = b"/Type /XRef /W [1 4 2] /Root 1 0 R /Size %d" % (7 + len(objects))
    body += b"6 0 obj\n%s\nendobj\n" % stream(rows, table)
    return body + b"startxref\n%d\n%%%%EOF\n" % places[6]


def pages(count: int = 1, **encryption: Any) -> bytes:
    """As a library writes it."""
    writer = PdfWriter()
    for _ in range(count):
        writer.add_blank_page(595, 842)
    if encryption:
        writer.encrypt(**{"algorithm": "RC4-128"} | encryption)
    return written(writer)


def written(writer: PdfWriter) -> bytes:
    buffer = BytesIO()
    writer.write(buffer)
    return buffer.getvalue()
