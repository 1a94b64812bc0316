"""The texts that a company's customers read aloud, in place of those that are shipped."""

from typing import Annotated

from pydantic import Field

from shared.company_settings import CompanySettings
from shared.http import Answer, Body
from shared.languages import LANGUAGES, Language
from shared.reading_aloud import company_name, shipped_text


class TextToRead(Answer):
    """`own` says that the company wrote it; `shipped` is what its customers read otherwise."""

    language: Language
    text: str
    own: bool
    shipped: str


class TextToReadChange(Body):
    """Lines are kept, other control characters refused; null gives the shipped text again."""

    language: Language
    text: (
        Annotated[
            str,
            Field(
                min_length=20,
                max_length=300,
                pattern=r"^[^\x00-\x09\x0b-\x1f\x7f]*$",
                examples=["I am opening an account with Siam Lending, for myself alone."],
            ),
        ]
        | None
    )


def texts_to_read(kept: CompanySettings, company_id: str) -> list[TextToRead]:
    name, own = company_name(company_id), kept.texts_to_read
    shipped = {language: shipped_text(name, language) for language in LANGUAGES}
    return [
        TextToRead(
            language=language, text=own.get(language, text), own=language in own, shipped=text
        )
        for language, text in shipped.items()
    ]


def changed(kept: CompanySettings, changes: list[TextToReadChange]) -> dict[str, str]:
    """The company's own texts after the changes, by language."""
    own: dict[str, str] = dict(kept.texts_to_read)
    for each in changes:
        own.pop(each.language, None)
        if each.text is not None:
            own[each.language] = each.text
    return own
