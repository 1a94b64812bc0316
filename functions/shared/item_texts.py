"""What each field and file is called, and what would satisfy it, in each language. Pure.

The texts are data, `items/<language>.json`. What a file may be and how large it may be is said
from the rules that refuse it (upload_kinds.py), so the two cannot differ.
"""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from shared.upload_kinds import KINDS, UploadKind

FOLDER = Path(__file__).parent / "items"
# As people call them.
TYPE_NAMES = {
    "image/jpeg": "JPEG",
    "image/png": "PNG",
    "application/pdf": "PDF",
    "video/mp4": "MP4",
    "video/webm": "WebM",
    "video/quicktime": "MOV",
}


class Data(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class ItemText(Data):
    """`what` satisfies it; `by_country` where customers of a country must send something else."""

    label: str
    what: str
    by_country: dict[str, str] = {}


class ItemTexts(Data):
    """One language, for customers of `country`; "" when it does not matter.

    `read_aloud` is what a customer says to `{company}` in a video.

    `address.city` is spoken of as `address`; an unknown item by its own name.
    """

    country: str = ""
    item_statuses: dict[str, str]
    tier_statuses: dict[str, str]
    person_statuses: dict[str, str]
    between: str
    file: str
    condition: str
    read_aloud: str
    choices: dict[str, dict[str, str]]
    items: dict[str, ItemText]

    def label(self, item: str) -> str:
        found = self.items.get(root(item))
        return found.label if found else item

    def satisfied_by(self, item: str) -> str:
        name = root(item)
        found = self.items.get(name)
        if found is None:
            return item
        choices = self.between.join(self.choices.get(name, {}).values())
        what = found.by_country.get(self.country, found.what).format(choices=choices)
        return self._as_file(what, KINDS[name]) if name in KINDS else what

    def with_condition(self, label: str, when: Mapping[str, list[str]] | None) -> str:
        """And what must have been answered for the item to be needed at all."""
        told = label
        for field, values in (when or {}).items():
            words = self.choices.get(field, {})
            listed = self.between.join(words.get(value, value) for value in values)
            told = self.condition.format(label=told, field=self.label(field), values=listed)
        return told

    def _as_file(self, what: str, kind: UploadKind) -> str:
        types = self.between.join(TYPE_NAMES[each] for each in kind.content_types)
        return self.file.format(what=what, types=types, megabytes=kind.megabytes)


def root(item: str) -> str:
    """The field or the kind that an item is, or is a part of."""
    return item.split(".", maxsplit=1)[0]


@cache
def item_texts(language: str, country: str = "") -> ItemTexts:
    """FileNotFoundError for a language that has no texts."""
    texts = (FOLDER / f"{language}.json").read_text(encoding="utf-8")
    return ItemTexts.model_validate_json(texts).model_copy(update={"country": country})
