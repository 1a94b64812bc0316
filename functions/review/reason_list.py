"""The catalogue of reasons, for the page on which reviewers decide."""

from shared.http import Answer, Query
from shared.languages import Language
from shared.reasons import Finality, Use, catalogue


class ReasonQuery(Query):
    """`use` for one kind of decision only."""

    language: Language = "en"
    use: Use | None = None


class ListedReason(Answer):
    """`text` is told to the customer, in their own language; `internal` to staff only.

    `finality` is a rejection's: after a `retryable` one the customer may send the tier again.
    """

    use: Use
    code: str
    finality: Finality | None
    text: str
    internal: str


class Reasons(Answer):
    reasons: list[ListedReason]


def list_reasons(query: ReasonQuery) -> Reasons:
    return Reasons(
        reasons=[
            ListedReason(
                use=each.use,
                code=each.code,
                finality=each.finality,
                text=each.text[query.language],
                internal=each.internal[query.language],
            )
            for each in catalogue().values()
            if query.use in (None, each.use)
        ]
    )
