"""Papers that a reviewer asks for outside the tier's list, asked like corrections. Pure.

Each is an item of its own for good, `supplementary_document.1`, `.2`, …: the kind under which its
file is uploaded, and by which requirements and comparisons name it.
"""

from shared.errors import ApiError, FieldError
from shared.upload_kinds import MOST_SUPPLEMENTS, SUPPLEMENT

CODE = "supplementary_document"
TOO_MANY = FieldError(
    "supplements", "too_many", f"At most {MOST_SUPPLEMENTS} for one submission, in all its rounds."
)


def numbered(asked: list[dict[str, str]], earlier: int) -> list[dict[str, str]]:
    """Corrections for `{title, description}` each, counted on from those of `earlier` rounds."""
    if earlier + len(asked) > MOST_SUPPLEMENTS:
        raise ApiError("invalid_fields", [TOO_MANY])
    return [
        {
            "item": f"{SUPPLEMENT}.{number}",
            "code": CODE,
            "title": each["title"],
            "comment": each["description"],
        }
        for number, each in enumerate(asked, start=earlier + 1)
    ]
