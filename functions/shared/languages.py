"""The languages that customers and staff read, and texts that exist in all of them. Pure."""

from typing import Annotated, Literal, get_args

from pydantic import AfterValidator

Language = Literal["en", "zh-CN", "th"]
LANGUAGES: tuple[Language, ...] = get_args(Language)


def _in_each(texts: dict[Language, str]) -> dict[Language, str]:
    if set(texts) != set(LANGUAGES) or not all(texts.values()):
        raise ValueError(f"a text is needed in {', '.join(LANGUAGES)}")
    return texts


Texts = Annotated[dict[Language, str], AfterValidator(_in_each)]
