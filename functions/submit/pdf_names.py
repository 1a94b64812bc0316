"""Finding in a PDF what acts by itself: programs, scripts, attachments. Pure: bytes in.

Read without a parser, whose idea of where an object begins may be another than the viewer's: every
name outside of texts counts, wherever it stands, and each `obj` begins anew. Only object streams
are unpacked. Names are compared with their `#xx` spelled out (ISO 32000-1, 7.3.5 and 7.5.7).
"""

import re
import sys
import zlib
from collections.abc import Iterable, Iterator
from itertools import pairwise

ACTING = (
    *(b"JavaScript", b"Launch", b"SubmitForm", b"ImportData", b"GoToE", b"Rendition"),
    *(b"EmbeddedFile", b"EmbeddedFiles", b"FileAttachment", b"RichMedia"),
)
# Too short to mean something in packed data, if no value follows.
ACTING_WITH_A_VALUE = (b"AA", b"XFA")
VALUE = rb"(?=[\0\t\n\f\r ]*(?:<<|\[|%|\d+[\0\t\n\f\r ]+\d+[\0\t\n\f\r ]+R))"
NAME_ENDS = rb"(?=[\0\t\n\f\r ()<>\[\]{}/%]|$)"
# A name of which letters are written as their numbers.
SPELLED = rb"/[A-Za-z]{0,14}#[0-9A-Fa-f]{2}[A-Za-z0-9#]*"
# Object streams never hold streams, and packed ones of a paper are small.
MOST_STREAMS, MOST_PACKED_BYTES, MOST_UNPACKED_BYTES = 5_000, 2_000_000, 24_000_000
DICTIONARY_BYTES = 4096
MOST_TOKENS = 4_000_000


_ACTING = re.compile(
    rb"/(?:(?:%s)%s|(?:%s)%s)|%s"
    % (b"|".join(ACTING), NAME_ENDS, b"|".join(ACTING_WITH_A_VALUE), VALUE, SPELLED)
)
_TOKEN = re.compile(rb"\\.|[()%]|\bobj\b|" + _ACTING.pattern, re.DOTALL)
_ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")
_VALUE = re.compile(VALUE)
_LINE_END = re.compile(rb"[\r\n]")
_OBJECT_STREAM = re.compile(rb"/ObjStm%s|%s" % (NAME_ENDS, SPELLED))
_STREAM = re.compile(rb"stream\r?\n")


class TooMuch(Exception):
    """More is packed into object streams than any paper needs."""


def acts(content: bytes) -> bool:
    """Whether anything in the file does; what is encrypted shows only when it is opened."""
    return _acts(content) or any(map(_acts, _object_streams(content)))


def acts_inside(unpacked: bytes, starts: Iterable[int]) -> bool:
    """Of an object stream that was unpacked, with the places where its objects begin."""
    edges = [0, *sorted(each for each in starts if each < len(unpacked)), len(unpacked)]
    pieces = (unpacked[begin:end] for begin, end in pairwise(edges))
    return _names_one(unpacked) and any(map(_acts, pieces))


def _names_one(content: bytes, begin: int = 0, end: int = sys.maxsize) -> bool:
    """Whether a name of that kind stands anywhere, in a text or not."""
    return any(map(_is_acting, _ACTING.finditer(content, begin, end)))


def _is_acting(found: re.Match[bytes]) -> bool:
    if b"#" not in found[0]:
        return True
    name = _plain(found[0])[1:]
    return name in ACTING or (
        name in ACTING_WITH_A_VALUE and _VALUE.match(found.string, found.end()) is not None
    )


def _plain(name: bytes) -> bytes:
    return _ESCAPED.sub(lambda each: bytes([int(each[1], 16)]), name)


def _acts(content: bytes) -> bool:
    if not _names_one(content):
        return False
    at, depth = 0, 0
    for _ in range(MOST_TOKENS):
        found = _TOKEN.search(content, at)
        if not found:
            return False
        at, token = found.end(), found[0]
        if token == b"obj":
            depth = 0
        elif token == b"(":
            depth += 1
        elif token == b")":
            depth = max(0, depth - 1)
        elif token == b"%" and not depth:
            # Its parentheses open nothing; an object may begin in what looks like a comment.
            end = _LINE_END.search(content, at)
            stop = end.start() if end else len(content)
            if _names_one(content, at, stop):
                return True
            at = stop
        elif token.startswith(b"/") and not depth and _is_acting(found):
            return True
    return True


def _object_streams(content: bytes) -> Iterator[bytes]:
    """Those that are not encrypted, of older revisions too."""
    room = MOST_UNPACKED_BYTES
    for number, found in enumerate(_OBJECT_STREAM.finditer(content)):
        if number == MOST_STREAMS:
            raise TooMuch
        begin = _STREAM.search(content, found.end(), found.end() + DICTIONARY_BYTES)
        if _plain(found[0]) != b"/ObjStm" or not begin:
            continue
        packed = content[begin.end() : begin.end() + MOST_PACKED_BYTES]
        try:
            unpacked = zlib.decompressobj().decompress(packed, room + 1)
        except zlib.error:
            continue
        room -= len(unpacked)
        if room < 0:
            raise TooMuch
        yield unpacked
