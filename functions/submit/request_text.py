"""What a customer is asked to send, as a text: by e-mail, or for a reply of staff. Pure.

The words are data, `request_texts/<language>.json`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from shared.item_texts import item_texts
from shared.plain_names import shown
from submit.requirements import ItemNeed

FOLDER = Path(__file__).parent / "request_texts"
HOUR = timedelta(hours=1)


class Data(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class EmailWords(Data):
    title: str
    text: str


class Words(Data):
    """`support` and `nothing` are whole texts; the others are parts of them and of the e-mail."""

    customer: str
    item: str
    comment: str
    until: str
    hours: str
    placeholder: str
    email: EmailWords
    support: str
    nothing: str


@dataclass(frozen=True)
class Asked:
    """Whom (shared/plain_names.py), for which tier, and for what, in `language`."""

    name: str | None
    language: str
    tier: int
    needs: Sequence[ItemNeed]


def email(asked: Asked, url: str, expires_at: datetime) -> tuple[str, str]:
    """Title and plain text."""
    words = words_in(asked.language)
    return words.email.title, _filled(words.email.text, asked, url, _until(words, expires_at))


def support_text(asked: Asked, url: str, expires_at: datetime) -> str:
    words = words_in(asked.language)
    return _filled(words.support, asked, url, _until(words, expires_at))


def support_template(asked: Asked, link_life: timedelta) -> str:
    """With a place to put a link that lives so long; or that nothing is missing."""
    words = words_in(asked.language)
    validity = words.hours.format(hours=link_life // HOUR)
    text = words.support if asked.needs else words.nothing
    return _filled(text, asked, words.placeholder, validity)


@cache
def words_in(language: str) -> Words:
    path = FOLDER / f"{language}.json"
    return Words.model_validate_json(path.read_text(encoding="utf-8"))


def _until(words: Words, expires_at: datetime) -> str:
    return words.until.format(expires=f"{expires_at:%Y-%m-%d %H:%M}")


def _filled(template: str, asked: Asked, url: str, validity: str) -> str:
    words = words_in(asked.language)
    return template.format(
        name=asked.name or words.customer,
        tier=asked.tier,
        items="\n".join(_line(words, asked.language, each) for each in asked.needs),
        url=url,
        validity=validity,
    ).strip()


def _line(words: Words, language: str, need: ItemNeed) -> str:
    label = item_texts(language).with_condition(need.label, need.when)
    line = words.item.format(label=label, satisfied_by=need.satisfied_by)
    return f"{line}\n{words.comment.format(comment=shown(need.comment))}" if need.comment else line
