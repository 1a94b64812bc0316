"""The text that a customer reads aloud in a video, so that the video is made for this account.

It is the company's own, or else the one of items/<language>.json. The text that was asked stays
with the upload: what a company changes later changes nothing about a video that exists.
"""

from shared.company_settings import settings_of
from shared.http import Answer
from shared.item_texts import item_texts
from shared.languages import Language
from shared.tables import Company
from shared.tenant import Tenant


class ReadAloud(Answer):
    language: Language
    text: str


def text_to_read(tenant: Tenant, language: Language) -> str:
    own: str | None = settings_of(tenant).texts_to_read.get(language)
    return own or shipped_text(company_name(tenant.company_id), language)


def shipped_text(name: str, language: Language) -> str:
    """`name` is the company's."""
    return item_texts(language).read_aloud.format(company=name)


def company_name(company_id: str) -> str:
    return str(Company.get(f"COMPANY#{company_id}", "COMPANY").name)
