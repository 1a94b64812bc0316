"""The kinds of files that may be uploaded: what each may be, and how large. Pure."""

from dataclasses import dataclass
from datetime import timedelta

IMAGES = ("image/jpeg", "image/png")
PAPERS = (*IMAGES, "application/pdf")
VIDEOS = ("video/mp4", "video/webm", "video/quicktime")
# What a browser shows; anything else it is told to save.
SHOWN = frozenset({*PAPERS, *VIDEOS})

BYTES_OF_A_MEGABYTE = 1_000_000
# How long a permit to send an announced file is good.
POST_LIFE = timedelta(minutes=15)


@dataclass(frozen=True)
class UploadKind:
    content_types: tuple[str, ...]
    max_bytes: int

    @property
    def megabytes(self) -> int:
        return self.max_bytes // BYTES_OF_A_MEGABYTE


PICTURE = UploadKind(IMAGES, 20 * BYTES_OF_A_MEGABYTE)
PAPER = UploadKind(PAPERS, 20 * BYTES_OF_A_MEGABYTE)
VIDEO = UploadKind(VIDEOS, 50 * BYTES_OF_A_MEGABYTE)

# What a reviewer asks for outside the tier's list; sent as `supplementary_document.1`, `.2`, …
SUPPLEMENT = "supplementary_document"
MOST_SUPPLEMENTS = 20

# The video in which a customer reads a text aloud.
READ_ALOUD = "statement_video"

KINDS: dict[str, UploadKind] = {
    "id_front": PICTURE,
    "id_back": PICTURE,
    "passport_page": PICTURE,
    "selfie": PICTURE,
    "selfie_with_document": PICTURE,
    "bank_book": PICTURE,
    "address_proof": PAPER,
    "income_proof": PAPER,
    "source_of_funds_proof": PAPER,
    "company_registration": PAPER,
    "articles_of_association": PAPER,
    "certificate_of_incorporation": PAPER,
    "authorization_letter": PAPER,
    READ_ALOUD: VIDEO,
    SUPPLEMENT: PAPER,
}
SUPPLEMENTS = [f"{SUPPLEMENT}.{number}" for number in range(1, MOST_SUPPLEMENTS + 1)]
SENDABLE = sorted(KINDS.keys() - {SUPPLEMENT}) + SUPPLEMENTS


def rule_of(kind: str) -> UploadKind | None:
    """None for what nobody can upload."""
    return KINDS[kind.partition(".")[0]] if kind in SENDABLE else None


def may_share_a_file(one: str, other: str) -> bool:
    """A bank statement may prove an address and an income. What shows a face, a side of a card or
    a bank book shows nothing else.
    """
    return rule_of(one) is rule_of(other) is PAPER
