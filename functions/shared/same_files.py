"""Two kinds of one submission that are one file, or one picture that was saved again."""

from typing import Literal

from shared.picture_looks import are_copies
from shared.tables import Upload

Likeness = Literal["same_file", "same_picture"]


def likeness(one: Upload, other: Upload) -> Likeness | None:
    """None where they differ, and for a file that was erased."""
    if _are_same(one.sha256, other.sha256) or _are_same(one.kept_sha256, other.kept_sha256):
        return "same_file"
    if one.miniature and other.miniature and are_copies(one.miniature, other.miniature):
        return "same_picture"
    return None


def _are_same(one: str | None, other: str | None) -> bool:
    return one is not None and one == other
