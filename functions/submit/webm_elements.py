"""WebM by its elements (RFC 8794, RFC 9559): pictures that are there. Pure: bytes in.

An element is `id, size, payload`. Browsers record live, and leave the sizes of the outer ones open.
"""

from collections.abc import Iterator
from dataclasses import dataclass

EBML, DOC_TYPE = b"\x1a\x45\xdf\xa3", b"\x42\x82"
SEGMENT, CLUSTER, TRACKS, TRACK = 0x18538067, 0x1F43B675, 0x1654AE6B, 0xAE
GROUP, BLOCK, SIMPLE_BLOCK, VOID = 0xA0, 0xA1, 0xA3, 0xEC
TRACK_NUMBER, TRACK_TYPE, CODEC = 0xD7, 0x83, 0x86
TAGS, ATTACHMENTS = 0x1254C367, 0x1941A469
# What is walked into as if its elements stood by themselves.
OPENED = {SEGMENT, CLUSTER, TRACKS, TRACK, GROUP}
PICTURES, MOST_ELEMENTS = 1, 500_000


class BadVideo(Exception):
    """Cut off, or without pictures."""


@dataclass(frozen=True)
class Element:
    number: int
    begin: int
    body: int
    end: int


def doc_type(content: bytes) -> bytes:
    """`webm`, or another kind of Matroska."""
    at = content.find(DOC_TYPE, len(EBML), 100)
    if at < 0:
        return b""
    size, body = _vint(content, at + len(DOC_TYPE))
    return content[body : body + (size or 0)].rstrip(b"\0")


def elements(content: bytes) -> Iterator[Element]:
    """All of the file, one after the other; BadVideo where one does not end in it."""
    size, at = _vint(content, len(EBML))
    at += size or 0
    for _ in range(MOST_ELEMENTS):
        if at == len(content):
            return
        begin, length = at, 9 - content[at].bit_length()
        number = int.from_bytes(content[at : at + length])
        size, body = _vint(content, at + length)
        if length > 4 or body > len(content) or (size is None and number not in OPENED):
            break
        end = body + (size or 0)
        if end > len(content):
            break
        yield Element(number, begin, body, end)
        at = body if number in OPENED else end
    raise BadVideo


def check(content: bytes) -> None:
    """BadVideo unless there is a frame of a track with pictures."""
    kinds: dict[int, dict[int, bytes]] = {}
    told: dict[int, bytes] = {}
    first: bytes | None = None
    for each in elements(content):
        held = content[each.body : each.end] if each.number not in OPENED else b""
        if each.number == TRACK:
            told = {}
        elif each.number in (TRACK_NUMBER, TRACK_TYPE, CODEC):
            told[each.number] = held
            kinds[int.from_bytes(told.get(TRACK_NUMBER, b""))] = told
        elif each.number in (BLOCK, SIMPLE_BLOCK) and first is None:
            track, at = _vint(held, 0)
            of_pictures = kinds.get(track or 0, {})
            if int.from_bytes(of_pictures.get(TRACK_TYPE, b"")) == PICTURES:
                first = held[at + 3 :]
                _refuse_other(first, of_pictures.get(CODEC, b"").rstrip(b"\0"))
    if not first:
        raise BadVideo


def without_place(content: bytes) -> bytes:
    """The same with gaps where tags and attachments were."""
    kept = bytearray(content)
    for each in elements(content):
        if each.number in (TAGS, ATTACHMENTS):
            # A size of eight bytes fits behind an id of one.
            gap = each.end - each.begin - 9
            if gap >= 0:
                kept[each.begin : each.begin + 9] = b"\xec\x01" + gap.to_bytes(7)
                kept[each.begin + 9 : each.end] = bytes(gap)
    return bytes(kept)


def _refuse_other(frame: bytes, codec: bytes) -> None:
    """What the codec never writes first."""
    begins = frame[:1] and frame[0]
    wrong = {
        b"V_VP8": frame[3:6] != b"\x9d\x01\x2a",
        b"V_VP9": not begins or begins >> 6 != 2,
        b"V_AV1": not begins or begins & 0x81,
    }
    if wrong.get(codec):
        raise BadVideo


def _vint(content: bytes, at: int) -> tuple[int | None, int]:
    """(value, position after it); the value is None when the length is declared unknown."""
    first = content[at] if at < len(content) else 0
    length = 9 - first.bit_length()
    value = int.from_bytes(content[at : at + length]) & ((1 << 7 * length) - 1)
    unknown = value == (1 << 7 * length) - 1
    return (None if unknown else value), at + length
