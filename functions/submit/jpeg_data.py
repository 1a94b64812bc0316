"""A JPEG decoded so that nothing is made up: each scan's data ends exactly where its blocks end.

libjpeg fills what is missing with grey, skips what is too much, and tells Pillow neither. But it
shows where it stands: while a scan needs more bytes, it leaves some of those it was given; after
its last block it throws away whatever comes before the next marker. So the last bytes of each run
of data are given one by one, and behind them some that no run can need.
"""

import re
from io import BytesIO

from PIL import Image
from PIL.ImageFile import _Tile
from PIL.JpegImagePlugin import JpegImageFile

from submit.jpeg_parts import DRI, BadJpeg, Jpeg, Scan

CHUNK_BYTES, TAIL_BYTES = 65_536, 16
# Where zero bits say something of every coefficient, no picture says it so often.
HOLE = bytes(128)
# Some encoders fill up behind the last block.
MOST_PADDING_BYTES = 64
# A decoder reads up to eight bytes ahead; a unit that is missing shows within three times that.
AHEAD, PROBES = bytes(8), 24
_RESTART = re.compile(rb"\xff[\xd0-\xd7]")
# Where there are more restarts than this, they are counted but not looked at one by one.
MOST_RUNS_CHECKED = 5_000


def decoded(jpeg: Jpeg, smaller_by: int) -> Image.Image:
    """The picture; BadJpeg where data is missing, or stands where none belongs."""
    head = jpeg.head()
    picture = JpegImageFile(BytesIO(head + jpeg.scans[0][1].header))
    if smaller_by > 1:
        picture.draft(None, (jpeg.width // smaller_by, jpeg.height // smaller_by))
    tile, picture.tile = picture.tile[0], []
    picture.load_prepare()
    feed = _Feed(picture, tile)
    feed.give(head)
    closely = sum(len(_RESTART.findall(scan.data)) for _, scan in jpeg.scans) < MOST_RUNS_CHECKED
    interval = _interval(jpeg.segments)
    for tables, scan in jpeg.scans:
        interval = _interval(tables, interval)
        feed.give(b"".join(whole for _, whole in tables) + scan.header)
        _give_scan(feed, jpeg, scan, interval, closely)
    feed.give(b"\xff\xd9")
    if not feed.ended:
        raise BadJpeg
    return picture


class _Feed:
    """Pillow's decoder, as it reads files itself, with what it leaves in sight."""

    def __init__(self, picture: JpegImageFile, tile: _Tile) -> None:
        name, extents, _, arguments = tile
        # Its own way to a decoder; there is no other that shows what is left over.
        make = Image._getdecoder  # noqa: SLF001
        self.decoder = make(picture.mode, name, arguments, picture.decoderconfig)
        self.decoder.setimage(picture.im, extents)
        self.left, self.ended = b"", False

    def give(self, data: bytes) -> int:
        """How many bytes it leaves lying; none once it has all its rows."""
        for at in range(0, len(data), CHUNK_BYTES):
            if self.ended:
                return 0
            self.left += data[at : at + CHUNK_BYTES]
            taken, error = self.decoder.decode(self.left)
            if error < 0:
                raise BadJpeg
            self.ended = taken < 0
            self.left = b"" if self.ended else self.left[taken:]
        return len(self.left)


def _give_scan(feed: _Feed, jpeg: Jpeg, scan: Scan, interval: int, closely: bool) -> None:
    if HOLE in scan.data and not scan.zeros_are_usual:
        raise BadJpeg
    runs, markers = _RESTART.split(scan.data), _RESTART.findall(scan.data)
    if not interval:
        # Without restarts announced, a decoder takes them for the end of the data.
        if markers:
            raise BadJpeg
        return _give_run(feed, scan.data)
    wanted = -(-jpeg.units(scan) // interval)
    # Some cameras write one more behind the last.
    if len(runs) == wanted + 1 and not runs[-1]:
        runs, markers = runs[:-1], markers[:-1]
    if len(runs) != wanted or any(each[1] != 0xD0 + at % 8 for at, each in enumerate(markers)):
        raise BadJpeg
    if not closely:
        feed.give(scan.data)
        return None
    for run, marker in zip(runs, [*markers, b""], strict=True):
        _give_run(feed, run)
        feed.give(marker)
    return None


def _give_run(feed: _Feed, run: bytes) -> None:
    used = len(run.rstrip(b"\0\xff"))
    if len(run) - used > MOST_PADDING_BYTES:  # data, then: an evenly coloured end may be all zeros
        used = len(run)
    tail = max(0, used - TAIL_BYTES)
    feed.give(run[:tail])
    hungry = [feed.give(run[at : at + 1]) for at in range(tail, len(run))]
    feed.give(AHEAD)
    sated = [feed.give(b"\0") for _ in range(PROBES)]
    if any(sated) or (run and not any(hungry)):
        raise BadJpeg


def _interval(segments: list[tuple[int, bytes]], before: int = 0) -> int:
    told = [int.from_bytes(whole[4:6]) for marker, whole in segments if marker == DRI]
    return told[-1] if told else before
