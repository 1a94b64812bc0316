"""Why something is corrected, rejected or turned down: the catalogue in reasons.json. Pure.

`text` is told to the customer in their language, `internal` to staff only. A rejection is
`retryable`, which speaks of the evidence, or `final`, which speaks of the person.
"""

from functools import cache
from pathlib import Path
from typing import Any, Literal, Self, cast

from pydantic import BaseModel, ConfigDict, TypeAdapter, model_validator

from shared.errors import ApiError, FieldError
from shared.languages import Language, Texts

Use = Literal["correction", "rejection", "bank_rejection"]
Finality = Literal["retryable", "final"]

FILE = Path(__file__).parent / "reasons.json"


class CatalogueReason(BaseModel):
    """`finality` is a rejection's; a bank account can always be sent again."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    use: Use
    code: str
    finality: Finality | None = None
    text: Texts
    internal: Texts

    @model_validator(mode="after")
    def _rejections_end(self) -> Self:
        if (self.use == "rejection") != (self.finality is not None):
            raise ValueError("a rejection, and nothing else, is retryable or final")
        return self


@cache
def catalogue() -> dict[tuple[Use, str], CatalogueReason]:
    listed = TypeAdapter(list[CatalogueReason]).validate_json(FILE.read_bytes())
    return {(each.use, each.code): each for each in listed}


def require_known(use: Use, code: str, field: str = "code") -> CatalogueReason:
    """422 for a code that the catalogue does not have."""
    found = catalogue().get((use, code))
    if found is None:
        unknown = FieldError(field, "reason_unknown", "See GET /v1/review/reasons for the codes.")
        raise ApiError("invalid_fields", [unknown])
    return found


def told(use: Use, code: str, comment: str, language: str) -> dict[str, Any]:
    """A reason as it is kept and told: in the customer's language of that day."""
    known = require_known(use, code)
    text, finality = known.text[cast(Language, language)], known.finality
    return {"code": code, "comment": comment, "text": text, "finality": finality}


def text_of(use: Use, code: str, language: str) -> str:
    """What the customer reads; the code itself where it is from before the catalogue."""
    found = catalogue().get((use, code))
    return found.text[cast(Language, language)] if found else code


def is_final(reason: dict[str, Any] | None) -> bool:
    """Of a rejection; one from before the catalogue is final."""
    return (reason or {}).get("finality") != "retryable"
